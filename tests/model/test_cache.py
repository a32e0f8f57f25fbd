from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.model import cache as cache_module
from mlsd.model.cache import FILE, PageCache
from mlsd.model.page import Page, read_page

LANGUAGES = ("ru", "en")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what is really parsed."""
    seen: list[str] = []

    def read(path: str, data: bytes, languages: tuple[str, ...]) -> Page:
        seen.append(path)
        return read_page(path, data, languages)

    monkeypatch.setattr(cache_module, "read_page", read)
    return seen


def visit(root: Path, **pages: bytes) -> list[Page]:
    cache = PageCache(root)
    records = [cache.read(f"docs/{name}.en.md", data, LANGUAGES) for name, data in pages.items()]
    cache.save()
    return records


def test_only_what_changed_is_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    first = visit(tmp_path, a=b"# A\n", b=b"# B\n")
    assert visit(tmp_path, a=b"# A\n", b=b"# B\n") == first
    assert parsed == ["docs/a.en.md", "docs/b.en.md"]
    visit(tmp_path, a=b"# A\n", b=b"# C\n")
    assert parsed[2:] == ["docs/b.en.md"]


def test_equal_bytes_at_another_path_are_another_page(tmp_path: Path, parsed: list[str]) -> None:
    visit(tmp_path, a=b"# A\n")
    assert visit(tmp_path, b=b"# A\n")[0].path == "docs/b.en.md"


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x80\x05K\x01."])
def test_a_damaged_cache_costs_time_only(tmp_path: Path, parsed: list[str], damage: bytes) -> None:
    first = visit(tmp_path, a=b"# A\n")
    (tmp_path / FILE).write_bytes(damage)
    assert visit(tmp_path, a=b"# A\n") == first
    assert len(parsed) == 2

from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.guard import check
from mlsd.guard.check import check_root
from mlsd.model import cache as cache_module
from mlsd.model import content
from mlsd.model.cache import FILE, Cache
from mlsd.model.finding import Finding
from mlsd.model.page import Page
from mlsd.model.page_reader import read_page
from mlsd.model.site import read_site

from tests.conftest import Project, page, pair


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what is really parsed."""
    seen: list[str] = []

    def read(path: str, data: bytes, languages: tuple[str, ...]) -> Page:
        seen.append(path)
        return read_page(path, data, languages)

    monkeypatch.setattr(content, "read_page", read)
    return seen


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note whose rules are really run."""
    seen: list[str] = []
    run = check._findings

    def findings(site: content.Content, path: str) -> object:
        seen.append(path)
        return run(site, path)  # type: ignore[arg-type]

    monkeypatch.setattr(check, "_findings", findings)
    return seen


PAGES = pair("a", "# A\n\n[b](b.{language}.md#part)\n") | pair("b", "# B\n\n## Part { #part }\n\nText.\n")


def test_only_what_changed_is_parsed_again(project: Project, parsed: list[str]) -> None:
    root = project(PAGES)
    first = list(read_site(root).pages)
    assert len(parsed) == 4
    read_site(root).cache.save()
    site = read_site(root)
    assert list(site.pages) == first
    site.cache.save()
    parsed.clear()
    (root / "docs/b.en.md").write_text(page("# C\n"), "utf-8")
    assert list(read_site(root).pages) != first
    assert parsed == ["docs/b.en.md"]


def test_rules_run_again_only_where_something_they_looked_at_changed(project: Project, checked: list[str]) -> None:
    root = project(PAGES)
    assert check_root(root) == []
    checked.clear()
    assert check_root(root) == []
    assert checked == []
    text = (root / "docs/b.en.md").read_text("utf-8")
    (root / "docs/b.en.md").write_text(text.replace("Text.", "Other text."), "utf-8")
    assert check_root(root) == []
    # The page and its counterpart; the ids that others link to are what they were.
    assert checked == ["docs/b.en.md", "docs/b.ru.md"]
    checked.clear()
    (root / "docs/b.en.md").write_text(text.replace("#part", "#other"), "utf-8")
    assert [f.code for f in check_root(root) if f.path == "docs/a.en.md"] == ["LN002"]
    assert checked == ["docs/a.en.md", "docs/b.en.md", "docs/b.ru.md"]


def test_a_file_that_comes_or_goes_is_noticed(project: Project) -> None:
    root = project(PAGES)
    assert check_root(root) == []
    kept = (root / "docs/b.en.md").read_bytes()
    (root / "docs/b.en.md").unlink()
    assert {(f.path, f.code) for f in check_root(root)} == {("docs/a.en.md", "LN001"), ("docs/b.ru.md", "PR001")}
    (root / "docs/b.en.md").write_bytes(kept)
    assert check_root(root) == []


def test_what_is_shared_by_all_is_noticed(project: Project) -> None:
    glossary = "- {id: lift, ru: {term: лифт, definition: Отношение.}, en: {term: lift, definition: A ratio.}}\n"
    places = pair("g", "# G\n\n<!-- mlsd:glossary -->\n") | pair("h", "# H\n\n[lift](g.{language}.md#lift)\n")
    root = project(places | {"docs/reference/glossary.yml": glossary})
    assert check_root(root) == []
    (root / "docs/reference/glossary.yml").write_text(glossary.replace("id: lift", "id: uplift"), "utf-8")
    assert {(f.path, f.code) for f in check_root(root)} == {(f"docs/h.{each}.md", "LN002") for each in ("ru", "en")}
    (root / "docs/reference/glossary.yml").write_text(glossary, "utf-8")
    assert check_root(root) == []
    (root / "framework.yml").write_text("steps: []\n", "utf-8")
    assert "FM010" in {f.code for f in check_root(root)}


def test_other_code_finds_everything_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(PAGES | {"docs/a.en.md": page("# A\n\n## Part\n\nText.\n")})
    found = check_root(root)
    assert found
    monkeypatch.setattr(check, "RULES", ())
    assert check_root(root) == found
    monkeypatch.setattr(cache_module, "code_hash", lambda: "other")
    assert check_root(root) == []


def test_the_code_is_the_package_and_what_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = cache_module.code_hash()
    assert cache_module.code_hash() == before
    (tmp_path / "parser-2.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert cache_module.code_hash() != before
    monkeypatch.undo()
    monkeypatch.setattr(cache_module, "_PACKAGE", tmp_path)
    assert cache_module.code_hash() != before


def test_a_rule_cannot_read_past_the_site(project: Project) -> None:
    site = read_site(project(PAGES))
    with site.noting(), pytest.raises(RuntimeError, match=r"site\.read"):
        _ = site.root
    assert site.root


def test_paths_that_are_not_asked_for_are_not_read(project: Project, parsed: list[str]) -> None:
    root = project(PAGES | pair("c", "# C\n"))
    check.check_site(read_site(root), lambda path: path == "docs/c.en.md")
    assert sorted(parsed) == ["docs/c.en.md", "docs/c.ru.md"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"SQLite format 3\0" + b"\xff" * 400])
def test_a_damaged_cache_costs_time_only(project: Project, damage: bytes) -> None:
    root = project(PAGES | {"docs/a.en.md": page("# A\n\n## Part\n\nText.\n")})
    found: list[Finding] = check_root(root)
    (root / FILE).write_bytes(damage)
    assert check_root(root) == found
    assert check_root(root) == found


def test_damaged_entries_cost_time_only(project: Project) -> None:
    root = project(PAGES)
    assert check_root(root) == []
    cache = Cache(root)
    assert cache._base is not None
    with cache._base:
        cache._base.execute("UPDATE finding SET value = x'80'")
        cache._base.execute("UPDATE record SET value = x'80', summary = x'80'")
    assert check_root(root) == []


def test_a_folder_that_cannot_be_written_to_costs_time_only(project: Project) -> None:
    root = project(PAGES)
    (root / ".cache").write_text("a file", "utf-8")
    assert check_root(root) == []


def test_what_is_gone_is_not_kept(project: Project) -> None:
    root = project(PAGES)
    check_root(root)
    (root / "docs/a.ru.md").unlink()
    check_root(root)
    assert Cache(root).finding("docs/a.ru.md") is None
    assert Cache(root).finding("docs/b.ru.md") is not None


def test_the_words_of_a_page_from_the_cache_are_read_again(project: Project) -> None:
    glossary = (
        "- {id: lag, ru: {term: задержка, definition: Время.}, en: {term: latency, definition: Time., avoid: [%s]}}\n"
    )
    root = project(
        pair("a", "# A\n\nThe lag time grows.\n") | {"docs/reference/glossary.yml": glossary % "retardation"}
    )
    assert [f for f in check_root(root) if f.code == "TX030"] == []
    (root / "docs/reference/glossary.yml").write_text(glossary % "lag time", "utf-8")
    assert [(f.path, f.line) for f in check_root(root) if f.code == "TX030"] == [("docs/a.en.md", 7)]

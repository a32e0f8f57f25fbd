"""What was released stays, or says what replaces it; old ids go on working."""

from __future__ import annotations

import pytest
from mlsd.cli import main
from mlsd.guard.check import check_root
from mlsd.model.released import read_released
from mlsd.render.released import keep_old_ids

from tests.conftest import ROOT, Project, found, pair

BODY = "# T\n\n## S { #s }\n\nText.\n"


def released(pages: str, moved: str = "") -> dict[str, str]:
    return {"released.yml": f"pages:\n{pages}moved:{moved or ' {}'}\n"}


@pytest.mark.parametrize(
    ("pages", "moved", "expected"),
    [
        ("  a: [s]\n", "", []),
        ("  a: [s, u]\n", "", [("docs/a.en.md", 6), ("docs/a.ru.md", 6)]),
        ("  a: [s, u]\n", "\n  a#u: a#s", []),
        ("  a: [s, u]\n", "\n  a#u: a#x", [("released.yml", 4)]),
        ("  a: [s]\n  b: [t]\n", "", [("released.yml", 3)]),
        ("  a: [s]\n  b: [t]\n", "\n  b: a", []),
        ("  a: [s]\n  b: [t]\n", "\n  b: c", [("released.yml", 5)]),
    ],
)
def test_what_is_gone(project: Project, pages: str, moved: str, expected: list[tuple[str, int]]) -> None:
    files: dict[str, str | bytes] = {**pair("a", f"\n{BODY}"), **released(pages, moved)}
    assert [(finding.path, finding.line) for finding in found(project(files), "ST030")] == expected


def test_the_command_adds_what_is_new_and_takes_nothing_out(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(pair("a", BODY) | released("  a: [u]\n", "\n  a#u: a#s"))
    monkeypatch.chdir(root)
    assert main(["release"]) == 0
    assert capsys.readouterr().out == "released.yml: 0 new pages, 1 new ids\n"
    known, findings = read_released((root / "released.yml").read_text("utf-8"))
    assert (dict(known.pages), dict(known.moved), findings) == ({"a": ("u", "s")}, {"a#u": "a#s"}, [])
    assert found(root, "ST030") == []


def test_an_old_id_stands_where_the_new_one_does() -> None:
    html = '<h2 class="x" id="new">T</h2><p id="newer">a</p>'
    assert (
        keep_old_ids(html, {"old": "new"}) == '<h2 class="x" id="new"><span id="old"></span>T</h2><p id="newer">a</p>'
    )


def test_the_recorded_addresses_are_there() -> None:
    known, findings = read_released((ROOT / "released.yml").read_text("utf-8"))
    assert findings == []
    assert known.pages["framework/data"][:2] == ("goal", "checklist")
    assert [finding for finding in check_root(ROOT) if finding.code == "ST030"] == []

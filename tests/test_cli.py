from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mlsd.cli import main
from mlsd.guard.mend import mend
from mlsd.model.finding import Finding, Fix
from mlsd.model.yaml_source import parse

from tests.conftest import ROOT, Project, copy_project, page, pair

BROKEN = "# T\n\n[x](nowhere.en.md)\n\n## No id\n\nText.\n"


@pytest.fixture
def broken(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project(pair("a", "# T\n") | {"docs/a.en.md": page(BROKEN), "docs/b.en.md": page("# B\n")})
    monkeypatch.chdir(root)
    return root


def test_the_landed_content_has_no_findings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_text_is_sorted_by_path_and_line(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(" ")[0:2] for row in rows] == [
        ["docs/a.en.md:7:", "LN001"],
        ["docs/a.en.md:9:", "ST004"],
        ["docs/b.en.md:5:", "PR001"],
    ]


def test_the_text_ends_with_a_count_apart_from_the_findings(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check"])
    assert re.fullmatch(
        r"3 errors, 0 notices; `\S*mlsd check --fix` fixes 1; `\S*mlsd explain CODE` says more\n",
        capsys.readouterr().err,
    )
    (broken / "docs/a.en.md").write_text(page("# T\n\n[x](a.ru.md)\n"), "utf-8")
    main(["check"])
    assert re.match(r"2 errors, 0 notices; `\S*mlsd check --fix` fixes 1; `", capsys.readouterr().err)
    main(["check", "--fix"])
    assert capsys.readouterr().err.startswith("2 errors, 0 notices; 1 fixed, 1 left; `")
    main(["check", "--format", "json"])
    assert capsys.readouterr().err == ""
    assert main(["check", "docs/a.ru.md"]) == 0
    assert capsys.readouterr() == ("", "nothing to fix\n")


def test_of_a_long_list_the_end_says_where_it_begins(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (broken / "docs/a.en.md").write_text(page("# T\n" + "\n## No id\n\nText.\n" * 30), "utf-8")
    main(["check"])
    found = capsys.readouterr()
    first = found.out.splitlines()[0].split(": ")[0]
    assert f"notices; begin with {first}; " in found.err


def test_json_has_all_the_fields(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert set(rows[0]) == {"path", "line", "code", "severity", "message", "fix"}
    assert (rows[0]["path"], rows[0]["line"], rows[0]["severity"]) == ("docs/a.en.md", 7, "error")


def test_annotations_for_github(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format", "github"])
    assert capsys.readouterr().out.startswith("::error file=docs/a.en.md,line=7,title=LN001::")


def test_only_what_is_asked_for(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/b.en.md"]) == 1
    assert capsys.readouterr().out.startswith("docs/b.en.md:5: PR001")
    assert main(["check", "docs/a.ru.md"]) == 0


def test_from_a_folder_inside_the_project(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(broken / "docs")
    assert main(["check", "b.en.md"]) == 1
    assert capsys.readouterr().out.startswith("docs/b.en.md:5:")


def test_notices_alone_are_no_failure(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, str | bytes] = {
        "docs/cases/ad-banner/case.yml": (ROOT / "docs/cases/ad-banner/case.yml").read_bytes()
    }
    for language in ("ru", "en"):
        text = (ROOT / f"docs/framework/requirements.{language}.md").read_text("utf-8")
        files[f"docs/framework/requirements.{language}.md"] = text.replace("{ #goal }", "in other words { #goal }")
    monkeypatch.chdir(project(files))
    main(["check", "docs/framework"])
    rows = [row for row in capsys.readouterr().out.splitlines() if " LN" not in row]
    assert len(rows) == 2
    assert all(" ST016 note: " in row for row in rows)


@pytest.mark.parametrize(
    "arguments", [["check", "nothing.md"], ["check", "/etc"], ["check", "--format", "xml"], ["chek"], []]
)
def test_misuse(broken: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(arguments)
    except SystemExit as error:
        code = int(str(error.code))
    assert code == 2
    assert capsys.readouterr().err


def test_outside_of_a_project(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "mlsd.cli", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert "run mlsd inside the project" in result.stderr


def test_fix_mends_what_is_safe_and_still_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = pair("b", "# B\n") | pair("a", "# T\n\n[x](b.ru.md)\n")
    files["docs/a.en.md"] = files["docs/a.en.md"].replace("\n", "\r\n")
    root = project(files)
    monkeypatch.chdir(root)
    assert main(["check", "--fix"]) == 1
    assert "LN003" in capsys.readouterr().out
    assert (root / "docs/a.en.md").read_bytes().endswith(b"[x](b.en.md)\r\n")
    assert main(["check", "--fix"]) == 0


def test_what_is_fixed_is_told_from_what_is_left(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (broken / "docs/a.en.md").write_text(page("# T\n\n[x](a.ru.md) and [y](nowhere.en.md)\n"), "utf-8")
    main(["check", "--fix"])
    found = capsys.readouterr()
    rows = {row.split(" ")[1]: row.endswith(" (fixed)") for row in found.out.splitlines()}
    assert rows == {"LN003": True, "LN001": False, "PR001": False}
    assert "; 1 fixed, 2 left; " in found.err


def test_what_could_not_be_fixed_is_not_called_fixed(broken: Path) -> None:
    fixable = Finding("docs/a.en.md", 7, "TX023", "said", fix=Fix(7, "[x]", "[y]", 0))
    moved = Finding("docs/a.en.md", 7, "TX023", "said", fix=Fix(7, "[x]", "[y]", 5))
    gone = Finding("docs/nothing.en.md", 7, "TX023", "said", fix=Fix(7, "[x]", "[y]", 0))
    assert mend(broken, [fixable, moved, gone]) == {fixable}
    assert "[y](nowhere.en.md)" in (broken / "docs/a.en.md").read_text("utf-8")


def test_many_notices_that_are_fixed_at_once_take_one_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few, many = "Это в городе и в селе.\n", "Это в городе.\n\n" * 6
    monkeypatch.chdir(project(pair("a", f"# T\n\n{few}") | pair("b", f"# T\n\n{many}")))
    main(["check"])
    rows = [row for row in capsys.readouterr().out.splitlines() if ".ru.md" in row and " TX023 " in row]
    assert [row.split(":")[0] for row in rows] == [*["docs/a.ru.md"] * 3, "docs/b.ru.md"]
    assert rows[-1].endswith(" (and 5 more like it in this file: `make format` fixes them)")
    main(["check", "--fix"])
    assert "(and 5 more like it in this file: all fixed)\n" in capsys.readouterr().out


QUOTED = {
    'en: "The word “queue” means a buffer, and “load” its burden."': 'en: "The word \\"queue\\" means a buffer, and \\"load\\" its burden."',
    "en: 'The queue’s load and the word “queue”.'": "en: 'The queue''s load and the word \"queue\".'",
    "en: The queue’s word “load” is plain.": 'en: The queue\'s word "load" is plain.',
    '{ru: "Слово «очередь» и «буфер»", en: "The word “queue”"}': '{ru: "Слово «очередь» и «буфер»", en: "The word \\"queue\\""}',
    # At its beginning such a mark would open a text in quotation marks, so nothing is put there.
    "en: “Queue” means a buffer.": None,
}


@pytest.mark.parametrize(("written", "wanted"), QUOTED.items())
def test_a_fix_of_data_leaves_it_valid(tmp_path: Path, written: str, wanted: str | None) -> None:
    language_first = written if written.startswith("{") else f"\n  {written}"
    (tmp_path / "a.yml").write_text(f"title: {language_first}\nend: 1\n", "utf-8")
    text = (tmp_path / "a.yml").read_text("utf-8")
    rows = text.split("\n")
    fixes = [
        Finding("a.yml", number, "TX025", "said", fix=Fix(number, sign, "'" if sign == "’" else '"', column))
        for number, row in enumerate(rows, 1)
        for column, sign in enumerate(row)
        if sign in "“”’"
    ]
    fixed = mend(tmp_path, fixes)
    expected = text if wanted is None else text.replace(written, wanted)
    assert (tmp_path / "a.yml").read_text("utf-8") == expected
    assert fixed == (set() if wanted is None else set(fixes))
    assert "end" in parse(expected).data


def test_a_fix_of_front_matter_leaves_it_valid(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"double": 'description: "The queue’s “load” -> more"', "single": "description: 'The queue’s “load”'"}
    files = {f"docs/{name}.en.md": page("# T\n\nThe queue’s “load”.\n") for name in said}
    for name, text in said.items():
        path = f"docs/{name}.en.md"
        files[path] = re.sub(r"description: .*", text, files[path], count=1)
        assert text in files[path]
    root = project(files)
    monkeypatch.chdir(root)
    main(["check", "--fix"])
    written = {name: (root / f"docs/{name}.en.md").read_text("utf-8") for name in said}
    assert 'description: "The queue\'s \\"load\\" → more"' in written["double"]
    assert "description: 'The queue''s \"load\"'" in written["single"]
    assert all(text.endswith('\nThe queue\'s "load".\n') for text in written.values())
    main(["check", "--fix"])
    assert written == {name: (root / f"docs/{name}.en.md").read_text("utf-8") for name in said}


def test_what_cannot_be_read_loses_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_project(tmp_path / "copy")
    kept = {path.name for folder in ("cards", "diagrams") for path in (root / folder).iterdir()}
    assert kept
    case = root / "docs/cases/ad-banner/case.yml"
    case.write_text(case.read_text("utf-8").replace("tier: exemplar", "tier: exemplr"), "utf-8")
    monkeypatch.chdir(root)
    assert main(["check", "--fix"]) == 1
    assert {path.name for folder in ("cards", "diagrams") for path in (root / folder).iterdir()} == kept
    (root / "diagrams/0000000000000000.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    case.write_text(case.read_text("utf-8").replace("tier: exemplr", "tier: exemplar"), "utf-8")
    assert main(["check", "--fix"]) == 0
    assert {path.name for folder in ("cards", "diagrams") for path in (root / folder).iterdir()} == kept

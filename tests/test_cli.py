from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mlsd.cli import main

from tests.conftest import ROOT, Project, page, pair

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
    assert capsys.readouterr().err.startswith("2 errors, 0 notices; 1 fixed; `")
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

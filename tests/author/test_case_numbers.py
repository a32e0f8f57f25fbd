"""What the numbers of a case come to, as its author asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.cli import main

from tests.conftest import ROOT, copy_project

CASE = "docs/cases/ad-banner/case.yml"


def test_every_number_stands_with_its_value_and_its_origin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["numbers", "ad-banner"]) == 0
    rows = [row.split("  ") for row in capsys.readouterr().out.splitlines()]
    said = {row[0]: [cell.strip() for cell in row[1:] if cell.strip()] for row in rows}
    assert said["dau"] == ["10M users", "assumption"]
    assert said["shows_per_day"][1] == "= dau * shows_per_user"
    assert said["latency-fits"][0] == "holds"


def test_what_cannot_be_computed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_project(tmp_path / "copy")
    text = (root / CASE).read_text("utf-8")
    (root / CASE).write_text(
        text.replace("formula: dau * shows_per_user\n", "formula: dau * shows_per_users\n"), "utf-8"
    )
    monkeypatch.chdir(root)
    assert main(["numbers", "ad-banner"]) == 0
    (row,) = [row for row in capsys.readouterr().out.splitlines() if row.startswith("shows_per_day ")]
    assert "no value: check says why" in row


@pytest.mark.parametrize(("slug", "said"), [("ad-baner", "did you mean ad-banner?"), ("x", "there are ad-banner")])
def test_an_unknown_case_is_refused(
    slug: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["numbers", slug]) == 2
    assert said in capsys.readouterr().err


def test_data_that_is_not_well_formed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_project(tmp_path / "copy")
    (root / CASE).write_text("slug: [", "utf-8")
    monkeypatch.chdir(root)
    assert main(["numbers", "ad-banner"]) == 2
    assert f"{CASE} is not well formed" in capsys.readouterr().err

"""What the bench measures by is sound: the made-up cases break no rule, and the site without the hooks has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mlsd.guard.check import check_root
from mlsd.model.finding import Severity
from mlsd.model.site import TIERS, read_site

from scripts import bench, bench_pages
from scripts.finished import finish
from scripts.many_cases import STANDARD, make
from tests.conftest import ROOT


@pytest.mark.parametrize("tier", TIERS)
def test_a_project_of_many_cases_has_no_findings(tmp_path: Path, tier: str) -> None:
    root = make(tmp_path / "many", 3, tier)
    found = check_root(root)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    assert tier != STANDARD or not found
    cases = read_site(root).cases
    assert [case.tier for slug, case in cases.items() if slug not in read_site(ROOT).cases] == [tier, tier]


def test_a_standard_case_is_one_that_a_newcomer_wrote(tmp_path: Path) -> None:
    root = make(tmp_path / "many", 2, STANDARD)
    site = read_site(root)
    case = site.cases["delivery-eta-0001"]
    assert case.data
    assert len(case.data.inputs) > 30
    assert {page.language for page in site.case_pages(case.slug)} == {"ru", "en"}
    # Of the pages as a reader sees them nothing is left to fill in, and the site itself knows nothing of the case.
    assert [page.fills for page in site.case_pages(case.slug)] == [()] * 4
    assert not (ROOT / "docs/cases" / "delivery-eta").exists()


def test_the_finished_pages_have_nothing_left_to_fill(tmp_path: Path) -> None:
    root = finish(tmp_path / "finished", is_filled=True)
    assert "hooks:" not in (root / "mkdocs.yml").read_text("utf-8")
    text = (root / "docs/cases/ad-banner/index.en.md").read_text("utf-8")
    assert "<svg" in text
    assert "{{ " not in text
    assert "<!-- mlsd:" not in text
    unfilled = finish(tmp_path / "sources", is_filled=False) / "docs/cases/ad-banner/index.en.md"
    assert unfilled.read_bytes() == (ROOT / "docs/cases/ad-banner/index.en.md").read_bytes()


def test_without_node_the_bench_says_that_the_pages_are_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    bench.pages(tmp_path)
    assert "The pages are not measured. Lighthouse needs Node 18.20 or newer" in capsys.readouterr().out


def test_with_node_and_a_browser_the_bench_measures_the_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    measured = []
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bench_pages, "main", lambda: measured.append(True))
    bench.pages(tmp_path)
    assert measured == [True]

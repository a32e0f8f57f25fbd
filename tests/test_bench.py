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
from scripts.many_cases import make
from tests.conftest import ROOT


@pytest.mark.parametrize("tier", TIERS)
def test_a_project_of_many_cases_has_no_findings(tmp_path: Path, tier: str) -> None:
    root = make(tmp_path / "many", 3, tier)
    assert [finding for finding in check_root(root) if finding.severity is Severity.ERROR] == []
    cases = read_site(root).cases
    assert [case.tier for slug, case in cases.items() if slug not in read_site(ROOT).cases] == [tier, tier]


def test_a_standard_case_is_cut_from_the_exemplar(tmp_path: Path) -> None:
    site = read_site(make(tmp_path / "many", 2, "standard"))
    cut, whole = site.cases["ad-banner-0001"], site.cases["ad-banner"]
    assert cut.data
    assert whole.data
    assert len(cut.data.inputs) + len(cut.data.formulas) < len(whole.data.inputs) + len(whole.data.formulas)
    sections = {
        section.heading.id: section
        for page in site.case_pages("ad-banner-0001")
        for section in page.sections
        if page.language == "en"
    }
    assert not sections.keys() & {"find-the-mistake", "levels", "scored-examples"}
    assert (sections["deep-dives"].subheadings, sections["follow-ups"].details) == (1, 4)


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

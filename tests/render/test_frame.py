from __future__ import annotations

import re
from pathlib import Path

import pytest
from mlsd.model.site import read_site
from mlsd.render.figures import lazy_pictures
from mlsd.render.frame import page_frame

from tests.conftest import ROOT, Project, page, pair


def test_steps_follow_each_other_on_the_clock() -> None:
    site = read_site(ROOT)
    frame = page_frame(site, site.by_path["docs/framework/data.en.md"], "../../..")
    assert (frame.kind, frame.local_title, frame.length) == ("step", "The seven steps", 45)
    assert [stop.number for stop in frame.stops] == [1, 2, 3, 4, 5, 6, 7]
    assert all(a.end == b.start for a, b in zip(frame.stops, frame.stops[1:], strict=False))
    assert frame.stop
    assert (frame.stop.start, frame.stop.end, frame.stop.url) == (12, 19, "../../../en/framework/data/")
    assert [entry.number for entry in frame.local] == [None, 1, 2, 3, 4, 5, 6, 7]
    assert [entry.title for entry in frame.groups if entry.is_current] == ["The seven steps"]


def test_a_case_has_its_two_pages_below_the_catalogue() -> None:
    site = read_site(ROOT)
    frame = page_frame(site, site.by_path["docs/cases/ad-banner/interviewer.ru.md"], "../../..")
    assert frame.kind == "interviewer"
    assert [entry.url for entry in frame.local] == [
        "../../../cases/",
        "../../../cases/ad-banner/",
        "../../../cases/ad-banner/interviewer/",
    ]
    assert [entry.is_current for entry in frame.local] == [False, False, True]
    assert frame.stop is None


def test_only_what_is_written_in_the_language_is_offered(project: Project) -> None:
    files = pair("index", "# H\n") | pair("cases/index", "# C\n") | {"docs/own/a.ru.md": page("# A\n")}
    site = read_site(project(files))
    home = page_frame(site, site.by_path["docs/index.en.md"], ".")
    assert home.kind == "home"
    assert [(entry.title, entry.url) for entry in home.groups] == [("Cases", "./en/cases/")]
    assert home.local == ()
    assert len(page_frame(site, site.by_path["docs/index.ru.md"], ".").groups) == 2


def test_pictures_have_their_size_and_wait(project: Project) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="462" viewBox="0 0 1 1"></svg>'
    folder = project({"docs/x/a.svg": svg, "docs/x/b.png": b"png"}) / "docs/x"
    html = lazy_pictures(
        '<img alt="A" src="../x/a.svg#only-light"><img alt="B" src="b.png"><img alt="C" src="no.svg">', folder
    )
    assert html.startswith('<img loading="lazy" decoding="async" width="560" height="462" alt="A"')
    assert '<img loading="lazy" decoding="async" alt="B"' in html
    assert '<img loading="lazy" decoding="async" alt="C"' in html


@pytest.mark.parametrize("template", sorted((ROOT / "overrides").rglob("*.html")), ids=lambda path: path.name)
def test_a_title_is_escaped_wherever_a_template_prints_it(template: Path) -> None:
    """Titles come from case.yml and front matter, which anyone may send; those of a table of contents are HTML already."""
    printed = re.findall(r"\{\{[^{}]*\b\w*[._]?title\b[^{}]*\}\}", template.read_text("utf-8"))
    assert [each for each in printed if "| e" not in each and "toc_item" not in each] == []

"""What a reader takes away on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_cheat_sheet_takes_one_sheet(visit: Callable[..., Visit], language: str) -> None:
    opened = visit(f"{language}reference/cheat-sheet/")
    printed = opened.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_it_has_the_core_items_of_all_steps(visit: Callable[..., Visit]) -> None:
    opened = visit("en/reference/cheat-sheet/")
    assert opened.page.locator(".cheat-sheet__block").count() == 7
    assert opened.page.locator(".cheat-sheet li").count() == 35


@pytest.mark.parametrize("path", ["en/framework/deployment/", "en/cases/ad-banner/"])
def test_a_page_prints_its_text_and_nothing_of_the_frame(visit: Callable[..., Visit], path: str) -> None:
    opened = visit(path, scheme="dark")
    page = opened.page
    page.pdf(format="A4")
    page.emulate_media(media="print")
    for part in (".masthead", ".aside", ".page-bar", ".colophon", ".enlarge", ".checklist-bar", ".headerlink"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    folded = page.locator(".md-content details:not(.panel, .panel *) > :last-child")
    assert all(folded.evaluate_all("parts => parts.map(part => part.checkVisibility({ contentVisibilityAuto: true }))"))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

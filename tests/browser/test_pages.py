"""Every type of page in a real browser: both languages and schemes, phone and desktop."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from mlsd.model.addresses import page_url
from mlsd.model.site import read_site
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.conftest import SIZES, Visit
from tests.conftest import ROOT

Visitor = Callable[..., Visit]

PAGES = [page_url(page.name, str(page.language)) for page in read_site(ROOT).pages]
TYPES = [
    "",
    "framework/",
    "framework/requirements/",
    "framework/evaluation/",
    "cases/",
    "cases/ad-banner/",
    "cases/ad-banner/interviewer/",
    "reference/glossary/",
    "reference/coverage/",
    "reference/rubric/",
    "reference/cheat-sheet/",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_error_and_no_request_off_the_origin(visit: Visitor, path: str) -> None:
    opened = visit(path, idle=True)
    assert opened.page.locator("article h1").count() == 1
    opened.assert_clean()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("path", TYPES)
def test_the_whole_page_is_accessible(visit: Visitor, path: str, language: str) -> None:
    opened = visit(language + path)
    for size, scheme in itertools.product(SIZES, ("light", "dark")):
        opened.page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = violations(opened.page)
        assert (size, scheme, found) == (size, scheme, [])
    opened.assert_clean()


@pytest.mark.parametrize("path", TYPES)
def test_a_phone_needs_no_sideways_scrolling(visit: Visitor, path: str) -> None:
    opened = visit(path, size="phone")
    for prefix, width in itertools.product(("", "en/"), (320, 640)):
        opened.go(prefix + path)
        opened.page.set_viewport_size({"width": width, "height": 700})
        widest = opened.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.querySelector('article').getBoundingClientRect().right)"
        )
        assert widest <= width, (prefix, width)


def test_the_language_switch_keeps_the_page(visit: Visitor) -> None:
    opened = visit("framework/data/")
    opened.page.get_by_role("link", name="English", exact=True).click()
    expect(opened.page).to_have_url(f"{opened.host}en/framework/data/")
    expect(opened.page.locator("html")).to_have_attribute("lang", "en")
    expect(opened.page.locator("h1")).to_contain_text("Data preparation")


def test_an_item_is_ticked_by_its_text_and_by_the_keyboard(visit: Visitor) -> None:
    opened = visit("en/framework/requirements/")
    item = opened.page.locator("#business-goal")
    box = item.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    item.locator("strong").click()
    expect(box).to_be_checked()
    box.focus()
    opened.page.keyboard.press("Space")
    expect(box).not_to_be_checked()


def test_the_path_of_steps_leads_to_a_step(visit: Visitor) -> None:
    opened = visit("en/")
    opened.page.get_by_role("link", name="Data preparation").first.click()
    expect(opened.page.locator("h1")).to_contain_text("Data preparation")
    opened.assert_clean()


def test_a_page_reads_in_full_without_scripts(visit: Visitor) -> None:
    opened = visit("en/framework/deployment/", script=False)
    expect(opened.page.locator("figure.diagram svg")).to_be_visible()
    expect(opened.page.locator("math").first).to_be_visible()
    expect(opened.page.locator("#further")).to_be_visible()


def test_a_missing_page_offers_the_way_home_in_both_languages(visit: Visitor) -> None:
    opened = visit("404.html")
    expect(opened.page.get_by_role("heading", name="Такой страницы нет")).to_be_visible()
    expect(opened.page.get_by_role("link", name="Home", exact=True)).to_have_attribute("href", "/sub/path/en/")

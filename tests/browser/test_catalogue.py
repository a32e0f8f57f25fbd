"""The filters of the catalogue in a browser, over a dozen made-up cases: keyboard, address, back and forward, languages, phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import BASE, Visit, serve
from tests.conftest import build
from tests.synthetic import make_project

Visitor = Callable[..., Visit]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site of made-up cases in place of the real one."""
    folder: Path = tmp_path_factory.mktemp("catalogue")
    result = build(make_project(folder / "project"), folder / "host" / BASE, strict=False)
    assert result.returncode == 0, result.stderr
    with serve(folder / "host") as address:
        yield address


def shown(page: Page) -> list[str]:
    return [str(title.get_attribute("id"))[5:] for title in page.locator(".case__title:visible").all()]


def facet(page: Page, name: str) -> None:
    page.locator(f"details[data-facet={name}] > summary").click()


def test_filters_narrow_one_another_and_live_in_the_address(visit: Visitor) -> None:
    opened = visit("en/cases/")
    page = opened.page
    status = page.get_by_role("status")
    expect(status).to_have_text("Cases: 12")
    facet(page, "task")
    page.get_by_role("checkbox", name="Ranking").check()
    expect(status).to_have_text("Cases shown: 3 of 12")
    page.get_by_role("checkbox", name="Agents").check()
    assert shown(page) == ["feed", "shop-search", "support", "video"]
    facet(page, "difficulty")
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.locator("label", has_text="high").locator(".facet__count")).to_have_text("2")
    page.get_by_role("checkbox", name="high").check()
    assert shown(page) == ["feed", "video"]
    expect(page).to_have_url(re.compile(r"/en/cases/\?task=agents&task=ranking&difficulty=4$"))
    page.go_back()
    assert shown(page) == ["feed", "shop-search", "support", "video"]
    page.go_forward()
    expect(status).to_have_text("Cases shown: 2 of 12")
    page.get_by_role("link", name="Русский", exact=True).click()
    expect(page).to_have_url(re.compile(r"path/cases/\?task=agents&task=ranking&difficulty=4$"))
    expect(page.get_by_role("status")).to_have_text("Показано кейсов: 2 из\u00a012".replace("\u00a0", " "))
    page.get_by_role("button", name="Сбросить фильтры").click()
    expect(page.get_by_role("status")).to_have_text("Кейсов: 12")
    expect(page).to_have_url(re.compile(r"path/cases/$"))
    opened.assert_clean()


def test_by_the_keyboard_alone(visit: Visitor) -> None:
    page = visit("en/cases/").page
    keyboard = page.keyboard
    summary = page.locator("details[data-facet=language] > summary")
    summary.focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Русский")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keyboard.press("Tab")
    keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("Cases shown: 10 of 12")
    keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator("details[open]")).to_have_count(0)
    keyboard.press("Enter")
    for _ in range(3):
        keyboard.press("Tab")
    expect(page.locator("details[open]")).to_have_count(0)  # It would cover what is focused now.


def test_nothing_left_says_what_to_do(visit: Visitor) -> None:
    opened = visit("en/cases/?domain=telecom&track=llm&domain=nonsense&__proto__=1", size="phone")
    page = opened.page
    expect(page.get_by_role("status")).to_have_text("Cases shown: 0 of 12")
    expect(page.locator(".catalogue__nothing")).to_contain_text("propose such a case")
    page.locator(".catalogue__reset").click()
    assert len(shown(page)) == 12
    expect(page.locator("details[data-facet=domain] > summary")).to_be_focused()
    opened.assert_clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_filter_is_accessible_and_fits_a_phone(visit: Visitor, scheme: str) -> None:
    page = visit("en/cases/?language=ru", size="phone", scheme=scheme).page
    page.set_viewport_size({"width": 320, "height": 700})
    for name in ("domain", "task", "difficulty", "track", "language"):
        facet(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        box = page.locator("details[open] fieldset").bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 320, name
    assert violations(page, "article") == []


def test_the_matrix_of_a_dozen_cases_scrolls_inside_of_itself(visit: Visitor) -> None:
    page = visit("en/reference/coverage/", size="phone").page
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    frame = page.locator(".coverage .table-frame")
    frame.focus()
    head = page.locator(".coverage thead th").first
    before = head.bounding_box()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.coverage .table-frame').scrollLeft > 0")
    assert before
    assert head.bounding_box() == before  # The names of the items stay in sight.
    assert violations(page, "article") == []


def test_without_scripts_every_case_is_listed_and_no_filter(visit: Visitor) -> None:
    page = visit("en/cases/", script=False).page
    assert len(shown(page)) == 12
    expect(page.locator("form.catalogue__filters")).to_be_hidden()
    expect(page.locator("#case-voice a")).to_have_attribute("lang", "ru")

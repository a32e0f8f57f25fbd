"""A reader whose system chooses the colours sees ticks, bars, the place on the clock, and where the focus is."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

Visitor = Callable[..., Visit]

BORDER = "element => { const s = getComputedStyle(element); return s.borderTopStyle !== 'none' && parseFloat(s.borderTopWidth) > 0; }"
COLOURS = "element => { const s = getComputedStyle(element); return [s.color, s.backgroundColor, s.borderTopColor]; }"


@pytest.fixture
def forced(visit: Visitor) -> Callable[[str], Page]:
    def open_page(path: str) -> Page:
        page = visit(path, forced_colors="active").page
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        return page

    return open_page


def colours(locator: Locator) -> list[str]:
    return list(locator.evaluate(COLOURS))


def ink(locator: Locator) -> int:
    """Return how many colours a part of the page is painted in."""
    picture = locator.screenshot()
    return len(set(zip(*[iter(_pixels(picture))] * 3, strict=True)))


def _pixels(picture: bytes) -> bytes:
    return Image.open(BytesIO(picture)).convert("RGB").tobytes()


def test_a_tick_is_seen(forced: Callable[[str], Page]) -> None:
    page = forced("en/framework/data/")
    box = page.locator(".task-list-box").first
    page.evaluate("document.activeElement.blur()")
    empty = box.screenshot()
    box.check()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    assert box.screenshot() != empty
    assert ink(box) > 1


def test_the_bar_of_progress_is_seen_to_grow(forced: Callable[[str], Page]) -> None:
    page = forced("en/framework/data/")
    bar = page.locator(".checklist-bar__progress")
    empty = bar.screenshot()
    page.locator(".task-list-box").first.check()
    expect(page.locator(".checklist-bar__label")).to_contain_text("1 of")
    assert bar.screenshot() != empty
    assert ink(bar) > 1


def test_the_step_that_one_is_on_differs_from_the_others(forced: Callable[[str], Page]) -> None:
    page = forced("en/framework/data/")
    here, other = (
        page.locator(".clock__step > a[aria-current]"),
        page.locator(".clock__step > a:not([aria-current])").last,
    )
    assert colours(here) != colours(other)
    assert colours(here)[0] != colours(here)[1]
    assert other.evaluate(BORDER)


def test_the_bars_of_the_latency_budget_have_edges(forced: Callable[[str], Page]) -> None:
    page = forced("en/cases/ad-banner/#deployment")
    stages = page.locator(".latency__stage")
    assert stages.count() > 3
    assert all(stages.nth(number).evaluate(BORDER) for number in range(stages.count()))


@pytest.mark.parametrize("target", ["a.number", ".task-list-box", ".masthead__brand", ".small-button"])
def test_the_focus_is_seen(forced: Callable[[str], Page], target: str) -> None:
    page = forced("en/framework/data/")
    page.keyboard.press("Tab")  # From here on the focus is the keyboard's.
    element = page.locator(target).first
    element.focus()
    style, width = element.evaluate(
        "e => { const s = getComputedStyle(e); return [s.outlineStyle, parseFloat(s.outlineWidth)]; }"
    )
    assert (style, width >= 2) == ("solid", True)


def test_a_tip_has_an_edge(forced: Callable[[str], Page]) -> None:
    page = forced("en/framework/evaluation/")
    page.locator("a.number").first.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    assert tip.evaluate(BORDER)
    assert len(set(colours(tip)[:2])) == 2

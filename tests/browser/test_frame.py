"""The frame around every page: menus, theme, search on a phone, the clock of a step, pictures opened large. By pointer, by keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BASE, Visit

Visitor = Callable[..., Visit]

STEP = "en/framework/data/"
THEME = f"mlsd:/{BASE}:theme"


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def focus(page: Page) -> str:
    """Return what has the focus, by name."""
    name: str = page.evaluate(
        "(e => e.getAttribute('aria-label') ?? e.textContent.trim().replace(/\\s+/g, ' '))(document.activeElement)"
    )
    return name


class TestTheme:
    @pytest.mark.parametrize("script", [True, False])
    def test_follows_the_system_also_without_scripts(self, visit: Visitor, script: bool) -> None:
        light, dark = (visit("en/", scheme=scheme, script=script) for scheme in ("light", "dark"))
        assert background(light.page) == "rgb(252, 251, 248)"
        assert background(dark.page) == "rgb(18, 25, 28)"

    def test_is_chosen_by_the_keyboard_and_kept(self, visit: Visitor) -> None:
        opened = visit("en/", scheme="light")
        page = opened.page
        button = page.get_by_role("button", name="Theme:")
        expect(button).to_have_accessible_name("Theme: as in the system")
        button.press("Enter")
        expect(button).to_have_accessible_name("Theme: light")
        button.press("Enter")
        expect(button).to_have_accessible_name("Theme: dark")
        assert background(page) == "rgb(18, 25, 28)"
        opened.go("framework/data/")
        assert background(page) == "rgb(18, 25, 28)"
        expect(page.get_by_role("button", name="Тема:")).to_have_accessible_name("Тема: тёмная")
        page.get_by_role("button", name="Тема:").click()
        assert background(page) == "rgb(252, 251, 248)"
        assert page.evaluate(f"localStorage.getItem('{THEME}')") is None
        opened.assert_clean()

    def test_works_where_nothing_can_be_stored(self, visit: Visitor) -> None:
        opened = visit("en/")
        opened.page.add_init_script(
            "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('no'); }"
        )
        opened.go("en/framework/")
        opened.page.get_by_role("button", name="Theme:").click()
        opened.page.get_by_role("button", name="Theme:").click()
        assert background(opened.page) == "rgb(18, 25, 28)"


class TestMenus:
    @pytest.mark.parametrize("script", [True, False])
    def test_of_a_phone_opens_and_leads_on(self, visit: Visitor, script: bool) -> None:
        page = visit(STEP, size="phone", script=script).page
        menu = page.get_by_role("navigation", name="Sections of the site")
        expect(menu).to_be_hidden()
        page.get_by_role("button", name="Menu").click()
        expect(menu).to_be_visible()
        menu.get_by_role("link", name="Model development").click()
        expect(page.locator("h1")).to_contain_text("Model development")

    def test_of_a_phone_is_worked_by_the_keyboard(self, visit: Visitor) -> None:
        page = visit(STEP, size="phone").page
        opener = page.get_by_role("button", name="Menu")
        opener.press("Enter")
        menu = page.get_by_role("navigation", name="Sections of the site")
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        assert focus(page) == "The seven steps"
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(opener).to_be_focused()

    def test_what_is_on_the_page_folds_away_on_a_phone(self, visit: Visitor) -> None:
        opened = visit(STEP, size="phone")
        page = opened.page
        contents = page.get_by_role("navigation", name="On this page")
        expect(contents).to_be_hidden()
        page.get_by_role("button", name="On this page").press("Enter")
        contents.get_by_role("link", name="Common mistakes").press("Enter")
        expect(contents).to_be_hidden()
        expect(page).to_have_url(f"{opened.host}{STEP}#mistakes")
        expect(page.locator("#mistakes")).to_be_in_viewport()
        expect(page.get_by_role("button", name="On this page")).to_be_in_viewport()

    def test_are_plain_lists_where_there_is_room(self, visit: Visitor) -> None:
        page = visit(STEP, script=False).page
        expect(page.get_by_role("navigation", name="Sections of the site")).to_be_visible()
        expect(page.get_by_role("navigation", name="On this page")).to_be_visible()
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        here = page.get_by_role("navigation", name="The seven steps").locator("[aria-current=page]")
        expect(here).to_have_text("3Data preparation")


class TestKeyboard:
    def test_goes_past_the_header_first(self, visit: Visitor) -> None:
        page = visit(STEP).page
        page.keyboard.press("Tab")
        assert focus(page) == "Skip to content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article') !== null")

    @pytest.mark.parametrize("size", ["phone", "desktop"])
    def test_sees_where_it_is_and_is_never_hidden(self, visit: Visitor, size: str) -> None:
        page = visit("en/framework/", size=size).page
        seen = []
        for _ in range(16):
            page.keyboard.press("Tab")
            outline, width, height, name = page.evaluate(
                "(e => { const s = getComputedStyle(e), r = e.getBoundingClientRect();"
                " const ring = s.outlineStyle !== 'none' || e.closest('form:focus-within') !== null;"
                " return [ring, r.width, r.height, e.getAttribute('aria-label') ?? e.textContent.trim()]; })(document.activeElement)"
            )
            assert outline, name
            assert min(width, height) > 0, name
            seen.append(name)
        assert "Theme: as in the system" in seen

    def test_opens_and_closes_search_on_a_phone(self, visit: Visitor) -> None:
        page = visit("en/", size="phone").page
        field = page.get_by_role("textbox", name="Search")
        expect(field).to_be_hidden()
        page.get_by_role("button", name="Search", exact=True).press("Enter")
        expect(field).to_be_focused()
        page.get_by_role("button", name="Close search").press("Enter")
        expect(field).to_be_hidden()


class TestClock:
    def test_says_where_a_step_stands(self, visit: Visitor) -> None:
        page = visit(STEP).page
        clock = page.get_by_role("navigation", name="Step 3 of 7")
        expect(clock).to_contain_text("7 of 45 min: the clock runs from 12 to 19")
        expect(clock.locator("[aria-current=page]")).to_have_accessible_name("3. Data preparation")
        widths = clock.locator("li").evaluate_all("steps => steps.map(s => s.getBoundingClientRect().width)")
        minutes = [6, 4, 7, 8, 5, 5, 3]
        for width, minute in zip(widths, minutes, strict=True):
            assert abs(width / sum(widths) - minute / sum(minutes)) < 0.02
        clock.get_by_role("link", name="4. Model development").click()
        expect(page.locator("h1")).to_contain_text("Model development")

    def test_counts_what_is_ticked(self, visit: Visitor) -> None:
        page = visit(STEP).page
        counted = page.locator(".stepper__progress")
        expect(counted).to_have_text("0 of 12")
        page.locator("#leakage .task-list-box").check()
        expect(counted).to_have_text("1 of 12")
        assert (
            float(page.locator("li.clock__step[data-step=data]").evaluate("s => s.style.getPropertyValue('--done')"))
            > 0
        )

    @pytest.mark.parametrize("size", ["phone", "desktop"])
    @pytest.mark.parametrize("language", ["", "en/"])
    def test_the_first_screen_has_the_path_the_case_and_the_languages(
        self, visit: Visitor, language: str, size: str
    ) -> None:
        page = visit(language, size=size).page
        page.set_viewport_size({"width": 390, "height": 844} if size == "phone" else {"width": 1280, "height": 800})
        for step in page.locator(".step-path__link").all():
            expect(step).to_be_in_viewport(ratio=1)
        expect(page.locator(".first-case__title")).to_be_in_viewport(ratio=1)
        expect(page.locator(".language__link:visible").first).to_be_in_viewport(ratio=1)

    def test_rows_of_the_path_are_as_high_as_their_minutes(self, visit: Visitor) -> None:
        page = visit("").page
        heights = page.locator(".step-path__step").evaluate_all(
            "rows => rows.map(row => row.getBoundingClientRect().height)"
        )
        minutes = [6, 4, 7, 8, 5, 5, 3]
        for height, minute in zip(heights, minutes, strict=True):
            assert abs(height / sum(heights) - minute / sum(minutes)) < 0.02


class TestPictures:
    def test_open_large_and_close_by_the_keyboard(self, visit: Visitor) -> None:
        opened = visit(STEP, size="phone")
        page = opened.page
        enlarge = page.get_by_role("button", name="Enlarge").first
        enlarge.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        drawing = dialog.locator("svg").last
        before = drawing.bounding_box()
        dialog.get_by_role("button", name="Zoom in").click()
        after = drawing.bounding_box()
        assert before
        assert after
        assert after["width"] > before["width"] * 1.3
        view = dialog.locator(".lightbox__view")
        assert view.evaluate("view => view.scrollWidth > view.clientWidth")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(enlarge).to_be_focused()
        opened.assert_clean()

    def test_scroll_in_their_frames_without_scripts(self, visit: Visitor) -> None:
        page = visit(STEP, size="phone", script=False).page
        expect(page.get_by_role("button", name="Enlarge")).to_have_count(0)
        assert page.locator(".diagram__frame").first.get_attribute("tabindex") == "0"


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("place", ["flips", "n-peak_load", "sources"])
def test_one_lands_where_a_link_leads_though_parts_are_laid_out_later(
    visit: Callable[..., Visit], place: str, size: str
) -> None:
    page = visit(f"cases/ad-banner/#{place}", size=size).page
    top = "id => document.getElementById(id).getBoundingClientRect().top"
    for _ in range(2):  # At once, and when all is laid out.
        assert 0 < page.evaluate(top, place) < 150
        page.wait_for_load_state("networkidle")


def test_the_contents_lead_to_their_places_and_mark_where_one_is(visit: Callable[..., Visit]) -> None:
    opened = visit("en/cases/ad-banner/")
    page = opened.page
    for place in ("levels", "deployment", "data"):
        link = page.locator(f".toc a[href='#{place}']")
        link.click()
        expect(link).to_have_attribute("aria-current", "location")
        assert 0 < page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", place) < 150
    assert page.locator(".toc [aria-current]").count() == 1
    opened.assert_clean()


def test_the_address_follows_those_who_read_on_and_keeps_where_one_has_jumped_to(visit: Callable[..., Visit]) -> None:
    page = visit("en/cases/ad-banner/#n-peak_load").page
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(re.compile("#n-peak_load$"))
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -9000)
    expect(page).to_have_url(re.compile(r"#(prompt|requirements|meanings)$|/$"))


def test_what_is_laid_out_later_is_all_there_without_scripts_and_on_paper(visit: Callable[..., Visit]) -> None:
    hidden = "[...document.querySelectorAll('.part')].filter(part => getComputedStyle(part).contentVisibility !== 'visible').length"
    plain = visit("en/cases/ad-banner/", script=False)
    assert plain.page.locator(".part").count() > 10
    expect(plain.page.locator("#sources")).to_be_visible()
    page = visit("en/cases/ad-banner/").page
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == 0


@pytest.mark.parametrize("way", ["reload", "back"])
def test_those_who_come_back_are_where_they_were(visit: Callable[..., Visit], way: str) -> None:
    opened = visit("en/cases/ad-banner/", idle=True)
    page = opened.page
    expect(page.locator(".part:not(.is-laid)")).to_have_count(0)
    page.evaluate("scrollTo(0, document.getElementById('flips').getBoundingClientRect().top + scrollY - 200)")
    page.wait_for_timeout(300)
    if way == "reload":
        page.reload()
    else:
        opened.go("en/cases/")
        page.go_back()
    page.wait_for_load_state("networkidle")
    assert abs(page.evaluate("document.getElementById('flips').getBoundingClientRect().top") - 200) < 20

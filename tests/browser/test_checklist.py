"""Checklists that tick and remember: what a reader ticks outlives the visit, in either language, and never breaks a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import BASE, Visit

Visitor = Callable[..., Visit]

KEY = f"mlsd:/{BASE}:v1"
RU = "framework/requirements/"
EN = f"en/{RU}"
THROWS = {
    "forbidden": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    "unreadable": "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); }",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
}


def box(page: Page, item: str) -> Locator:
    return page.locator(f"#{item} .task-list-box")


def label(page: Page) -> Locator:
    return page.locator(".checklist-bar__label")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def offer(page: Page, content: str | bytes, name: str = "mine.json") -> None:
    """Choose a file for import."""
    with page.expect_file_chooser() as chooser:
        press(page, "Import")
    raw = content if isinstance(content, bytes) else content.encode()
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": raw})


def stored(page: Page, key: str = KEY) -> str | None:
    value: str | None = page.evaluate("(key) => localStorage.getItem(key)", key)
    return value


def store(page: Page, value: str, key: str = KEY) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])


def assert_quiet(opened: Visit) -> None:
    """No error, and no request off the origin; one that a reload cut short is no failure."""
    assert (opened.console, opened.foreign) == ([], [])


def saved(*ids: str) -> str:
    return json.dumps({"version": 1, "checklist": dict.fromkeys(ids, True)}, separators=(",", ":"))


class TestTicks:
    def test_survive_a_reload_and_the_language_switch(self, visit: Visitor) -> None:
        opened = visit(RU)
        page = opened.page
        expect(label(page)).to_have_text("Ядро 0 из 6 · всего 0 из 15")
        box(page, "business-goal").check()
        box(page, "compliance").check()
        expect(label(page)).to_have_text("Ядро 1 из 6 · всего 2 из 15")
        assert stored(page) == saved("requirements.business-goal", "requirements.compliance")
        page.reload()
        expect(box(page, "business-goal")).to_be_checked()
        expect(box(page, "capabilities")).not_to_be_checked()
        page.get_by_role("link", name="English", exact=True).click()
        expect(box(page, "compliance")).to_be_checked()
        expect(label(page)).to_have_text("Core 1 of 6 · all 2 of 15")
        progress = page.get_by_role("progressbar", name="Core 1 of 6 · all 2 of 15")
        expect(progress).to_have_js_property("value", 2)
        expect(progress).to_have_js_property("max", 15)
        box(page, "compliance").uncheck()
        assert stored(page) == saved("requirements.business-goal")
        assert_quiet(opened)

    def test_of_two_tabs_agree(self, visit: Visitor) -> None:
        opened = visit(EN)
        other = opened.page.context.new_page()
        other.goto(opened.host + RU)
        landing = opened.page.context.new_page()
        landing.goto(opened.host)
        box(opened.page, "scale").check()
        expect(box(other, "scale")).to_be_checked()
        expect(label(other)).to_have_text("Ядро 1 из 6 · всего 1 из 15")
        box(other, "performance").check()
        expect(box(opened.page, "performance")).to_be_checked()
        expect(landing.locator("[data-step=requirements] .step-path__progress")).to_have_text("отмечено 2 из 15")
        opened.page.evaluate("localStorage.clear()")
        expect(box(other, "performance")).not_to_be_checked()

    def test_of_another_step_stay_apart(self, visit: Visitor) -> None:
        opened = visit(EN)
        store(opened.page, saved("data.leakage"))
        opened.go("en/framework/data/")
        expect(box(opened.page, "leakage")).to_be_checked()
        opened.go(EN)
        expect(label(opened.page)).to_have_text("Core 0 of 6 · all 0 of 15")

    def test_what_a_later_version_keeps_in_the_same_place_stays(self, visit: Visitor) -> None:
        opened = visit(EN)
        store(opened.page, '{"version":1,"checklist":{},"later":[1]}')
        opened.page.reload()
        box(opened.page, "scale").check()
        assert json.loads(stored(opened.page) or "")["later"] == [1]


class TestReset:
    def test_clears_this_step_and_can_be_undone(self, visit: Visitor) -> None:
        opened = visit(EN)
        page = opened.page
        store(page, saved("data.leakage", "requirements.scale", "requirements.compliance"))
        page.reload()
        undo = page.get_by_role("button", name="Undo the reset")
        expect(undo).to_be_hidden()
        press(page, "Reset this step")
        expect(label(page)).to_have_text("Core 0 of 6 · all 0 of 15")
        expect(status(page)).to_contain_text("cleared: 2.")
        assert stored(page) == saved("data.leakage")
        undo.click()
        expect(label(page)).to_have_text("Core 1 of 6 · all 2 of 15")
        expect(undo).to_be_hidden()
        expect(page.get_by_role("button", name="Reset this step")).to_be_focused()
        assert_quiet(opened)

    def test_of_nothing_says_so(self, visit: Visitor) -> None:
        page = visit(EN).page
        press(page, "Reset this step")
        expect(status(page)).to_have_text("Nothing is ticked in this step.")

    def test_is_done_by_the_keyboard(self, visit: Visitor) -> None:
        page = visit(EN).page
        box(page, "scale").press("Space")
        expect(label(page)).to_contain_text("all 1 of 15")
        page.get_by_role("button", name="Reset this step").press("Enter")
        expect(label(page)).to_contain_text("all 0 of 15")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Undo the reset")).to_be_focused()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Space")
        expect(label(page)).to_contain_text("all 1 of 15")


class TestFiles:
    def test_export_then_import_elsewhere_restores(self, visit: Visitor) -> None:
        opened = visit(EN)
        box(opened.page, "scale").check()
        opened.go("en/framework/data/")
        box(opened.page, "leakage").check()
        with opened.page.expect_download() as download:
            press(opened.page, "Export")
        assert re.fullmatch(r"mlsd-checklists-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
        expect(status(opened.page)).to_contain_text("(2)")
        exported = Path(download.value.path()).read_bytes()
        assert json.loads(exported) == json.loads(saved("data.leakage", "requirements.scale"))
        assert_quiet(opened)

        fresh = visit(EN)
        offer(fresh.page, exported)
        expect(status(fresh.page)).to_have_text("Ticks imported from mine.json: 2 in all steps.")
        expect(box(fresh.page, "scale")).to_be_checked()
        assert stored(fresh.page) == saved("data.leakage", "requirements.scale")
        assert_quiet(fresh)

    def test_export_of_nothing_says_so(self, visit: Visitor) -> None:
        page = visit(RU).page
        press(page, "Сохранить в файл")
        expect(status(page)).to_contain_text("Сохранять нечего")

    def test_import_replaces_only_after_a_yes(self, visit: Visitor) -> None:
        page = visit(EN).page
        box(page, "scale").check()
        offer(page, saved("requirements.compliance", "data.leakage"))
        dialog = page.get_by_role("dialog", name="Replace the ticks?")
        expect(dialog).to_contain_text("Ticks in all steps now: 1; in mine.json: 2.")
        expect(page.get_by_role("button", name="Keep as is")).to_be_focused()
        page.keyboard.press("Escape")
        expect(status(page)).to_have_text("Everything stays as it was.")
        expect(box(page, "scale")).to_be_checked()
        offer(page, saved("requirements.compliance", "data.leakage"))
        press(page, "Replace")
        expect(box(page, "compliance")).to_be_checked()
        expect(box(page, "scale")).not_to_be_checked()
        expect(dialog).to_have_count(0)
        assert stored(page) == saved("data.leakage", "requirements.compliance")

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"\x89PNG nonsense", "it is not JSON"),
            ("", "it is not JSON"),
            ("[1, 2]", "the fields version and checklist"),
            ('{"version": 1, "checklist": ["data.leakage"]}', "the fields version and checklist"),
            ('{"version": 2, "checklist": {}}', "it is version 2, and this site reads version 1"),
            ('{"version": 1, "checklist": {"data.leakage": true, "x": true}}', 'it has the entry "x":true'),
            ('{"version": 1, "checklist": {"data.leakage": "<b>"}}', 'it has the entry "data.leakage":"<b>"'),
            ('{"version": 1, "checklist": {"__proto__": true}}', 'it has the entry "__proto__":true'),
            (b" " * 1_000_001, "it is too large"),
        ],
    )
    def test_import_of_nonsense_says_what_is_wrong_and_loses_nothing(
        self, visit: Visitor, content: str | bytes, why: str
    ) -> None:
        opened = visit(EN)
        box(opened.page, "scale").check()
        offer(opened.page, content, "odd.json")
        expect(status(opened.page)).to_contain_text("odd.json was not imported, and no tick has changed")
        expect(status(opened.page)).to_contain_text(why)
        assert stored(opened.page) == saved("requirements.scale")
        expect(box(opened.page, "scale")).to_be_checked()
        assert_quiet(opened)


class TestDamage:
    @pytest.mark.parametrize(
        "text", ["{", "null", "[]", '"x"', "{}", '{"version":7,"checklist":{}}', '{"version":1,"checklist":7}']
    )
    def test_is_kept_aside_and_the_page_works(self, visit: Visitor, text: str) -> None:
        opened = visit(EN)
        store(opened.page, text)
        opened.page.reload()
        expect(status(opened.page)).to_contain_text("could not be read")
        assert stored(opened.page, f"{KEY}:damaged") == text
        box(opened.page, "scale").check()
        opened.page.reload()
        expect(box(opened.page, "scale")).to_be_checked()
        expect(status(opened.page)).to_have_text("")
        assert stored(opened.page, f"{KEY}:damaged") == text
        assert_quiet(opened)

    def test_of_one_entry_leaves_the_others(self, visit: Visitor) -> None:
        opened = visit(RU)
        text = '{"version":1,"checklist":{"requirements.scale":true,"requirements.compliance":"yes"}}'
        store(opened.page, text)
        opened.page.reload()
        expect(box(opened.page, "scale")).to_be_checked()
        expect(box(opened.page, "compliance")).not_to_be_checked()
        assert stored(opened.page) == saved("requirements.scale")
        assert stored(opened.page, f"{KEY}:damaged") == text

    def test_again_does_not_overwrite_what_was_kept_before(self, visit: Visitor) -> None:
        opened = visit(EN)
        for text in ("{1", "{2", "{1"):
            store(opened.page, text)
            opened.page.reload()
        assert stored(opened.page, f"{KEY}:damaged") == "{1"
        assert stored(opened.page, f"{KEY}:damaged-2") == "{2"
        assert stored(opened.page, f"{KEY}:damaged-3") is None

    def test_that_cannot_be_set_aside_is_not_overwritten(self, visit: Visitor) -> None:
        opened = visit(EN)
        store(opened.page, "{")
        opened.page.add_init_script(
            "const set = Storage.prototype.setItem;"
            "Storage.prototype.setItem = function (key, text) {"
            " if (key.includes(':damaged')) throw new DOMException('full', 'QuotaExceededError');"
            " set.call(this, key, text); }"
        )
        opened.page.reload()
        box(opened.page, "scale").check()
        expect(status(opened.page)).to_contain_text("does not let the page save your ticks")
        expect(label(opened.page)).to_contain_text("all 1 of 15")
        assert stored(opened.page) == "{"


class TestWithoutStorage:
    @pytest.mark.parametrize("how", THROWS)
    def test_it_works_until_the_page_is_left_and_says_so(self, visit: Visitor, how: str) -> None:
        opened = visit("")
        opened.page.add_init_script(THROWS[how])
        opened.go(EN)
        expect(status(opened.page)).to_have_text("")
        box(opened.page, "scale").check()
        expect(status(opened.page)).to_contain_text("does not let the page save your ticks")
        box(opened.page, "performance").check()
        expect(box(opened.page, "scale")).to_be_checked()
        expect(label(opened.page)).to_have_text("Core 2 of 6 · all 2 of 15")
        with opened.page.expect_download() as download:
            press(opened.page, "Export")
        assert len(json.loads(Path(download.value.path()).read_bytes())["checklist"]) == 2

    def test_what_waited_is_saved_as_soon_as_there_is_room(self, visit: Visitor) -> None:
        opened = visit(EN)
        set_item = "const set = Storage.prototype.setItem; window.room = () => { Storage.prototype.setItem = set; };"
        opened.page.evaluate(f"() => {{ {set_item} {THROWS['full']} }}")
        box(opened.page, "scale").check()
        assert stored(opened.page) is None
        opened.page.evaluate("room()")
        box(opened.page, "compliance").check()
        assert stored(opened.page) == saved("requirements.compliance", "requirements.scale")


class TestLanding:
    def test_shows_the_progress_of_the_steps_begun(self, visit: Visitor) -> None:
        opened = visit("en/")
        shown = opened.page.locator(".step-path__progress:not(:empty)")
        expect(shown).to_have_count(0)
        store(opened.page, saved("requirements.scale", "requirements.compliance", "data.leakage"))
        opened.page.reload()
        expect(shown).to_have_text(["2 of 15 ticked", "1 of 12 ticked"])
        opened.go("")
        expect(shown).to_have_text(["отмечено 2 из 15", "отмечено 1 из 12"])
        assert_quiet(opened)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_is_accessible(self, visit: Visitor, scheme: str) -> None:
        opened = visit("en/", scheme=scheme)
        store(opened.page, saved("requirements.scale"))
        opened.page.reload()
        expect(opened.page.locator(".step-path__progress").first).to_have_text("1 of 15 ticked")
        assert violations(opened.page, "ol.step-path") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_bar_and_its_dialog_are_accessible(visit: Visitor, scheme: str, size: str) -> None:
    page = visit(EN, scheme=scheme, size=size).page
    box(page, "scale").check()
    press(page, "Reset this step")
    expect(status(page)).not_to_have_text("")
    assert violations(page, ".checklist-bar") == []
    box(page, "scale").check()
    offer(page, saved("data.leakage"))
    expect(page.locator("dialog[open]")).to_be_visible()
    assert violations(page, ".checklist-dialog") == []


def test_a_long_name_of_a_file_needs_no_sideways_scrolling(visit: Visitor) -> None:
    page = visit(EN, size="phone").page
    page.set_viewport_size({"width": 320, "height": 700})
    offer(page, "{", f"{'long' * 40}.json")
    expect(status(page)).to_contain_text("it is not JSON")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_there_is_no_bar(visit: Visitor) -> None:
    opened = visit(EN, script=False)
    assert opened.page.locator(".checklist-bar").count() == 0
    expect(box(opened.page, "scale")).to_be_visible()


def test_only_pages_that_need_it_load_the_module(visit: Visitor) -> None:
    for path, count in ((RU, 1), ("", 1), ("reference/rubric/", 0)):
        assert visit(path).page.locator("script[src$='/checklist.js']").count() == count, path


def test_the_base_path_comes_from_the_module_where_the_theme_says_none(visit: Visitor) -> None:
    opened = visit(EN)
    read = "async (module) => { const { basePath } = await import(module); const own = basePath(); delete globalThis.__md_scope; return [own, basePath()]; }"
    assert opened.page.evaluate(read, f"{opened.host}assets/js/store.js") == [f"/{BASE}", f"/{BASE}"]

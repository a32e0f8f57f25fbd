"""Live numbers: what the browser computes and writes equals the build's, and the page follows the reader's changes."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from mlsd.model.case import Case
from mlsd.model.site import read_site
from mlsd.numbers.evaluate import Entry, compute
from mlsd.numbers.format import forms, in_form, style, write
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.conftest import ROOT

Visitor = Callable[..., Visit]

CASE = "cases/ad-banner/"
COMPUTE = """async ([module, changes]) => {
  const { compute } = await import(module);
  const data = JSON.parse(document.getElementById("mlsd-numbers").textContent);
  const jsonable = (value) => (Number.isFinite(value) ? value : null);
  return changes.map((changed) => {
    const { values, checks } = compute(data, changed);
    return { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, jsonable(value)])), checks };
  });
}"""
WRITE = """async ([module, cases]) => {
  const { inForm, write } = await import(module);
  const { nouns } = JSON.parse(document.getElementById("mlsd-numbers").textContent);
  return cases.map(([value, style, language, form]) => write(value, inForm(style, form ?? "", nouns), language));
}"""


@pytest.fixture(scope="module")
def case() -> Case:
    return read_site(ROOT).cases["ad-banner"]


def drawn(case: Case, seed: int) -> dict[str, float]:
    """Return random values for some inputs, each within its range."""
    chance = random.Random(seed)
    assert case.data
    changed = {}
    for name, item in case.data.inputs.items():
        least, most = item.range
        if chance.random() < 0.4 and least < most:
            wide = least > 0 and most / least > 50
            changed[name] = (
                math.exp(chance.uniform(math.log(least), math.log(most))) if wide else chance.uniform(least, most)
            )
    return changed


def recomputed(case: Case, changed: dict[str, float]) -> tuple[dict[str, float], dict[str, bool]]:
    assert case.data
    entries = {name: Entry(item.unit, value=changed.get(name, item.value)) for name, item in case.data.inputs.items()}
    entries |= {name: Entry(item.unit, formula=item.formula) for name, item in case.data.formulas.items()}
    book = compute(entries, {check.id: check.formula for check in case.data.checks})
    return {name: result.value for name, result in book.results.items()}, {
        name: holds for name, (holds, _) in book.checks.items()
    }


def test_the_browser_computes_what_the_build_computes(visit: Visitor, case: Case) -> None:
    opened = visit(CASE)
    changes = [{}, *(drawn(case, seed) for seed in range(60))]
    results: list[dict[str, Any]] = opened.page.evaluate(COMPUTE, [f"{opened.host}assets/js/numbers.js", changes])
    for changed, result in zip(changes, results, strict=True):
        values, checks = recomputed(case, changed)
        for name, value in values.items():
            assert result["values"][name] == pytest.approx(value, rel=1e-9, abs=1e-12), (name, changed)
        for check_id, holds in checks.items():
            assert result["checks"][check_id] == holds, (check_id, changed)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_browser_writes_what_the_build_writes(visit: Visitor, case: Case, language: str) -> None:
    opened = visit(CASE if language == "ru" else f"en/{CASE}")
    chance = random.Random(7)
    units = {item.unit for item in (*case.data.inputs.values(), *case.data.formulas.values())}  # type: ignore[union-attr]
    cases: list[tuple[float, Any, str, str | None]] = []
    for each in forms():
        how = style("show / close", 3, language)
        cases += [(value, how, language, each) for value in (0.0, 1.0, 2.0, 5.0, 11.0, 21.0, 2.5, 1000.0, 1e6, 2.2e9)]
    for unit_text in sorted(units):
        for digits in (1, 2, 3, 4):
            how = style(unit_text, digits, language)
            plain = [
                0.0,
                1.0,
                2.0,
                5.0,
                11.0,
                21.0,
                22.0,
                0.5,
                2.5,
                999.5,
                1000.0,
                9999.0,
                12345.0,
                999_999.0,
                1e6,
                1.05e9,
                3e13,
                -4.2,
                1e-7,
            ]
            values = [*plain, *(chance.uniform(-1, 1) * 10 ** chance.uniform(-6, 12) for _ in range(6))]
            cases += [(value, how, language, None) for value in values]
    written = opened.page.evaluate(
        WRITE,
        [
            f"{opened.host}assets/js/numbers.js",
            [[value, json.loads(json.dumps(how.as_json())), lang, form] for value, how, lang, form in cases],
        ],
    )
    for (value, how, lang, form), text in zip(cases, written, strict=True):
        assert text == write(value, in_form(how, form, lang), lang), (value, how, form)


def test_every_number_of_the_page_follows_a_change(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}")
    page = opened.page
    load = page.locator("#n-peak_load [data-number=peak_load]").first
    expect(load).to_have_text("5.6k\u00a0requests per second")
    page.locator("details.panel > summary").click()
    box = page.locator("#panel-dau")
    box.fill("20000000")
    expect(load).to_have_text("11k\u00a0requests per second")
    expect(load).to_have_class("number-value is-changed")
    expect(page).to_have_url(re.compile(r"\?dau=20000000(#|$)"))
    page.get_by_role("button", name="Restore the defaults").click()
    expect(load).to_have_text("5.6k\u00a0requests per second")
    expect(page).not_to_have_url(re.compile(r"\?"))
    opened.assert_clean()


def test_explanations_and_spoken_numbers_follow_a_change(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}?dau=20000000&latency_scoring=30&candidates=301")
    page = opened.page
    spoken = page.locator("#q-load .dialogue__answer")
    expect(spoken).to_contain_text("20M\u00a0users a day, 12\u00a0impressions each")
    expect(page.locator("#q-catalog .dialogue__answer")).to_contain_text("some 301\u00a0candidates are left")
    load = page.locator("a.number[data-number=mean_load]").first
    bar = page.get_by_role("img", name=re.compile(r"Scoring 30\sms, Decision: caps, pacing 5\sms"))
    expect(bar).to_be_visible()
    expect(bar.locator("[data-number=latency_scoring]")).to_have_attribute("title", "Scoring: 30\u00a0ms")
    load.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("shows_per_day = 240M\u00a0impressions a day")
    page.locator("details.panel > summary").focus()
    page.get_by_role("button", name="Restore the defaults").click()
    expect(page.get_by_role("tooltip")).to_have_count(0)
    load.hover()
    expect(page.get_by_role("tooltip").filter(has_text="shows_per_day = 120M")).to_be_visible()
    opened.assert_clean()


def test_a_number_away_from_the_case_names_it_and_leads_there(visit: Visitor) -> None:
    opened = visit("en/framework/requirements/")
    number = opened.page.locator("a.number[data-number=peak_load]").first
    expect(number).to_have_attribute(
        "title", re.compile("mean_load.*from the case “An ad banner in a mobile app”", re.S)
    )
    number.click()
    expect(opened.page).to_have_url(re.compile(r"/en/cases/ad-banner/#n-peak_load$"))
    opened.assert_clean()


def test_a_check_that_breaks_says_so_in_words(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}?latency_scoring=60")
    check = opened.page.locator("[data-check=latency-fits]")
    expect(check).to_contain_text("Does not hold.")
    expect(check).to_contain_text(
        "the slots fit into the p99. The slots add up to more than the promised p99: score fewer candidates"
    )
    expect(opened.page.get_by_role("status")).to_contain_text("score fewer candidates")


def test_changes_survive_the_language_switch_and_nonsense_in_the_address_is_ignored(visit: Visitor) -> None:
    opened = visit(f"{CASE}?dau=20000000&ctr=abc&price_click=999&__proto__=1")
    expect(opened.page.locator("#n-peak_load [data-number=peak_load]").first).to_have_text(
        "11\u00a0тыс.\u00a0запросов в\u00a0секунду".replace("в\u00a0", "в ")
    )
    opened.page.get_by_role("link", name="English", exact=True).click()
    expect(opened.page).to_have_url(re.compile(r"/en/cases/ad-banner/\?dau=20000000(#|$)"))
    expect(opened.page.locator("#n-peak_load [data-number=peak_load]").first).to_have_text(
        "11k\u00a0requests per second"
    )


def test_details_are_folded_until_one_of_them_is_changed(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}?dau=20000000")
    expect(opened.page.locator("#panel-dau")).to_be_visible()
    expect(opened.page.locator("#panel-ensemble")).to_be_hidden()
    opened = visit(f"en/{CASE}?ensemble=4", size="phone")
    expect(opened.page.locator("#panel-ensemble")).to_be_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    opened.assert_clean()


def test_a_slider_is_moved_by_the_keyboard(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}")
    opened.page.locator("details.panel > summary").press("Enter")
    slider = opened.page.get_by_role("slider", name="candidates per request after targeting")
    before = opened.page.locator("#n-scores_peak [data-number=scores_peak]").first.text_content()
    slider.focus()
    slider.press("ArrowRight")
    assert opened.page.locator("#n-scores_peak [data-number=scores_peak]").first.text_content() != before


def test_without_scripts_the_computed_values_stand(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}", script=False)
    expect(opened.page.locator("#n-peak_load [data-number=peak_load]").first).to_have_text(
        "5.6k\u00a0requests per second"
    )
    assert opened.page.locator("details.panel").count() == 0


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_number_says_its_formula_its_inputs_and_their_basis(visit: Visitor, way: str) -> None:
    opened = visit(f"en/{CASE}")
    page = opened.page
    number = page.locator("a.number[data-number=peak_load]").first
    number.scroll_into_view_if_needed()
    if way == "hover":
        number.hover()
    else:
        number.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("peak_load = mean_load * peak_factor")
    expect(tip).to_contain_text("mean_load = 1.4k\u00a0requests per second")
    expect(tip).to_contain_text("peak_factor = 4 (assumption)")
    expect(number).to_have_accessible_description(re.compile("mean_load \\* peak_factor"))
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    opened.assert_clean()


def test_the_pointer_can_be_moved_onto_a_tip_and_away(visit: Visitor) -> None:
    page = visit(f"en/{CASE}").page
    number = page.locator("a.number[data-number=peak_load]").first
    number.hover()
    tip = page.get_by_role("tooltip")
    tip.hover()
    expect(tip).to_be_visible()
    page.locator("h1").hover()
    expect(tip).to_be_hidden()


def test_a_finger_opens_a_tip_first_and_follows_the_link_then(visit: Visitor) -> None:
    page = visit(f"en/{CASE}", size="phone", has_touch=True).page
    number = page.locator("a.number[data-number=peak_load]").first
    number.tap()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("mean_load * peak_factor")
    box = tip.bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    assert not page.url.endswith("#n-peak_load")
    number.tap()
    expect(page).to_have_url(re.compile(r"#n-peak_load$"))


def test_away_from_the_case_every_place_of_a_number_is_explained(visit: Visitor) -> None:
    opened = visit("framework/evaluation/")
    numbers = opened.page.locator("a.number")
    hrefs = numbers.evaluate_all("numbers => numbers.map(number => number.getAttribute('href'))")
    place = next(place for place, href in enumerate(hrefs) if href in hrefs[:place])
    again = numbers.nth(place)
    assert again.get_attribute("title") is None
    again.hover()
    expect(opened.page.get_by_role("tooltip")).to_contain_text("из кейса «")
    opened.assert_clean()


def test_without_scripts_the_row_where_a_number_leads_says_where_it_comes_from(visit: Visitor) -> None:
    opened = visit(f"en/{CASE}", script=False)
    opened.page.locator("a.number[data-number=peak_load]").first.click()
    row = opened.page.locator("#n-peak_load")
    expect(row).to_be_visible()
    expect(row).to_contain_text("peak_load = mean_load * peak_factor")
    expect(opened.page.locator("#n-peak_factor")).to_contain_text("assumption")
    away = visit("en/framework/requirements/", script=False)
    number = away.page.locator("a.number[data-number=peak_load]").first
    expect(number).to_have_attribute("title", re.compile("mean_load = 1.4k"))


def test_nothing_is_made_of_the_panel_before_it_is_opened(visit: Visitor) -> None:
    page = visit(f"en/{CASE}").page
    expect(page.locator("details.panel")).to_have_count(1)
    expect(page.locator(".panel__row")).to_have_count(0)
    page.locator("details.panel > summary").press("Enter")
    expect(page.locator("#panel-dau")).to_be_visible()
    expect(page.locator("#panel-dau")).to_have_value("10000000")

"""Search as a reader meets it: by the keyboard, in one language, in any form of a word, misspelt as well."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from mlsd.model.site import read_site
from playwright.sync_api import Locator, expect

from tests.browser.conftest import BASE, Visit
from tests.conftest import ROOT

Visitor = Callable[..., Visit]

ALPHABETS = {"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя", "en": "abcdefghijklmnopqrstuvwxyz"}
HOMES = {"ru": "", "en": "en/"}
TARGET = 0.7
SEARCH = """async ([module, queries]) => {
  const { search } = await import(module);
  const answers = [];
  for (const query of queries) {
    const { found, corrected } = await search(query);
    answers.push({ urls: found.map((page) => page.url), corrected });
  }
  return answers;
}"""
NEAREST = """async ([module, word, words]) => (await import(module)).nearest(word, words)"""


def asked(opened: Visit, queries: list[str]) -> list[dict[str, Any]]:
    """Ask without the box, which waits for the reader to finish."""
    return list(opened.page.evaluate(SEARCH, [f"{opened.host}assets/js/search.js", queries]))


def type_query(opened: Visit, query: str) -> Locator:
    """Type into the box that the keyboard opens, and return the results."""
    opened.page.keyboard.press("/")
    box = opened.page.locator(".md-search__input")
    expect(box).to_be_focused()
    opened.page.keyboard.press("ControlOrMeta+a")
    opened.page.keyboard.type(query)
    # The driver types Cyrillic without the events of a key, which Material waits for.
    opened.page.keyboard.press("End")
    return opened.page.locator(".md-search-result__item")


@pytest.mark.parametrize("path", ["", "en/framework/data/", "404.html"])
def test_nothing_is_fetched_until_the_reader_types(visit: Visitor, path: str) -> None:
    opened = visit("en/", idle=True)
    asked_for: list[str] = []
    opened.page.on("request", lambda request: asked_for.append(request.url.removeprefix(opened.host)))
    opened.go(path, until="networkidle")
    opened.page.keyboard.press("/")
    expect(opened.page.locator(".md-search__input")).to_be_focused()
    opened.page.wait_for_timeout(300)
    assert asked_for[0] == path
    assert [name for name in asked_for if re.search("search|pagefind|worker|lunr", name)] == []
    type_query(opened, "A/B")
    expect(opened.page.locator(".md-search-result__item").first).to_be_visible()
    assert "assets/js/search.js" in asked_for
    assert len([name for name in asked_for if name.startswith("pagefind/fragment/")]) <= 8
    assert not [name for name in asked_for if name.startswith("assets/search/")]
    opened.assert_clean()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_key_opens_the_box_and_it_stays_on_the_screen(visit: Visitor, size: str) -> None:
    opened = visit("en/", size=size)
    expect(type_query(opened, "drift").first).to_be_visible()
    box = opened.page.locator(".md-search__inner").bounding_box()
    width = opened.page.evaluate("innerWidth")
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#__search")).not_to_be_checked()


def test_arrows_and_enter_lead_to_a_section(visit: Visitor) -> None:
    opened = visit("en/")
    results = type_query(opened, "calibration")
    expect(results.first).to_be_visible()
    for _ in range(2):
        opened.page.keyboard.press("ArrowDown")
    section = opened.page.locator("a.md-search-result__link:focus")
    target = str(section.get_attribute("href"))
    assert "#" in target
    opened.page.keyboard.press("Enter")
    expect(opened.page).to_have_url(target)
    expect(opened.page.locator(f"[id='{target.split('#')[1]}']")).to_be_in_viewport()
    opened.assert_clean()


def test_enter_in_the_box_opens_the_first_page(visit: Visitor) -> None:
    opened = visit("framework/data/")
    expect(type_query(opened, "глоссарий").first).to_be_visible()
    opened.page.keyboard.press("Enter")
    expect(opened.page).to_have_url(f"{opened.host}reference/glossary/")
    opened.assert_clean()


@pytest.mark.parametrize("language", HOMES)
def test_results_are_of_the_language_of_the_page(visit: Visitor, language: str) -> None:
    opened = visit(HOMES[language])
    for answer in asked(opened, ["A/B", "p99", "recall", "log-loss"]):
        assert answer["urls"]
        for url in answer["urls"]:
            assert url.startswith(f"/{BASE}")
            assert url.startswith(f"/{BASE}en/") == (language == "en"), url


def test_results_show_page_section_and_marked_words(visit: Visitor) -> None:
    opened = visit("")
    results = type_query(opened, "калибровкой")
    glossary = results.filter(has=opened.page.get_by_role("heading", name="Глоссарий"))
    expect(glossary.get_by_role("heading", name="калибровка", exact=True)).to_be_visible()
    expect(glossary.locator("a[href$='#calibration']")).to_have_count(1)
    marks = results.locator("mark").all_inner_texts()
    assert marks
    assert all(mark.lower().startswith("калибров") for mark in marks)
    opened.assert_clean()


INFLECTED = {
    "калибровкой": "калибровка", "признаками": "признак", "утечек": "утечка", "экспериментов": "эксперимент", "задержку": "задержка",
    "метриках": "метрика", "отложенной": "отложенная", "случайный": "случайная", "ошибок": "ошибка", "моделью": "модель",
    "защитной": "защитная", "конверсией": "конверсия", "выборок": "выборка", "рынка": "рынок", "ещё": "еще",
}  # fmt: skip


def test_forms_of_a_russian_word_find_what_the_word_finds(visit: Visitor) -> None:
    opened = visit("")
    forms, words = asked(opened, list(INFLECTED)), asked(opened, list(INFLECTED.values()))
    for form, by_form, by_word in zip(INFLECTED, forms, words, strict=True):
        assert by_form["urls"], form
        assert by_form["corrected"] is None, form
        assert len(set(by_form["urls"]) & set(by_word["urls"])) >= 0.5 * len(by_word["urls"]), form


@pytest.mark.parametrize(
    ("language", "query", "note"),
    [
        ("ru", "клаибровка", "Показано по запросу «калибровка»"),
        ("ru", "калибрвокой", "Показано по запросу «калибровка»"),
        ("ru", "ткеущая утчека", None),
        ("en", "calbiration", "Showing results for “calibration”"),
        ("en", "propnsity", "Showing results for “propensity”"),
    ],
)
def test_a_misspelt_query_is_corrected_and_that_is_said(
    visit: Visitor, language: str, query: str, note: str | None
) -> None:
    opened = visit(HOMES[language])
    results = type_query(opened, query)
    expect(results.first).to_be_visible()
    said = opened.page.locator(".search-note")
    expect(said).to_have_text(note or "Показано по запросу «ткеущая утечка»")
    type_query(opened, "A/B")
    expect(said).to_be_empty()
    opened.assert_clean()


SENTENCES = {
    "ru": {
        "сколько минут на уточнение требований": "framework/requirements/",
        "какие вопросы задать про задержку": "framework/deployment/",
        "что делать, когда умирает поток кликов": "framework/monitoring/",
        "когда логировать признаки при скоринге": "framework/data/",
        "как выбрать между офлайн и онлайн метриками": "framework/evaluation/",
        "целевая переменная и прокси": "framework/framing/",
        "цена закрытия баннера": "cases/ad-banner/",
        "что остаётся в браузере": "reference/privacy/",
    },
    "en": {
        "offline metrics went up, online ones stayed flat": "en/framework/evaluation/",
        "what is asked about the latency budget": "en/framework/deployment/",
        "negative downsampling recalibrate": "en/framework/model/",
        "how a click stream dies overnight": "en/framework/monitoring/",
        "labels that mature late": "en/framework/data/",
        "minutes for clarifying requirements": "en/framework/requirements/",
        "the price of closing the banner": "en/cases/ad-banner/",
        "cookies and tracking": "en/reference/privacy/",
    },
}


@pytest.mark.parametrize("language", HOMES)
def test_a_sentence_finds_the_page_though_no_page_has_all_its_words(visit: Visitor, language: str) -> None:
    opened = visit(HOMES[language])
    answers = asked(opened, list(SENTENCES[language]))
    found = {query: answer["urls"][:3] for query, answer in zip(SENTENCES[language], answers, strict=True)}
    missed = {
        query: found[query] for query, page in SENTENCES[language].items() if f"/{BASE}{page}" not in found[query]
    }
    assert missed == {}


@pytest.mark.parametrize(
    ("language", "query", "word"),
    [
        ("ru", "rfkb,hjdrf", "калибровка"),
        ("ru", "[jkjlysq cnfhn", "холодный старт"),
        ("en", "сфдшикфешщт", "calibration"),
    ],
)
def test_the_other_layout_of_the_keyboard_is_understood(visit: Visitor, language: str, query: str, word: str) -> None:
    by_word, by_query = asked(visit(HOMES[language]), [word, query])
    assert by_query == {"urls": by_word["urls"], "corrected": word}


def test_words_that_say_nothing_are_searched_only_alone(visit: Visitor) -> None:
    drift, sentence, alone = asked(visit("en/"), ["drift", "what is the drift", "the"])
    assert sentence["urls"] == drift["urls"]
    assert alone["urls"]


def test_what_a_long_query_fetches_is_bounded(visit: Visitor) -> None:
    opened = visit("en/", idle=True)
    fetched: list[str] = []
    opened.page.on("request", lambda request: fetched.append(request.url.removeprefix(opened.host)))
    asked(opened, ["calibration drift latency exploration leakage guardrail"])
    assert len([name for name in fetched if name.startswith("pagefind/fragment/")]) <= 6 + 8
    assert len([name for name in fetched if name.startswith("pagefind/index/")]) <= 6


def test_nonsense_finds_nothing_and_corrects_nothing(visit: Visitor) -> None:
    opened = visit("")
    results = type_query(opened, "щъщъщъщъщ")
    expect(opened.page.locator(".md-search-result__meta")).to_have_text("Совпадений не найдено")
    expect(results).to_have_count(0)
    expect(opened.page.locator(".search-note")).to_be_empty()
    opened.assert_clean()


@pytest.mark.parametrize(
    ("word", "words", "nearest"),
    [
        ("метка", ["метка"], "метка"),
        ("мтека", ["метка"], "метка"),  # neighbours swapped: one error
        ("мкте", ["метка"], None),  # two errors in a short word
        ("утчекой", ["утечка", "уточка"], "утечка"),
        ("drfit", ["draft", "drift"], "drift"),
        ("abc", ["abcd"], None),
        ("еще", ["ещё"], None),
        ("calibratoin", ["calibration", "collaboration"], "calibration"),
        ("шагами", ["шум"], None),
    ],
)
def test_the_nearest_word(visit: Visitor, word: str, words: list[str], nearest: str | None) -> None:
    opened = visit("")
    assert opened.page.evaluate(NEAREST, [f"{opened.host}assets/js/search.js", word, words]) == nearest


def misspelt(word: str, chance: random.Random, alphabet: str) -> str:
    """Return the word with one random error, or two in a longer one."""
    result = word
    while result == word:
        for _ in range(chance.choice([1, 2]) if len(word) > 5 else 1):
            at = chance.randrange(len(result) - 1)
            letter = chance.choice(alphabet)
            before, here, after = result[:at], result[at], result[at + 1 :]
            changed = [before + after, before + letter + here + after, before + letter + after]
            result = chance.choice([*changed, before + after[0] + here + after[1:]])
    return result


@pytest.mark.parametrize("language", HOMES)
def test_most_misspelt_words_of_the_glossary_find_it(visit: Visitor, language: str) -> None:
    terms = [term[language].term.lower() for term in read_site(ROOT).terms]
    words = sorted({word for term in terms for word in re.findall(rf"[{ALPHABETS[language]}ё]{{5,}}", term)})
    chance = random.Random(1)
    queries = [misspelt(word, chance, ALPHABETS[language]) for word in chance.sample(words, 60)]
    answers = asked(visit(HOMES[language]), queries)
    missed = [
        query
        for query, answer in zip(queries, answers, strict=True)
        if not any(url.endswith("/reference/glossary/") for url in answer["urls"][:3])
    ]
    assert len(missed) <= (1 - TARGET) * len(queries), missed


def test_a_search_that_cannot_be_loaded_says_so_and_is_tried_again(visit: Visitor) -> None:
    opened = visit("en/")
    opened.page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    type_query(opened, "drift")
    expect(opened.page.locator(".search-note")).to_contain_text("Search did not load")
    opened.page.unroute("**/pagefind/pagefind.js")
    expect(type_query(opened, "drift detection").first).to_be_visible()
    expect(opened.page.locator(".search-note")).to_be_empty()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_box_is_accessible(visit: Visitor, scheme: str) -> None:
    opened = visit("en/", scheme=scheme)
    expect(type_query(opened, "calbiration").first).to_be_visible()
    opened.page.wait_for_timeout(400)  # the box fades in
    result = Axe().run(opened.page, context="[data-md-component=search]")
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in result.response["violations"]] == []


def test_a_phone_opens_search_by_its_button(visit: Visitor) -> None:
    opened = visit("", size="phone")
    opened.page.get_by_role("button", name="Поиск", exact=True).click()
    opened.page.keyboard.type("утечка")
    opened.page.keyboard.press("End")
    expect(opened.page.locator(".md-search-result__item").first).to_be_visible()
    opened.assert_clean()

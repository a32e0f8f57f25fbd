"""Search as a reader meets it: by the keyboard, in one language, in any form of a word, misspelt as well."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from mlsd.model.site import read_site
from playwright.sync_api import Locator, expect

from tests.browser.accessibility import violations
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
    language = "en" if path.startswith("en/") else "ru"
    assert [name for name in asked_for if name.startswith("assets/search/")] == [
        f"assets/search/synonyms.{language}.json"
    ]
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


JARGON = {
    "ru": {
        "фичей": "reference/glossary/#feature", "оверфит": "reference/glossary/#overfitting", "ретривал": "reference/glossary/#retrieval",
        "раг": "reference/glossary/#rag", "log loss": "reference/glossary/#log-loss", "фрод": "framework/deployment/#abuse",
        "GDPR": "framework/requirements/#compliance", "слайсы": "reference/glossary/#slice", "latency": "reference/glossary/#latency",
    },
    "en": {
        "dataset shift": "en/reference/glossary/#drift", "kill-switches": "en/reference/glossary/#kill-switch",
        "logloss": "en/reference/glossary/#log-loss", "multitask": "en/framework/framing/#alternative-setups",
        "GDPR": "en/framework/requirements/#compliance", "tail latency": "en/reference/glossary/#p99-latency",
    },
}  # fmt: skip
SECTIONS = """async ([module, queries]) => {
  const { answer } = await import(module);
  const answers = [];
  for (const query of queries) {
    const { items } = await answer(query, document.createElement("p"));
    answers.push(items.slice(0, 3).map((page) => page.map(({ location, text }) => [location, text])));
  }
  return answers;
}"""


def sections(opened: Visit, queries: list[str]) -> list[list[list[tuple[str, str]]]]:
    """Ask for the first three pages, each with its sections as they are shown."""
    return list(opened.page.evaluate(SECTIONS, [f"{opened.host}assets/js/search.js", queries]))


@pytest.mark.parametrize("language", HOMES)
def test_jargon_finds_what_the_pages_call_otherwise(visit: Visitor, language: str) -> None:
    answers = sections(visit(HOMES[language]), list(JARGON[language]))
    # The right section is the first one of its page.
    found = {
        query: [page[1][0] for page in pages if len(page) > 1]
        for query, pages in zip(JARGON[language], answers, strict=True)
    }
    missed = {query: found[query] for query, at in JARGON[language].items() if f"/{BASE}{at}" not in found[query]}
    assert missed == {}


def test_what_is_there_for_search_only_is_not_shown(visit: Visitor) -> None:
    opened = visit("")
    results = type_query(opened, "фрод")
    item = results.locator("a[href$='#abuse']")
    expect(item).to_contain_text("Накрутка, инъекции, превышение прав")
    expect(item).to_contain_text("Спросите, кому выгоден обман")
    assert "фрод" not in results.first.inner_text().lower()
    opened.assert_clean()


def test_a_checklist_item_is_found_and_opened(visit: Visitor) -> None:
    opened = visit("en/")
    link = type_query(opened, "worst slice").locator("a[href$='/framework/evaluation/#error-analysis']")
    expect(link).to_contain_text("Error analysis, the worst slice")
    target = str(link.get_attribute("href"))
    link.click()
    expect(opened.page).to_have_url(target)
    expect(opened.page.locator("li#error-analysis")).to_be_in_viewport()
    opened.assert_clean()


@pytest.mark.parametrize(
    ("language", "query", "word"),
    [
        ("ru", "р99", "p99"),  # the first letter is Cyrillic
        ("en", "АUС", "auc"),  # the first and the last are
        ("ru", "ллм", "llm"),
        ("en", "cheatsheet", "cheat sheet"),
        ("ru", "калибрвка", "калибровка"),  # begins as other words do
    ],
)
def test_a_word_in_another_script_or_in_parts_is_understood(
    visit: Visitor, language: str, query: str, word: str
) -> None:
    by_word, by_query = asked(visit(HOMES[language]), [word, query])
    assert by_query["corrected"] == word
    assert by_query["urls"] == by_word["urls"]


def test_a_word_that_only_begins_alike_does_not_count(visit: Visitor) -> None:
    opened = visit("")
    results = type_query(opened, "прод")
    expect(results.first).to_be_visible()
    marks = {mark.lower() for mark in results.locator("mark").all_inner_texts()}
    assert marks
    assert not [mark for mark in marks if mark.startswith("проду")], marks


def test_a_page_for_interviewers_does_not_stand_before_a_step(visit: Visitor) -> None:
    leak, hints = asked(visit(""), ["утечка", "подсказки кандидату"])
    assert leak["urls"].index(f"/{BASE}framework/data/") < leak["urls"].index(f"/{BASE}cases/ad-banner/interviewer/")
    assert hints["urls"][0] == f"/{BASE}cases/ad-banner/interviewer/"


@pytest.mark.parametrize(
    ("path", "query"),
    [("", "утечка"), ("cases/ad-banner/interviewer/", "утечка"), ("en/", "leakage"), ("en/framework/data/", "leakage")],
)
def test_a_query_in_the_address_is_answered_with_links_that_lead_there(visit: Visitor, path: str, query: str) -> None:
    opened = visit(f"{path}?q={query}")
    links = opened.page.locator("a.md-search-result__link")
    expect(links.first).to_be_visible()
    expect(opened.page.locator(".md-search__input")).to_have_value(query)
    addresses = [str(link.evaluate("link => link.href")) for link in links.all()]
    home = opened.host + ("en/" if path.startswith("en/") else "")
    assert [address for address in addresses if not address.startswith(home)] == []
    assert f"{home}framework/data/#leakage" in addresses
    assert {opened.page.request.get(address.split("#")[0]).status for address in addresses} == {200}


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("утечек", "утечек", 1), ("метрикам", "метриках", 1), ("признаками", "признак", 1), ("калибровать", "калибровка", 0.5),
        ("прод", "продукт", 0.15), ("calibrate", "calibrated", 1), ("labels", "labeling", 1), ("model", "modest", 0.5), ("auc", "auction", 0.15),
    ],
)  # fmt: skip
def test_how_near_two_words_are(visit: Visitor, word: str, other: str, near: float) -> None:
    opened = visit("")
    module = f"{opened.host}assets/js/search-words.js"
    assert opened.page.evaluate("async ([m, a, b]) => (await import(m)).kinship(a, b)", [module, word, other]) == near


# What readers type, and the pages that answer it. The queries were written before they were run.
QUERIES = {
    "ru": {
        "как выбрать метрику качества": "framework/evaluation/",
        "почему не растёт онлайн": "framework/evaluation/",
        "сколько данных нужно для обучения": "framework/model/",
        "выбор между простой и сложной моделью": "framework/model/",
        "ограничение по памяти на устройстве": "framework/requirements/ framework/deployment/",
        "вопросы о данных": "framework/data/",
        "какие события логировать": "framework/data/ framework/deployment/",
        "схема таблицы событий": "framework/data/ cases/ad-banner/",
        "владельцы алертов": "framework/monitoring/",
        "устаревание модели": "framework/monitoring/ framework/model/",
        "как часто обновлять модель": "framework/monitoring/ framework/model/",
        "откуда взять разметку": "framework/model/",
        "что делать если модель недоступна": "framework/deployment/",
        "таймаут вызова": "reference/glossary/ framework/deployment/",
        "нагрузка в пике": "framework/requirements/ framework/deployment/ cases/ad-banner/",
        "количество запросов в секунду": "framework/requirements/ reference/glossary/ cases/ad-banner/ framework/deployment/",
        "доли трафика на группы": "framework/evaluation/ cases/ad-banner/",
        "приватность пользователей": "framework/data/ reference/privacy/",
        "срок хранения логов": "framework/data/",
        "выборка по времени": "framework/data/ reference/glossary/",
        "случайные клики": "cases/ad-banner/",
        "закрытие баннера крестиком": "cases/ad-banner/ cases/ad-banner/interviewer/",
        "цена показа": "cases/ad-banner/ reference/glossary/",
        "ранжирование кандидатов": "framework/framing/ reference/glossary/",
        "близость векторов": "reference/glossary/",
        "сравнение с бейзлайном": "framework/evaluation/ reference/glossary/",
        "таблица стоимости ошибок": "framework/requirements/",
        "бизнес-метрики и деньги": "framework/evaluation/",
        "смещения в логах": "framework/data/",
        "перекос выборки": "framework/data/ reference/glossary/",
        "распределить время на собеседовании": "framework/",
        "лист оценки кандидата": "cases/ad-banner/interviewer/ reference/rubric/",
        "распечатать чек-лист": "reference/cheat-sheet/",
        "какие кейсы разобраны": "cases/ reference/coverage/",
        "перевод страниц на английский": "reference/translations/",
        "прислать свой кейс": "contributing/submit/ cases/",
        "правила оформления": "reference/rules/",
        "модели-ученики": "reference/glossary/ framework/deployment/ framework/model/",
        "сложные места кейса": "cases/ad-banner/",
        "разбор баннера": "cases/ad-banner/ cases/",
        "мобильная реклама": "cases/ad-banner/",
        "сжатие весов": "framework/deployment/ reference/glossary/",
        "версии моделей в проде": "framework/deployment/ reference/glossary/",
        "когда останавливать тест": "framework/evaluation/ reference/glossary/",
        "разведка или эксплуатация": "framework/data/ framework/monitoring/ reference/glossary/ cases/ad-banner/",
        "права инструментов агента": "framework/deployment/",
    },
    "en": {
        "how to pick an evaluation metric": "framework/evaluation/",
        "why online does not improve": "framework/evaluation/",
        "how much training data": "framework/model/",
        "simple vs complex model": "framework/model/",
        "memory limit on the device": "framework/requirements/ framework/deployment/",
        "events to log": "framework/data/ framework/deployment/",
        "event table schema": "framework/data/ cases/ad-banner/",
        "alert owners": "framework/monitoring/",
        "stale model": "framework/monitoring/ framework/model/",
        "how often to update the model": "framework/monitoring/ framework/model/",
        "where do labels come from": "framework/model/",
        "what if the model is down": "framework/deployment/",
        "call timed out": "reference/glossary/ framework/deployment/",
        "traffic peaks": "framework/requirements/ framework/deployment/ cases/ad-banner/",
        "requests per second": "framework/requirements/ reference/glossary/ cases/ad-banner/ framework/deployment/",
        "traffic split between groups": "framework/evaluation/ cases/ad-banner/",
        "user privacy": "framework/data/ reference/privacy/",
        "log retention period": "framework/data/",
        "splitting by time": "framework/data/ reference/glossary/",
        "accidental clicks": "cases/ad-banner/",
        "closing the banner": "cases/ad-banner/ cases/ad-banner/interviewer/",
        "price of an impression": "cases/ad-banner/ reference/glossary/",
        "ranking candidates": "framework/framing/ reference/glossary/",
        "vector similarity": "reference/glossary/",
        "comparing to the baseline": "framework/evaluation/ reference/glossary/",
        "table of error costs": "framework/requirements/",
        "business metrics and money": "framework/evaluation/",
        "biased logs": "framework/data/",
        "sampling bias": "framework/data/ reference/glossary/",
        "allocating time in the interview": "framework/",
        "score sheet": "cases/ad-banner/interviewer/ reference/rubric/",
        "printable checklist": "reference/cheat-sheet/",
        "worked cases": "cases/ reference/coverage/",
        "translate a page": "reference/translations/",
        "propose a case": "contributing/submit/ cases/",
        "linter rules": "reference/rules/",
        "student model": "reference/glossary/ framework/deployment/ framework/model/",
        "hard parts of the case": "cases/ad-banner/",
        "mobile advertising": "cases/ad-banner/",
        "compressing weights": "framework/deployment/ reference/glossary/",
        "model versions in production": "framework/deployment/ reference/glossary/",
        "deciding when to stop the test": "framework/evaluation/ reference/glossary/",
        "exploration vs exploitation": "framework/data/ framework/monitoring/ reference/glossary/ cases/ad-banner/",
        "novelty effect": "framework/evaluation/",
        "knowledge base for rag": "framework/data/ reference/glossary/",
        "permissions of tools": "framework/deployment/",
    },
}
TO_FIND = 0.9


@pytest.mark.parametrize("language", HOMES)
def test_nine_in_ten_queries_find_the_right_page(visit: Visitor, language: str) -> None:
    answers = asked(visit(HOMES[language]), list(QUERIES[language]))
    missed = {
        query: answer["urls"][:3]
        for (query, pages), answer in zip(QUERIES[language].items(), answers, strict=True)
        if not {f"/{BASE}{HOMES[language]}{page}" for page in pages.split()} & set(answer["urls"][:3])
    }
    assert len(missed) <= (1 - TO_FIND) * len(QUERIES[language]), missed


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
    assert opened.page.evaluate(NEAREST, [f"{opened.host}assets/js/search-words.js", word, words]) == nearest


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
    assert violations(opened.page, "[data-md-component=search]") == []


def test_what_is_pasted_is_searched(visit: Visitor) -> None:
    opened = visit("")
    opened.page.locator(".md-search__input").focus()
    opened.page.keyboard.insert_text("утечка")  # as pasting does: no key goes down or up
    expect(opened.page.locator(".md-search-result__item").first).to_be_visible()
    opened.assert_clean()


def test_a_phone_opens_search_by_its_button(visit: Visitor) -> None:
    opened = visit("", size="phone")
    opened.page.get_by_role("button", name="Поиск", exact=True).click()
    opened.page.keyboard.type("утечка")
    opened.page.keyboard.press("End")
    expect(opened.page.locator(".md-search-result__item").first).to_be_visible()
    opened.assert_clean()

"""A rule over words looks only at the texts in which its sign is: where the sign is not, it would have found nothing."""

from __future__ import annotations

import re
import sys
import weakref

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mlsd.guard.check import TEXT_RULES
from mlsd.guard.rule import Text, TextRule
from mlsd.guard.sign import Runs, Sign, any_case, small, words_in_any_case
from mlsd.guard.typography import _DIGIT
from mlsd.model.glossary import Avoided, read_glossary
from mlsd.model.prose import Prose, Where
from mlsd.model.site import read_site

from tests.conftest import ROOT

GLOSSARY = """
- {id: feature, ru: {term: признак, definition: Что известно., avoid: [фич*, Ёмкость]}, en: {term: feature, definition: Known., avoid: [lag time]}}
"""
AVOIDS = {each: Avoided.of(read_glossary("g.yml", GLOSSARY)[0], each) for each in ("ru", "en")}
SIGNED = [pytest.param(each, id=each.code) for each in TEXT_RULES if each.sign is not None]
# What the rules look for, and what stands around it.
PARTS = (
    "фича Фича ёмкость lag time Lag_time TODO todo tbd FIXME XXX tktk lorem ipsum [[x]] <имя> (заполнить) [дописать fill: … ... "
    "« » „ “ ” ‘ ’ \" ' - – — -- --- 0.6 0,6 1.2.3 120000 120,000,000 12 345 5 % мс № § $ раза ms s и в а слово word qu\u0435ue "
    "Очере\u0434ь \u0441 a ??? % 1,25 12,000 1,234,567 \u0663\u0664\u0665\u0666\u0667 Вы Вас Behaviour LABOUR optimised Organising "
    "ANALYSE catalogues Labelled centres Defence GREY licences Programme <b> ]( ][ {% {{ {a=b} \\frac{"
)
PHRASES = ["lag time", "Lorem ipsum", "the queue is as it was when the rest of it", "потому что запросов стало больше"]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PARTS.split() + PHRASES),
        st.sampled_from([" ", " ", " ", "\u00a0", "\n", "", ",", ".", "(", ")"]),
    ),
    max_size=12,
).map("".join)


def differs(rule: TextRule, language: str, words: str) -> bool:
    text = Text(language, Prose(Where.PARAGRAPH, words, ((0, 1, 0),)), AVOIDS[language])
    sign = rule.sign_in(language, AVOIDS[language])
    assert sign is not None
    return bool(list(rule.check(text))) and not sign.is_in(words)


@pytest.mark.parametrize("rule", SIGNED)
@settings(max_examples=60, deadline=None)
@given(words=TEXTS)
@example(words="]()")
def test_a_finding_has_its_sign(rule: TextRule, words: str) -> None:
    assert not any(differs(rule, language, words) for language in rule.languages), words


@pytest.mark.parametrize("rule", SIGNED)
def test_signs_on_the_real_pages(rule: TextRule) -> None:
    site = read_site(ROOT)
    pages = [site.prose(page.path) for page in site.case_pages("ad-banner")]
    runs = [(language, run) for page in pages for language in rule.languages for run in page.get(language, ())]
    assert runs
    for language, prose in runs:
        if prose.where in (rule.where or Where):
            assert not differs(rule, language, prose.text), prose.text
            assert not differs(rule, language, prose.text.replace("\u00a0", " ")), prose.text


ALPHABETS = "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя-"
CHARACTERS = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize("letter", ALPHABETS)
def test_a_letter_is_found_wherever_a_pattern_without_case_finds_it(letter: str) -> None:
    sign = Sign(in_small=any_case(letter, ""))
    assert all(map(sign.is_in, re.findall(letter, CHARACTERS, re.IGNORECASE)))


@pytest.mark.parametrize("word", ["fine-tuning", "ёмкость", "σς", "λ", "μs", "ß", "(x)"])
def test_a_word_is_found_in_any_case(word: str) -> None:
    sign = Sign(in_small=words_in_any_case("queue", word))
    texts = [f"a {form} b" for form in (word, word.upper(), word.title(), word.swapcase())]
    assert [sign.is_in(text) for text in texts] == [bool(re.search(re.escape(word), t, re.IGNORECASE)) for t in texts]
    assert not sign.is_in(f"a {word[1:]} b")


def test_a_text_in_small_letters_has_each_at_its_place() -> None:
    assert [each for each in CHARACTERS if len(small(each)) != 1] == []
    assert len(small("ΟΔΟΣ İ ΟΔΟΣ")) == len("ΟΔΟΣ İ ΟΔΟΣ")


def test_every_digit_is_one_for_the_sign() -> None:
    assert re.findall(r"\d", CHARACTERS) == re.findall(rf"(?=\d){_DIGIT}", CHARACTERS)


@settings(deadline=None)
@given(texts=st.lists(TEXTS, max_size=6))
def test_what_is_searched_at_once_is_as_if_searched_one_by_one(texts: list[str]) -> None:
    runs = [Prose(Where.PARAGRAPH, text, ((0, 1, 0),)) for text in texts]
    for rule in TEXT_RULES:
        for language in rule.languages:
            sign = rule.sign_in(language, AVOIDS[language])
            assert sign is not None
            assert Runs(runs).having(sign) == [run for run in runs if sign.is_in(run.text)]


def test_runs_go_when_nobody_holds_them() -> None:
    # What holds itself would wait for the garbage collector: with a thousand cases that is hundreds of megabytes.
    runs = Runs([Prose(Where.PARAGRAPH, "The load grows.", ((0, 1, 0),))])
    assert runs.of((Where.PARAGRAPH,)) is runs
    assert runs.of((Where.CELL,)) is runs.of((Where.CELL,))
    left = weakref.ref(runs)
    del runs
    assert left() is None

"""A rule over words looks only at the texts in which its sign is: where the sign is not, it would have found nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlsd.guard.check import TEXT_RULES
from mlsd.guard.rule import Text, TextRule
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
    "Очере\u0434ь \u0441 a"
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(PARTS.split()), st.sampled_from([" ", " ", " ", "\u00a0", "\n", "", ",", ".", "(", ")"])),
    max_size=12,
).map("".join)


def differs(rule: TextRule, language: str, words: str) -> bool:
    text = Text(language, Prose(Where.PARAGRAPH, words, ((0, 1, 0),)), AVOIDS[language])
    sign = rule.sign_in(language, AVOIDS[language])
    assert sign is not None
    return bool(list(rule.check(text))) and not sign.search(words)


@pytest.mark.parametrize("rule", SIGNED)
@settings(max_examples=60, deadline=None)
@given(words=TEXTS)
def test_a_finding_has_its_sign(rule: TextRule, words: str) -> None:
    assert not any(differs(rule, language, words) for language in rule.languages), words


@pytest.mark.parametrize("rule", SIGNED)
def test_signs_on_the_real_pages(rule: TextRule) -> None:
    site = read_site(ROOT)
    runs = [run for page in site.case_pages("ad-banner") for run in site.prose(page.path)]
    assert runs
    for language, prose in runs:
        if language in rule.languages and prose.where not in rule.besides:
            assert not differs(rule, language, prose.text), prose.text
            assert not differs(rule, language, prose.text.replace("\u00a0", " ")), prose.text

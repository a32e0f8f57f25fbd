"""A mistyped key is answered with the one that was meant, in every data file."""

from __future__ import annotations

import pytest
from mlsd.model.case import read_case
from mlsd.model.framework import read_framework
from mlsd.model.glossary import read_glossary

from tests.conftest import ROOT

CASE = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8")
FRAMEWORK = (ROOT / "framework.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("difficulty: 3", "dificulty: 3", "did you mean `difficulty`?"),
        ("    basis: assumption\n", "    bases: assumption\n", "did you mean `basis`?"),
        ("    serves: ", "    serve: ", "did you mean `serves`?"),
        ("  negative_rate: ", "  negativ_rate: ", "did you mean `negative_rate`?"),
        ("slug: ad-banner", "slug: ad-banner\nzzz: 1", "the known ones are"),
    ],
)
def test_of_a_case(old: str, new: str, words: str) -> None:
    assert old in CASE
    text = CASE.replace(old, new, 1)
    key = new.splitlines()[-1].split(":")[0].strip()
    line = next(i for i, row in enumerate(text.splitlines(), 1) if row.strip().startswith(f"{key}:"))
    found = [f for f in read_case("c", "ad-banner", text).findings if words in f.message]
    assert [finding.line for finding in found] == [line]


def test_of_the_framework_and_the_glossary() -> None:
    _, found = read_framework("f", FRAMEWORK.replace("      outcome:\n", "      outcom:\n", 1))
    assert any("did you mean `outcome`?" in finding.message for finding in found)
    _, found = read_framework("f", FRAMEWORK.replace("marks: [seed, core]", "mark: [seed, core]", 1))
    assert any("did you mean `marks`?" in finding.message for finding in found)
    _, found = read_glossary(
        "g", "- id: a\n  ru: {term: a, definition: b, avoids: [c]}\n  en: {term: a, definition: b}\n"
    )
    assert ["did you mean `avoid`?" in finding.message for finding in found] == [True]


TWO = "- {{id: a, ru: {{term: а, definition: б, also: [{}]}}, en: {{term: a, definition: b, also: [xx]}}}}\n- {{id: c, ru: {{term: в, definition: г, also: [Слово]}}, en: {{term: c, definition: d}}}}\n"


def test_a_word_leads_search_to_one_term() -> None:
    terms, found = read_glossary("g", TWO.format("другое"))
    assert [term["ru"].also for term in terms] == [("другое",), ("Слово",)]
    assert found == []
    _, found = read_glossary("g", TWO.format("слово"))
    assert [(each.line, each.code) for each in found] == [(2, "FM011")]
    assert "`Слово` already leads search to `a`" in found[0].message


def test_what_readers_look_for_an_item_by_is_for_each_language() -> None:
    framework, found = read_framework("f", FRAMEWORK)
    assert framework is not None
    assert found == []
    steps = {step.id: step for step in framework.steps}
    also = next(item.also for item in steps["deployment"].items if item.id == "abuse")
    assert also["ru"] != also["en"] != ()
    _, found = read_framework("f", FRAMEWORK.replace("also: {ru:", "also: {fr:", 1))
    assert ["fr" in finding.message for finding in found] == [True]

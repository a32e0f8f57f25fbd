"""Every code can be explained, in the console and on the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mlsd.cli import main
from mlsd.guard.check import ENTRIES
from mlsd.guard.reasons import REASONS
from mlsd.guard.rulebook import FAMILIES
from mlsd.model.site import LANGUAGES

from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def _inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_every_code_belongs_to_one_family_and_every_family_has_codes() -> None:
    assert [entry for family in FAMILIES for entry in family.entries] == sorted(
        ENTRIES, key=lambda entry: ([family.id for family in FAMILIES].index(entry.code[:2]), entry.code)
    )
    assert all(family.entries for family in FAMILIES)
    assert len({entry.code for entry in ENTRIES}) == len(ENTRIES)


def test_reasons_are_of_rules_that_there_are_and_in_both_languages() -> None:
    assert set(REASONS) <= {entry.code for entry in ENTRIES}
    assert all(set(reason) == set(LANGUAGES) for reason in REASONS.values())
    assert all(text.endswith(".") for reason in REASONS.values() for text in reason.values())


def test_what_a_rule_says_it_says_in_both_languages() -> None:
    for entry in ENTRIES:
        assert entry.summary_ru.endswith("."), entry.code
        assert entry.examples, entry.code
        assert all(example.is_run or example.ru for example in entry.examples), entry.code
    assert all(set(family.title) == set(family.why) == set(LANGUAGES) for family in FAMILIES)


@pytest.mark.parametrize("code", ["ST006", "st006"])
def test_a_rule_is_explained_with_reason_examples_and_remedy(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert out.startswith("ST006 (error): The checklist of a step page has every item")
    assert [word for word in ("Why:", "Bad, in docs/", "Good, in docs/", "Fix: by hand") if word not in out] == []


def test_several_rules_are_explained_in_the_order_of_asking(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ST006", "fm001"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row[:5] for row in rows if row[5:7] == " ("] == ["ST006", "FM001"]


def test_a_rule_that_mends_itself_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "LN003"]) == 0
    assert "`mlsd check --fix` (`make format`) does it" in capsys.readouterr().out


def test_what_is_not_seen_is_shown_by_a_sign(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "TX023"]) == 0
    out = capsys.readouterr().out
    assert "50␣мс" in out
    assert "␣ stands for a non-breaking space" in out
    assert "\u00a0" not in out


def test_all_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    out = capsys.readouterr().out
    assert [entry.code for entry in ENTRIES if f"  {entry.code}  {entry.summary}\n" not in out] == []


@pytest.mark.parametrize(("code", "words"), [("ST06", "did you mean ST0"), ("nothing", "lists them all")])
def test_an_unknown_code_is_misuse(code: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 2
    assert words in capsys.readouterr().err


def _typed(text: str) -> str:
    """Return text with the quotation marks of a keyboard: a page has those of print."""
    return text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"'})


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_page_has_every_rule_with_its_examples(built_site: Path, prefix: str) -> None:
    path = built_site / f"sub/path/{prefix}reference/rules/index.html"
    soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    rules = soup.select("article .rule")
    assert [rule.select_one("h3")["id"] for rule in rules] == [  # type: ignore[index]
        entry.code.lower() for family in FAMILIES for entry in family.entries
    ]
    for rule, entry in zip(rules, [entry for family in FAMILIES for entry in family.entries], strict=True):
        said = entry.summary if prefix else entry.summary_ru
        assert _typed(said.replace("`", "")) in _typed(rule.get_text()), entry.code
        assert len(rule.select(".rule__bad")) == len(rule.select(".rule__good")) == len(entry.examples)
        for example, shown in zip(entry.examples, rule.select(".rule__pair"), strict=True):
            if example.is_run and isinstance(example.bad, str):
                code = shown.select(".rule__bad pre")[0].get_text()
                assert code.strip("\n") == example.bad.strip("\n").replace("\u00a0", "␣")

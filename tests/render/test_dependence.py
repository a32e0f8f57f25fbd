"""A changed input of the case changes every number that depends on it, in both languages, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from functools import cache

import pytest
from mlsd.guard.check import CASE_RULES
from mlsd.model.case import Case, read_case
from mlsd.model.page import Page
from mlsd.model.site import Site, read_site
from mlsd.render.directives import fill
from mlsd.render.numbers import put_numbers

from tests.conftest import ROOT

SLUG = "ad-banner"
CASE = ROOT / f"docs/cases/{SLUG}/case.yml"
TEXT = CASE.read_text("utf-8")
# A number as the build prints it, on any page: its name, and with its tag what a reader sees of it.
PRINTED = re.compile(r'<(a|span) [^>]*data-number="(?P<name>\w+)"[^>]*>.*?</\1>', re.DOTALL)
# What else follows: the share of a slot in the bar and its description, a check's verdict, the data of the panel.
FOLLOWS = re.compile(
    r'<div class="latency".*?</div>|<li data-check="[\w-]+".*?</li>|<script type="application/json".*?</script>',
    re.DOTALL,
)
# What cancels out of a formula that names it: a close is priced in impressions, so its break-even knows no price; a share of revenue does not
# know the traffic; the correction returns the CTR whatever the sampling; the size of int8 knows no other number format, and what grows by the
# week is divided by it again.
_PER_SHOW = {
    "ensemble_payback", "explore_cost_share", "log_growth", "network_payback", "row_reduction", "same_shows_break_even", "same_shows_price",
}  # fmt: skip
_IN_SHOWS = {
    "accidental_break_even", "break_even_close_rate", "break_even_headroom", "circular_shift", "close_loss_share", "dead_days", "dear_break_even",
    "dear_loss_share", "explore_cost_share", "same_shows_break_even", "trap_closes", "trap_shows",
}  # fmt: skip
CANCELS = {
    "dau": _PER_SHOW,
    "shows_per_user": _PER_SHOW - {"log_growth"},
    "ctr": _IN_SHOWS,
    "price_click": _IN_SHOWS | {"break_even_ratio", "dead_click_rate", "dear_ratio", "uncorrected_break_even"},
    "training_window": {"linear_daily", "row_reduction", "rows_per_day"},
    "negative_rate": {"q_corrected"},
    "weight_size": {"model_downloads_int8"},
    "test_step": {"few_test_days", "half_arm_days", "test_gain_days", "test_guardrail_days"},
    "design_effect": {"canary_day_plain", "canary_plain"},
}


@cache
def site() -> Site:
    return read_site(ROOT)


@cache
def pages() -> tuple[tuple[Page, str], ...]:
    """Return the pages that print numbers of the case, with their Markdown."""
    return tuple(
        (page, (ROOT / page.path).read_text("utf-8"))
        for page in site().pages
        if page.language and (page.name.startswith(f"cases/{SLUG}/") or any(mark.slug == SLUG for mark in page.numbers))
    )


def holding(case: Case) -> Site:
    """Return the site with the case in the place of its own."""
    changed = copy(site())
    changed.cases = {SLUG: case}
    return changed


def filled(case: Case) -> dict[str, str]:
    """Return the pages as the build fills them from a case."""
    changed = holding(case)
    return {page.path: fill(put_numbers(text, changed, page), changed, page) for page, text in pages()}


def with_input(name: str, value: float) -> Case:
    """Return the case with another value of one input, changed in its text."""
    pattern = re.compile(rf"^(  {name}:\n    title: [^\n]*\n    value: )\S+", re.MULTILINE)
    text, count = pattern.subn(lambda match: f"{match[1]}{value!r}", TEXT)
    assert count == 1, name
    return read_case(f"docs/cases/{SLUG}/case.yml", SLUG, text)


def formulas() -> dict[str, set[str]]:
    """Return the names in each formula, found without the calculator: by a glance at the text."""
    blocks = TEXT[TEXT.index("\nformulas:\n") : TEXT.index("\nchecks:\n")]
    found = re.findall(r"^  (\w+):\n    title: [^\n]*\n    formula: ([^\n]*)", blocks, re.MULTILINE)
    return {name: set(re.findall(r"[a-z]\w*", text)) for name, text in found}


def dependent(name: str) -> set[str]:
    """Return what depends on a name, itself included, straight or through others."""
    uses = formulas()
    known = {name}
    while more := {formula for formula, names in uses.items() if names & known} - known:
        known |= more
    return known


INPUTS = list(site().cases[SLUG].data.inputs)  # type: ignore[union-attr]


def values(name: str) -> Iterator[float]:
    """Yield other values of an input within its range, near and far."""
    item = site().cases[SLUG].data.inputs[name]  # type: ignore[union-attr]
    least, most = item.range
    for value in (item.value * 1.37, most, least):
        bounded = min(most, max(least, value))
        if bounded != item.value:
            yield bounded


@cache
def original() -> dict[str, str]:
    return filled(read_case(f"docs/cases/{SLUG}/case.yml", SLUG, TEXT))


def test_the_pages_are_those_of_the_case_and_the_worked_examples() -> None:
    names = {page.name for page, _ in pages()}
    steps = {f"framework/{step.id}" for step in site().framework.steps}  # type: ignore[union-attr]
    assert names >= {f"cases/{SLUG}/index", f"cases/{SLUG}/interviewer", "framework/index", "index", *steps}
    assert {page.language for page, _ in pages()} == {"ru", "en"}


def test_every_number_of_the_case_is_printed_in_its_tables() -> None:
    case = site().cases[SLUG]
    names = {match["name"] for match in PRINTED.finditer(original()[f"docs/cases/{SLUG}/index.en.md"])}
    assert names == {*case.data.inputs, *case.data.formulas}  # type: ignore[union-attr]


@pytest.mark.parametrize("name", INPUTS)
def test_a_changed_input_changes_what_depends_on_it_and_nothing_else(name: str) -> None:
    expected = dependent(name)
    base = site().cases[SLUG].book.results
    moved: set[str] = set()
    for count, value in enumerate(values(name)):
        case = with_input(name, value)
        assert case.book.results.keys() == base.keys(), "no value within the range: narrow the range"
        moved |= {
            other
            for other, result in case.book.results.items()
            if abs(result.base - base[other].base) > 1e-9 * max(abs(result.base), abs(base[other].base))
        }
        # Moved far, it may break what the pages say in words; then a check says what is no longer true. The lab is run anew by hand.
        found = {finding.code for rule in CASE_RULES for finding in rule.findings(holding(case), case)}
        assert found <= {"NU008", "NU015", "CS013", "CS014", "CS015", "CS031"}
        if count:
            continue
        for path, text in filled(case).items():
            before, after = FOLLOWS.sub("", original()[path]), FOLLOWS.sub("", text)
            # Apart from the numbers, the pages stand still.
            assert PRINTED.sub("", after) == PRINTED.sub("", before), path
            for old, new in zip(PRINTED.finditer(before), PRINTED.finditer(after), strict=True):
                assert old["name"] == new["name"]
                assert old[0] == new[0] or new["name"] in expected, (path, new["name"])
    assert moved <= expected
    assert expected - moved == CANCELS.get(name, set()), "does not follow, or cancels out: say so in CANCELS"


@pytest.mark.parametrize("name", ["dau", "price_click", "label_maturity", "candidates"])
def test_a_number_that_moves_is_printed_anew_wherever_it_stands(name: str) -> None:
    value = next(values(name))
    case = with_input(name, value)
    base = site().cases[SLUG].book.results
    for path, text in filled(case).items():
        for old, new in zip(PRINTED.finditer(original()[path]), PRINTED.finditer(text), strict=True):
            result = case.book.results[new["name"]]
            if abs(result.base / (base[new["name"]].base or 1) - 1) > 0.2:
                assert old[0] != new[0], (path, new["name"])


def test_a_broken_check_says_so_on_the_page() -> None:
    case = with_input("latency_scoring", 60)
    page = filled(case)[f"docs/cases/{SLUG}/index.en.md"]
    check = re.search(r'<li data-check="latency-fits".*?</li>', page, re.DOTALL)
    assert check is not None
    assert "Does not hold." in check[0]
    assert "score fewer candidates" in check[0]

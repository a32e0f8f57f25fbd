"""Mistakes that people make who know neither YAML nor this project: each gives one finding, at its line, that says what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mlsd.guard.check import check_root
from mlsd.guard.mend import mend

SAMPLE = Path(__file__).parent / "sample"
FOLDER = "docs/cases/queue"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a project with one small case, in which nothing is found."""
    return shutil.copytree(SAMPLE, tmp_path / "sample")


UNCITED = """  - id: nobody-2019
    authors: [A. Author]
    title: Part three
    year: 2019
    url: https://doi.org/10.1000/three
    taken: {en: Nothing}
"""
FLIP = "flips:\n  - {id: peak, title: {en: A higher peak}, change: {en: The load doubles.}}\n"


def change(root: Path, name: str, old: str, new: str) -> int:
    """Put `new` for `old` in a file of the case and return the line on which the change begins."""
    path = root / FOLDER / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    at = text.index(old)
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return text.count("\n", 0, at + same) + 1


def said(root: Path) -> list[tuple[str, int, str, str]]:
    """Return what is found, with the messages."""
    return [(f.path.removeprefix(f"{FOLDER}/"), f.line, f.code, f.message) for f in check_root(root)]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        # What a page would mark up, and a number with its sign.
        ("prompt: {en: Design a queue.}", 'prompt: {en: "It costs {{ kept:bare }} \\\\%."}', "NU018", "`{{ kept:bare }}` is printed with its unit, which `bare` keeps, so `%` would stand there twice"),
        ("prompt: {en: Design a queue.}", "prompt: {en: Design a **queue**.}", "SE010", "`**queue**` is printed with its asterisks"),
        ("prompt: {en: Design a queue.}", "prompt: {en: 'See [a report](https://example.org/a_(b)).'}", "SE008", "`[a report](…` is printed letter for letter here"),
        ("prompt: {en: Design a queue.}", f"prompt: {{en: Design {'(' * 10_000}}}", "TX002", "the text has 10,007 characters, more than 10,000"),
        # How YAML is written.
        ("    value: 1000000\n", "   value: 1000000\n", "FM004", "indented by 3 spaces, as no line of its record is: indent it by 2 or 4"),
        ("    unit: user / day\n", "      unit: user / day\n", "FM004", "indented by 6 spaces and the one above by 4"),
        ("    unit: user / day\n", "\tunit: user / day\n", "FM004", "a tab stands here: indent with spaces"),
        ("    unit: user / day\n", "    unit user\n", "FM004", "a colon is missing: write `unit: user`"),
        ("    unit: user / day\n", "    unit:user\n", "FM004", "a space is missing after the colon: write `unit: user`"),
        ("  baseline: {en: first come first served}", "  baseline:\n    en: First: come", "FM004", 'put it in quotation marks, `"First: come"`'),
        ("  - metric: shed\n    thr", "  -metric: shed\n    thr", "FM004", "a space is missing after the hyphen in the line above"),
        ("title: {en: A queue of requests}", 'title:\n  en: "A "queue" of requests"', "FM004", 'ends at its second quotation mark: inside the text write `\\"`'),
        ("title: {en: A queue of requests}", 'title:\n  en: "A queue', "FM004", "the quotation mark that opens here is"),
        ("title: {en: A queue of requests}", "title:\n  en: @queue", "FM004", "text that begins with `@` needs quotation marks"),
        ("title: {en: A queue of requests}", "title:\n  en: {{ load }} requests", "FM004", "text that begins with `{` or `[` needs quotation marks"),
        ("title: {en: A queue of requests}", 'title: {en: "A queue" ru: "Очередь"}', "FM004", "a comma is missing between two parts in brackets"),
        ("title: {en: A queue of requests}", 'title: {en: "A queue, ru: "Очередь"}', "FM004", "a quotation mark in this line has no other"),
        ("formula: kept <= maturity / retraining", "formula: kept =< maturity / retraining", "NU001", "write `<=` instead of `=<`"),
        # How a value is written.
        ("value: 1000000", "value: 1,000,000", "CS001", "must be a number: write `1000000`"),
        ("value: 1000000", "value: 1 000 000", "CS001", "must be a number: write `1000000`"),
        ("value: 1000000", "value: 1M", "CS001", "must be a number: write `1000000`"),
        ("value: 1000000", "value: 1000000,5", "CS001", "must be a number: write `1000000.5`"),
        ("value: 1000000", "value: about a million", "CS001", "digits alone, with a point before decimals"),
        ("    value: 10\n    unit: percent", "    value: 10%\n    unit: percent", "CS001", "write `10` here and `percent` as the unit"),
        ("difficulty: 2", "difficulty: 2.5", "CS001", "must be a whole number"),
        ("date: 2026-11-23", "date: 23.11.2026", "CS001", "`date` is written `2026-11-23`"),
        ("date: 2026-11-23", "date: 11/23/2026", "CS001", "write the day as year-month-day"),
        ("date: 2026-11-23", "date: 2026-11-31", "CS001", "there is no such day"),
        ("authors: [octocat]", "authors: ['@octocat']", "CS001", "write the name on GitHub alone"),
        ("    url: https://doi.org/10.1000/one", "    url: doi.org/10.1000/one", "CS001", "begins with `https://`"),
        ("  corrected:\n", "  corrected-share:\n", "CS001", "goes on with letters, digits and `_`"),
        ("difficulty: 2", "difficulty: medium", "CS001", "must be a whole number, in digits alone"),
        ("title: {en: A queue of requests}", "title: A queue", "CS001", "said in a language: write it below, as `en: …`"),
        ("authors: [octocat]", "authors: octocat", "CS001", "must be a list: write `[octocat]`"),
        ("range: [1000, 10000000]", "range: 1000 to 10000000", "CS001", "must be a list: in square brackets, with commas"),
        ("range: [1000, 10000000]", "range: [1000]", "CS001", "needs at least 2 entries and has 1"),
        ("basis: assumption", "basis: assumptions", "CS001", "did you mean `assumption`?"),
        ("kind: goal", "kind: objective", "CS001", "write one of `goal`, `functional`, `constraint`"),
        ("  budget: budget\n", "  budget: 50\n", "CS001", "names a number: put `50` among `inputs`, and its name here"),
        ("    owner: {en: on-call}", "    owner:\n      en: engineer #1", "FM004", "ends before `#1`, which YAML takes for a comment"),
        # Units and formulas.
        ("unit: millisecond", "unit: ms", "NU009", "write `millisecond`"),
        ("    unit: user / day\n", "    unit: users per day\n", "NU009", "write `users / day`"),
        ("    unit: user / day\n", "    unit: usr / day\n", "NU009", "`usr` is not a unit: did you mean `user`?"),
        ("    unit: user / day\n", "    unit: restaurant / day\n", "NU009", "what is counted and has no unit of its own is an `item`"),
        ("    unit: user / day\n", "    unit: user and day\n", "NU009", "as in `request / user / day`"),
        ("formula: users * requests_per_user", "formula: users * requests_per_user^1", "NU001", "a power is written `**`"),
        ("formula: users * requests_per_user", "formula: users × requests_per_user", "NU001", "write `*` instead of `×`"),
        ("formula: users * requests_per_user", 'formula: "= users * requests_per_user"', "NU001", "leave out the `=`"),
        ("formula: users * requests_per_user", "formula: users * 50% * requests_per_user", "NU001", "with the unit `percent`"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_data(sample: Path, old: str, new: str, code: str, words: str) -> None:
    line = change(sample, "case.yml", old, new)
    (found,) = said(sample)
    path, at, given, message = found
    assert (path, given) == ("case.yml", code)
    assert words in message
    # A key that is renamed or a text that takes several lines is found at its own line.
    assert at - line in (0, 1)


def test_a_unit_that_formulas_rest_on_is_said_once(sample: Path) -> None:
    line = change(sample, "case.yml", "    value: 24\n    unit: hour", "    value: 24\n    unit: huor")
    assert [found[:3] for found in said(sample)] == [("case.yml", line, "NU009")]


def test_the_units_are_listed_once(sample: Path) -> None:
    path = sample / FOLDER / "case.yml"
    path.write_text(path.read_text("utf-8").replace("unit: millisecond", "unit: listing"), "utf-8")
    first, *others = [message for *_, code, message in said(sample) if code == "NU009"]
    assert "the units are" in first
    assert others
    assert all(message.endswith("is an `item`") for message in others)


def test_a_pure_number_of_something_counted(sample: Path) -> None:
    change(
        sample,
        "case.yml",
        "    formula: kept / (kept + 1)\n    unit: percent",
        "    formula: kept / (kept + 1)\n    unit: request",
    )
    messages = [message for _, _, code, message in said(sample) if code == "NU004"]
    assert messages == [
        "`corrected`: the formula gives a pure number, its unit is `request`: multiply it by `one_request`, or write `dimensionless`"
    ]


def test_too_few_of_a_list_are_counted(sample: Path) -> None:
    text = (sample / FOLDER / "case.yml").read_text("utf-8")
    first = text[text.index("  - id: load\n    step: data") : text.index("  - id: users\n    step: data")]
    change(sample, "case.yml", first, "")
    (found,) = said(sample)
    assert found[2:] == ("CS001", "`dialogue` needs at least 8 entries and has 7: write 1 more")


def test_a_list_with_a_broken_entry_is_not_too_short(sample: Path) -> None:
    change(sample, "case.yml", '["What is the load?", ', "[")
    (found,) = said(sample)
    assert found[2:] == ("CS001", "`dialogue.0.question`: `en` needs the question and at least three paraphrases")


@pytest.mark.parametrize("tier", ["standard", "exemplar"])
@pytest.mark.parametrize("broken", ["difficulty: two", "difficulty: 2\n title: x"])
def test_of_a_case_that_cannot_be_read_nothing_of_another_tier_is_asked_for(
    sample: Path, tier: str, broken: str
) -> None:
    framework = sample / "framework.yml"
    levels = "    - {id: levels, title: {ru: Уровни, en: Levels}, tiers: [exemplar]}\n"
    framework.write_text(
        framework.read_text("utf-8").replace("  interviewer:\n", f"{levels}  interviewer:\n", 1), "utf-8"
    )
    change(sample, "case.yml", "tier: standard", f"tier: {tier}")
    assert ("levels" in str(said(sample))) == (tier == "exemplar")
    change(sample, "case.yml", "difficulty: 2", broken)
    # Where the file is no YAML, nobody can tell the tier, and the less is asked for.
    is_asked = tier == "exemplar" and "two" in broken
    assert ("levels" in str(said(sample))) == is_asked
    assert {code for path, _, code, _ in said(sample) if path == "case.yml"} <= {"CS001", "FM004"}


@pytest.mark.parametrize(
    ("link", "code", "words"),
    [
        ("[leaks](/en/framework/data/#leakage)", "LN004", "link `../../framework/data.en.md#leakage`"),
        ("[leaks](/framework/nothing/)", "LN004", "name the file from here"),
        ("[leaks](http://127.0.0.1:8000/en/framework/data/#leakage)", "LN008", "link `../../framework/data.en.md#leakage`"),
        ("[leaks](http://localhost:8000/other/)", "LN008", "on your own machine"),
        ("![The scheme](scheme.png)", "LN001", f"put the file at {FOLDER}/scheme.png, or fix the name"),
        ("[the data](cases.yml)", "LN001", "did you mean `case.yml`?"),
        ("[the brief](interviewer.en.md/#brief)", "LN001", "did you mean `interviewer.en.md`?"),
        ("A queue grows [@one-2016].", "CS017", "did you mean `one-2015`?"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_link(sample: Path, link: str, code: str, words: str) -> None:
    line = change(sample, "index.en.md", "The queue takes", f"{link} The queue takes")
    (found,) = said(sample)
    assert found[:3] == ("index.en.md", line, code)
    assert words in found[3]


def test_a_link_that_begins_at_the_root_is_mended(sample: Path) -> None:
    change(sample, "index.en.md", "The queue takes", "[leaks](/en/framework/data/#leakage) The queue takes")
    mend(sample, check_root(sample))
    assert said(sample) == []
    assert "[leaks](../../framework/data.en.md#leakage)" in (sample / FOLDER / "index.en.md").read_text("utf-8")


def test_a_link_to_an_item_in_another_section_is_named(sample: Path) -> None:
    text = "nothing [leaks](../../framework/data.en.md#leakage)"
    change(sample, "index.en.md", text, "nothing leaks")
    line = change(
        sample,
        "index.en.md",
        "<!-- mlsd:prompt -->",
        "[Leaks](../../framework/data.en.md#leakage).\n\n<!-- mlsd:prompt -->",
    )
    (found,) = said(sample)
    assert found[2:] == ("CS020", f"`leakage` is not covered: move the link of line {line} into this section, `data`")


def test_an_item_that_is_covered_and_excused_is_found_at_its_link(sample: Path) -> None:
    change(
        sample,
        "case.yml",
        "not_applicable: []",
        "not_applicable: [{item: data.leakage, reason: {en: Nothing is predicted.}}]",
    )
    (found,) = said(sample)
    line = (sample / FOLDER / "index.en.md").read_text("utf-8").split("#leakage")[0].count("\n") + 1
    assert found[:3] == ("index.en.md", line, "CS020")


def test_a_copy_that_is_to_be_translated_gets_its_links_and_headings_by_itself(sample: Path) -> None:
    folder = sample / FOLDER
    text = (folder / "index.en.md").read_text("utf-8")
    (folder / "index.ru.md").write_text(
        text.replace(
            "The queue takes",
            "## Asides { #asides }\n\nThe queue keeps what nobody can answer yet, and replicas take it from there.\n\nThe queue takes",
        ),
        "utf-8",
    )
    mend(sample, check_root(sample))
    copied = (folder / "index.ru.md").read_text("utf-8")
    assert "## Условие { #prompt }" in copied
    assert "../../framework/data.ru.md#leakage" in copied
    assert "## Asides { #asides }" in copied
    left = {code for path, _, code, _ in said(sample) if path == "index.ru.md"}
    assert "TX010" in left
    assert not left & {"ST016", "LN003"}


def test_a_heading_in_other_words_of_the_same_language_is_left_to_its_author(sample: Path) -> None:
    change(sample, "index.en.md", "## Prompt {", "## The prompt {")
    mend(sample, check_root(sample))
    assert [code for _, _, code, _ in said(sample)] == ["ST016"]


FLIPS = """
## What if { #flips }

### The load doubles

It takes twice the replicas.
"""


@pytest.mark.parametrize(
    ("title", "proposed"),
    [("The load doubles", "twice"), ("Another title", "twice")],
)
def test_the_id_of_a_change_is_that_of_the_data(sample: Path, title: str, proposed: str) -> None:
    change(
        sample,
        "case.yml",
        "not_applicable: []",
        f"flips: [{{id: {proposed}, title: {{en: {title}}}, change: {{en: It doubles.}}}}]\nnot_applicable: []",
    )
    change(sample, "index.en.md", "\n## Sources { #sources }", f"{FLIPS}\n## Sources {{ #sources }}")
    assert any(f"{{ #{proposed} }}" in message for _, _, code, message in said(sample) if code == "ST004")
    mend(sample, check_root(sample))
    assert said(sample) == []


def test_what_is_said_of_one_line_is_in_the_order_of_the_contract(sample: Path) -> None:
    text = (sample / FOLDER / "index.en.md").read_text("utf-8")
    (sample / FOLDER / "index.en.md").write_text(text[: text.index("## Prompt")] + "A queue.\n", "utf-8")
    asked = [message.split("`")[1] for path, _, code, message in said(sample) if code == "ST001"]
    assert asked == ["prompt", "data", "sources"]


def test_a_text_that_waits_for_its_translation_is_shown(sample: Path) -> None:
    (sample / FOLDER / "index.ru.md").write_text("# Очередь\n\nТекст.\n", "utf-8")
    messages = [message for _, _, code, message in said(sample) if code == "PR009"]
    assert messages[0].startswith("`A queue of requests` has no `ru`")
    assert any(message.startswith("`What is the load?` has no `ru`") for message in messages)


def test_what_a_page_that_is_not_written_lacks_is_not_asked_for(sample: Path) -> None:
    change(sample, "case.yml", "taken: {en: The shape of the load}\n", "taken: {en: The shape of the load}\n" + UNCITED)
    change(sample, "case.yml", "not_applicable: []\n", "not_applicable: []\n" + FLIP)
    answered = "## What if { #flips }\n\n### Another { #peak-2 }\n\nIt takes more replicas.\n\n## Sources"
    change(sample, "index.en.md", "## Sources", answered)
    assert {"CS018", "CS024", "CS025"} <= {code for *_, code, _ in said(sample)}
    change(sample, "index.en.md", "It takes more replicas.", "<!-- fill: what changes -->")
    asked = {code for *_, code, _ in said(sample)}
    assert "TX005" in asked
    assert not {"CS018", "CS024", "CS025"} & asked

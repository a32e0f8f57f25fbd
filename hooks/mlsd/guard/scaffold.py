"""CS, TX: what a scaffold has put in to begin with, and nobody has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mlsd.author.case_pages import named_after
from mlsd.author.guide import FOLDER, Guide
from mlsd.guard.example import CASE_PAGE, Example
from mlsd.guard.rule import Hit, case_rule, rule
from mlsd.model.case import Case, CaseData
from mlsd.model.page import Page
from mlsd.model.site import Kind, Site

# The sections whose parts the scaffold numbers.
COUNTED = ("deep-dives", "flips", "follow-ups", "scored-examples")
# So many of its numbers may be right by chance.
LEAST = 5

_NUMBERED_ID = re.compile("|".join(rf"{name.removesuffix('s')}-\d+" for name in COUNTED))
_INPUT = re.compile(r"^  (?P<name>[a-z_]+):\n(?:    .*\n)*?    value: (?P<value>[\d.]+)", re.MULTILINE)


@rule(
    "TX006",
    "У страницы и у частей, которые заготовка пронумеровала, есть свои названия и id.",
    Example(
        bad="### Deep dive 1 { #price-of-a-shed }\n\nA shed request returns.\n",
        good="### The price of a shed request { #price-of-a-shed }\n\nA shed request returns.\n",
        where=CASE_PAGE,
    ),
    Example(
        bad="# Queue\n",
        good="# A queue of requests\n",
        where=CASE_PAGE,
    ),
    Example(
        bad='??? question "Question 1"\n\n    It waits.\n',
        good='??? question "What does a request do meanwhile?"\n\n    It waits.\n',
        where=CASE_PAGE,
    ),
)
def title_of_the_scaffold(site: Site, page: Page) -> Iterator[Hit]:
    """A page, and the parts that a scaffold has numbered, have titles and ids of their own."""
    if site.slot(page).kind not in (Kind.CASE, Kind.INTERVIEWER) or page.language is None:
        return
    numbered = _numbered(page.language)
    marks = [fill.line for fill in page.fills]
    for heading, after in zip(page.headings, [*(h.line for h in page.headings[1:]), 1 << 30], strict=False):
        if any(heading.line < line < after for line in marks):
            continue  # It is not written yet, and says so.
        if heading.level == 1 and is_named_after_its_folder(site, page, heading.text):
            yield Hit(
                heading.line, f"`{heading.text}` is the scaffold's title: name the system, as `title` of the case does"
            )
        elif numbered.fullmatch(heading.text):
            yield Hit(heading.line, f"`{heading.text}` is the scaffold's title: say what this part is about")
        elif _NUMBERED_ID.fullmatch(heading.id or ""):
            yield Hit(
                heading.line, f"`{heading.id}` is the scaffold's id: give it one that says what this part is about"
            )
    for line, title in page.block_titles:
        if numbered.fullmatch(title) and not any(line < mark < line + 4 for mark in marks):
            yield Hit(line, f"`{title}` is the scaffold's title: put the question itself between the quotes")


def is_named_after_its_folder(site: Site, page: Page, title: str) -> bool:
    """Tell whether a page has the title that the scaffold made of the slug, while its case has another."""
    begun = named_after(site.slot(page).id)
    case = site.case(page)
    own = case.data.title[page.language or ""] if case and case.data else begun
    return title.partition(":")[0] == begun != own


@case_rule(
    "CS029",
    "Числа кейса — его собственные, а не те, с которых начинает заготовка.",
    Example(
        bad="a case with all the numbers that its scaffold began with",
        good="numbers of its own",
        is_run=False,
        ru=("кейс со всеми числами, с которых начала заготовка", "свои числа"),
    ),
)
def numbers_of_the_scaffold(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The numbers of a case are its own, not those that the scaffold began with."""
    begun = _begun()
    kept = [name for name in data.inputs if name in begun]
    if len(kept) >= LEAST and all(data.inputs[name].value == begun[name] for name in kept) and not _are_marked(case):
        names = ", ".join(f"`{name}`" for name in kept)
        yield Hit(
            case.line("inputs", kept[0], "value"),
            f"{names} have the values that the scaffold began with: put those of your system",
        )


def _are_marked(case: Case) -> bool:
    """Tell whether numbers still ask to be chosen, which has been said at their lines."""
    return any(finding.code == "CS019" and "`inputs`" in finding.message for finding in case.findings)


@cache
def _numbered(language: str) -> re.Pattern[str]:
    guide = Guide(language)
    titles = (guide("counted", name, "title") for name in COUNTED)
    return re.compile("|".join(re.escape(title).replace(re.escape("{n}"), r"\d+") for title in titles))


@cache
def _begun() -> dict[str, float]:
    template = (FOLDER / "case.template.yml").read_text("utf-8")
    return {match["name"]: float(match["value"]) for match in _INPUT.finditer(template)}

"""CS: the parts of a case that its pages show and its interviewer works with, each of them whole."""

from __future__ import annotations

from collections.abc import Iterator

from mlsd.guard.example import CASE, CASE_PAGE, INTERVIEWER, Example
from mlsd.guard.rule import Hit, case_rule, rule
from mlsd.model.case import Case, CaseData
from mlsd.model.page import Heading, Page
from mlsd.model.site import Kind, Site

FLIPS = "flips"
LENGTH = 45
# What is drawn on which page, and from what in the data.
_DRAWN: dict[Kind, dict[str, str]] = {
    Kind.CASE: {
        "dialogue": "dialogue",
        "assumptions": "inputs",
        "estimates": "formulas",
        "checks": "checks",
        "requirements": "requirements",
        "features": "features",
        "metrics": "metrics",
        "latency": "latency",
        "fallback": "training",
        "alerts": "alerts",
        "sources": "sources",
    },
    Kind.INTERVIEWER: {"withhold": "withhold", "hints": "hints", "minutes": "minutes", "score": "score"},
}
_FLIPS = "flips:\n  - {id: peak, title: {en: A higher peak}, change: {en: The load doubles.}}\n"
_MINUTES = """minutes:
  - {from: 0, to: 20, step: data, do: {en: Listen.}}
  - {from: 20, to: 45, step: data, do: {en: Ask.}}
"""
_DRAWN_MINUTES = {INTERVIEWER: "<!-- mlsd:minutes -->"}
_HINTS = "hints:\n  - {step: data, weak: {en: Look.}, medium: {en: Look there.}, strong: {en: Look at the log.}}\n"
_DRAWN_HINTS = {INTERVIEWER: "<!-- mlsd:hints -->"}


@rule(
    "CS023",
    "То, что есть в данных кейса, показано на его странице.",
    Example(bad="All latencies fit.", good="<!-- mlsd:latency -->", where=CASE_PAGE),
)
def data_not_shown(site: Site, page: Page) -> Iterator[Hit]:
    """What a case's data holds is drawn on its page, and what is drawn is in the data."""
    case = site.case(page)
    kind = site.slot(page).kind
    if case is None or case.data is None:
        return
    shown = {directive.name: directive.line for directive in page.directives}
    for name, key in _DRAWN.get(kind, {}).items():
        holds = bool(getattr(case.data, key))
        if holds and name not in shown:
            yield Hit(
                page.title_line,
                f"`{key}` of {case.path} is shown nowhere: put `<!-- mlsd:{name} -->` on a line of its own where it belongs",
            )
        elif name in shown and not holds:
            yield Hit(shown[name], f"nothing is drawn here: {case.path} has no `{key}`; write it there")


@case_rule(
    "CS024",
    "Каждое изменение условий разобрано на странице под своим заголовком.",
    Example(
        bad={CASE: _FLIPS, CASE_PAGE: "## What if { #flips }\n\nNothing changes.\n"},
        good={
            CASE: _FLIPS,
            CASE_PAGE: "## What if { #flips }\n\n### A higher peak { #peak }\n\nIt takes more replicas.\n",
        },
    ),
)
def flip_unanswered(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every change of the conditions is answered on the page under a heading of its own."""
    for page in site.case_pages(case.slug):
        if site.slot(page).kind is Kind.CASE and page.section(FLIPS) and not is_unwritten(page, FLIPS):
            answered = {heading.id for heading in below(page, FLIPS)}
            for i, flip in enumerate(data.flips):
                if flip.id not in answered:
                    yield Hit(
                        case.line("flips", i, "id"),
                        f"{page.path} does not answer `{flip.id}`: add `### … {{ #{flip.id} }}` to its section `{FLIPS}`",
                    )


@rule(
    "CS025",
    "Каждый заголовок об изменении условий есть в данных кейса.",
    Example(
        bad={CASE_PAGE: "## What if { #flips }\n\n### A lower peak { #low }\n\nLess.\n"},
        good={CASE_PAGE: "## What if { #flips }\n\nNothing changes.\n"},
    ),
)
def flip_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """Every heading of a change of the conditions is in the case's data."""
    case = site.case(page)
    if case is None or case.data is None or site.slot(page).kind is not Kind.CASE or page.section(FLIPS) is None:
        return
    if is_unwritten(page, FLIPS):
        return
    known = {flip.id for flip in case.data.flips}
    for heading in below(page, FLIPS):
        if heading.id and heading.id not in known:
            yield Hit(
                heading.line, f"`{heading.id}` is not among the `flips` of {case.path}: add it there, or fix the id"
            )


@case_rule(
    "CS026",
    "Минуты интервьюера идут подряд, от 0 до 45, в порядке шагов, и у каждого шага есть свои.",
    Example(
        bad={CASE: _MINUTES.replace("from: 20", "from: 25"), **_DRAWN_MINUTES}, good={CASE: _MINUTES, **_DRAWN_MINUTES}
    ),
    Example(
        bad={CASE: _MINUTES.replace("to: 45", "to: 40"), **_DRAWN_MINUTES}, good={CASE: _MINUTES, **_DRAWN_MINUTES}
    ),
)
def minutes_broken(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The interviewer's minutes follow each other from 0 to 45, in the order of the steps, and each step has its own."""
    last = 0
    place = -1
    order = _order(site)
    for i, minute in enumerate(data.minutes):
        if minute.from_ != last:
            yield Hit(
                case.line("minutes", i, "from"), f"minute {minute.from_}: the one before ends at {last}, write {last}"
            )
        if minute.to <= minute.from_:
            yield Hit(case.line("minutes", i, "to"), f"minute {minute.to} is not after {minute.from_}: make it later")
        here = order.get(minute.step, place)
        if here < place:
            yield Hit(
                case.line("minutes", i, "step"),
                f"`{minute.step}` comes earlier on the clock: put the minutes in its order",
            )
        last, place = minute.to, here
    said = {minute.step for minute in data.minutes}
    for step in site.framework.steps if data.minutes and site.framework else ():
        if step.id not in said:
            yield Hit(case.line("minutes"), f"`{step.id}` has no minutes: give the step its own")
    if data.minutes and last != LENGTH:
        yield Hit(
            case.line("minutes", len(data.minutes) - 1, "to"), f"the minutes end at {last}: an interview has {LENGTH}"
        )


@case_rule(
    "CS027",
    "Подсказки и опорные описания есть для каждого шага.",
    Example(
        bad={CASE: _HINTS + _HINTS.split("\n", 1)[1], **_DRAWN_HINTS},
        good={CASE: _HINTS, **_DRAWN_HINTS},
    ),
)
def step_left_out(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Hints and score anchors are there for every step, once."""
    if site.framework is None:
        return
    for key in ("hints", "score"):
        records = getattr(data, key)
        said = [record.step for record in records]
        for step in site.framework.steps if records else ():
            if step.id not in said:
                yield Hit(case.line(key), f"`{key}` has nothing for the step `{step.id}`: add it")
        for i, step_id in enumerate(said):
            if step_id in said[:i]:
                yield Hit(case.line(key, i, "step"), f"`{step_id}` stands above already: keep one")


@case_rule(
    "CS028",
    "Кейс классического ML говорит, как обучают модель, что у него за бейзлайн и чем он отвечает без модели.",
    Example(
        bad="a case of the track `classic` without `training`",
        good="`training` with `baseline` and `fallback`",
        is_run=False,
        ru=("кейс трека `classic` без `training`", "`training`, а в нём `baseline` и `fallback`"),
    ),
)
def training_missing(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A case of classic ML says how the model is trained, what it is compared with, and what is answered without it."""
    if data.track == "classic" and data.training is None:
        yield Hit(
            case.line("track"),
            "`training` is missing: add the split, the maturity of labels, `baseline`, and `fallback`",
        )


def below(page: Page, section_id: str) -> Iterator[Heading]:
    """Yield the headings of level 3 in a section."""
    is_inside = False
    for heading in page.headings:
        if heading.level <= 2:
            is_inside = heading.id == section_id
        elif is_inside and heading.level == 3:
            yield heading


def is_unwritten(page: Page, section_id: str) -> bool:
    """Tell whether a section of a scaffold is still to be written."""
    lines = [section.heading.line for section in page.sections if section.heading.id == section_id]
    if not lines or not page.fills:
        return False
    until = min((section.heading.line for section in page.sections if section.heading.line > lines[0]), default=None)
    return any(lines[0] < fill.line and (until is None or fill.line < until) for fill in page.fills)


def _order(site: Site) -> dict[str, int]:
    if site.framework is None:
        return {}
    clock = site.framework.clock
    return {part.id: i for i, part in enumerate((*clock.before, *site.framework.steps, *clock.after))}

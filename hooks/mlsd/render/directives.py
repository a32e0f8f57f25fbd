"""The places in a page that the build fills from data: `<!-- mlsd:name -->` on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from mlsd.model.addresses import page_url, relative_url
from mlsd.model.framework import LENGTHS, Framework, Minutes, Slot, Step
from mlsd.model.page import Page
from mlsd.model.site import Site
from mlsd.render.case import draw
from mlsd.render.catalogue import catalogue
from mlsd.render.coverage import by_case, by_item, reasons
from mlsd.render.frame import LENGTH
from mlsd.render.html import element, table, text
from mlsd.render.place import Place
from mlsd.render.rules import Family, rule_list
from mlsd.render.submit import submit
from mlsd.render.tetrahedron import explorer, techniques
from mlsd.render.translations import translation_status

_PLACE = re.compile(r"^[ ]{0,3}<!--\s*mlsd:(?P<name>[\w-]+)\s*-->[ \t]*$", re.MULTILINE)
# What brings headings of its own.
WITH_HEADINGS = frozenset({"rules"})

_ID = re.compile(r'\sid="([^"]+)"')


def ids(html: str) -> set[str]:
    """Return the ids in a text of HTML."""
    return set(_ID.findall(html))


def fill(text: str, site: Site, page: Page, rules: Sequence[Family] = ()) -> str:
    """Put into a page's text what its directives ask for; `rules` are those of the guard, which this package does not know.

    The text is the page's HTML, in which Markdown leaves these comments as they are, or its Markdown.
    """
    return _filled(text, site, page, rules, lambda name: True)


def fill_headings(markdown: str, site: Site, page: Page, rules: Sequence[Family]) -> str:
    """Put into a page's Markdown what brings headings, which Markdown lists at the page's side; all else is put into its HTML."""
    return _filled(markdown, site, page, rules, WITH_HEADINGS.__contains__)


def _filled(text: str, site: Site, page: Page, rules: Sequence[Family], is_wanted: Callable[[str], bool]) -> str:
    def replace(match: re.Match[str]) -> str:
        if not is_wanted(match["name"]):
            return match[0]
        shared = DIRECTIVES.get(match["name"])
        if shared and page.language and site.framework:
            html = shared(Place(site, page, page.language, rules), site.framework)
        else:
            drawn = draw(match["name"], site, page)
            if drawn is None:
                return match[0]
            html = drawn
        return f"\n{html}\n"

    return _PLACE.sub(replace, text)


def _steps(place: Place, framework: Framework) -> str:
    """Return the interview as a timetable: every slot as high as its minutes; a step links to its page and carries its checklist's size."""
    rows = []
    minute = 0
    numbers = {step.id: number for number, step in enumerate(framework.steps, 1)}
    for slot in (*framework.clock.before, *framework.steps, *framework.clock.after):
        minutes = slot.minutes[LENGTH]
        rows.append(_slot(place, slot, minute, numbers.get(slot.id)))
        minute += minutes
    strip = [
        element(
            "span",
            element("span", str(numbers[step.id])),
            class_="clock__step",
            style=f"--minutes:{step.minutes[LENGTH]}",
        )
        for step in framework.steps
    ]
    caption = element("p", text(place.words["clock_caption"]), class_="walk__caption", id="walk")
    picture = element("div", *strip, class_="clock clock-strip", aria_hidden="true")
    path = element("ol", *rows, class_="step-path", aria_labelledby="walk")
    return element("div", caption, picture, path, class_="walk")


def _slot(place: Place, slot: Slot, minute: int, number: int | None) -> str:
    """Return a row of the timetable; what is no step has no number, and no page."""
    minutes = slot.minutes[LENGTH]
    label = text(slot.title[place.language])
    title = place.link(f"framework/{slot.id}", label, class_="step-path__link") if number else label
    unwritten = number is not None and title == label
    share = place.words["unwritten"] if unwritten else place.words["share"].format(minutes=minutes)
    sign = element("span", str(number), class_="step-path__number", aria_hidden="true") if number else ""
    data: dict[str, Any] = {}
    if isinstance(slot, Step):
        core = sum(item.is_core for item in slot.items)
        data = {"data_step": slot.id, "data_items": len(slot.items), "data_core": core}
    return element(
        "li",
        element("span", str(minute), class_="step-path__minute", aria_hidden="true"),
        element("span", sign, element("span", title), class_="step-path__title"),
        element("span", text(slot.outcome[place.language]), class_="step-path__outcome"),
        element("span", text(share), class_="step-path__share"),
        class_="step-path__step" if number else "step-path__slot",
        style=f"--minutes:{minutes}",
        **data,
    )


def _first_case(place: Place, framework: Framework) -> str:
    """Return the case to begin with: the oldest of the exemplars, with its prompt."""
    cases = [case.data for case in place.site.cases.values() if case.data and case.data.tier == "exemplar"]
    if not cases:
        return ""
    case = min(cases, key=lambda case: (case.date, case.slug))
    return element(
        "section",
        element("p", text(place.words["first_case"]), class_="first-case__label"),
        element(
            "p", place.link(f"cases/{case.slug}/index", text(case.title[place.language])), class_="first-case__title"
        ),
        element("p", text(case.prompt[place.language]), class_="first-case__prompt"),
        class_="first-case",
    )


def _languages(place: Place, framework: Framework) -> str:
    """Return the site's languages, each leading to this page in it."""
    here = page_url(place.page.name, place.language)
    links = []
    for language in framework.languages:
        is_here = language.id == place.language
        url = relative_url(here, page_url(place.page.name, language.id))
        current = "true" if is_here else None
        links.append(
            element("a", text(language.name), href=url, lang=language.id, hreflang=language.id, aria_current=current)
        )
    return element("p", text(place.words["languages_both"]), " ", ", ".join(links), class_="tongues")


def _cheat_sheet(place: Place, framework: Framework) -> str:
    """Return the core items of every step with its minutes: one sheet, made from the checklists and never by hand."""
    blocks = []
    for number, step in enumerate(framework.steps, 1):
        title = place.link(f"framework/{step.id}", text(step.title[place.language]))
        minutes = " · ".join(str(step.minutes[length]) for length in LENGTHS)
        items = [element("li", text(item.title[place.language])) for item in step.items if item.is_core]
        outcome = element("p", text(step.outcome[place.language]), class_="cheat-sheet__outcome")
        head = element(
            "p",
            f"{number}. {title} ",
            element("small", f"{minutes} {place.words['minutes']}"),
            class_="cheat-sheet__step",
        )
        blocks.append(element("div", head, outcome, element("ul", *items), class_="cheat-sheet__block"))
    return element("div", *blocks, class_="cheat-sheet")


def _clock(place: Place, framework: Framework) -> str:
    """Return the table of slots and steps with what must be true and the minutes of 30, 45 and 60."""

    def row(number: str, title: str, outcome: str, minutes: Minutes) -> list[str]:
        return [title if number == "" else f"{number}. {title}", outcome, *(str(minutes[length]) for length in LENGTHS)]

    language = place.language
    rows = [row("", text(s.title[language]), text(s.outcome[language]), s.minutes) for s in framework.clock.before]
    for number, step in enumerate(framework.steps, 1):
        title = place.link(f"framework/{step.id}", text(step.title[language]))
        rows.append(row(str(number), title, text(step.outcome[language]), step.minutes))
    rows += [row("", text(s.title[language]), text(s.outcome[language]), s.minutes) for s in framework.clock.after]
    head = [place.words["step"], place.words["true_by_then"], *(place.words["of"].format(length=n) for n in LENGTHS)]
    return table(head, rows, foot=[place.words["total"], "", *(str(length) for length in LENGTHS)])


def _checkpoints(place: Place, framework: Framework) -> str:
    """Return the table of checkpoints."""
    head = [place.words["by_minute"], *(place.words["of"].format(length=n) for n in LENGTHS)]
    checkpoints = framework.clock.checkpoints
    rows = [[text(c.title[place.language]), *(str(c.minutes[length]) for length in LENGTHS)] for c in checkpoints]
    return table(head, rows)


def _expectations(place: Place, framework: Framework) -> str:
    """Return what each level is expected to score, by dimension."""
    rubric = framework.rubric
    head = [place.words["dimension"], *(text(e.title[place.language]) for e in rubric.expectations)]
    rows = [
        [text(dimension.title[place.language]), *(str(e.scores[dimension.id]) for e in rubric.expectations)]
        for dimension in rubric.dimensions
    ]
    return table(head, rows)


def _rubric(place: Place, framework: Framework) -> str:
    """Return the whole rubric: every dimension with its four anchors."""
    scale = framework.rubric.scale
    head = [place.words["dimension"], *(f"{s.score}. {text(s.name[place.language])}" for s in scale)]
    rows = [
        [text(dimension.title[place.language]), *(text(anchor[place.language]) for anchor in dimension.anchors)]
        for dimension in framework.rubric.dimensions
    ]
    return element("div", table(head, rows), class_="rubric")


def _glossary(place: Place, framework: Framework) -> str:
    """Return the terms in the language's alphabetical order, each with its term in the other language."""
    language = place.language
    other = next(each.id for each in framework.languages if each.id != language)
    entries = []
    for term in sorted(place.site.terms, key=lambda term: _sort_key(term[language].term)):
        sense = term[language]
        abbreviation = f" ({text(term.abbreviation)})" if term.abbreviation else ""
        translation = element("span", text(term[other].term), lang=other)
        # Search weighs a term as it does a heading.
        entries.append(element("dt", text(sense.term) + abbreviation, id=term.id, data_pagefind_weight=6))
        entries.append(
            element("dd", text(sense.definition) + " " + element("small", f"{place.words['also']}: {translation}"))
        )
    return element("dl", *entries, class_="glossary")


def _sort_key(term: str) -> str:
    return term.casefold().replace("ё", "е").lstrip("«“\"'")


DIRECTIVES: dict[str, Callable[[Place, Framework], str]] = {
    "cases": catalogue,
    "cheat-sheet": _cheat_sheet,
    "checkpoints": _checkpoints,
    "clock": _clock,
    "coverage": by_item,
    "coverage-by-case": by_case,
    "coverage-reasons": reasons,
    "expectations": _expectations,
    "first-case": _first_case,
    "glossary": _glossary,
    "languages": _languages,
    "rubric": _rubric,
    "rules": lambda place, _: rule_list(place.rules, place.language),
    "steps": _steps,
    "submit": submit,
    "techniques": techniques,
    "tetrahedron": explorer,
    "translations": lambda place, _: translation_status(place.site, place.page, place.language),
}

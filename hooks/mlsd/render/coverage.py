"""Which case covers which checklist item, as tables: cases by steps, items by cases, and why an item does not apply.

The first table grows by a row with each case. The second one has a column for each case as long as one can look over them; with more cases
it says for each item how many cover it and names a few, so that it does not grow any further.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mlsd.model.case import Both, NotApplicable
from mlsd.model.coverage import Cover, coverage
from mlsd.model.framework import Framework, Item, Step
from mlsd.render.html import element, table, text
from mlsd.render.place import Place

MOST_COLUMNS = 30
MOST_NAMED = 3
SIGNS = {Cover.COVERED: "✓", Cover.EXCUSED: "—", Cover.OPEN: "·", Cover.ELSEWHERE: ""}


@dataclass(frozen=True)
class Row:
    """A case with what it covers; `language` is the one that it is read in from here."""

    slug: str
    title: Both
    track: str
    language: str
    covers: Mapping[str, Cover]
    not_applicable: tuple[NotApplicable, ...]


def _rows(place: Place, framework: Framework) -> list[Row]:
    """Return the cases that have a page, by title."""
    rows = []
    for slug, case in place.site.cases.items():
        languages = [each for each in framework.language_ids if place.site.has(f"cases/{slug}/index", each)]
        if case.data and languages:
            language = place.language if place.language in languages else languages[0]
            data = case.data
            rows.append(Row(slug, data.title, data.track, language, coverage(place.site, slug), data.not_applicable))
    return sorted(rows, key=lambda row: row.title[place.language].casefold())


def by_case(place: Place, framework: Framework) -> str:
    """Return the cases by steps: how many of the step's items each covers, of those that apply to it."""
    # Nine titles do not fit side by side; a step's number is the one that it has in the menus.
    steps = [
        element("abbr", str(number), title=step.title[place.language]) for number, step in enumerate(framework.steps, 1)
    ]
    head = [place.words["case"], *steps, place.words["core"]]
    rows = []
    for row in _rows(place, framework):
        cells = [_share(row, step, place) for step in framework.steps]
        core = [(step, item) for step in framework.steps for item in step.items if item.is_core]
        rows.append([_title(row, place), *cells, _of(row, core)])
    return element("div", table(head, rows), class_="coverage coverage--cases")


def _share(row: Row, step: Step, place: Place) -> str:
    """Return the share of a step, with the way to its section of the case."""
    href = place.way(f"cases/{row.slug}/index", row.language) + f"#{step.id}"
    return element("a", _of(row, [(step, item) for item in step.items]), href=href, hreflang=_foreign(row, place))


def _of(row: Row, items: list[tuple[Step, Item]]) -> str:
    """Write how many of the items are covered, of those that apply."""
    covers = [row.covers[f"{step.id}.{item.id}"] for step, item in items]
    covered = covers.count(Cover.COVERED)
    return f"{covered}/{covered + covers.count(Cover.OPEN)}"


def by_item(place: Place, framework: Framework) -> str:
    """Return the items, step by step, by cases."""
    cases = _rows(place, framework)
    are_columns = len(cases) <= MOST_COLUMNS
    columns = [_title(row, place) for row in cases] if are_columns else [place.words["cover_cases"]]
    head = element(
        "tr",
        element("th", text(place.words["item"]), scope="col"),
        element("th", text(place.words["cover_count"]), scope="col"),
        *(element("th", element("span", column), scope="col") for column in columns),
    )
    bodies = []
    for step in framework.steps:
        title = place.link(f"framework/{step.id}", text(step.title[place.language]))
        rows = [
            element("tr", element("th", title, scope="rowgroup", colspan=2 + len(columns)), class_="coverage__step")
        ]
        rows += [_item(step, item, cases, are_columns, place) for item in step.items]
        bodies.append(element("tbody", *rows))
    # More than a few titles side by side are set upright.
    kind = " coverage--upright" if are_columns and len(cases) > MOST_NAMED else ""
    whole = element("table", element("thead", head), *bodies)
    return element("div", whole, class_=f"coverage coverage--items{kind}")


def _item(step: Step, item: Item, cases: list[Row], are_columns: bool, place: Place) -> str:
    name = f"{step.id}.{item.id}"
    title = place.link(f"framework/{step.id}", text(item.title[place.language]), item.id)
    core = element("span", place.words["core"], class_="task-list-core") if item.is_core else ""
    covering = [row for row in cases if row.covers[name] is Cover.COVERED]
    concerned = [row for row in cases if row.covers[name] in (Cover.COVERED, Cover.OPEN)]
    if are_columns:
        cells = [_mark(row, step, row.covers[name], place) for row in cases]
    else:
        cells = [", ".join(_title(row, place, step.id) for row in covering[:MOST_NAMED])]
    return element(
        "tr",
        element("th", f"{title} {core}".strip(), scope="row"),
        element("td", f"{len(covering)}/{len(concerned)}"),
        *(element("td", cell) for cell in cells),
    )


def _mark(row: Row, step: Step, cover: Cover, place: Place) -> str:
    """Return the mark of a case at an item; from the mark of what is covered one comes to where."""
    said = place.words[f"cover_{cover}"]
    if cover is Cover.COVERED:
        href = place.way(f"cases/{row.slug}/index", row.language) + f"#{step.id}"
        return element("a", SIGNS[cover], href=href, aria_label=said, hreflang=_foreign(row, place))
    if cover is Cover.EXCUSED:
        return element("a", SIGNS[cover], href=f"#not-applicable-{row.slug}", aria_label=said)
    return SIGNS[cover] + element("span", text(said), class_="for-readers-aloud")


def reasons(place: Place, framework: Framework) -> str:
    """Return what does not apply to which case, and why."""
    items = {f"{step.id}.{item.id}": (step, item) for step in framework.steps for item in step.items}
    parts = []
    for row in _rows(place, framework):
        excused = [entry for entry in row.not_applicable if entry.item in items]
        if not excused:
            continue
        lines = []
        for entry in excused:
            step, item = items[entry.item]
            own = place.link(f"framework/{step.id}", text(item.title[place.language]), item.id)
            reason = element("span", text(entry.reason[place.language]), lang=entry.reason.foreign(place.language))
            lines.append(element("li", f"{own}: {reason}"))
        parts.append(element("p", _title(row, place), class_="coverage__case", id=f"not-applicable-{row.slug}"))
        parts.append(element("ul", *lines))
    return "".join(parts) or element("p", text(place.words["cover_none_excused"]))


def _title(row: Row, place: Place, fragment: str = "") -> str:
    """Return a case's title with the way to it."""
    href = place.way(f"cases/{row.slug}/index", row.language) + (f"#{fragment}" if fragment else "")
    title = text(row.title[place.language])
    return element("a", title, href=href, hreflang=_foreign(row, place), lang=row.title.foreign(place.language))


def _foreign(row: Row, place: Place) -> str | None:
    return row.language if row.language != place.language else None

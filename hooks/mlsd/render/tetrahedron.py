"""What the overview shows of the tetrahedron: the table of techniques, and the picture with all that moves it.

The picture stands still without scripts; `assets/js/tetrahedron.js` shows the controls and moves it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from babel.numbers import format_decimal

from mlsd.figures.tetrahedron import CORNERS, TOLL, VIEW, draw
from mlsd.model.framework import Bilingual, Framework
from mlsd.model.page import NUMBER
from mlsd.model.tetrahedron import POINTS, Axis, Effect, Technique, Tetrahedron
from mlsd.render.html import element, in_a_list, table, text
from mlsd.render.numbers import put_numbers, written
from mlsd.render.place import Place

ARROWS = {"up": "↑", "down": "↓", "same": "="}
_DESCRIPTION = "tetrahedron-described"


def techniques(place: Place, framework: Framework) -> str:
    """Return the table of what each technique moves."""
    data = place.site.tetrahedron
    if data is None:
        return ""
    language = place.language
    head = [
        place.words["technique"],
        *(text(axis.title[language]) for axis in data.axes),
        place.words["technique_source"],
    ]
    rows = []
    for technique in data.techniques:
        against = f" ({text(technique.against[language])})" if technique.against else ""
        cells = [_cell(technique.moves[axis.id], place) for axis in data.axes]
        rows.append([text(technique.title[language]) + against, *cells, _basis(technique, language)])
    return table(head, rows)


def _cell(effects: tuple[Effect, ...], place: Place) -> str:
    """Return the effects on a corner; the numbers of cases lead to where they stand."""
    parts = [f"{ARROWS[effect.move]} {text(effect.why[place.language])}" for effect in effects]
    return put_numbers("; ".join(parts), place.site, place.page)


def _plain(words: str, place: Place) -> str:
    """Return a text with the numbers of cases as plain text."""

    def number(match: re.Match[str]) -> str:
        case = place.site.cases.get(match["slug"] or "")
        return (written(case, match["name"], place.language, match["form"]) if case else None) or match[0]

    return NUMBER.sub(number, words)


def _basis(technique: Technique, language: str) -> str:
    links = [element("a", text(source.cite), href=source.url) for source in technique.sources]
    return "; ".join([*links, *([text(technique.note[language])] if technique.note else [])])


def explorer(place: Place, framework: Framework) -> str:
    """Return the picture, its description, and the controls that scripts bring to life."""
    data = place.site.tetrahedron
    if data is None:
        return ""
    picture = draw(data, place.language, place.words["tetra"], _DESCRIPTION)
    return element(
        "figure",
        _choice(data, place),
        element("div", picture, _controls(data, place), class_="tetra__body"),
        element("p", class_="tetra__verdict", role="status"),
        element("figcaption", _description(data, place), id=_DESCRIPTION),
        class_="tetra",
    ) + _island(data, place)


def _description(data: Tetrahedron, place: Place) -> str:
    """Say what the still picture shows, and what stands on its edges."""
    language, words = place.language, place.words
    title = {axis.id: in_a_list(axis.title[language]) for axis in data.axes}
    design = data.designs[0]
    technique = next(each for each in data.techniques if each.id == data.shown)
    toward, away = _directions(data, technique, place)
    shows = words["tetra_shows"].format(
        points=", ".join(
            f"{title[axis]} {format_decimal(points, locale=language)}" for axis, points in design.points.items()
        ),
        technique=in_a_list(technique.title[language]),
        toward=toward,
        away=away,
    )
    edges = "; ".join(
        f"{title[a]} — {title[b]}: {edge.lever[language]}" for edge in data.edges for a, b in [edge.between]
    )
    return element("span", text(shows), class_="tetra__shows") + element(
        "span", " " + text(words["tetra_edges"].format(edges=edges)), class_="tetra__edges"
    )


def _directions(data: Tetrahedron, technique: Technique, place: Place) -> tuple[str, str]:
    """Return in words where a technique leads, and what it leads away from: what moves least comes last."""
    effects = technique.effects(0)

    def said(move: str) -> str:
        found = []
        for is_slight in (False, True):
            for axis in data.axes:
                if (effects[axis.id].move, effects[axis.id].slight) == (move, is_slight):
                    way = (axis.toward if move == "up" else axis.away)[place.language]
                    found.append(f"{place.words['tetra_slightly']} {way}" if is_slight else way)
        serial = "," if place.language == "en" and len(found) > 2 else ""
        return f"{serial} {place.words['tetra_and']} ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))

    return said("up"), said("down")


def _choice(data: Tetrahedron, place: Place) -> str:
    """Return the techniques as one choice of many, and a place for the conditions of the chosen one."""
    options = [("", place.words["tetra_none"]), *((each.id, each.title[place.language]) for each in data.techniques)]
    chips = [
        element(
            "label",
            element("input", type="radio", name="technique", value=value, checked=value == data.shown),
            element("span", text(title)),
            class_="chip",
        )
        for value, title in options
    ]
    return element(
        "form",
        element("p", text(place.words["tetra_how"]), class_="tetra__how"),
        element("fieldset", element("legend", text(place.words["technique"])), *chips, class_="tetra__chips"),
        element(
            "fieldset",
            element("legend", text(place.words["tetra_when"])),
            class_="tetra__chips tetra__when",
            hidden=True,
        ),
        class_="tetra__choice",
        autocomplete="off",
        hidden=True,
    )


def _controls(data: Tetrahedron, place: Place) -> str:
    axes = [_axis(axis, data, place) for axis in data.axes]
    designs = [
        element(
            "button", text(design.title[place.language]), type="button", class_="small-button", data_design=design.id
        )
        for design in data.designs
    ]
    return element(
        "form",
        *axes,
        element("p", *designs, class_="tetra__designs"),
        class_="tetra__controls",
        autocomplete="off",
        hidden=True,
    )


def _axis(axis: Axis, data: Tetrahedron, place: Place) -> str:
    name = f"tetra-{axis.id}"
    slider = element("input", type="range", id=name, min=0, max=POINTS, step=0.1, value=data.designs[0].points[axis.id])
    return element(
        "div",
        element("label", text(axis.title[place.language]), for_=name),
        element("output", for_=name),
        slider,
        element("p", element("span", class_="tetra__arrow"), element("span", class_="tetra__why")),
        class_="tetra__axis",
        data_axis=axis.id,
    )


def _island(data: Tetrahedron, place: Place) -> str:
    """Return what the script needs: geometry, designs, and the techniques in the page's language."""
    language = place.language

    def said(words: Bilingual | None) -> str | None:
        return words[language] if words else None

    def technique(each: Technique) -> dict[str, Any]:
        return {
            "title": each.title[language],
            "against": said(each.against),
            "moves": {
                axis: [{"move": e.move, "slight": e.slight, "why": _plain(e.why[language], place)} for e in effects]
                for axis, effects in each.moves.items()
            },
            "unpaid": said(each.unpaid),
            "exception": said(each.exception),
            "sources": [source.model_dump() for source in each.sources],
            "note": said(each.note),
        }

    words = ("tetra_and", "tetra_basis", "tetra_even", "tetra_nearest", "tetra_of", "tetra_slightly")
    content = {
        "language": language,
        "points": POINTS,
        "toll": TOLL,
        "view": VIEW,
        "corners": CORNERS,
        "axes": {
            a.id: {
                "title": a.title[language],
                "best": a.best[language],
                "toward": a.toward[language],
                "away": a.away[language],
            }
            for a in data.axes
        },
        "designs": {design.id: design.points for design in data.designs},
        "techniques": {each.id: technique(each) for each in data.techniques},
        "words": {key.removeprefix("tetra_"): place.words[key] for key in words},
    }
    # `</` would end the script element.
    island = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="application/json" id="mlsd-tetrahedron">{island}</script>'

"""ST: diagrams and formulas, which the build draws."""

from __future__ import annotations

from collections.abc import Iterator

from mlsd.figures.diagram import MAX_WIDTH, DiagramError, draw, text_alternative
from mlsd.figures.formula import FormulaError, to_mathml
from mlsd.guard.rule import Hit, rule
from mlsd.model.page import Figure, Page
from mlsd.model.site import Site


@rule("ST020")
def diagram_broken(site: Site, page: Page) -> Iterator[Hit]:
    """A diagram can be drawn."""
    for figure in _of(page, "diagram"):
        try:
            draw(figure.source, site.root)
        except DiagramError as error:
            yield Hit(figure.line + error.line - 1, f"this diagram cannot be drawn: {error.message}")


@rule("ST021")
def diagram_unexplained(site: Site, page: Page) -> Iterator[Hit]:
    """A diagram has a title and says in words what it shows."""
    for figure in _of(page, "diagram"):
        title, description = text_alternative(figure.source)
        if not title:
            yield Hit(figure.line, "this diagram has no title: add a line `accTitle: …` below its first")
        if not description:
            yield Hit(
                figure.line,
                "this diagram does not say what it shows: add a line `accDescr: …` for those who do not see it",
            )


@rule("ST022")
def formula_broken(site: Site, page: Page) -> Iterator[Hit]:
    """A formula can be drawn."""
    for figure in (*_of(page, "formula"), *_of(page, "display")):
        try:
            to_mathml(figure.source, is_display=figure.kind == "display")
        except FormulaError as error:
            yield Hit(figure.line, f"this formula cannot be drawn: {error}")


@rule("ST023")
def diagram_wide(site: Site, page: Page) -> Iterator[Hit]:
    """A diagram is not so wide that it must be shrunk until nobody can read it."""
    for figure in _of(page, "diagram"):
        try:
            width = draw(figure.source, site.root).width
        except DiagramError:
            continue
        if width > MAX_WIDTH:
            yield Hit(
                figure.line,
                f"this diagram is {width} pixels wide, more than {MAX_WIDTH}: draw it from top to bottom (`TB`)",
            )


def _of(page: Page, kind: str) -> list[Figure]:
    return [figure for figure in page.figures if figure.kind == kind]

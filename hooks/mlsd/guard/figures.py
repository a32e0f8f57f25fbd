"""ST: diagrams and formulas, which the build draws."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsd.figures.diagram import MAX_WIDTH, DiagramError, Drawing, draw, kept_at, kept_drawing, text_alternative
from mlsd.figures.formula import FormulaError, to_mathml
from mlsd.guard.example import INTERVIEWER, Example
from mlsd.guard.rule import Hit, rule
from mlsd.model.page import Figure, Page
from mlsd.model.site import Site

_DIAGRAM = """\
```mermaid
flowchart TB
    accTitle: From log to table
    accDescr: The log becomes the training table.
    a[Log] --> b[Table]
```
"""
_CYRILLIC = re.compile("[А-Яа-яЁё]{2}")
_CYRILLIC_LETTER = re.compile("[А-Яа-яЁё]")
_WORDS = re.compile(r"\\(?:text\w*|mathrm|operatorname\*?|mbox)\{[^{}]*\}")
_NUMBER_IN_DRAWING = re.compile(r"\{\{\s*[a-z0-9-]*\.?[a-z]\w*(?::[\w-]+)?\s*\}\}")
_SAID = re.compile(r"\s*acc(?:Title|Descr)\s*:")
_ROW = "\n    ".join(f"s{i}[A stage of the pipeline] --> s{i + 1}[A stage of the pipeline]" for i in range(7))


@rule(
    "ST020",
    "Схему можно нарисовать.",
    Example(bad=_DIAGRAM.replace("a[Log] --> b[Table]", "a[Log --> b[Table"), good=_DIAGRAM, where=INTERVIEWER),
)
def diagram_broken(site: Site, page: Page) -> Iterator[Hit]:
    """A diagram can be drawn."""
    for figure in _of(page, "diagram"):
        try:
            _draw(site, figure)
        except DiagramError as error:
            yield Hit(figure.line + error.line - 1, f"this diagram cannot be drawn: {error.message}")


@rule(
    "ST021",
    "У схемы есть название и описание словами.",
    Example(bad=_DIAGRAM.replace("    accTitle: From log to table\n", ""), good=_DIAGRAM, where=INTERVIEWER),
)
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
        elif description == title:
            yield Hit(
                figure.line,
                "`accDescr` says what `accTitle` says: describe what leads to what for those who do not see it",
            )


@rule(
    "ST022",
    "Формулу можно нарисовать.",
    Example(bad=r"The share is $\frac{x}{y$.", good=r"The share is $\frac{x}{y}$."),
)
def formula_broken(site: Site, page: Page) -> Iterator[Hit]:
    """A formula can be drawn."""
    for figure in (*_of(page, "formula"), *_of(page, "display")):
        try:
            to_mathml(figure.source, is_display=figure.kind == "display")
        except FormulaError as error:
            yield Hit(figure.line, f"this formula cannot be drawn: {error}")


@rule(
    "ST034",
    "Буквы формулы — латинские и греческие; русские слова стоят в `\\text{…}`.",
    Example(bad="The share is $х + 1$.", good="The share is $x + 1$."),
)
def formula_in_cyrillic(site: Site, page: Page) -> Iterator[Hit]:
    r"""The letters of a formula are Latin and Greek; Russian words stand in `\text{…}`."""
    for figure in (*_of(page, "formula"), *_of(page, "display")):
        found = None if figure.source.isascii() else _CYRILLIC_LETTER.search(_WORDS.sub("", figure.source))
        if found:
            letter = f"`{found[0]}` in this formula is a Cyrillic letter"
            yield Hit(figure.line, f"{letter}: write a Latin one, or put words in `\\text{{…}}`")


@rule(
    "NU020",
    "Число кейса стоит вне формул и схем: в них сборка его не печатает.",
    Example(bad="The share is ${{ queue.load }} + 1$.", good="The share is $x + 1$.", where=INTERVIEWER),
)
def number_in_drawing(site: Site, page: Page) -> Iterator[Hit]:
    """A number of a case stands outside of formulas and diagrams, where the build does not print it."""
    for figure in page.figures if not page.is_cut else ():
        # Two braces are also the shape of a diagram's node.
        found = _NUMBER_IN_DRAWING.search(figure.source) if "{{" in figure.source else None
        if found and (figure.kind != "diagram" or "." in found[0]):
            line = figure.line + figure.source.count("\n", 0, found.start())
            yield Hit(
                line, f"`{found[0]}` is not printed in a formula or a diagram: write the number beside it, or a letter"
            )


@rule(
    "ST023",
    "Схема не так широка, чтобы её пришлось сжимать до нечитаемой.",
    Example(
        bad=_DIAGRAM.replace("TB", "LR").replace("a[Log] --> b[Table]", _ROW),
        good=_DIAGRAM.replace("a[Log] --> b[Table]", _ROW),
        where=INTERVIEWER,
    ),
)
def diagram_wide(site: Site, page: Page) -> Iterator[Hit]:
    """A diagram is not so wide that it must be shrunk until nobody can read it."""
    for figure in _of(page, "diagram"):
        try:
            width = _draw(site, figure).width
        except DiagramError:
            continue
        if width > MAX_WIDTH:
            yield Hit(
                figure.line,
                f"this diagram is {width} pixels wide, more than {MAX_WIDTH}: draw it from top to bottom (`TB`)",
            )


@rule(
    "TX013",
    "Слова схемы написаны на языке её страницы.",
    Example(bad=_DIAGRAM.replace("a[Log]", "a[Журнал]"), good=_DIAGRAM, where=INTERVIEWER),
)
def diagram_in_other_language(site: Site, page: Page) -> Iterator[Hit]:
    """The words of a diagram are in the language of its page."""
    for figure in _of(page, "diagram"):
        if page.language == "ru":
            said = [line for line in figure.source.split("\n") if _SAID.match(line)]
            if said and not any(_CYRILLIC.search(line) for line in said):
                yield Hit(figure.line, "this diagram is described in English on a Russian page: write it in Russian")
        elif page.language == "en" and _CYRILLIC.search(figure.source):
            for number, line in enumerate(figure.source.split("\n")):
                if _CYRILLIC.search(line):
                    yield Hit(
                        figure.line + number, "this diagram has Russian words on an English page: write them in English"
                    )


def _draw(site: Site, figure: Figure) -> Drawing:
    path = kept_at(figure.source)
    data = site.read(path)
    return draw(figure.source, site.root_for(path)) if data is None else kept_drawing(figure.source, data)


def _of(page: Page, kind: str) -> list[Figure]:
    return [figure for figure in page.figures if figure.kind == kind]

"""A Markdown page as the record that rules read: headings, items, links and counts, each with its line (see `mlsd.model.page_reader`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from mlsd.model.finding import Problem
from mlsd.model.layout import Loss, Reference, Slip
from mlsd.model.prose import Prose
from mlsd.model.yaml_source import YamlSource

NUMBER = re.compile(r"\{\{\s*(?:(?P<slug>[a-z0-9-]+)\.)?(?P<name>[A-Za-z0-9_-]+)(?::(?P<form>[\w-]+))?\s*\}\}")
_BESIDE = re.compile(r"[ \u00a0-]?\\?(%|\$|[=≈]|[^\W\d_]+)")
# What the bytes of a page have at the least where a number stands by the slug of its case.
MENTION = re.compile(rb"\{\\?\{[^{}.]*[a-z0-9-]\\?\.")
CITATION = re.compile(r"\[@(?P<id>[^\]\s]+)\]")


class Heading(NamedTuple):
    """A heading outside code; `id` is None where none is written."""

    line: int
    level: int
    text: str
    id: str | None


class Item(NamedTuple):
    """A list item that is a task (`- [ ]`) or that carries an id."""

    line: int
    id: str | None
    text: str
    is_task: bool
    is_ticked: bool
    is_explained: bool
    section: str | None


class Link(NamedTuple):
    """A link or a picture as it is written; `text` is a picture's alternative text."""

    line: int
    target: str
    is_image: bool
    text: str


class Tag(NamedTuple):
    """A raw HTML tag that opens or closes an element, or a declaration."""

    line: int
    name: str
    text: str


class Attribute(NamedTuple):
    """An attribute list, `{ … }`, that holds more than an id."""

    line: int
    text: str


class Address(NamedTuple):
    """An address in the midst of words that is no link."""

    line: int
    text: str


class Mark(NamedTuple):
    """An id wherever it stands in a text."""

    line: int
    id: str


class Directive(NamedTuple):
    """A place that the build fills: `<!-- mlsd:name -->` on a line of its own."""

    line: int
    name: str


class Fill(NamedTuple):
    """A place that a scaffold leaves for its author: `<!-- fill: what to write -->`."""

    line: int
    text: str


class Figure(NamedTuple):
    """A Mermaid diagram or a LaTeX formula; `line` is that of the first line of its source."""

    line: int
    kind: Literal["diagram", "formula", "display"]
    source: str


class NumberMark(NamedTuple):
    """A number that the build prints: `{{ name }}`, or `{{ slug.name }}` on a page outside of the case.

    `beside` is the word or the sign right behind it (of a unit or of equality), or the sign of money right before it.
    """

    line: int
    slug: str | None
    name: str
    form: str | None
    section: str | None
    beside: str = ""


class TypedFigure(NamedTuple):
    """A figure that is typed with neither a source nor the word assumption beside it: in its paragraph, its row, its heading, its diagram."""

    line: int
    text: str
    section: str | None


class Citation(NamedTuple):
    """A source of the case by its id: `[@he-2014]`."""

    line: int
    id: str


class Code(NamedTuple):
    """What stands in a run of text between backticks."""

    line: int
    text: str


class Section(NamedTuple):
    """What stands between an H2 and the next; the counts are those that the contract counts."""

    heading: Heading
    is_empty: bool = True
    list_items: int = 0
    list_line: int = 0
    table_rows: int = 0
    table_columns: int = 0
    table_line: int = 0
    table_heads: tuple[str, ...] = ()  # what the first cells of its body say
    subheadings: int = 0
    details: int = 0
    # Of the whole section, however deep: only parity looks at these.
    all_items: int = 0
    all_rows: int = 0
    all_cells: int = 0
    diagrams: int = 0
    displays: int = 0
    paragraphs: int = 0  # that stand in no list and no block


def number_marks(text: str, line: int, section: str | None) -> tuple[list[NumberMark], str]:
    """Return the numbers that a text prints, and the text without them."""
    words = NUMBER.split(text)
    marks = []
    for at in range(1, len(words), 4):
        slug, name, form, behind = words[at : at + 4]
        found = _BESIDE.match(behind)
        beside = "$" if words[at - 1][-1:] == "$" else found[1] if found else ""
        marks.append(NumberMark(line, slug, name, form, section, beside))
    return marks, "".join(words[::4])


# What a page has most of: as plain tuples these are written to the cache in a third of the time.
_KEPT_AS_ROWS: Mapping[str, type[Heading | Link | Directive | Figure | Citation | Code | Mark | NumberMark]] = {
    "headings": Heading,
    "links": Link,
    "directives": Directive,
    "figures": Figure,
    "citations": Citation,
    "codes": Code,
    "marks": Mark,
    "numbers": NumberMark,
}


@dataclass(frozen=True)
class Page:
    """One Markdown file.

    `path` is relative to the root, `language` and `name` come from it: `docs/framework/data.ru.md` is `ru` and `framework/data`.
    A page that comes from the cache has no prose, which is most of a page and is looked at once, when the page was read: ask `Content.prose` for it.
    """

    path: str
    language: str | None
    name: str
    front_matter: YamlSource | None
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    directives: tuple[Directive, ...] = ()
    fills: tuple[Fill, ...] = ()
    figures: tuple[Figure, ...] = ()
    numbers: tuple[NumberMark, ...] = ()
    citations: tuple[Citation, ...] = ()
    codes: tuple[Code, ...] = ()
    typed_figures: tuple[TypedFigure, ...] = ()
    loose_figures: tuple[TypedFigure, ...] = ()
    anchors: frozenset[str] = frozenset()
    stray_indents: tuple[int, ...] = ()
    prose: tuple[Prose, ...] = ()
    slips: tuple[Slip, ...] = ()
    references: tuple[Reference, ...] = ()
    hollow: frozenset[int] = frozenset()  # lines of headings under which nothing stands
    block_titles: tuple[tuple[int, str], ...] = ()
    bold_lines: tuple[tuple[int, str], ...] = ()  # paragraphs that are one line of bold words
    addresses: tuple[Address, ...] = ()
    lead: int = 0  # the line of what stands before the first heading; 0 for nothing
    marks: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()
    body_line: int = 1
    has_prose: bool = True

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept in the cache."""
        rows = {name: [*map(tuple, getattr(self, name))] for name in _KEPT_AS_ROWS}
        sections = [(tuple(heading), *counts) for heading, *counts in self.sections]
        return {**self.__dict__, **rows, "sections": sections, "prose": (), "has_prose": False}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was kept in the cache."""
        rows = {name: tuple(map(kind._make, state[name])) for name, kind in _KEPT_AS_ROWS.items()}
        sections = tuple([Section(Heading._make(heading), *counts) for heading, *counts in state["sections"]])
        self.__dict__.update({**state, **rows, "sections": sections})

    @property
    def is_cut(self) -> bool:
        """Whether nobody knows what stands where: something is opened and not closed that takes in the rest, or a heading is none here."""
        is_open = any(slip.kind in (Loss.FENCE, Loss.COMMENT, Loss.DISPLAY, Loss.HEADING) for slip in self.slips)
        codes = {problem.code for problem in self.problems}
        return is_open or not codes.isdisjoint(("TX002", "TX003", "TX007")) or ("FM004" in codes and not self.headings)

    @property
    def title_line(self) -> int:
        """The line of the page's `# ` heading, where a thing missing is reported; 1 without one."""
        return next((h.line for h in self.headings if h.level == 1), 1)

    def section(self, section_id: str) -> Section | None:
        """Return the first section with this id."""
        return next((s for s in self.sections if s.heading.id == section_id), None)


class Summary(NamedTuple):
    """What of a page others look at.

    These are its own ids, the places that the build fills, the numbers it prints of a case by its slug, and its old addresses with their lines.
    """

    anchors: frozenset[str]
    directives: frozenset[str]
    mentions: frozenset[tuple[str, str]]
    aliases: tuple[tuple[int, str], ...]
    is_cut: bool = False


def summary(page: Page) -> Summary:
    """Return what of a page others look at."""
    mentions = frozenset((mark.slug, mark.name) for mark in page.numbers if mark.slug)
    front = page.front_matter
    given = front.data.get("aliases") if front else None
    aliases = [
        (front.line(("aliases", i)), written)
        for i, written in enumerate(given if isinstance(given, list) else [])
        if front and isinstance(written, str)
    ]
    names = frozenset(each.name for each in page.directives)
    return Summary(page.anchors, names, mentions, tuple(aliases), is_cut=page.is_cut)


def split_name(path: str, languages: Iterable[str]) -> tuple[str, str | None]:
    """Split `framework/data.ru.md` into its name and its language; None for a language that the site does not have.

    Args:
        path: the file, relative to `docs/`.
        languages: the site's languages.

    """
    stem = path.removesuffix(".md")
    name, dot, suffix = stem.rpartition(".")
    if dot and suffix in languages:
        return name, suffix
    return stem, None

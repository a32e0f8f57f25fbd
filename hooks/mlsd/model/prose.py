"""The words of a page as readers see them: runs of text without their markup, each with its place in the file.

What stands in a run and is no word (code, a formula, a number that the build prints, a picture) is one `OBJECT`, so that what is said of
words never touches it; addresses, comments and attributes leave nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from mlsd.model.shortcuts import LINK
from mlsd.model.yaml_source import YamlSource

OBJECT = "\ufffc"
# A text of data that has more characters is not looked at: to search it would take without end.
MAX_TEXT = 10_000
UNKNOWN = -1

_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
# What a run of text holds besides words: numbers that the build prints, citations, attributes, the box of a task, emphasis, links by reference
# that lead nowhere are left as they are. It begins with a set of signs, which is fast to look for, and looks back behind it.
_IN_TEXT = (
    r"(?<=\{)(?:(?P<object>\{[^{}]*\}\})|(?P<attributes>:?[ ]*[#.][^{}\n]*\}|:[^{}\n]*\}))"
    r"|(?<=\[)(?:(?P<citation>@[^\]\s]+\])|(?P<task>(?<![\s\S]\[)[ xX]\][ \t]+))"
    r"|(?<=\*)(?P<stars>(?<![\d\s*]\*)\*{0,2}(?!\*)|(?<!\*\*)\*{0,2}(?![\d\s*]))"
    r"|(?<=_)(?P<lines>(?<!\w_)_{0,2}(?=[^\s_])|(?<=[^\s_]_)_{0,2}(?!\w))"
)
_HOLE = re.compile(rf"[{{\[*_](?:{_IN_TEXT})")
# Most texts are full of the letters that an address begins with.
_HOLE_OR_ADDRESS = re.compile(rf"[{{\[*_hw](?:{_IN_TEXT}|(?P<address>(?:(?<=h)ttps?://|(?<=w)ww\.)[^\s<>]+))")
_ADDRESS = re.compile(r"https?://|www\.")
# A number that the build prints, the most frequent hole by far.
_NUMBER = re.compile(r"\{\{[^{}]*\}\}")
# White space before these belongs to them.
_SPACE_BEFORE = {"citation": " \t\u00a0", "attributes": " \t"}
_PLAIN_ADDRESS = re.compile(r"\([^()\s<>\\]*\)")


class Where(StrEnum):
    """What a run of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    TITLE = "title"
    PICTURE = "picture"
    FRONT = "front"
    DATA = "data"


class Prose(NamedTuple):
    """A run of text. `begins` says where its parts begin: the offset in the text, the line of the file, the column (UNKNOWN if lost).

    `spans` are those of the text that are links. Where the text differs by nothing but numbers and plain links from what is `written`, this is
    given, and `begins` tells of its first part alone, `spans` are None if there are links: most runs are never asked where they stand.
    """

    where: Where
    text: str
    begins: tuple[tuple[int, int, int], ...]
    spans: tuple[tuple[int, int], ...] | None = ()
    written: str = ""

    @property
    def places(self) -> tuple[tuple[int, int, int], ...]:
        """Where all parts begin, as `begins` says it."""
        return self._in_parts().begins if self.written else self.begins

    @property
    def labels(self) -> tuple[tuple[int, int], ...]:
        """What of the text are links, from where to where."""
        return self._in_parts().spans or () if self.spans is None else self.spans

    def _in_parts(self) -> Prose:
        """Return the same from what is written."""
        _, line, column = self.begins[0]
        return (_run_of_parts if self.spans is not None else _linked)(self.where, self.written, line, column)

    def line(self, offset: int) -> int:
        """Return the line of the file on which a character stands."""
        return self._place(offset)[1]

    def column(self, start: int, end: int) -> int | None:
        """Return the column in the file where `text[start:end]` stands as it is; None if markup divides it."""
        first, last = self._place(start), self._place(max(start, end - 1))
        return first[2] + start - first[0] if first == last and first[2] != UNKNOWN else None

    def _place(self, offset: int) -> tuple[int, int, int]:
        places = self.places
        index = bisect_right(places, offset, key=lambda place: place[0]) - 1
        return places[max(index, 0)] if places else (0, 1, UNKNOWN)


@dataclass
class _Builder:
    """Collects the text of one run, and where each part of it comes from."""

    source: str
    lines: Sequence[
        tuple[int, int]
    ]  # of each line of the source: its line in the file, its column there (UNKNOWN if lost)
    parts: list[str] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0
    position: int = 0  # in the source

    def __post_init__(self) -> None:
        self._starts = [0]
        if "\n" in self.source:
            self._starts += [match.end() for match in re.finditer("\n", self.source)]

    def add(self, text: str, position: int, *, is_found: bool = True) -> None:
        """Add text that stands at a position of the source as it is, or was not found there."""
        if not text:
            return
        index = 0
        if len(self._starts) > 1:
            position = min(position, len(self.source) - 1)
            index = min(bisect_right(self._starts, position), len(self.lines)) - 1
        line, column = self.lines[index]
        self.places.append(
            (self.length, line, column + position - self._starts[index] if is_found and column != UNKNOWN else UNKNOWN)
        )
        self.parts.append(text)
        self.length += len(text)

    def text(self, content: str) -> None:
        """Add the content of a text token: its holes left out, its escapes resolved."""
        if content[:1] not in (
            self.source[self.position : self.position + 1],
            self.source[self.position + 1 : self.position + 2],
        ):
            found = self.source.find(content, self.position)
            self.position = found if found >= 0 else self.position
        if self.source.startswith(content, self.position) and "\\" not in content:
            self._holes(content, self.position)
            self.position += len(content)
            return
        done = 0
        while done < len(content):
            escape = self.source.find("\\", self.position)
            run = len(content) - done if escape < 0 else min(len(content) - done, escape - self.position)
            if run and self.source.startswith(content[done : done + run], self.position):
                self._holes(content[done : done + run], self.position)
            elif run:
                self.add(content[done : done + run], self.position, is_found=False)
            else:
                escaped = content[done] in _ESCAPABLE and self.source[escape + 1 : escape + 2] == content[done]
                self.position += escaped
                run = 1
                # A bracket that is written with a backslash is meant as it stands.
                self.add(OBJECT if escaped and content[done] == "<" else content[done], self.position)
            self.position += run
            done += run

    def _holes(self, content: str, position: int) -> None:
        for piece, at in _pieces(content, is_first=not self.length):
            self.add(piece, position + at)

    def next_line(self) -> None:
        """Go to the next line of the source."""
        end = self.source.find("\n", self.position)
        if end < 0:
            end = len(self.source) - 1
        self.add("\n", max(end, 0))
        self.position = end + 1
        while self.source[self.position : self.position + 1] in (" ", "\t"):
            self.position += 1

    def object(self, content: str) -> None:
        """Add what is no word and stands in the source as `content`."""
        found = self.source.find(content, self.position)
        self.add(OBJECT, found if found >= 0 else self.position)
        self.position = found + len(content) if found >= 0 else self.position

    def code(self, markup: str) -> None:
        """Add a code span."""
        opened = self.source.find(markup, self.position)
        closed = re.compile(rf"(?<!`){markup}(?!`)").search(self.source, opened + len(markup)) if opened >= 0 else None
        self.add(OBJECT, opened if opened >= 0 else self.position)
        self.position = closed.end() if closed else self.position

    def skip(self, content: str) -> None:
        """Leave out what stands in the source as `content`."""
        found = self.source.find(content, self.position)
        self.position = found + len(content) if found >= 0 else self.position

    def after_label(self) -> None:
        """Leave out what follows the text of a link or a picture: its address or its reference."""
        at = self.source.find("]", self.position)
        if at < 0:
            return
        self.position = at + 1
        follows = self.source[at + 1 : at + 2]
        if follows == "[":
            self.skip("]")
        elif follows == "(":
            plain = _PLAIN_ADDRESS.match(self.source, at + 1)
            if plain:
                self.position = plain.end()
            else:
                self._address(at + 2)

    def _address(self, at: int) -> None:
        """Leave out `address "title")`."""
        end = len(self.source)
        at = self._blank(at)
        address = parseLinkDestination(self.source, at, end)
        at = self._blank(address.pos if address.ok else at)
        title = parseLinkTitle(self.source, at, end)
        at = self._blank(title.pos if title.ok else at)
        self.position = at + 1 if self.source[at : at + 1] == ")" else at

    def _blank(self, at: int) -> int:
        while self.source[at : at + 1] in (" ", "\t", "\n"):
            at += 1
        return at


def data_prose(source: YamlSource, text: str) -> dict[str, list[Prose]]:
    """Return the texts of a data file that readers see, by language.

    Args:
        source: the parsed file.
        text: the file itself.

    """
    rows = text.split("\n")
    data = Where.DATA  # To look a member up takes longer than all the rest of a plain text.
    found: dict[str, list[Prose]] = {}
    for language, line, words in source.texts:
        if language is None or not words or len(words) > MAX_TEXT or words.isspace():
            continue
        column = rows[line - 1].find(words) if line <= len(rows) else UNKNOWN
        if "\\" in words or "\n" in words:
            builder = _Builder(words, [(line, column)] + [(line, UNKNOWN)] * words.count("\n"))
            builder.text(words)
            run = Prose(data, "".join(builder.parts), tuple(builder.places))
        else:
            run = _run(data, words, line, column)
        found.setdefault(language, []).append(run)
    return found


def plain_prose(where: Where, token: Token, line: int, column: int) -> Prose:
    """Return the run of text of an inline token that holds nothing but words and plain links.

    Args:
        where: what the run is.
        token: a parsed inline token.
        line: its line in the file.
        column: where it begins there; UNKNOWN if that is lost.

    """
    content = token.content
    if "](" not in content:
        return _run(where, content, line, column)
    words = LINK.split(content)
    del words[2::3]  # The addresses.
    if "{{" in content:
        words = [_NUMBER.sub(OBJECT, each) for each in words]
    text = "".join(words)
    if _has_no_holes(text):
        return Prose(where, text, ((0, line, column),), None, content)
    return _linked(where, content, line, column)


def _linked(where: Where, content: str, line: int, column: int) -> Prose:
    """Return the run of text that words and plain links make; where each stands follows from what stands before it."""
    parts, places, labels = [], [], []
    length = label = at = 0
    for number, written in enumerate(LINK.split(content)):
        match number % 3:
            case 1:
                at += len("[")
                label = length
            case 2:
                at += len("](") + len(written) + len(")")
                labels.append((label, length))
                continue
        for piece, start in _pieces(written, is_first=not length) if written else ():
            parts.append(piece)
            places.append((length, line, column + at + start if column != UNKNOWN else UNKNOWN))
            length += len(piece)
        at += len(written)
    return Prose(where, "".join(parts), tuple(places), tuple(labels))


def _run(where: Where, content: str, line: int, column: int) -> Prose:
    """Return the run of text that stands as it is on one line, without what its holes hold."""
    text = _NUMBER.sub(OBJECT, content) if "{{" in content else content
    if not _has_no_holes(text):
        return _run_of_parts(where, content, line, column)
    written = "" if text == content else content
    # Of these there are hundreds in a file; a call of the class takes twice as long.
    return tuple.__new__(Prose, (where, text, ((0, line, column),), (), written))


def _run_of_parts(where: Where, content: str, line: int, column: int) -> Prose:
    """Return the same of a text with holes of any kind."""
    parts, places, length = [], [], 0
    for piece, at in _between_holes(content, is_first=True):
        parts.append(piece)
        places.append((length, line, column + at if column != UNKNOWN else UNKNOWN))
        length += len(piece)
    return Prose(where, "".join(parts), tuple(places))


def prose(where: Where, token: Token, lines: Sequence[tuple[int, int]]) -> Iterator[Prose]:
    """Yield the run of text that an inline token holds, and the words of its pictures.

    Args:
        where: what the run is.
        token: a parsed inline token.
        lines: of each line of its content, the line in the file and the column at which it begins there.

    """
    children = token.children or []
    builder = _Builder(token.content, lines)
    is_address = False
    label = 0
    labels = []
    for child in children:
        match child.type:
            case "text" if is_address:
                builder.object(child.content)
            case "text":
                builder.text(child.content)
            case "softbreak" | "hardbreak":
                builder.next_line()
            case "link_open" | "link_close" if child.info == "auto":
                builder.skip("<" if child.nesting == 1 else ">")
                is_address = child.nesting == 1
            case "link_open":
                builder.skip("[")
                label = builder.length
            case "link_close":
                labels.append((label, builder.length))
                builder.after_label()
            case "image":
                builder.skip("![")
                at = builder.position
                yield from _picture(child, builder, at)
                builder.add(OBJECT, at)
                builder.position = at + len(child.content)
                builder.after_label()
            case "code_inline":
                builder.code(child.markup)
            case "html_inline":
                builder.skip(child.content)
                # A comment between two words leaves their spaces apart.
                if child.content.startswith("<!--") and builder.source[builder.position : builder.position + 1] == " ":
                    builder.add(OBJECT, builder.position)
                elif child.content[:3].lower() == "<br":
                    builder.add("\n", builder.position, is_found=False)
            case "math_inline":
                builder.object(f"${child.content}$")
            case "math_inline_double":
                builder.object(f"$${child.content}$$")
            case _:
                pass
    text = "".join(builder.parts)
    if text.strip():
        yield Prose(where, text, tuple(builder.places), tuple(labels))


def _pieces(content: str, *, is_first: bool) -> Iterable[tuple[str, int]]:
    """Return what of a text is no hole, each with its place."""
    return ((content, 0),) if _has_no_holes(content) else _between_holes(content, is_first=is_first)


def _between_holes(content: str, *, is_first: bool) -> Iterator[tuple[str, int]]:
    """Yield what of a text is no hole, and an object for what is one, each with its place; the box of a task is one where the text `is_first`."""
    end = 0
    for match in (_HOLE_OR_ADDRESS if "http" in content or "www." in content else _HOLE).finditer(content):
        kind = match.lastgroup
        if kind == "task" and not is_first:
            continue
        start = match.start()
        if kind in _SPACE_BEFORE:
            while start > end and content[start - 1] in _SPACE_BEFORE[kind]:
                start -= 1
        if start > end:
            yield content[end:start], end
        if kind == "object" or kind == "address":
            yield OBJECT, start
        end = match.end()
    if end < len(content):
        yield content[end:], end


def _has_no_holes(text: str) -> bool:
    """Look for one sign after the other, which is several times faster than one pattern for all of them."""
    return (
        "{" not in text
        and "[" not in text
        and "*" not in text
        and "_" not in text
        and (("http" not in text and "www." not in text) or not _ADDRESS.search(text))
    )


def _picture(child: Token, builder: _Builder, at: int) -> Iterator[Prose]:
    if child.content.strip():
        words = _Builder(builder.source, builder.lines)
        words.add(child.content, at)
        yield Prose(Where.PICTURE, child.content, tuple(words.places))

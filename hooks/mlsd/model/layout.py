"""The blocks of a page as rules read them: what the site's Markdown loses of them without a word, and the lists of sources.

The site speaks Python-Markdown, in which a list and a table begin behind an empty line, rows of a table are cut or filled up to the width of
its head, and what is opened and not closed takes in the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from markdown_it.token import Token

# The sections whose first list names sources.
SOURCE_SECTIONS = ("further", "sources")
# The sections whose first list is looked at item by item.
LISTED_SECTIONS = (*SOURCE_SECTIONS, "questions", "mistakes")

_DELIMITER = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ROW = re.compile(r"[ \t>]*\|.*\|[ \t]*")
_LISTED = re.compile(rf"\{{:?[ ]*#(?P<name>{'|'.join(LISTED_SECTIONS)})[ ]*\}}[ ]*$")
_TYPES = (
    "abstract|attention|bug|caution|check|cite|danger|done|error|example|fail|failure|faq|help|hint|important|info|missing|note|question"
    "|quote|snippet|success|summary|tip|tldr|todo|warning"
)
# What may stand behind the type; of any other word the site makes a class, and the title is lost.
_PLACES = "inline|end|annotate"
# What code blocks are in, to know a name that is misspelt: one that is like none of these may be of a language as well.
_LANGUAGES = (
    "bash",
    "console",
    "html",
    "java",
    "javascript",
    "json",
    "latex",
    "markdown",
    "mermaid",
    "python",
    "scala",
    "shell",
    "text",
    "yaml",
)
# The marker of a block by its kind, as the site's extensions read it.
KINDS_OF_BLOCK = {
    "!!!": re.compile(rf'!!! ?(?:{_TYPES})(?: +(?:{_PLACES}))*(?: +"[^"\n]*")?'),
    "???": re.compile(rf'\?{{3}}\+?(?: +(?:{_TYPES})(?: +(?:{_PLACES}))*(?: +"[^"\n]*")?| +"[^"\n]*")'),
    "===": re.compile(r'={3}[+!]* +"[^"\n]*"'),
}
_TICKS = re.compile(r"`+")
_LIST_CLOSES = ("bullet_list_close", "ordered_list_close")
# A line that the site takes for a heading wherever it stands.
_HEADING = re.compile(r"^#", re.MULTILINE)
_MAY_SLIP = frozenset(
    {
        "table_open",
        "bullet_list_open",
        "ordered_list_open",
        "paragraph_open",
        "fence",
        "code_block",
        "indented_block_open",
        "html_block",
        "math_block",
    }
)


class Loss(StrEnum):
    """How a block is lost."""

    CELLS = "cells"
    NO_TABLE = "no table"
    TIGHT_LIST = "list"
    TIGHT_TABLE = "table"
    JOINED_LIST = "joined list"
    LIST_SIGN = "list sign"
    HEADING = "heading"
    FENCE = "fence"
    COMMENT = "comment"
    DISPLAY = "display"
    MARKER = "marker"
    EMPTY = "empty"
    BULLET = "bullet"
    MARK = "mark"
    TWICE = "twice"
    LINK = "link"
    REFERENCE = "reference"
    NOTE = "note"
    NUMBER = "number"
    INCLUDE = "include"
    FORMULA = "formula"
    CITATION = "citation"
    SYNTAX = "syntax"
    GLUED = "glued"
    NOWHERE = "nowhere"
    INDENTED = "indented"
    NO_WORDS = "no words"
    CODE = "code"
    LANGUAGE = "language"
    SPACED = "spaced"
    ENTITY = "entity"
    BACKSLASH = "backslash"
    CODED = "coded"
    UNTITLED = "untitled"
    CUT = "cut"


class Slip(NamedTuple):
    """What is lost, at its line; of a row its cells and those that the head has, of words the words."""

    kind: Loss
    line: int
    cells: int = 0
    columns: int = 0
    text: str = ""


class Reference(NamedTuple):
    """An item of a section's first list: what stands before its first link, the whole of its words, its links, the items inside of it."""

    line: int
    before: str
    text: str
    targets: tuple[str, ...]
    section: str = ""
    parts: int = 0


def slips(tokens: Sequence[Token], lines: Sequence[str], first: int) -> Iterator[Slip]:
    """Yield the blocks that are lost; `first` is the line of the file at which `lines` begin."""
    for index, token in enumerate(tokens):
        if token.type not in _MAY_SLIP or token.map is None:
            continue
        match token.type:
            case "table_open":
                if _follows_paragraph(tokens, index):
                    yield Slip(Loss.TIGHT_TABLE, token.map[0] + first)
                yield from _rows(token, lines, first)
            case "ordered_list_open" if token.markup == ")":
                yield Slip(Loss.LIST_SIGN, token.map[0] + first)
            case "bullet_list_open" | "ordered_list_open" if tokens[index - 1].type in _LIST_CLOSES:
                yield Slip(Loss.JOINED_LIST, token.map[0] + first)
            case "bullet_list_open" | "ordered_list_open" if _follows_paragraph(tokens, index):
                yield Slip(Loss.TIGHT_LIST, token.map[0] + first)
            case "paragraph_open":
                yield from _paragraph(tokens[index + 1], first)
            case "fence" if not _is_closed(token, lines):
                yield Slip(Loss.FENCE, token.map[0] + first)
            case "fence":
                yield from _language(token, first)
            case "code_block":
                yield Slip(Loss.CODE, token.map[0] + first)
            case "indented_block_open" if not token.meta.get("is_known"):
                yield Slip(Loss.MARKER, token.map[0] + first)
            case "indented_block_open" if token.info.startswith("???") and not tokens[index + 1].content.strip():
                yield Slip(Loss.UNTITLED, token.map[0] + first)
            case "indented_block_open" if token.meta.get("is_empty"):
                yield Slip(Loss.EMPTY, token.map[0] + first)
            case "math_block" if "\n\n" in token.content:
                yield Slip(Loss.DISPLAY, token.map[0] + first)
            case "html_block" if token.content.lstrip().startswith("<!--") and not _ends(token.content):
                yield Slip(Loss.COMMENT, token.map[0] + first)
            case _:
                pass


def references(tokens: Sequence[Token], first: int) -> Iterator[Reference]:
    """Yield the items of the lists of sources, of questions, and of mistakes."""
    wanted = ""
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            title = tokens[index + 1].content
            found = _LISTED.search(title)
            wanted = found["name"] if found else ""
        elif wanted and token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
            yield from _items(tokens, index + 1, first, wanted)
            wanted = ""


def cells(row: str) -> int:
    """Count the cells of a table's row; a bar in a code span or behind a backslash divides nothing."""
    row = row.strip().lstrip("> \t")
    if "\\" not in row and "`" not in row:
        last = row.rfind("|")
        return row.count("|", 1) + (last != len(row) - 1 or last == 0)
    divisions, at, last = 0, 0, -1
    while at < len(row):
        if row[at] == "\\":
            at += 2
            continue
        if row[at] == "`":
            ticks = _TICKS.match(row, at)
            closing = re.compile(rf"(?<!`){ticks[0]}(?!`)").search(row, ticks.end()) if ticks else None
            at = closing.end() if closing else ticks.end() if ticks else at + 1
            continue
        if row[at] == "|":
            divisions += at > 0
            last = at
        at += 1
    return divisions + (last != len(row) - 1 or last == 0)


def _rows(table: Token, lines: Sequence[str], first: int) -> Iterator[Slip]:
    start, end = table.map or (0, 0)
    columns = cells(lines[start])
    for number in range(start + 2, min(end, len(lines))):
        found = cells(lines[number])
        if found != columns and lines[number].strip(" \t>"):
            yield Slip(Loss.CELLS, number + first, found, columns)


def _follows_paragraph(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a block begins right below a paragraph's last line; below the first line of a list item a list may."""
    before, token = tokens[index - 1], tokens[index]
    if index < 3 or before.type != "paragraph_close" or tokens[index - 3].type != "paragraph_open":
        return False
    paragraph = tokens[index - 3]
    touches = bool(paragraph.map and token.map and paragraph.map[1] == token.map[0])
    return touches and not (index > 3 and tokens[index - 4].type == "list_item_open" and token.type != "table_open")


def _paragraph(token: Token, first: int) -> Iterator[Slip]:
    """Yield what looks like another block in a paragraph, or is one on the site."""
    if "|" in token.content:
        yield from _no_table(token, first)
    if token.content[:1] == "#" or "\n#" in token.content:
        yield from _headings(token, first)


def _no_table(token: Token, first: int) -> Iterator[Slip]:
    """Yield a paragraph that looks like a table and is none."""
    rows = token.content.split("\n")
    if len(rows) > 1 and _DELIMITER.fullmatch(rows[1]) and cells(rows[0]) == cells(rows[1]) > 1:
        return  # A bar in a code span of its head divides cells for the parser here, and not for the site's.
    for number, line in enumerate(rows):
        is_delimiter = "|" in line and "-" in line and _DELIMITER.fullmatch(line)
        if is_delimiter or _ROW.fullmatch(line):
            yield Slip(Loss.NO_TABLE, number + (token.map or [0])[0] + first)
            return


def _headings(token: Token, first: int) -> Iterator[Slip]:
    """Yield the lines of a paragraph that the site takes for headings."""
    for match in _HEADING.finditer(token.content):
        yield Slip(Loss.HEADING, token.content.count("\n", 0, match.start()) + (token.map or [0])[0] + first)


def _ends(comment: str) -> bool:
    """Tell whether a comment ends where it was meant to: not at the arrow of a diagram, paragraphs below."""
    said, end, after = comment.partition("-->")
    return bool(end) and not ("\n\n" in said and after.partition("\n")[0].strip())


def _is_closed(fence: Token, lines: Sequence[str]) -> bool:
    start, end = fence.map or (0, 0)
    last = lines[min(end, len(lines)) - 1].strip(" \t>")
    if fence.markup in fence.content and _opens_another(fence):
        return False  # What closes it was meant for the one that is opened inside of it.
    return end - start > 1 and last.startswith(fence.markup) and not last.strip(fence.markup[0])


def _language(fence: Token, first: int) -> Iterator[Slip]:
    """Yield a code block whose language is misspelt: a diagram would stand there as its source."""
    language = fence.info.split(maxsplit=1)[0] if fence.info.strip() else ""
    if language and language not in _LANGUAGES:
        near = get_close_matches(language, _LANGUAGES, n=1, cutoff=0.8)
        if near:
            yield Slip(Loss.LANGUAGE, (fence.map or [0])[0] + first, text=f"`{language}`, did you mean `{near[0]}`?")


def _opens_another(fence: Token) -> bool:
    """Tell whether a code block that knows its language is opened inside of one, which cannot hold it."""
    return re.search(rf"^ *{re.escape(fence.markup)}[a-z]+$", fence.content, re.MULTILINE) is not None


def _items(tokens: Sequence[Token], start: int, first: int, section: str) -> Iterator[Reference]:
    opened: Token | None = None
    words: list[str] = []
    targets: list[str] = []
    before = ""
    parts = 0
    for token in islice(tokens, start, None):
        if token.level == 0 and token.nesting == -1:
            return
        if token.type == "list_item_open" and token.level == 1:
            opened, words, targets, before, parts = token, [], [], "", 0
        elif token.type == "list_item_open":
            parts += 1
        elif token.type == "list_item_close" and token.level == 1 and opened and opened.map:
            yield Reference(opened.map[0] + first, before, " ".join(words), tuple(targets), section, parts)
        for child in token.children or ():
            if child.type == "link_open":
                before = before if targets else "".join(words)
                targets.append(str(child.attrs.get("href", "")))
            elif child.type == "text":
                words.append(child.content)

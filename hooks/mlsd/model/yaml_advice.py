"""What a parser's complaint about YAML means to someone who has never met its terms: which line to look at, and what to write there."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsd.model.pattern import later
from mlsd.model.text import CONFLICT, conflicts


class Complaint(NamedTuple):
    """What the parser says, with its 0-based places: where it stopped, and where what it was reading began."""

    problem: str
    line: int
    column: int
    context: str = ""
    began: int = 0


class Advice(NamedTuple):
    """A 1-based line, and what to do there."""

    line: int
    words: str


_KEY = later(r"^(?:- )?[\w-]+: +(?P<text>[^\s\"'#\[{|>].*)$")
_NO_SPACE = later(r"^(?:- )?(?P<key>[A-Za-z_][\w-]*):(?P<text>\S.*)$")
_NO_COLON = later(r"^(?:- )?(?P<key>[A-Za-z_][\w-]*) +(?P<text>\S.*)$")
# What ends a line in YAML.
_BREAK = later("\r\n|[\n\r\x85\u2028\u2029]")
_SHOWN = 40


def advice(text: str, complaint: Complaint) -> Advice:
    """Return what an author does about a complaint; the complaint itself where nothing better is known.

    Args:
        text: the whole text.
        complaint: what the parser says of it.

    """
    met = conflicts(text)
    if met:
        return Advice(met[0], CONFLICT)
    rows = _BREAK.split(text)
    rows += [""] * (max(complaint.line, complaint.began) + 1 - len(rows))
    row = rows[complaint.line]
    words = complaint.problem
    line = complaint.line
    if "\t" in row[: complaint.column + 1] and not row[: complaint.column].strip():
        words = "a tab stands here: indent with spaces"
    elif "end of stream" in words and "quoted" in complaint.context:
        line, words = complaint.began, "the quotation mark that opens here is never closed: close it"
    elif "expected ',' or" in words and complaint.began < complaint.line:
        line, words = complaint.began, _unclosed(rows[complaint.began], words)
    elif "expected ',' or" in words and row.count('"') % 2:
        words = "a quotation mark in this line has no other: put one at each end of a text"
    elif "expected ',' or" in words:
        words = 'a comma is missing between two parts in brackets, or the bracket that closes: `{ru: "…", en: "…"}`'
    elif "expected ':'" in words:
        line = complaint.began
        words = _key_broken(rows[line].strip())
    elif "cannot start any token" in words:
        first = row[complaint.column : complaint.column + 1]
        said = "a backtick" if first == "`" else f"`{first}`"
        words = f"text that begins with {said} needs quotation marks around it"
    elif "mapping values are not allowed" in words:
        words = _colon_unexpected(row, _above(rows, line))
    elif "did not find expected key" in words or "expected '-' indicator" in words:
        line, words = _out_of_line(rows, complaint)
    return Advice(line + 1, words)


def _unclosed(row: str, words: str) -> str:
    """Return what to do where a record or a list in brackets goes on below its line."""
    if row.count('"') % 2:
        return "a quotation mark opens in this line and does not close: close it"
    closing = words.rpartition("or")[2].strip(" '")
    return f"what opens in this line is closed by no `{closing}`: end it with one"


def _key_broken(row: str) -> str:
    """Return what to do with a line that begins like a key and goes on otherwise."""
    if found := _NO_SPACE.match(row):
        return f"a space is missing after the colon: write `{found['key']}: {_cut(found['text'])}`"
    if found := _NO_COLON.match(row):
        return f"a colon is missing: write `{found['key']}: {_cut(found['text'])}`; or the text above goes on here and needs quotation marks"
    return f"a colon is missing after `{_cut(row)}`"


def _colon_unexpected(row: str, above: str) -> str:
    found = _KEY.match(row.strip())
    if found and re.search(r":(?:\s|$)", found["text"]):
        return f'a colon stands inside the text: put it in quotation marks, `"{_cut(found["text"])}"`'
    if re.match(r" *-[^\s-]", above):
        return "a space is missing after the hyphen in the line above: write `- `"
    if _indent(row) > _indent(above):
        return (
            f"this line is indented by {_spaces(_indent(row))} and the one above by {_indent(above)}: "
            "indent keys of one record alike, or close the line above with a colon if this belongs to it"
        )
    return "a second colon: one key in a line, and text with a colon in quotation marks"


def _out_of_line(rows: list[str], complaint: Complaint) -> tuple[int, str]:
    """Return what to do where a key was expected: either a text ended too soon, or the line is indented like no line above."""
    line = complaint.line
    row = rows[line]
    before = row[: complaint.column].rstrip()
    quote = before[-1:]
    if quote in ("'", '"'):
        if before.count(quote) % 2 == 0:
            inside = '\\"' if quote == '"' else "''"
            return line, f"the text ends at its second quotation mark: inside the text write `{inside}`"
        opened = next((i for i in range(line - 1, -1, -1) if rows[i].count(quote) % 2), line)
        return (
            opened,
            f"the quotation mark that opens here is closed only at line {line + 1}: close it at the end of the text",
        )
    if before:
        return (
            line,
            f"what begins at `{_cut(row[complaint.column :])}` does not belong to the value before it: put all of it in quotation marks",
        )
    said = [each for each in rows[complaint.began : line] if each.strip() and not each.lstrip().startswith("#")]
    # The keys of an entry of a list stand behind its hyphen.
    known = sorted({_indent(each) for row in said for each in (row, re.sub("- ", "  ", row, count=1))})
    fitting = " or ".join(str(indent) for indent in _nearest(_indent(row), known))
    return (
        line,
        f"this line is indented by {_spaces(_indent(row))}, as no line of its record is: indent it by {fitting}",
    )


def _nearest(indent: int, known: list[int]) -> list[int]:
    below = [each for each in known if each < indent][-1:]
    above = [each for each in known if each > indent][:1]
    return [*below, *above] or [0]


def _above(rows: list[str], line: int) -> str:
    """Return the nearest line above that says something."""
    return next(
        (rows[i] for i in range(line - 1, -1, -1) if rows[i].strip() and not rows[i].lstrip().startswith("#")), ""
    )


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _spaces(number: int) -> str:
    return f"{number} space{'' if number == 1 else 's'}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

"""From the bytes of a file to its text, whatever they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mlsd.model.finding import Fix, Problem
from mlsd.model.pattern import later

# Controls, marks of direction, spaces of no width, tags: nobody sees them, and some make a text read otherwise than it is.
_HIDDEN = later(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# A letter and a mark of its own that one sign stands for: й in two.
_MARKS = "[\u0300-\u0304\u0306-\u030c\u0327\u0328]"
_MARK = later(_MARKS)
_DIVIDED = later(f"[A-Za-zА-Яа-яЁё]{_MARKS}")
_EMOJI = later("[\U0001f000-\U0001faff\u2705\u274c]")
_SHOWN = 20
# What Git leaves where two versions of a text could not be brought together. It stands in an example only where code does.
_CONFLICTS = ("<<<<<<< ", ">>>>>>> ")
CONFLICT = "two versions of the text meet here: keep what is right of both, and take out the lines `<<<<<<<`, `=======`, and `>>>>>>>`"
_LOST = "\ufffd"
# What digits besides those of ASCII begin with in UTF-8.
_LEADS_OF_DIGITS = (b"\xd9", b"\xdb", b"\xdf", b"\xe0", b"\xe1", b"\xea", b"\xef\xbc", b"\xf0")


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Decode UTF-8 with or without a byte-order mark and with any line ends; bytes that are not text are replaced and reported."""
    problems = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        problems.append(
            Problem(before.count(b"\n") + 1, "TX001", "this line is not UTF-8: save the file in that encoding")
        )
        text = data.decode("utf-8-sig", errors="replace")
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _LOST in text and not problems:
        line = text.count("\n", 0, text.index(_LOST)) + 1
        problems.append(
            Problem(line, "TX001", "a character was lost here and `\ufffd` left in its place: write it anew")
        )
    if b"\0" in data:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(Problem(line, "TX001", "this line holds a NUL character: take it out"))
        text = text.replace("\0", "�")
    if not _is_all_seen(text, data):
        problems += _unseen(text)
    return text, problems


def pictured(text: str, data: bytes) -> Iterator[Problem]:
    """Yield the emoji of a text, the first of each line; `data` are its bytes, in which it costs nothing to see that there are none."""
    if b"\xf0" not in data and "\u2705" not in text and "\u274c" not in text:
        return
    last = 0
    for match in _EMOJI.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != last:
            yield Problem(
                line, "TX014", f"`{match[0]}` is a picture in the place of a word: say it in words, or take it out"
            )
        last = line


def conflicts(text: str) -> list[int]:
    """Return the lines at which a merge has left two versions of a text, each conflict once; what stands in a block of code is an example."""
    if not any(mark in text for mark in _CONFLICTS):
        return []
    found = []
    is_code = is_open = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code and line.startswith(_CONFLICTS):
            if not is_open:
                found.append(number)
            is_open = line.startswith(_CONFLICTS[0])
    return found


def may_have_other_digits(data: bytes) -> bool:
    """Tell whether a text in UTF-8 may have digits of other scripts; few have a character that could be one."""
    for lead in _LEADS_OF_DIGITS:  # noqa: SIM110 (a generator takes longer than the search)
        if lead in data:
            return True
    return False


def _is_all_seen(text: str, data: bytes) -> bool:
    """Tell whether a text surely has no signs that nobody sees, as nearly all have none: such a sign is not printable.

    Printable are only the marks, which begin with CC in UTF-8, and some of the tags, which begin with F3.
    """
    return b"\xcc" not in data and b"\xf3" not in data and is_printable(text)


@lru_cache(maxsize=1)  # A data file is looked at when it is decoded, and at once when it is parsed.
def is_printable(text: str) -> bool:
    """Tell whether a text has no signs but those that are printed, spaces and line ends."""
    return text.replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ").isprintable()


def _unseen(text: str) -> Iterator[Problem]:
    """Yield the signs that nobody sees, up to a number: a file full of them is found out soon enough."""
    found = [(match, "") for match in _HIDDEN.finditer(text)] + [
        (match, whole)
        for match in (_DIVIDED.finditer(text) if _MARK.search(text) else ())
        if len(whole := unicodedata.normalize("NFC", match[0])) == 1
    ]
    for match, whole in sorted(found, key=lambda each: each[0].start())[:_SHOWN]:
        start = match.start()
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start) - 1
        sign = f"U+{ord(match[0][-1]):04X}"
        name = unicodedata.name(match[0][-1], "a control character").lower()
        what = f"`{whole}` is written in two characters" if whole else "nobody sees it"
        remedy = "write it as one" if whole else "take it out"
        mend = Fix(line, match[0], whole, column)
        yield Problem(line, "TX012", f"{sign}, {name}, stands at column {column + 1}: {what}, {remedy}", mend)

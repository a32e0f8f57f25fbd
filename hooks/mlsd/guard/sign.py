"""Where in the texts of a file a rule over words could find something: what has no sign of it is not looked at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from mlsd.model.prose import Prose, Where
from mlsd.model.text import may_have_other_digits

_BETWEEN = "\n\n"
# The letters of either language from the rarest to the most frequent: a word is looked for by its rarest one.
_RAREST = "-zqjxkvbygwpfmucdlhrnsoiate" + "ъёфэщцюшжхйчгбыьзяпумдклрвснтиаео"
# Of a text in bytes every digit becomes a zero.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
# The character that a pattern begins with, and how many of them are tried one by one: of most there are few in a text, or none, and to look
# for a character alone is several times faster than to look for a pattern.
_FIRST = re.compile(r"\\u(?P<code>[0-9a-f]{4})|\\(?P<escaped>\W)|(?P<sign>[^\\\[(.^$|?*+{])")
_TRIED = 3
# So deep pairs of marks are looked into; what is deeper may be odd.
_DEPTH = 9
# What a pattern that ignores case takes for a letter, and is no capital of it.
_ODD = {
    "i": "\u0131", "s": "\u017f", "в": "\u1c80", "д": "\u1c81", "о": "\u1c82", "с": "\u1c83", "т": "\u1c84\u1c85", "ъ": "\u1c86"
}  # fmt: skip


class _Part(NamedTuple):
    """A literal, or a pattern and the character that it begins with, empty where it may begin with several."""

    first: str
    pattern: re.Pattern[str] | None


def _part(pattern: str) -> _Part:
    found = _FIRST.match(pattern)
    first = (chr(int(found["code"], 16)) if found["code"] else found["escaped"] or found["sign"]) if found else ""
    return _Part(first, re.compile(pattern))


class Sign:
    """What every text has in which a rule finds anything: any of a few literals, or what one of a few patterns finds.

    A pattern begins with one character, and looks back behind it for what else there is to tell: as a literal, it is ten times faster to
    look for than one that begins with any of several. Where it begins with many, `shapes` says for it what a file has at the least, in
    bytes with zeros for digits, and it is looked for in few files. What it finds begins within a line. What is looked for in any case is
    looked for once, in the text in small letters.
    """

    def __init__(
        self,
        *literals: str,
        patterns: Sequence[str] = (),
        in_small: Sequence[str] = (),
        shapes: Mapping[str, Sequence[bytes]] | None = None,
        pair: str = "",
    ) -> None:
        """Make a sign of its literals, its patterns, those for a text in small letters, which `small` returns, and those that have shapes.

        Of a pair of marks it is a sign that one of them may stand alone.
        """
        self.literals = literals
        self.patterns = patterns
        self.in_small = in_small
        self.shapes = shapes or {}
        self.pair = pair

    @cached_property
    def parts(self) -> tuple[_Part, ...]:
        """The literals and the patterns; these are compiled when they are looked for, since a check where nothing changed looks for none."""
        return (*(_Part(literal, None) for literal in self.literals), *map(_part, self.patterns))

    @cached_property
    def small_parts(self) -> tuple[_Part, ...]:
        """The patterns for a text in small letters."""
        return tuple(map(_part, self.in_small))

    @cached_property
    def shaped_parts(self) -> tuple[tuple[Sequence[bytes], _Part], ...]:
        """The patterns that have shapes, with these."""
        return tuple((shapes, _part(pattern)) for pattern, shapes in self.shapes.items())

    def is_in(self, text: str) -> bool:
        """Tell whether a text has the sign."""
        return bool(Runs([Prose(Where.PARAGRAPH, text, ((0, 1, 0),))]).having(self))


def small(text: str) -> str:
    """Return a text in small letters, each at its place."""
    return text.replace(
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i"
    ).lower()  # Of this letter alone the small one is two characters.


def any_case(letter: str, rest: str) -> list[str]:
    """Return the patterns that find a letter and what a pattern says of the text behind it, in any case, in a text in small letters."""
    if letter not in _RAREST:  # The forms of such a letter are not known here.
        return [f"(?i:{re.escape(letter)}(?:{rest}))"]
    return [f"{re.escape(form)}(?i:{rest})" for form in (letter, *_ODD.get(letter, ""))]


def words_in_any_case(*words: str) -> list[str]:
    """Return the patterns that find words, which are given in small letters, in any case, in a text in small letters."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        rarest = min(range(len(word)), key=lambda at: (_RAREST + word).index(word[at]))
        # What stands behind the letter is looked at first, since to look back takes longer.
        look_back = f"(?<={re.escape(word)})" if rarest else ""
        by_letter.setdefault(word[rarest], []).append(re.escape(word[rarest + 1 :]) + look_back)
    return [pattern for letter, rests in by_letter.items() for pattern in any_case(letter, "|".join(rests))]


class Runs:
    """The runs of text of one language in one file, searched all at once."""

    def __init__(self, runs: Sequence[Prose]) -> None:
        """Take the runs, in their order."""
        self.runs = runs
        self._whole = _BETWEEN.join([run.text for run in runs])
        self._found: dict[Sign, Sequence[Prose]] = {}
        self._parts: dict[tuple[Where, ...], Runs] = {}

    def not_beginning_with(self, mark: str) -> Runs:
        """Return the runs that do not begin with a mark."""
        if mark not in self._whole:
            return self
        return Runs([run for run in self.runs if not run.text.startswith(mark)])

    def of(self, where: tuple[Where, ...] | None) -> Runs:
        """Return the runs of some kinds; all of them for None."""
        if where is None:
            return self
        part = self._parts.get(where)
        if part is None:  # Rules that search the same kinds share them.
            runs = [run for run in self.runs if run.where in where]
            if len(runs) == len(self.runs):
                return self  # Not kept: what holds itself waits in memory for the garbage collector.
            part = self._parts[where] = Runs(runs)
        return part

    def having(self, sign: Sign) -> Sequence[Prose]:
        """Return the runs that have a sign."""
        if sign not in self._found:  # Rules that look for the same share it.
            self._found[sign] = self._having(sign)
        return self._found[sign]

    def _having(self, sign: Sign) -> Sequence[Prose]:
        found: set[int] = set()
        shaped = [part for shapes, part in sign.shaped_parts if self._has_any(shapes)]
        for text, parts in (
            (self._whole, (*sign.parts, *shaped)),
            (self._small if sign.in_small else "", sign.small_parts),
        ):
            for first, pattern in parts:
                at = _find(first, pattern, text, 0)
                while at >= 0:
                    index = bisect_right(self._starts, at) - 1
                    found.add(index)
                    at = _find(first, pattern, text, self._starts[index + 1])
        if sign.pair and _has_odd(self._whole, sign.pair):
            found.update(index for index, run in enumerate(self.runs) if _has_odd(run.text, sign.pair))
        return [self.runs[index] for index in sorted(found)]

    def _has_any(self, shapes: Sequence[bytes]) -> bool:
        return self._has_other_digits or any(shape in self._shape for shape in shapes)

    @cached_property
    def _shape(self) -> bytes:
        return self._whole.encode("utf-8", "surrogatepass").translate(_ZEROS)

    @cached_property
    def _has_other_digits(self) -> bool:
        return may_have_other_digits(self._shape)

    @cached_property
    def _small(self) -> str:
        return small(self._whole)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each run begins in the whole; behind the last one, where the next would."""
        return list(accumulate([len(run.text) + len(_BETWEEN) for run in self.runs], initial=0))


def _has_odd(text: str, pair: str) -> bool:
    """Tell whether a text may have a mark of a pair that is alone in its line: what is left once the pairs are taken out, from the innermost."""
    if pair[0] not in text and pair[1] not in text:
        return False
    innermost = _innermost(pair)
    for _ in range(_DEPTH):
        rest = innermost.sub("", text)
        if rest == text:
            break
        text = rest
    return pair[0] in text or pair[1] in text


@cache
def _innermost(pair: str) -> re.Pattern[str]:
    opening, closing = map(re.escape, pair)
    return re.compile(rf"{opening}[^{opening}{closing}\n]*{closing}")


def _find(first: str, pattern: re.Pattern[str] | None, text: str, at: int) -> int:
    if pattern is None:
        return text.find(first, at)
    for _ in range(_TRIED if first else 0):
        at = text.find(first, at)
        if at < 0 or pattern.match(text, at):
            return at
        at += 1
    match = pattern.search(text, at)
    return match.start() if match else -1

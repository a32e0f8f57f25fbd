"""What a value of the wrong kind in a data file means to its author: what is wrong with it, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from mlsd.model.pattern import later
from mlsd.model.yaml_source import Path

_WORDS = {
    "missing": "`{key}` is missing: add it",
    "extra_forbidden": "`{key}` is not known here: {hint}",
    "string_type": "`{key}` must be text: put it in quotes",
    "bool_parsing": "`{key}` must be `true` or `false`",
    "model_type": "`{key}` must be a mapping of keys to values",
    "tuple_type": "`{key}` must be a list",
    "list_type": "`{key}` must be a list",
    "dict_type": "`{key}` must be a mapping of keys to values",
    "string_too_short": "`{key}` must not be empty",
}
_NUMBERS = ("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float")
# What an author writes in one language or in several.
_IN_LANGUAGES = ("Both", "Bilingual", "Phrases")
# Keys of a case that name one of its numbers.
_NAMES_OF_NUMBERS = (
    "budget",
    "value",
    "label_maturity",
    "retrain_every",
    "min_label_age",
    "negative_rate",
    "recalibration",
)
_SHOWN = 60
_WORD = later(r"[a-z][\w-]{0,38}", re.IGNORECASE)
_BLANK = r"\S"
# The shape of a link in data.
LINK = r"^https://[^\s<>\"']+$"
# What is said of a value that has not the shape of its kind, whichever file it is in.
_SHAPES = {LINK: "write the whole address, which begins with `https://`"}
_ID = "has lower-case Latin letters, digits and single hyphens only"

_GROUPED = later(r"[+-]?\d{1,3}(?:[ ,'_\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?")
_SUFFIXES = {"k": 10**3, "m": 10**6, "b": 10**9}
_SUFFIXED = later(r"(?P<number>\d+(?:\.\d+)?) ?(?P<suffix>[kKmMbB])")
_DAY_FIRST = later(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")


def worth_saying(errors: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield pydantic's errors without those that only follow from others: a list is too short also where an entry could not be read."""
    # An entry that is not there has no place of its own: its list is too short.
    errors = [error for error in errors if not (error["type"] == "missing" and isinstance(error["loc"][-1], int))]
    places = [error["loc"] for error in errors]
    for error in errors:
        loc = error["loc"]
        follows = error["type"] == "too_short" and any(len(p) > len(loc) and p[: len(loc)] == loc for p in places)
        if not follows:
            yield error


def message(detail: Mapping[str, Any], where: Path, shapes: Mapping[str, str], hint: str) -> str:
    """Return what is wrong with a value and what to do.

    Args:
        detail: the error as pydantic tells it.
        where: the value's place.
        shapes: what a value has to look like, by the pattern that it does not match.
        hint: what to do with a key that is not known.

    """
    key = ".".join(str(part) for part in where) or "the file"
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind in _NUMBERS:
        if kind.startswith("int"):
            return f"`{key}` must be a whole number, in digits alone"
        return f"`{key}` must be a number: {_number(detail['input'])}"
    if kind == "literal_error":
        return f"`{key}` is `{str(detail['input'])[:_SHOWN]}`: {_one_of(str(context['expected']), detail['input'])}"
    if kind == "model_type" and context.get("class_name") in _IN_LANGUAGES:
        return f"`{key}` is said in a language: write it below, as `en: …` or `ru: …`"
    if kind in ("tuple_type", "list_type") and isinstance(detail["input"], str | int | float):
        said = str(detail["input"])
        how = f"write `[{said}]`" if _WORD.fullmatch(said) else "in square brackets, with commas"
        return f"`{key}` must be a list: {how}"
    if kind == "string_type" and where and where[-1] in _NAMES_OF_NUMBERS and isinstance(detail["input"], int | float):
        return f"`{key}` names a number: put `{detail['input']}` among `inputs`, and its name here"
    if kind == "too_short" or kind == "too_long":
        return f"`{key}` {_length(context)}"
    if kind == "string_pattern_mismatch":
        return f"`{key}` {_shape(str(context['pattern']), detail['input'], shapes)}"
    if kind in _WORDS:
        return _WORDS[kind].replace("{key}", key).replace("{hint}", hint)
    said = str(detail["msg"]).removeprefix("Value error, ")
    return f"`{key}`: {said[:1].lower()}{said[1:]}"


def _length(context: Mapping[str, Any]) -> str:
    actual = context["actual_length"]
    if "max_length" in context:
        return f"has more entries than {context['max_length']}: take some out"
    least = context["min_length"]
    if actual == 0 and least == 1:
        return "must not be empty"
    return f"needs at least {least} entries and has {actual}: write {least - actual} more"


def _shape(pattern: str, value: Any, shapes: Mapping[str, str]) -> str:
    if not str(value).strip() or pattern == _BLANK:
        return "must not be blank"
    day = _DAY_FIRST.fullmatch(str(value))
    if day and pattern in shapes and "day" in shapes[pattern]:
        return f"is written `{day['year']}-{int(day['month']):02}-{int(day['day']):02}`"
    said = shapes.get(pattern) or _SHAPES.get(pattern, f"an id {_ID}")
    return f"is `{str(value)[:_SHOWN]}`: {said}"


def _one_of(expected: str, value: Any) -> str:
    known = re.findall(r"'([^']*)'", expected)
    near = get_close_matches(str(value), known, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"write one of {', '.join(f'`{each}`' for each in known)}"


def _number(value: Any) -> str:
    """Return how what was meant as a number is written."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if text.endswith("%") and _plain(text[:-1].strip()):
        return f"write `{_plain(text[:-1].strip())}` here and `percent` as the unit"
    if plain := _plain(text):
        return f"write `{plain}`"
    return "digits alone, with a point before decimals"


def _plain(text: str) -> str | None:
    """Return a number without what only people read: groups of digits, a decimal comma, a suffix; None where it is not plain what is meant."""
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text):
        return text
    if _GROUPED.fullmatch(text):
        return re.sub(r"[^\d.+-]", "", text)
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return text.replace(",", ".")
    if found := _SUFFIXED.fullmatch(text):
        return f"{float(found['number']) * _SUFFIXES[found['suffix'].lower()]:.0f}"
    return None

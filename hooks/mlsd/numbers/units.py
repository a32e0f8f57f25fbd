"""Units of the field: what is counted is a dimension of its own, so that a show is never added to a click.

The definitions are Pint's language and mean what Pint makes of them, which the tests hold; Pint itself takes longer to load than all of a
case to compute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

_DEFINITIONS = """
nano- = 1e-9
micro- = 1e-6
milli- = 1e-3
kilo- = 1e3
mega- = 1e6
giga- = 1e9
tera- = 1e12
peta- = 1e15

second = [time] = s
minute = 60 * second = min
hour = 60 * minute = h
day = 24 * hour
week = 7 * day
year = 365 * day
percent = 0.01
byte = [information] = B
USD = [currency]

ad = [ad]
call = [call]
click = [click]
close = [close]
core = [core]
document = [document]
driver = [driver]
flop = [operation]
impression = [impression]
item = [item]
label = [label]
message = [message]
order = [order]
payment = [payment]
photo = [photo]
query = [query]
replica = [replica]
request = [request]
review = [review]
row = [row]
score = [score]
session = [session]
show = [show]
ticket = [ticket]
token = [token]
trip = [trip]
user = [user]
video = [video]
"""

# One of this for each of that, or simply one of this: what ties two counted things together, or divides a unit out, says so in the formula.
CONSTANTS = {
    "click_per_show": "click / show",
    "close_per_show": "close / show",
    "one_ad": "ad",
    "one_call": "call",
    "one_click": "click",
    "one_close": "close",
    "one_core": "core",
    "one_day": "day",
    "one_document": "document",
    "one_driver": "driver",
    "one_flop": "flop",
    "one_hour": "hour",
    "one_impression": "impression",
    "one_item": "item",
    "one_label": "label",
    "one_message": "message",
    "one_order": "order",
    "one_payment": "payment",
    "one_photo": "photo",
    "one_query": "query",
    "one_replica": "replica",
    "one_request": "request",
    "one_review": "review",
    "one_row": "row",
    "one_score": "score",
    "one_second": "second",
    "one_session": "session",
    "one_show": "show",
    "one_ticket": "ticket",
    "one_token": "token",
    "one_trip": "trip",
    "one_user": "user",
    "one_video": "video",
    "request_per_show": "request / show",
    "row_per_show": "row / show",
    "score_per_request": "score / request",
}


# What people write for a unit, and how it is called here.
_SHORT = {
    "ms": "millisecond", "us": "microsecond", "sec": "second", "mins": "minute", "hr": "hour", "rps": "request / second",
    "qps": "query / second", "kb": "kilobyte", "mb": "megabyte", "gb": "gigabyte", "tb": "terabyte", "dollar": "USD",
    "dollars": "USD", "pct": "percent", "percentage": "percent", "ratio": "dimensionless", "share": "dimensionless",
    "customer": "user", "people": "user", "person": "user",
}  # fmt: skip
_HOW_TO_JOIN = "write units with * and / between them, as in `request / user / day`"


class UnitError(Exception):
    """The text is not a unit that is known."""


_DEFINITION = re.compile(
    r"(?P<name>\w+)(?P<is_prefix>-?) = (?:(?P<factor>[\d.e-]+)(?: \* (?P<base>\w+))?|(?P<new>\[\w+\]))(?: = (?P<short>\w+))?"
)
_FACTOR = re.compile(r"[ ]*(?P<name>[A-Za-z_]+)[ ]*(?:\*\*[ ]*(?P<power>\d+(?:\.\d+)?)[ ]*)?(?P<sign>[*/]|$)")
_MAX_POWER = 4

Dimensions = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Unit:
    """A unit: `factor` turns a number in it into base units of `dimensions`; `parts` are its factors with their powers."""

    text: str
    factor: float
    dimensions: Dimensions
    parts: tuple[tuple[str, float], ...]


class _Named(NamedTuple):
    """A unit by its name: `dimension` is None for a pure number."""

    name: str
    factor: float
    dimension: str | None


@cache
def _names() -> Mapping[str, _Named]:
    """Return the units by all that they may be called: their names and short names, with a prefix before and an `s` behind."""
    prefixes = {"": 1.0}
    units: dict[str, _Named] = {}
    for line in filter(None, _DEFINITIONS.splitlines()):
        found = _DEFINITION.fullmatch(line)
        if found is None:
            raise ValueError(line)
        factor = float(found["factor"] or 1)
        if found["is_prefix"]:
            prefixes[found["name"]] = factor
            continue
        base = units[found["base"]] if found["base"] else _Named("", 1.0, found["new"])
        own = _Named(found["name"], factor * base.factor, base.dimension)
        units |= dict.fromkeys(filter(None, (found["name"], found["short"])), own)
    plural = {f"{name}s": own for name, own in units.items() if len(name) > 1}
    return {
        prefix + name: _Named(prefix + own.name, size * own.factor, own.dimension)
        for prefix, size in reversed(prefixes.items())
        for name, own in {**plural, **units}.items()
    }


@cache
def unit(text: str) -> Unit:
    """Return the unit that `text` names, such as `show / user / day`.

    Raises:
        UnitError: with the units that are known.

    """
    if len(text) > 100:
        raise UnitError("a unit has at most 100 characters")
    factor = 1.0
    parts: dict[str, float] = {}
    dimensions: dict[str, float] = {}
    for own, power in () if text.strip() in ("dimensionless", "1") else _factors(text):
        factor *= own.factor**power
        parts[own.name] = parts.get(own.name, 0.0) + power
        if own.dimension:
            dimensions[own.dimension] = dimensions.get(own.dimension, 0.0) + power
    if any(abs(power) > _MAX_POWER for power in parts.values()):
        raise UnitError(f"`{text}` has a power beyond {_MAX_POWER}: no quantity of the field has")
    return Unit(text, factor, tuple(sorted(_without_zeros(dimensions))), tuple(_without_zeros(parts)))


def _factors(text: str) -> Iterator[tuple[_Named, float]]:
    """Yield the units of a product or a quotient, each with its power."""
    position, sign = 0, 1
    while position < len(text) or position == 0:
        found = _FACTOR.match(text, position)
        own = _names().get(found["name"]) if found else None
        if found and own is None:
            raise UnitError(_unknown(found["name"]))
        if found is None or own is None or (found["sign"] and found.end() == len(text)):
            said = re.sub(r"\s+(?:per|a|an|в|на)\s+", " / ", text.replace("$", "USD").replace("%", "percent").strip())
            hint = f"write `{said}`" if said != text and _is_unit(said) else _HOW_TO_JOIN
            raise UnitError(f"`{text}` is not a unit: {hint}")
        yield own, sign * float(found["power"] or 1)
        position, sign = found.end(), -1 if found["sign"] == "/" else 1


def _is_unit(text: str) -> bool:
    try:
        unit(text)
    except UnitError:
        return False
    return True


# Behind these words of a message all units are named.
ALL_UNITS = "; the units are "


def _unknown(name: str) -> str:
    """Return what to do with a word that is no unit: the one that was meant, or all of them."""
    if name.lower() in _SHORT:
        return f"`{name}` is not a unit: write `{_SHORT[name.lower()]}`"
    near = get_close_matches(name, [known for known in _names() if len(known) > 2], n=1, cutoff=0.75)
    if near:
        return f"`{name}` is not a unit: did you mean `{near[0]}`?"
    return (
        f"`{name}` is not a unit: what is counted and has no unit of its own is an `item`"
        f"{ALL_UNITS}{_known()}, and `dimensionless`"
    )


def _known() -> str:
    names = (line.split()[0] for line in _DEFINITIONS.splitlines() if line)
    return ", ".join(sorted(name for name in names if not name.endswith("-")))


def _without_zeros(powers: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    return ((name, power) for name, power in powers.items() if power)


def in_words(dimensions: Dimensions) -> str:
    """Return dimensions as a reader of a message understands them."""
    if not dimensions:
        return "a pure number"
    return " · ".join(name.strip("[]") + (f"^{power:g}" if power != 1 else "") for name, power in dimensions)

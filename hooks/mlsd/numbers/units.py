"""Units of the field, by Pint: what is counted is a dimension of its own, so that a show is never added to a click."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

_DEFINITIONS = """
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
click = [click]
close = [close]
core = [core]
impression = [impression]
item = [item]
query = [query]
replica = [replica]
request = [request]
row = [row]
score = [score]
show = [show]
token = [token]
user = [user]
"""

# One of this for each of that: what ties two counted things together says so in the formula.
CONSTANTS = {
    "click_per_show": "click / show",
    "close_per_show": "close / show",
    "request_per_show": "request / show",
    "row_per_show": "row / show",
    "score_per_request": "score / request",
}


class UnitError(Exception):
    """The text is not a unit that is known."""


_TEXT = re.compile(r"[A-Za-z_ ]+(?:[*/]+ ?[A-Za-z_0-9. ]+)*|1")
_MAX_POWER = 4

Dimensions = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Unit:
    """A unit: `factor` turns a number in it into base units of `dimensions`; `parts` are its factors with their powers."""

    text: str
    factor: float
    dimensions: Dimensions
    parts: tuple[tuple[str, float], ...]


@cache
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(None)
    registry.load_definitions(_DEFINITIONS.strip().splitlines())
    return registry


@cache
def unit(text: str) -> Unit:
    """Return the unit that `text` names, such as `show / user / day`.

    Raises:
        UnitError: with the units that are known.

    """
    if len(text) > 100:
        raise UnitError("a unit has at most 100 characters")
    try:
        if not _TEXT.fullmatch(text):
            raise ValueError
        parsed = _registry().parse_units("" if text.strip() in ("dimensionless", "1") else text)
        quantity = (1 * parsed).to_base_units()
    except Exception:  # Pint raises its own errors, those of the tokenizer, and TypeErrors.
        known = sorted(
            line.split()[0] for line in _DEFINITIONS.split("\n") if "=" in line and "-" not in line.split("=")[0]
        )
        raise UnitError(f"`{text}` is not a unit: combine {', '.join(known)} or `dimensionless` with * and /") from None
    dimensions = tuple(sorted((str(name), float(power)) for name, power in quantity.dimensionality.items()))
    parts = tuple((str(name), float(power)) for name, power in parsed._units.items())
    if any(abs(power) > _MAX_POWER for _, power in parts):
        raise UnitError(f"`{text}` has a power beyond {_MAX_POWER}: no quantity of the field has")
    return Unit(text, float(quantity.magnitude), dimensions, parts)


def in_words(dimensions: Dimensions) -> str:
    """Return dimensions as a reader of a message understands them."""
    if not dimensions:
        return "a pure number"
    return " · ".join(name.strip("[]") + (f"^{power:g}" if power != 1 else "") for name, power in dimensions)

"""Units are what Pint makes of the same definitions."""

from __future__ import annotations

from functools import cache
from typing import Any

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlsd.numbers.units import _DEFINITIONS, UnitError, _names, unit

NAMES = sorted(_names())


@cache
def registry() -> Any:
    made: Any = pint.UnitRegistry(None)
    made.load_definitions(_DEFINITIONS.strip().splitlines())
    return made


def agrees(text: str) -> None:
    ours = unit(text)
    parsed = registry().parse_units(text)
    quantity = (1 * parsed).to_base_units()
    assert ours.factor == pytest.approx(quantity.magnitude, rel=1e-12)
    assert dict(ours.dimensions) == {str(name): power for name, power in quantity.dimensionality.items()}
    assert dict(ours.parts) == {str(name): power for name, power in parsed._units.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_what_pint_says(name: str) -> None:
    agrees(name)


FACTOR = st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "", "", " ** 2", "**2", "**0.5"]))
PRODUCT = st.lists(st.tuples(st.sampled_from([" / ", " * ", "/", "*"]), FACTOR), max_size=3)


@settings(max_examples=200, deadline=None)
@given(first=FACTOR, rest=PRODUCT)
def test_a_product_is_what_pint_says(first: tuple[str, str], rest: list[tuple[str, tuple[str, str]]]) -> None:
    text = "".join(first) + "".join(sign + name + power for sign, (name, power) in rest)
    try:
        unit(text)
    except UnitError:
        powers = dict(registry().parse_units(text)._units)
        assert len(text) > 100 or max(map(abs, powers.values())) > 4
    else:
        agrees(text)


@pytest.mark.parametrize(
    "text", ["", " ", "userz", "user /", "/ user", "user // day", "user day", "user ** day", "user ** -1", "2 * user", "user / 1000",
             "user + day", "(user)", "user\n", "user ** 5", "user ** 1e9", "__import__", "a" * 101, "*" * 90, "user" + "/user" * 20]
)  # fmt: skip
def test_what_is_no_unit_says_so(text: str) -> None:
    with pytest.raises(UnitError):
        unit(text)


@pytest.mark.parametrize("text", ["dimensionless", "1", " dimensionless "])
def test_a_pure_number_has_no_dimensions(text: str) -> None:
    assert (unit(text).factor, unit(text).dimensions, unit(text).parts) == (1.0, (), ())

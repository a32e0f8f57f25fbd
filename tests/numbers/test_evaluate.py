from __future__ import annotations

import pytest
from mlsd.numbers.evaluate import Book, Entry, compute
from mlsd.numbers.units import UnitError, unit

INPUTS = {
    "users": Entry("user", value=10_000_000),
    "views": Entry("show / user / day", value=12),
    "ctr": Entry("percent", value=0.6),
    "price": Entry("USD / click", value=0.1),
    "zero": Entry("dimensionless", value=0),
    "negative": Entry("dimensionless", value=-2),
}


def book(**formulas: tuple[str, str]) -> Book:
    return compute(INPUTS | {name: Entry(own, formula=text) for name, (text, own) in formulas.items()}, {})


def test_units_are_converted() -> None:
    result = book(
        day=("users * views", "show / day"),
        second=("users * views", "show / second"),
        money=("users * views * ctr * click_per_show * price", "USD / day"),
    )
    assert result.troubles == []
    assert result.results["day"].value == pytest.approx(1.2e8)
    assert result.results["second"].value == pytest.approx(1388.8889)
    assert result.results["money"].value == pytest.approx(72_000)


def test_formulas_may_stand_in_any_order() -> None:
    assert book(b=("a * 2", "user"), a=("users", "user")).results["b"].value == 2e7


@pytest.mark.parametrize(
    ("formula", "own", "code", "words"),
    [
        ("users + views", "user", "NU004", "puts together"),
        ("users * views", "click / day", "NU004", "fix one of them"),
        ("log(users)", "dimensionless", "NU004", "takes a pure number"),
        ("users ** ctr", "user", "NU004", "a power"),
        ("max(users, price)", "user", "NU004", "puts together"),
        ("usrs * 2", "user", "NU002", "did you mean `users`?"),
        ("x", "user", "NU003", "x → x"),
        ("users / zero", "user", "NU005", "division by zero"),
        ("log(zero)", "dimensionless", "NU005", "must be positive"),
        ("sqrt(negative)", "dimensionless", "NU005", "must not be negative"),
        ("probit(1)", "dimensionless", "NU005", "between 0 and 1"),
        ("negative ** 0.5", "dimensionless", "NU005", "fractional power"),
        ("9 ** 9 ** 9", "dimensionless", "NU005", "too large"),
        ("exp(1000)", "dimensionless", "NU005", "too large"),
        ("users.real", "user", "NU001", "may not stand"),
        ("users", "userz", "NU009", "is not a unit"),
    ],
)
def test_what_has_no_value_says_why(formula: str, own: str, code: str, words: str) -> None:
    (trouble,) = book(x=(formula, own)).troubles
    assert (trouble.name, trouble.code) == ("x", code)
    assert words in trouble.message


def test_one_fault_is_reported_once_however_many_depend_on_it() -> None:
    result = book(a=("users / zero", "user"), b=("a * 2", "user"), c=("b + a", "user"))
    assert [trouble.name for trouble in result.troubles] == ["a"]
    assert "c" not in result.results


def test_a_cycle_through_others_is_named() -> None:
    result = book(a=("b", "user"), b=("c", "user"), c=("a", "user"))
    assert any(trouble.code == "NU003" and "a → b → c → a" in trouble.message for trouble in result.troubles)


def test_checks() -> None:
    result = compute(
        INPUTS,
        {
            "holds": "ctr < 0.01",
            "breaks": "users > 1e8 * users / users * users",
            "units": "users < price",
            "sum": "0.1 + 0.2 <= 0.3",
        },
    )
    assert result.checks["holds"][0] is True
    assert result.checks["sum"][0] is True
    assert [trouble.name for trouble in result.troubles] == ["units"]


@pytest.mark.parametrize(
    "text", ["userz", "user +", "user ** 1000000", "user; click", "__import__", "x" * 200, "show / / day", "[show]"]
)
def test_what_is_no_unit(text: str) -> None:
    with pytest.raises(UnitError):
        unit(text)


def test_a_pure_number_becomes_a_count_by_one_of_what_is_counted() -> None:
    assert [trouble.code for trouble in book(size=("16 * negative**2 / 0.5**2", "order")).troubles] == ["NU004"]
    result = book(size=("16 * negative**2 / 0.5**2 * one_order", "order"))
    assert result.troubles == []
    assert result.results["size"].value == pytest.approx(256)


def test_a_chain_of_formulas_may_be_of_any_length() -> None:
    chain = {f"a{i}": Entry("user", formula=f"a{i + 1} + users") for i in range(1_000)}
    result = compute({**chain, "a1000": Entry("user", formula="users"), **INPUTS}, {})
    assert result.troubles == []
    assert result.results["a0"].value == pytest.approx(1_001 * 1e7)


def test_the_greatest_of_one_number_is_that_number() -> None:
    result = book(most=("max(users)", "user"), least=("min(users)", "user"))
    assert {result.results[name].value for name in ("most", "least")} == {1e7}

from __future__ import annotations

import pytest
from mlsd.numbers.expression import ExpressionError, names, parse


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a + b * 2 - 3 / c ** 2",
        "-(a + 1)",
        "min(a, b, c)",
        "probit(1 - alpha / 2)",
        "sqrt(log(exp(a)))",
        "ceil(a) + floor(b)",
        "1e6 * a",
    ],
)
def test_what_may_stand_in_a_formula(text: str) -> None:
    assert parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.b",
        "a[0]",
        "(lambda: 1)()",
        "[a for a in b]",
        "a if b else c",
        "'text'",
        "True",
        "a < b",
        "a and b",
        "f'{a}'",
        "open('x')",
        "min()",
        "log(a, b)",
        "min(*a)",
        "min(a, key=b)",
        "a := 1",
        "a //  b",
        "a % b",
        "a @ b",
        "~a",
        "not a",
        "...",
        "1j",
        "",
        "a +",
        "1e400",
        "9" * 400,
        "a" * 501,
        "+".join(["a"] * 200),
        "(" * 300 + "a" + ")" * 300,
    ],
)
def test_what_may_not(text: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert "\n" not in str(error.value)


def test_a_check_is_one_comparison() -> None:
    assert parse("a <= b + 1", is_check=True)
    for text in ("a", "a < b < c", "a in b", "a is b"):
        with pytest.raises(ExpressionError):
            parse(text, is_check=True)


def test_names_in_order() -> None:
    assert list(names(parse("b * min(a, b) + c"))) == ["b", "a", "b", "c"]

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mlsd.numbers.expression import ExpressionError, _from_tree, _plain, _plain_check, names, parse


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


PARTS = [
    "a",
    "b_1",
    "in",
    "0",
    "1",
    "07",
    "2.50",
    "1e3",
    ".5",
    "1_0",
    "+",
    "-",
    "*",
    "/",
    "**",
    "//",
    "(",
    ")",
    ",",
    "min(",
    "sqrt (",
    "open(",
    "B",
    "\t",
    " ",
]
FORMULA = st.recursive(
    st.sampled_from(["a", "b_1", "1", "2.5", "0"]),
    lambda inner: st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from([" + ", " - ", " * ", "/", " ** "]), inner),
        st.builds("({})".format, inner),
        st.builds("sqrt({})".format, inner),
        st.builds("max({}, {})".format, inner, inner),
    ),
    max_leaves=12,
)
TEXT = st.one_of(
    FORMULA,
    st.builds(
        "{} {} {}".format, FORMULA, st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "=", "<>", "=>"]), FORMULA
    ),
    st.lists(st.sampled_from([*PARTS, "<", "=="]), max_size=9).map("".join),
    st.builds("{}{}{}".format, FORMULA, st.sampled_from(PARTS), FORMULA),
)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(text=TEXT)
@example("a - b - 1 + a * b_1 / 2 ** a ** b")
@example("min(a, (b), max(1, 2) * 3) ** 2 / -a")
@example(" + ".join(["a"] * 25))
@example("+".join(["sqrt(1)"] * 12) + " < " + "+".join(["a"] * 25))
def test_what_is_read_without_the_tree_is_what_the_tree_says(text: str) -> None:
    for read, is_check in ((_plain, False), (_plain_check, True)):
        steps = read(text)
        assert steps is None or steps == _from_tree(text, is_check=is_check)


@pytest.mark.parametrize(
    "text",
    [
        "a * b",
        "1 - a",
        "probit(1 - a / 2)",
        "max(2, ceil(a / b)) * b",
        "2 * a ** 2 / (a * b) ** 2",
        " + ".join(["a"] * 25),
    ],
)
def test_most_formulas_need_no_tree(text: str) -> None:
    assert _plain(text)
    assert _plain_check(f"{text} <= a")

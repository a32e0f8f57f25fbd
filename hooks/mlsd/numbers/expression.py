"""Formulas as text: parsed with Python's `ast` against a closed list, never run as code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

MAX_LENGTH = 500
MAX_NODES = 200
MAX_NUMBER = 1e30

FUNCTIONS = {
    "ceil": (1, 1),
    "exp": (1, 1),
    "floor": (1, 1),
    "log": (1, 1),
    "log10": (1, 1),
    "log2": (1, 1),
    "max": (1, 20),
    "min": (1, 20),
    "probit": (1, 1),
    "sqrt": (1, 1),
}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
# Signs that people write, and those of a formula.
_ON_PAPER = {
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    ":": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "²": "**2",
    "√": "sqrt(…)",
}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class ExpressionError(Exception):
    """The text is not a formula; the message says what to do."""


class Number(NamedTuple):
    """A literal."""

    value: float


class Name(NamedTuple):
    """An input, a constant or another formula."""

    id: str


class Call(NamedTuple):
    """An operator or a function over its arguments; a minus sign before a term is `neg`."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Call


def parse(text: str, *, is_check: bool = False) -> Node:
    """Parse a formula, or a check: one comparison of two formulas.

    Raises:
        ExpressionError: with a sentence that says what may stand in a formula.

    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"a formula has at most {MAX_LENGTH} characters: name its parts as formulas of their own")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"not a formula: {_sign_of_paper(text)}") from None
    # No sign makes more than two parts, so a short text needs no counting.
    if len(text) > MAX_NODES // 2 - 5 and sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ExpressionError("too many parts: name some of them as formulas of their own")
    if is_check:
        return _comparison(tree)
    return _node(tree)


def names(node: Node) -> Iterator[str]:
    """Yield the names in a formula, in order."""
    if isinstance(node, Name):
        yield node.id
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from names(argument)


def _comparison(tree: ast.expr) -> Node:
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise ExpressionError("a check is one comparison, such as `latency_total <= latency_budget`")
    operator = _COMPARISONS.get(type(tree.ops[0]))
    if operator is None:
        return _refuse(tree)
    return Call(operator, (_node(tree.left), _node(tree.comparators[0])))


def _node(tree: ast.expr) -> Node:
    match tree:
        case ast.Constant(value=bool()):
            return _refuse(tree)
        case ast.Constant(value=int() | float() as value):
            return Number(_finite(value))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Call("neg", (_node(operand),))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return Call(_OPERATORS[type(operator)], (_node(left), _node(right)))
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]) if function in FUNCTIONS:
            least, most = FUNCTIONS[function]
            if not least <= len(arguments) <= most:
                raise ExpressionError(
                    f"`{function}` takes {least if least == most else f'{least} to {most}'} arguments"
                )
            return Call(function, tuple(_node(argument) for argument in arguments))
        case _:
            return _refuse(tree)


def _finite(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if abs(number) > MAX_NUMBER:
        raise ExpressionError(f"a number greater than {MAX_NUMBER:g}: use another unit")
    return number


def _sign_of_paper(text: str) -> str:
    """Return what stands in a formula for a sign that people write on paper."""
    if text.strip().startswith("="):
        return "leave out the `=` at its beginning"
    if found := next((sign for sign in _ON_PAPER if sign in text), None):
        return f"write `{_ON_PAPER[found]}` instead of `{found}`"
    if "%" in text:
        return "write a percentage as an input with the unit `percent`, and name it here"
    return "use names, numbers, + - * / ** and parentheses, and a sign between any two of them"


def _refuse(tree: ast.expr) -> Node:
    part = ast.unparse(tree)[:40]
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitXor):
        raise ExpressionError(f"`{part}`: a power is written `**`, as in `deviation**2`")
    functions = ", ".join(sorted(FUNCTIONS))
    raise ExpressionError(
        f"`{part}` may not stand in a formula: use names, numbers, + - * / **, parentheses, and {functions}"
    )

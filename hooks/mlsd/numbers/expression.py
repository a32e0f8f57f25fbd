"""Formulas as text: read against a closed list, never run as code.

Names, numbers, signs and functions are read here; for whatever else, and for what is wrong, Python's `ast` is asked, which takes several times
longer and knows what to say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import lru_cache
from keyword import kwlist
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
# Signs that people write, and those of a formula.
_ON_PAPER = {
    "=<": "<=",
    "=>": ">=",
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


class Call(NamedTuple):
    """An operator or a function over the values before it; a minus sign before a term is `neg`."""

    function: str
    arguments: int


_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_SIGNS = {sign: Call(sign, 2) for sign in _OPERATORS.values()}
# Which signs come first: of equal ones that on the left, of powers that on the right.
_RANKS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
# A name, with the parenthesis behind it if it is that of a function; a number; a sign.
_PART = re.compile(r"[a-z][a-z0-9_]*+(?: *\()?|(?:0|[1-9][0-9]{0,14}+)(?:\.[0-9]{1,15}+)?|\*\*|[^ ]")
_COMPARED = re.compile(r"([<>=!]=|[<>])")
_KEYWORDS = frozenset(kwlist)
# Each part makes two nodes of a tree at most (a function three, with its parentheses): so few, and on both sides of a comparison, need no counting.
_FEW = MAX_NODES // 4 - 1

# A literal, the name of a number, or what is done with the values before it.
Step = float | str | Call
# A formula in postfix order, as it is computed.
Steps = Sequence[Step]


def parse(text: str, *, is_check: bool = False) -> Steps:
    """Parse a formula, or a check: one comparison of two formulas.

    Raises:
        ExpressionError: with a sentence that says what may stand in a formula.

    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"a formula has at most {MAX_LENGTH} characters: name its parts as formulas of their own")
    steps = _plain_check(text) if is_check else _plain(text)
    return _from_tree(text, is_check=is_check) if steps is None else steps


def _from_tree(text: str, *, is_check: bool) -> list[Step]:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"not a formula: {_sign_of_paper(text)}") from None
    # No sign makes more than two parts, so a short text needs no counting.
    if len(text) > MAX_NODES // 2 - 5 and sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ExpressionError("too many parts: name some of them as formulas of their own")
    steps: list[Step] = []
    (_note_comparison if is_check else _note)(tree, steps)
    return steps


def names(steps: Steps) -> list[str]:
    """Return the names in a formula, in order."""
    return [step for step in steps if isinstance(step, str)]


def _plain_check(text: str) -> list[Step] | None:
    sides = _COMPARED.split(text)
    left, right = (_plain(sides[0]), _plain(sides[2])) if len(sides) == 3 else (None, None)
    return [*left, *right, Call(sides[1], 2)] if left and right else None


def _plain(text: str) -> list[Step] | None:
    """Return the steps of a formula; None where the tree has to be asked."""
    steps: list[Step] = []
    # Signs whose right side is not complete, and of each open parenthesis the function before it; their arguments so far.
    waiting: list[str] = []
    arguments: list[int] = []
    is_value = False
    parts = _parts(text)
    for part in parts if len(parts) <= _FEW else ():
        if part in _RANKS:
            if not is_value:
                return None
            is_value = False
            # A power waits for the one on its right.
            _take(waiting, _RANKS[part] + (part == "**"), steps)
            waiting.append(part)
        elif part == ")" or part == ",":
            _take(waiting, 0, steps)
            function = waiting[-1] if waiting and is_value else None
            if part == "," and function:
                arguments[-1] += 1
                is_value = False
            elif part == ")" and function is not None:
                waiting.pop()
                count = arguments.pop()
                if function:
                    least, most = FUNCTIONS[function]
                    if not least <= count <= most:
                        return None
                    steps.append(Call(function, count))
            else:
                return None
        elif is_value:
            return None
        elif part[-1] == "(":
            function = part[:-1].rstrip(" ")
            if function and function not in FUNCTIONS:
                return None
            waiting.append(function)
            arguments.append(1)
        else:
            first = part[0]
            is_value = True
            if "a" <= first <= "z":
                steps.append(part)
            elif "0" <= first <= "9":
                steps.append(float(part))
            else:
                return None
    _take(waiting, 0, steps)
    return steps if is_value and not waiting and _KEYWORDS.isdisjoint(steps) else None


def _parts(text: str) -> Sequence[str]:
    """Return the parts of a formula; where they stand apart, as they mostly do, it is known by the words that they are."""
    words = text.replace("(", "( ").replace(")", " )").replace(",", " ,").split(" ")
    apart = [word for word in words if word]
    return apart if all(map(_is_part, apart)) else _PART.findall(text)


@lru_cache(maxsize=10_000)  # The names of a case come again and again.
def _is_part(word: str) -> bool:
    return _PART.fullmatch(word) is not None


def _take(waiting: list[str], rank: int, steps: list[Step]) -> None:
    """Note the last of the signs that wait, as far as they come before one of this rank."""
    while waiting and _RANKS.get(waiting[-1], -1) >= rank:
        steps.append(_SIGNS[waiting.pop()])


def _note_comparison(tree: ast.expr, steps: list[Step]) -> None:
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise ExpressionError("a check is one comparison, such as `latency_total <= latency_budget`")
    operator = _COMPARISONS.get(type(tree.ops[0]))
    if operator is None:
        raise _refusal(tree)
    _note(tree.left, steps)
    _note(tree.comparators[0], steps)
    steps.append(Call(operator, 2))


def _note(tree: ast.expr, steps: list[Step]) -> None:
    """Note the steps of a tree; what it is made of is asked in the order of what is frequent."""
    if isinstance(tree, ast.Name):
        steps.append(tree.id)
    elif isinstance(tree, ast.BinOp) and type(tree.op) in _OPERATORS:
        _note(tree.left, steps)
        _note(tree.right, steps)
        steps.append(_SIGNS[_OPERATORS[type(tree.op)]])
    elif isinstance(tree, ast.Constant) and isinstance(tree.value, int | float) and not isinstance(tree.value, bool):
        steps.append(_finite(tree.value))
    elif (
        isinstance(tree, ast.Call)
        and isinstance(tree.func, ast.Name)
        and tree.func.id in FUNCTIONS
        and not tree.keywords
    ):
        function = tree.func.id
        least, most = FUNCTIONS[function]
        if not least <= len(tree.args) <= most:
            raise ExpressionError(f"`{function}` takes {least if least == most else f'{least} to {most}'} arguments")
        for argument in tree.args:
            _note(argument, steps)
        steps.append(Call(function, len(tree.args)))
    elif isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        _note(tree.operand, steps)
        steps.append(Call("neg", 1))
    else:
        raise _refusal(tree)


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


def _refusal(tree: ast.expr) -> ExpressionError:
    part = ast.unparse(tree)[:40]
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitXor):
        return ExpressionError(f"`{part}`: a power is written `**`, as in `deviation**2`")
    functions = ", ".join(sorted(FUNCTIONS))
    return ExpressionError(
        f"`{part}` may not stand in a formula: use names, numbers, + - * / **, parentheses, and {functions}"
    )

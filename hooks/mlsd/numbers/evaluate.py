"""What the formulas come to, with their units checked, and as programs that the browser can run.

Everything is computed in base units; a declared unit only says how a number is entered and shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from mlsd.numbers.expression import Call, ExpressionError, Name, Node, Number, names, parse
from mlsd.numbers.units import CONSTANTS, Dimensions, UnitError, in_words, unit

MAX_VALUE = 1e100


class NumberError(Exception):
    """A formula that has no value; `code` is the guard's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Value(NamedTuple):
    """A number in base units, and what it measures."""

    value: float
    dimensions: Dimensions


class Result(NamedTuple):
    """An input or a formula with its value in its own unit; `program` recomputes it in base units (inputs have none)."""

    name: str
    value: float
    base: float
    unit: str
    uses: tuple[str, ...] = ()
    program: tuple[str | float, ...] = ()


class Trouble(NamedTuple):
    """What is wrong with one input, formula or check."""

    name: str
    code: str
    message: str


@dataclass
class Book:
    """Inputs and formulas of one case, computed; `compared` are the names in each check, by its text."""

    results: dict[str, Result] = field(default_factory=dict)
    checks: dict[str, tuple[bool, tuple[str | float, ...]]] = field(default_factory=dict)
    compared: dict[str, frozenset[str]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


class Entry(NamedTuple):
    """What the case says of an input (`value`) or of a formula (`formula`)."""

    unit: str
    value: float | None = None
    formula: str | None = None


def compute(entries: Mapping[str, Entry], checks: Mapping[str, str]) -> Book:
    """Compute everything that can be computed, and say of the rest why not.

    Args:
        entries: inputs and formulas by name, in any order.
        checks: comparisons by id.

    """
    computer = _Computer(entries)
    for name in entries:
        computer.value_of(name)
    for check_id, text in checks.items():
        computer.check(check_id, text)
    return computer.book


class _Computer:
    """Computes each name once, after those that it uses."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries
        self.book = Book()
        self._values: dict[str, Value | None] = {
            name: Value(unit(text).factor, unit(text).dimensions) for name, text in CONSTANTS.items()
        }
        self._open: list[str] = []

    def value_of(self, name: str) -> Value | None:
        """Return the value of a name; None if it has none, which is reported once, where it is defined."""
        if name not in self._values:
            self._open.append(name)
            try:
                self._values[name] = self._define(name)
            except NumberError as error:
                self._values[name] = None
                self.book.troubles.append(Trouble(name, error.code, error.message))
            finally:
                self._open.pop()
        return self._values[name]

    def check(self, check_id: str, text: str) -> None:
        try:
            node = self._parse(text, is_check=True)
            self.book.compared[text] = frozenset(names(node))
            self._resolve(node)
            holds = self._evaluate(node)
            if holds is not None:
                self.book.checks[check_id] = (holds.value == 1.0, tuple(_program(node)))
        except NumberError as error:
            self.book.troubles.append(Trouble(check_id, error.code, error.message))

    def _define(self, name: str) -> Value | None:
        entry = self.entries[name]
        try:
            own = unit(entry.unit)
        except UnitError as error:
            raise NumberError("NU009", str(error)) from None
        if entry.value is not None:
            base = entry.value * own.factor
            self.book.results[name] = Result(name, entry.value, base, entry.unit)
            return Value(base, own.dimensions)
        node = self._parse(entry.formula or "")
        self._resolve(node)
        value = self._evaluate(node)
        if value is None:
            return None
        if _differ(value, own.dimensions):
            raise NumberError("NU004", _mismatch(value.dimensions, entry.unit, own.dimensions))
        uses = tuple(dict.fromkeys(names(node)))
        self.book.results[name] = Result(
            name, value.value / own.factor, value.value, entry.unit, uses, tuple(_program(node))
        )
        return Value(value.value, own.dimensions)

    @staticmethod
    def _parse(text: str, *, is_check: bool = False) -> Node:
        try:
            return parse(text, is_check=is_check)
        except ExpressionError as error:
            raise NumberError("NU001", str(error)) from None

    def _resolve(self, node: Node) -> None:
        for name in names(node):
            if name in self._open:
                raise NumberError(
                    "NU003",
                    "the formula depends on itself: " + " → ".join([*self._open[self._open.index(name) :], name]),
                )
            if name not in self.entries and name not in CONSTANTS:
                near = get_close_matches(name, [*self.entries, *CONSTANTS], n=1)
                hint = f"did you mean `{near[0]}`?" if near else "define it among inputs or formulas"
                raise NumberError("NU002", f"`{name}` is not known: {hint}")

    def _evaluate(self, node: Node) -> Value | None:
        """Return the value of a tree; None if a name in it has none."""
        if isinstance(node, Number):
            return Value(node.value, ())
        if isinstance(node, Name):
            return self.value_of(node.id)
        arguments = [self._evaluate(argument) for argument in node.arguments]
        known = [argument for argument in arguments if argument is not None]
        if len(known) < len(arguments):
            return None
        dimensions = _dimensions(node, known)
        try:
            number = OPERATIONS[node.function](*(argument.value for argument in known))
        except ZeroDivisionError:
            raise NumberError("NU005", "division by zero: bound the input that becomes zero by its range") from None
        except OverflowError:
            raise NumberError("NU005", "the result is too large: use another unit") from None
        except ValueError:
            raise NumberError(
                "NU005", f"`{node.function}` has no value there: {_DOMAINS.get(node.function, 'check its arguments')}"
            ) from None
        if isinstance(number, complex) or not math.isfinite(number) or abs(number) > MAX_VALUE:
            raise NumberError("NU005", "the result is too large or not a real number: check the arguments")
        return Value(float(number), dimensions)


_DOMAINS = {
    "log": "its argument must be positive",
    "log2": "its argument must be positive",
    "log10": "its argument must be positive",
    "sqrt": "its argument must not be negative",
    "probit": "its argument must lie between 0 and 1",
    "**": "a negative number has no fractional power",
}


def _probit(share: float) -> float:
    if not 0 < share < 1:
        raise ValueError
    from statistics import NormalDist  # Few cases need it, and it brings much along.

    return NormalDist().inv_cdf(share)


def _equal(a: float, b: float) -> bool:
    """Compare as a reader does: a sum of tenths is not greater than itself. The browser uses the same bound."""
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


OPERATIONS: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": math.pow,
    "neg": lambda a: -a,
    "<": lambda a, b: float(a < b and not _equal(a, b)),
    "<=": lambda a, b: float(a <= b or _equal(a, b)),
    ">": lambda a, b: float(a > b and not _equal(a, b)),
    ">=": lambda a, b: float(a >= b or _equal(a, b)),
    "==": lambda a, b: float(_equal(a, b)),
    "!=": lambda a, b: float(not _equal(a, b)),
    "ceil": lambda a: float(math.ceil(a)),
    "exp": math.exp,
    "floor": lambda a: float(math.floor(a)),
    "log": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "max": max,
    "min": min,
    "probit": _probit,
    "sqrt": math.sqrt,
}
_SAME = frozenset({"+", "-", "<", "<=", ">", ">=", "==", "!=", "min", "max"})


def _dimensions(node: Call, arguments: list[Value]) -> Dimensions:
    """Return what the result measures.

    Raises:
        NumberError: the arguments cannot be put together so.

    """
    function = node.function
    first = arguments[0].dimensions
    if function in ("*", "/"):
        return _combine(first, arguments[1].dimensions, 1 if function == "*" else -1)
    if function == "neg":
        return first
    if function == "sqrt":
        return tuple((name, power / 2) for name, power in first)
    if function == "**":
        if arguments[1].dimensions or (first and not isinstance(node.arguments[1], Number)):
            raise NumberError("NU004", "a power must be a pure number, and that of something with a unit a literal one")
        return tuple((name, power * arguments[1].value) for name, power in first if arguments[1].value)
    if function in _SAME:
        measured = [argument for argument in arguments if argument.value != 0 or argument.dimensions]
        for other in measured[1:]:
            if _differ(other, measured[0].dimensions):
                left, right = in_words(measured[0].dimensions), in_words(other.dimensions)
                raise NumberError("NU004", f"`{function}` puts together {left} and {right}: bring both to one unit")
        return () if function in ("<", "<=", ">", ">=", "==", "!=") or not measured else measured[0].dimensions
    if any(argument.dimensions for argument in arguments):
        raise NumberError("NU004", f"`{function}` takes a pure number, not {in_words(first)}: divide its unit out")
    return ()


def _mismatch(given: Dimensions, text: str, wanted: Dimensions) -> str:
    """Return what to do where a formula does not give what its unit says."""
    counted = next(
        (name for name, named in CONSTANTS.items() if named == text.strip() and name.startswith("one_")), None
    )
    if not given and counted:
        remedy = f"multiply it by `{counted}`, or write `dimensionless`"
    elif not given:
        remedy = "put the unit in by an input, or write `dimensionless`"
    else:
        remedy = "fix one of them"
    said = in_words(wanted)
    return f"the formula gives {in_words(given)}, its unit is `{text}`{'' if said == text.strip() else f', {said}'}: {remedy}"


def _combine(left: Dimensions, right: Dimensions, sign: int) -> Dimensions:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0.0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if abs(power) > 1e-9))


def _differ(value: Value, dimensions: Dimensions) -> bool:
    return value.dimensions != dimensions and not (value.value == 0 and not value.dimensions)


def _program(node: Node) -> list[str | float]:
    """Return the tree in postfix order: numbers, names as `$name`, and operators with their number of arguments as `f/n`."""
    if isinstance(node, Number):
        return [node.value]
    if isinstance(node, Name):
        return [unit(CONSTANTS[node.id]).factor] if node.id in CONSTANTS else [f"${node.id}"]
    parts: list[str | float] = []
    for argument in node.arguments:
        parts += _program(argument)
    return [*parts, f"{node.function}:{len(node.arguments)}"]

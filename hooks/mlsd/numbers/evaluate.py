"""What the formulas come to, with their units checked, and as programs that the browser can run.

Everything is computed in base units; a declared unit only says how a number is entered and shown.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mlsd.numbers.expression import ExpressionError, Step, Steps, names, parse
from mlsd.numbers.units import CONSTANTS, Dimensions, UnitError, in_words, unit

MAX_VALUE = 1e100


class NumberError(Exception):
    """A formula that has no value; `code` is the guard's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


# A number in base units, and what it measures; no class, since a case makes a thousand of them on the way.
Value = tuple[float, Dimensions]


class Result(NamedTuple):
    """An input or a formula with its value in its own unit; `steps` recompute it in base units (inputs have none)."""

    name: str
    value: float
    base: float
    unit: str
    uses: tuple[str, ...] = ()
    steps: Steps = ()


class Trouble(NamedTuple):
    """What is wrong with one input, formula or check."""

    name: str
    code: str
    message: str


@dataclass
class Book:
    """Inputs and formulas of one case, computed; `compared` are the names in each check, by its text."""

    results: dict[str, Result] = field(default_factory=dict)
    checks: dict[str, tuple[bool, Steps]] = field(default_factory=dict)
    compared: dict[str, frozenset[str]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept in the cache: the results as plain tuples, which are written in a third of the time."""
        return {**self.__dict__, "results": [*map(tuple, self.results.values())]}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was kept in the cache."""
        results = map(Result._make, state["results"])
        self.__dict__.update({**state, "results": {result.name: result for result in results}})


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
        computer.define(name)
    for check_id, text in checks.items():
        computer.check(check_id, text)
    return computer.book


@cache
def _constants() -> Mapping[str, Value]:
    return {name: (unit(text).factor, unit(text).dimensions) for name, text in CONSTANTS.items()}


class _NeededError(Exception):
    """A name must be computed first."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Computer:
    """Computes each name once, after those that it uses."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries
        self.book = Book()
        # None of a name that has no value, which is reported once, where it is defined.
        self._values: dict[str, Value | None] = dict(_constants())
        self._steps: dict[str, Steps] = {}
        self._open: list[str] = []

    def define(self, name: str) -> None:
        """Compute a name after those that it uses; a formula begins anew when they are there, so that chains may be of any length."""
        self._open = [] if name in self._values else [name]
        while self._open:
            name = self._open[-1]
            try:
                self._values[name] = self._value_of(name, self.entries[name])
            except _NeededError as needed:
                self._open.append(needed.name)
                continue
            except NumberError as error:
                self._values[name] = None
                self.book.troubles.append(Trouble(name, error.code, error.message))
            self._open.pop()

    def check(self, check_id: str, text: str) -> None:
        try:
            steps = _parsed(text, is_check=True)
            self.book.compared[text] = frozenset(names(steps))
            self._resolve(names(steps))
            holds = self._evaluate(steps)
            if holds is not None:
                self.book.checks[check_id] = (holds[0] == 1.0, steps)
        except NumberError as error:
            self.book.troubles.append(Trouble(check_id, error.code, error.message))

    def _value_of(self, name: str, entry: Entry) -> Value | None:
        try:
            own = unit(entry.unit)
        except UnitError as error:
            raise NumberError("NU009", str(error)) from None
        if entry.value is not None:
            base = entry.value * own.factor
            self.book.results[name] = Result(name, entry.value, base, entry.unit)
            return base, own.dimensions
        steps = self._steps.get(name)
        if steps is None:
            steps = self._steps[name] = _parsed(entry.formula or "")
        uses = tuple(dict.fromkeys(names(steps)))
        self._resolve(uses)
        found = self._evaluate(steps)
        if found is None:
            return None
        value, dimensions = found
        if _differ(found, own.dimensions):
            raise NumberError("NU004", _mismatch(dimensions, entry.unit, own.dimensions))
        self.book.results[name] = Result(name, value / own.factor, value, entry.unit, uses, steps)
        return value, own.dimensions

    def _resolve(self, used: Iterable[str]) -> None:
        for name in used:
            if name in self._values:
                continue
            if name in self._open:
                raise NumberError(
                    "NU003",
                    "the formula depends on itself: " + " → ".join([*self._open[self._open.index(name) :], name]),
                )
            if name not in self.entries:
                near = get_close_matches(name, [*self.entries, *CONSTANTS], n=1)
                hint = f"did you mean `{near[0]}`?" if near else "define it among inputs or formulas"
                raise NumberError("NU002", f"`{name}` is not known: {hint}")

    def _evaluate(self, steps: Steps) -> Value | None:
        """Return the value of a formula; None if a name in it has none."""
        values = self._values
        stack: list[Any] = []  # of values, and None for each that is not known
        last: Step = 0.0
        for step in steps:
            if isinstance(step, str):
                if step not in values:
                    raise _NeededError(step)
                stack.append(values[step])
            elif isinstance(step, float):
                stack.append((step, ()))
            else:
                arguments = stack[-step.arguments :]
                del stack[-step.arguments :]
                stack.append(None if None in arguments else _applied(step.function, arguments, last))
            last = step
        found: Value | None = stack[0]
        return found


def _parsed(text: str, *, is_check: bool = False) -> Steps:
    try:
        return parse(text, is_check=is_check)
    except ExpressionError as error:
        raise NumberError("NU001", str(error)) from None


def _applied(function: str, arguments: Sequence[Value], last: Step) -> Value:
    """Return what a function of values comes to; `last` is the step before it."""
    dimensions = _dimensions(function, arguments, last)
    try:
        number = OPERATIONS[function](*[value for value, _ in arguments])
    except ZeroDivisionError:
        raise NumberError("NU005", "division by zero: bound the input that becomes zero by its range") from None
    except OverflowError:
        raise NumberError("NU005", "the result is too large: use another unit") from None
    except ValueError:
        domain = _DOMAINS.get(function, "check its arguments")
        raise NumberError("NU005", f"`{function}` has no value there: {domain}") from None
    if not abs(number) <= MAX_VALUE:
        raise NumberError("NU005", "the result is too large or not a real number: check the arguments")
    return number, dimensions


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
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": math.pow,
    "neg": operator.neg,
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
    "max": lambda *of: max(of),
    "min": lambda *of: min(of),
    "probit": _probit,
    "sqrt": math.sqrt,
}
_COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})
_SAME = _COMPARISONS | {"+", "-", "min", "max"}


def _dimensions(function: str, arguments: Sequence[Value], last: Step) -> Dimensions:
    """Return what the result measures.

    Raises:
        NumberError: the arguments cannot be put together so.

    """
    first = arguments[0][1]
    if function == "*" or function == "/":
        return _combine(first, arguments[1][1], 1 if function == "*" else -1)
    if function in _SAME:
        return _shared(function, arguments)
    if function == "neg":
        return first
    if function == "sqrt":
        return tuple((name, power / 2) for name, power in first)
    if function == "**":
        power, measured = arguments[1]
        if measured or (first and not isinstance(last, float)):
            raise NumberError("NU004", "a power must be a pure number, and that of something with a unit a literal one")
        return tuple((name, own * power) for name, own in first if power)
    if any(measured for _, measured in arguments):
        raise NumberError("NU004", f"`{function}` takes a pure number, not {in_words(first)}: divide its unit out")
    return ()


def _shared(function: str, arguments: Sequence[Value]) -> Dimensions:
    """Return what the result of a sum or a comparison measures: all that is put together measures the same, but for a zero."""
    measured = [argument for argument in arguments if any(argument)]
    dimensions = measured[0][1] if measured else ()
    for other in measured[1:]:
        if _differ(other, dimensions):
            left, right = in_words(dimensions), in_words(other[1])
            raise NumberError("NU004", f"`{function}` puts together {left} and {right}: bring both to one unit")
    return () if function in _COMPARISONS else dimensions


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


# Of pairs of dimensions there are few.
@lru_cache(maxsize=2048)
def _combine(left: Dimensions, right: Dimensions, sign: int) -> Dimensions:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0.0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if abs(power) > 1e-9))


def _differ(value: Value, dimensions: Dimensions) -> bool:
    """Tell whether a value measures something else; a bare zero measures whatever is wanted."""
    return value[1] != dimensions and any(value)


def program(steps: Steps) -> Iterator[str | float]:
    """Yield a formula as the browser takes it: numbers, names as `$name`, and operators with their number of arguments as `f:n`."""
    for step in steps:
        if isinstance(step, str):
            yield unit(CONSTANTS[step]).factor if step in CONSTANTS else f"${step}"
        else:
            yield step if isinstance(step, float) else f"{step.function}:{step.arguments}"

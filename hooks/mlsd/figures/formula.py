"""LaTeX formulas to MathML, which browsers draw themselves."""

from __future__ import annotations

from math_core import LatexError, LatexToMathML

_CONVERTER = LatexToMathML(fancy_error=False)


class FormulaError(Exception):
    """The text is not LaTeX that can be drawn."""


def to_mathml(latex: str, *, is_display: bool) -> str:
    """Return MathML for a formula, `aligned` and `cases` included.

    Raises:
        FormulaError: with the converter's reason in one line.

    """
    try:
        return _CONVERTER.convert_with_local_state(latex.strip(), displaystyle=is_display)
    except LatexError as error:
        raise FormulaError(" ".join(str(error).split())) from None

"""Diagrams and formulas where they stand in a page."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from markdown import Markdown

from mlsd.figures.diagram import DiagramError, draw
from mlsd.figures.formula import FormulaError, to_mathml
from mlsd.render.html import element, text
from mlsd.render.inert import show_source

_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL
)


def fence(
    source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, *, root: Path, **kwargs: Any
) -> str:
    """Draw a ```mermaid block: the format that pymdownx.superfences asks for. What cannot be drawn stays as text; the guard reports it."""
    source = show_source(source)
    try:
        drawing = draw(source, root)
    except DiagramError:
        return element("pre", element("code", text(source)))
    # The drawing scrolls inside its frame, which can be focused for that.
    frame = element("div", drawing.svg, class_="diagram__frame", tabindex="0", role="group", aria_label=drawing.title)
    frame = frame.replace("<svg ", f'<svg style="--dg-width:{drawing.width}px" ', 1)
    return element("figure", frame, element("figcaption", text(drawing.title)), class_="diagram")


def draw_formulas(html: str) -> str:
    """Replace what pymdownx.arithmatex marked in a page's HTML with MathML."""

    def replace(match: re.Match[str]) -> str:
        latex = unescape(match["latex"])
        is_display = match["open"] == "["
        try:
            drawn = to_mathml(latex, is_display=is_display)
        except FormulaError:
            return element("code", escape(latex))
        if not is_display:
            return drawn
        return element("div", drawn, class_="formula", tabindex="0", role="group", aria_label=latex.strip())

    return _FORMULA.sub(replace, html)

"""Diagrams and formulas where they stand in a page."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown import Markdown

from mlsd.figures.diagram import DiagramError, draw
from mlsd.figures.formula import FormulaError, to_mathml
from mlsd.figures.slim import slim
from mlsd.render.html import element, text
from mlsd.render.inert import show_source

_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL
)

_PICTURE = re.compile(r'<img (?P<rest>[^>]*?src="(?P<src>[^"]*)")')
_SIZE = re.compile(r'<svg\b[^>]*?\swidth="(?P<width>\d+)"[^>]*?\sheight="(?P<height>\d+)"')


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
    frame = element(
        "div", slim(drawing.svg), class_="diagram__frame", tabindex="0", role="group", aria_label=drawing.title
    )
    frame = frame.replace("<svg ", f'<svg style="--dg-width:{drawing.width}px" ', 1)
    return element("figure", frame, element("figcaption", text(drawing.title)), class_="diagram")


def lazy_pictures(html: str, folder: Path) -> str:
    """Give the pictures of a page's HTML their size, so that nothing moves when they come, and let them come when they are near.

    Args:
        html: the page.
        folder: where the page's pictures lie; one that lies elsewhere, or says no size, keeps its tag but for the waiting.

    """

    def replace(match: re.Match[str]) -> str:
        path = folder / PurePosixPath(unquote(urlsplit(match["src"]).path)).name
        size = _SIZE.search(path.read_text("utf-8")[:600]) if path.suffix == ".svg" and path.is_file() else None
        measured = f' width="{size["width"]}" height="{size["height"]}"' if size else ""
        return f'<img loading="lazy" decoding="async"{measured} {match["rest"]}'

    return _PICTURE.sub(replace, html)


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

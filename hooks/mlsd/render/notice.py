"""The findings of a page, shown on the page while it is being written."""

from __future__ import annotations

from collections.abc import Iterable

from mlsd.model.finding import Finding
from mlsd.render.html import element, text
from mlsd.render.words import WORDS


def notice(findings: Iterable[Finding], path: str, language: str) -> str:
    """Return the box with the findings of `path`; nothing if there are none."""
    items = [
        element("li", element("code", text(f"{f.line}: {f.code}")), " " + text(f.message))
        for f in findings
        if f.path == path
    ]
    if not items:
        return ""
    title = element("p", text(WORDS[language]["findings"]), class_="admonition-title")
    return element("div", title, element("ul", *items), class_="admonition failure mlsd-findings", lang=language)

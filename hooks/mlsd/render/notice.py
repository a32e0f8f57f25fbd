"""The findings of a page, shown on the page while it is being written."""

from __future__ import annotations

from collections.abc import Iterable

from mlsd.model.finding import Finding
from mlsd.render.html import element, text
from mlsd.render.words import WORDS

# So many stand open: a page that has just been begun has scores of them, and is to be seen below.
SHOWN = 5


def notice(findings: Iterable[Finding], path: str, language: str) -> str:
    """Return the box with the findings of `path`, the first of them open; nothing if there are none."""
    words = WORDS[language]
    items = [
        element("li", element("code", text(f"{f.line}: {f.code}")), " " + text(f.message))
        for f in findings
        if f.path == path
    ]
    if not items:
        return ""
    title = element("p", text(words["findings"]), class_="admonition-title")
    # The messages are in English on every page.
    shown = element("ul", *items[:SHOWN], lang="en")
    rest = items[SHOWN:]
    summary = element("summary", text(words["findings_more"].format(n=len(rest))))
    more = element("details", summary, element("ul", *rest, lang="en")) if rest else ""
    return element("div", title, shown, more, class_="admonition failure mlsd-findings", lang=language)

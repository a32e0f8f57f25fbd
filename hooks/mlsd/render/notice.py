"""The findings of a page, shown on the page while it is being written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from mlsd.model.content import CASES, slug_of_page
from mlsd.model.finding import Finding, Severity
from mlsd.model.glossary import PATH as GLOSSARY
from mlsd.model.page import Page
from mlsd.model.tetrahedron import PATH as TETRAHEDRON
from mlsd.render.html import element, text
from mlsd.render.words import WORDS

# So many stand open: a page that has just been begun has scores of them, and is to be seen below.
SHOWN = 5

_TYPED = re.compile(r"`([^`]+)`")
_GLOSSARY = GLOSSARY.removeprefix("docs/").removesuffix(".yml")
_OVERVIEW = f"{posixpath.dirname(TETRAHEDRON).removeprefix('docs/')}/index"


def data_of(page: Page) -> str | None:
    """Return the file of data that a page shows, whose findings have no page of their own."""
    slug = slug_of_page(page.path)
    return f"{CASES}/{slug}/case.yml" if slug else {_GLOSSARY: GLOSSARY, _OVERVIEW: TETRAHEDRON}.get(page.name)


def notice(findings: Iterable[Finding], page: Page, language: str) -> str:
    """Return the box with the findings of a page and of the data that it shows, the first of them open; nothing if there are none."""
    words = WORDS[language]
    data = data_of(page)
    found = [*findings]
    # What fails the check comes first, and of that the data, which the page only prints.
    shown_here = sorted(
        (f for f in found if f.path in (page.path, data)),
        key=lambda f: (f.severity is Severity.NOTICE, f.path == page.path),
    )
    items = [_item(f, page) for f in shown_here]
    if not items:
        return ""
    title = element("p", text(words["findings"]), class_="admonition-title")
    # The messages are in English on every page.
    shown = element("ul", *items[:SHOWN], lang="en")
    rest = items[SHOWN:]
    summary = element("summary", text(words["findings_more"].format(n=len(rest))))
    more = element("details", summary, element("ul", *rest, lang="en")) if rest else ""
    kind = "note" if shown_here[0].severity is Severity.NOTICE else "failure"
    return element("div", title, shown, more, class_=f"admonition {kind} mlsd-findings", lang=language)


def _item(finding: Finding, page: Page) -> str:
    """Return a finding as an entry of the list; what stands between backticks is to be typed as it is."""
    file = "" if finding.path == page.path else f"{posixpath.basename(finding.path)}:"
    place = element("code", text(f"{file}{finding.line}: {finding.code}"), class_="mlsd-findings__place")
    note = "note: " if finding.severity is Severity.NOTICE else ""
    parts = _TYPED.split(f"{note}{finding.message}")
    said = "".join(element("code", text(part)) if i % 2 else text(part) for i, part in enumerate(parts))
    return element("li", place, f" {said}")

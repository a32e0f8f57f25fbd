"""Abbreviations of the glossary: the first one of each kind on a page leads to its definition, and shows it on hover and focus."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from mlsd.model.glossary import Term

# Where a link has no place, or would be noise.
_CLOSED = frozenset(
    [
        "a",
        "abbr",
        "button",
        "code",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "kbd",
        "label",
        "math",
        "pre",
        "script",
        "style",
        "summary",
        "svg",
        "th",
    ]
)
_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<void>/?)>", re.DOTALL
)
# What is passed over as a whole: much stands in it, and nothing of its own kind.
_WHOLE = frozenset(["math", "pre", "script", "style", "svg"])


def link_abbreviations(html: str, terms: Iterable[Term], language: str, glossary_url: str) -> str:
    """Return a page's HTML with the first use of every abbreviation linked to the glossary.

    Args:
        html: the page's content.
        terms: the glossary.
        language: the page's language.
        glossary_url: the way from the page to the glossary.

    """
    by_abbreviation = {term.abbreviation: term for term in terms if term.abbreviation and term.abbreviation in html}
    if not by_abbreviation:
        return html
    words = sorted(by_abbreviation, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w/&#-])(?:{'|'.join(map(re.escape, words))})(?![\w/-])")

    def link(match: re.Match[str]) -> str:
        term = by_abbreviation.pop(match[0], None)
        if term is None:
            return match[0]
        sense = term[language]
        title = escape(f"{sense.term} — {sense.definition}")
        return f'<a class="term" href="{glossary_url}#{term.id}" title="{title}">{match[0]}</a>'

    # Behind the last place of the last abbreviation that is not linked yet, nothing is left to look for.
    last = {word: html.rfind(word) for word in words}
    parts = []
    closed: list[str] = []
    position = 0
    while position <= max((last[word] for word in by_abbreviation), default=-1):
        token = _TOKEN.search(html, position)
        start, end = token.span() if token else (len(html), len(html))
        text = html[position:start]
        parts.append(text if closed else pattern.sub(link, text))
        tag = (token["tag"] or "").lower() if token else ""
        if token and tag in _WHOLE and not token["end"]:
            end = max(end, html.find(f"</{tag}>", end))
        elif token and tag in _CLOSED and tag not in _WHOLE and not token["void"]:
            if not token["end"]:
                closed.append(tag)
            elif tag in closed:
                del closed[closed.index(tag) :]
        parts.append(html[start:end])
        position = end
    return "".join([*parts, html[position:]])

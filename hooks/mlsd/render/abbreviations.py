"""Abbreviations of the glossary: the first one of each kind on a page leads to its definition, and shows it on hover and focus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
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
# Their tags; those of other elements, which are most, are not taken apart.
_TOKEN = re.compile(
    rf"<!--.*?-->|<(?P<end>/?)(?P<tag>{'|'.join(sorted(_CLOSED))})(?![\w-])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<void>/?)>",
    re.DOTALL | re.IGNORECASE,
)
# What is passed over as a whole: much stands in it, and nothing of its own kind.
_WHOLE = frozenset(["math", "pre", "script", "style", "svg"])


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of the words; a set of letters first, which is many times faster to look for."""
    first = re.escape("".join(sorted({word[0] for word in words})))
    rest = "|".join(f"(?<={re.escape(word[0])}){re.escape(word[1:])}" for word in words)
    return re.compile(rf"[{first}](?<![\w/&#-].)(?:{rest})(?![\w/-])")


def link_abbreviations(html: str, terms: Iterable[Term], language: str, glossary_url: str) -> str:
    """Return a page's HTML with the first use of every abbreviation linked to the glossary.

    Args:
        html: the page's content.
        terms: the glossary.
        language: the page's language.
        glossary_url: the way from the page to the glossary.

    """
    known = {term.abbreviation: term for term in terms if term.abbreviation}
    if not known:
        return html
    pattern = _pattern(tuple(sorted(known, key=len, reverse=True)))
    # Behind the last place of the last abbreviation that is not linked yet, nothing is left to look for.
    places = [(match[0], match.start()) for match in pattern.finditer(html)]
    last = dict(places)
    by_abbreviation = {word: known[word] for word in last}

    def link(match: re.Match[str]) -> str:
        if match[0] not in by_abbreviation or _is_in_tag(match.string, match.start()):
            return match[0]
        term = by_abbreviation.pop(match[0])
        sense = term[language]
        title = escape(f"{sense.term} — {sense.definition}")
        return f'<a class="term" href="{glossary_url}#{term.id}" title="{title}">{match[0]}</a>'

    left, until = len(last), max(last.values(), default=-1)
    parts = []
    done = 0
    ahead = iter([at for _, at in places])
    at = next(ahead, len(html))
    for start, end in _open_texts(html):
        if start > until:
            break
        while at < start:
            at = next(ahead, len(html))
        if at >= end:
            continue
        text = html[start:end]
        linked = pattern.sub(link, text)
        if linked is not text:
            parts += [html[done:start], linked]
            done = end
        if len(by_abbreviation) < left:
            left, until = len(by_abbreviation), max((last[word] for word in by_abbreviation), default=-1)
    return "".join([*parts, html[done:]])


def _is_in_tag(html: str, at: int) -> bool:
    """Tell whether a place is inside of a tag: of its attributes, in which both signs are escaped."""
    return html.rfind("<", 0, at) > html.rfind(">", 0, at)


def _open_texts(html: str) -> Iterator[tuple[int, int]]:
    """Yield where text stands, with or without tags in it, in which a link has a place."""
    closed: list[str] = []
    position = 0
    for token in _TOKEN.finditer(html):
        start, end = token.span()
        if start < position:
            continue  # It stands in what was passed over.
        if start > position and not closed:
            yield position, start
        tag = (token["tag"] or "").lower()
        if tag in _WHOLE and not token["end"]:
            end = max(end, html.find(f"</{tag}>", end))
        elif tag in _CLOSED and tag not in _WHOLE and not token["void"]:
            if not token["end"]:
                closed.append(tag)
            elif tag in closed:
                del closed[closed.index(tag) :]
        position = end
    if not closed:
        yield position, len(html)

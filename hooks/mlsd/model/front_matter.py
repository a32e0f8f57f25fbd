"""The keys that a page's front matter may have, and the form of their values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from mlsd.model.page import Page

REQUIRED = ("title", "description")
KNOWN = (*REQUIRED, "authors", "date", "aliases", "translated_from")
# A case's pages take these from its case.yml.
SAID_BY_CASE = (*REQUIRED, "authors", "date")

_TRANSLATED_FROM = re.compile(r"(ru|en)@[0-9a-f]{12}")
_HANDLE = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
# From the root to a slash, in signs that every file system knows. No part begins with a dot: no address leads out of the site.
ALIAS = r"^/([A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}/){1,8}$"
_ALIAS = re.compile(ALIAS)


def valid_values(page: Page) -> dict[str, Any]:
    """Return the known keys whose values have their form."""
    data = page.front_matter.data if page.front_matter else {}
    return {key: data[key] for key in KNOWN if key in data and FORMS[key](data[key]) is None}


def is_alias(value: object) -> bool:
    """Say whether a value has the form of an old address."""
    return isinstance(value, str) and _ALIAS.fullmatch(value) is not None


def _words(forbidden: str, most: int) -> Callable[[Any], str | None]:
    """Return a check for text without signs that the theme would print into an attribute or an element as they are."""

    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return "must be text: put it in quotes"
        if not value.strip():
            return "must not be empty"
        if len(value) > most:
            return f"has {len(value)} characters: search engines and cards cut it, keep it under {most}"
        found = sorted(set(value) & set(forbidden))
        return f"holds {' '.join(found)}: use words, or typographic quotes" if found else None

    return check


def _date(value: Any) -> str | None:
    try:
        datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return "must be a day: write it as 2026-11-23"
    return None


def _list_of(pattern: re.Pattern[str], remedy: str) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not value:
            return f"must be a list: {remedy}"
        wrong = [entry for entry in value if not isinstance(entry, str) or not pattern.fullmatch(entry)]
        return f"holds `{wrong[0]}`: {remedy}" if wrong else None

    return check


def _translated_from(value: Any) -> str | None:
    if isinstance(value, str) and _TRANSLATED_FROM.fullmatch(value):
        return None
    return "must be the source's language and hash: `ru@` or `en@` and 12 hexadecimal digits; without the key the page is an original"


FORMS: dict[str, Callable[[Any], str | None]] = {
    "title": _words('<>"', 120),
    "description": _words("<>", 320),
    "authors": _list_of(_HANDLE, "write GitHub names without `@`, as in `authors: [octocat]`"),
    "date": _date,
    "aliases": _list_of(_ALIAS, "write old addresses from the root, as in `aliases: [/old/name/]`"),
    "translated_from": _translated_from,
}

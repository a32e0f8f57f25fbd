"""FM: the front matter of a page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from mlsd.guard.rule import Hit, rule
from mlsd.model.page import Page
from mlsd.model.site import Kind, Site

REQUIRED = ("title", "description")
KNOWN = (*REQUIRED, "authors", "date", "aliases", "translated_from")

_TRANSLATED_FROM = re.compile(r"(ru|en)@[0-9a-f]{12}")
_HANDLE = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_ALIAS = re.compile(r"/(?:[\w.~-]+/)*")


@rule("FM001")
def key_missing(site: Site, page: Page) -> Iterator[Hit]:
    """A page says its title and its description in the front matter."""
    if any(problem.code == "FM004" for problem in page.problems):
        return
    if page.front_matter is None:
        if not _said_by_case(site, page):
            yield Hit(1, "no front matter: begin the file with `---`, `title: …`, `description: …`, `---`")
        return
    for key in REQUIRED:
        if key not in page.front_matter.data and not _said_by_case(site, page):
            yield Hit(1, f"`{key}` is missing from the front matter: add a line `{key}: …`")


@rule("FM002")
def key_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """The front matter has no keys but the known ones."""
    for key, line in _keys(page):
        if key not in KNOWN:
            near = get_close_matches(str(key), KNOWN, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the known ones are {', '.join(KNOWN)}"
            yield Hit(line, f"`{key}` is not known: {hint}")


@rule("FM003")
def value_wrong(site: Site, page: Page) -> Iterator[Hit]:
    """Every value in the front matter has its form."""
    for key, line in _keys(page):
        remedy = _FORMS[key](page.front_matter.data[key]) if key in _FORMS and page.front_matter else None
        if remedy:
            yield Hit(line, f"`{key}` {remedy}")


def valid_values(page: Page) -> dict[str, Any]:
    """Return the known keys whose values have their form."""
    data = page.front_matter.data if page.front_matter else {}
    return {key: data[key] for key in KNOWN if key in data and _FORMS[key](data[key]) is None}


def _said_by_case(site: Site, page: Page) -> bool:
    kind, slug = site.slot(page)
    return kind in (Kind.CASE, Kind.INTERVIEWER) and f"docs/cases/{slug}/case.yml" in site.files


def _keys(page: Page) -> list[tuple[Any, int]]:
    front = page.front_matter
    return [(key, front.line((key,))) for key in front.data] if front else []


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be text: put it in quotes"
    return None if value.strip() else "must not be empty"


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


_FORMS: dict[str, Callable[[Any], str | None]] = {
    "title": _text,
    "description": _text,
    "authors": _list_of(_HANDLE, "write GitHub names without `@`, as in `authors: [octocat]`"),
    "date": _date,
    "aliases": _list_of(_ALIAS, "write old addresses from the root, as in `aliases: [/old/name/]`"),
    "translated_from": _translated_from,
}

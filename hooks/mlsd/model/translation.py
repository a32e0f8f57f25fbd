"""Translations: what a page was made from, whether that has changed since, and which pages wait for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mlsd.model.front_matter import valid_values
from mlsd.model.page import Page
from mlsd.model.site import CASE_PAGES, DOCS, LANGUAGES, Kind, Site

KEY = "translated_from"


class Origin(NamedTuple):
    """What `translated_from` says: the source's language, and the hash of its body when the translation was made."""

    language: str
    digest: str

    def __str__(self) -> str:
        """Return the value as it stands in the front matter."""
        return f"{self.language}@{self.digest}"


@dataclass(frozen=True)
class Translation:
    """A page with the one that it was translated from; `now` is what the source's body is today."""

    page: Page
    source: Page
    origin: Origin
    now: Origin

    @property
    def is_stale(self) -> bool:
        """Whether the source has changed since."""
        return bool(self.now.digest) and self.now.digest != self.origin.digest


class Untranslated(NamedTuple):
    """A page of a case that its other language has not: `language` is the one it waits for."""

    page: Page
    language: str


def origin(page: Page) -> Origin | None:
    """Return what the page says it was translated from; None for an original."""
    value = valid_values(page).get(KEY)
    return Origin(*value.split("@")) if value else None


def translation(site: Site, page: Page) -> Translation | None:
    """Return the page as a translation; None for an original, and where the source is not there."""
    found = origin(page)
    source = site.counterpart(page, found.language) if found and found.language != page.language else None
    if found is None or source is None:
        return None
    return Translation(page, source, found, Origin(found.language, site.body_digest(source.path)))


def translations(site: Site) -> list[Translation]:
    """Return all pages that are translations, by path."""
    return [found for page in site.pages if (found := translation(site, page))]


def untranslated(site: Site) -> list[Untranslated]:
    """Return the candidates' pages of cases that exist in one language only, each with the language it waits for."""
    return list(_untranslated(site))


def _untranslated(site: Site) -> Iterator[Untranslated]:
    for page in site.pages:
        if page.language is None or site.slot(page).kind is not Kind.CASE:
            continue
        for language in LANGUAGES:
            if site.counterpart(page, language) is None:
                yield Untranslated(page, language)


def case_languages(site: Site, slug: str) -> tuple[str, ...]:
    """Return the languages in which a case has any page."""
    return tuple(
        language
        for language in LANGUAGES
        if any(f"{DOCS}/cases/{slug}/{name}.{language}.md" in site.by_path for name in CASE_PAGES)
    )

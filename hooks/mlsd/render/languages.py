"""The same page in the other language: links in `<head>` for machines, the switch in the header for readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mlsd.model.addresses import DEFAULT_LANGUAGE, page_url, relative_url
from mlsd.model.history import page_changed
from mlsd.model.page import Page
from mlsd.model.site import LANGUAGES, Site

NAMES = {"ru": "Русский", "en": "English"}


class Alternate(NamedTuple):
    """A page's absolute address in one language, as hreflang wants it."""

    language: str
    url: str


class Switch(NamedTuple):
    """One entry of the language switch; `is_same_page` is False where it leads to the nearest page instead."""

    language: str
    name: str
    url: str
    is_same_page: bool = True


def alternates(site: Site, page: Page, site_url: str) -> list[Alternate]:
    """Return the page's addresses in the languages that it exists in; `x-default` is the Russian one, or the only one."""
    found = [
        Alternate(language, site_url + page_url(page.name, language))
        for language in LANGUAGES
        if _exists(site, page, language)
    ]
    return [*found, Alternate("x-default", found[0].url)] if found else []


class Entry(NamedTuple):
    """A page in the sitemap: its absolute address, those of the same page in the languages that it exists in, and when it changed."""

    url: str
    alternates: list[Alternate]
    changed: str | None


def sitemap(site: Site, site_url: str, changes: Mapping[str, str]) -> list[Entry]:
    """Return every page of the site in each of its languages; `changes` are the days of the files' last changes."""
    entries = []
    for language in LANGUAGES:
        for page in site.pages:
            if page.language == language:
                *own, _ = alternates(site, page, site_url)
                entries.append(Entry(site_url + page_url(page.name, language), own, page_changed(site, page, changes)))
    return entries


def switches(site: Site, page: Page) -> list[Switch]:
    """Return the entries of the switch; where the page has no translation, the nearest index above it that has one."""
    entries = []
    source = page_url(page.name, page.language or DEFAULT_LANGUAGE)
    for language in LANGUAGES:
        target = page.name
        while target != "index" and not site.has(target, language):
            target = _above(target)
        url = relative_url(source, page_url(target, language))
        entries.append(Switch(language, NAMES[language], url, target == page.name))
    return entries


def home_switches(base_url: str) -> list[Switch]:
    """Return the entries of the switch that lead to the home pages under `base_url`."""
    root = base_url.rstrip("/")
    return [Switch(language, NAMES[language], f"{root}/{page_url('index', language)}", False) for language in LANGUAGES]


def _exists(site: Site, page: Page, language: str) -> bool:
    return language == page.language or site.has(page.name, language)


def _above(name: str) -> str:
    parts = name.split("/")
    folder = parts[:-2] if parts[-1] == "index" else parts[:-1]
    return "/".join([*folder, "index"])

"""A feed of new cases for each language, by the rules of Atom (RFC 4287)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from mlsd.model.addresses import DEFAULT_LANGUAGE, page_url
from mlsd.model.case import CaseData
from mlsd.model.site import LANGUAGES, Site

_SPACE: Final = "http://www.w3.org/2005/Atom"
_NEWEST: Final = 50
_TITLE: Final = {"ru": "Новые кейсы", "en": "New cases"}
# A case keeps its id wherever the site is published; the number was drawn once.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDS: Final = uuid.UUID("6f0f6d0e-6a4c-5c0e-9c58-0d1f4f3b7a21")


def feed_path(language: str) -> str:
    """Return the feed's address from the site's root."""
    return "feed.xml" if language == DEFAULT_LANGUAGE else f"{language}/feed.xml"


def feed_title(language: str, site_name: str) -> str:
    """Return what the feed is called."""
    return f"{_TITLE[language]} — {site_name}"


def write_feeds(site: Site, to: Path, site_url: str, names: Mapping[str, str]) -> None:
    """Write the feed of each language that has a case into the site at `to`.

    Args:
        site: the content.
        to: the folder of the site.
        site_url: the site's address, with a slash at its end.
        names: what the site is called in each language.

    """
    for language in LANGUAGES:
        if cases(site, language):
            path = to / feed_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(feed(site, language, site_url, names[language]))


def cases(site: Site, language: str) -> list[CaseData]:
    """Return the newest cases that have a page in a language, the newest first."""
    return sorted(_cases(site, language), key=lambda data: (data.date, data.slug), reverse=True)[:_NEWEST]


def has_feed(site: Site, language: str) -> bool:
    """Return whether there is a case that the feed of a language could tell of; every page asks."""
    return next(_cases(site, language), None) is not None


def _cases(site: Site, language: str) -> Iterator[CaseData]:
    slugs = (slug for slug in site.cases if site.has(f"cases/{slug}/index", language))
    return (case.data for slug in slugs if (case := site.cases[slug]).data)


def feed(site: Site, language: str, site_url: str, site_name: str) -> bytes:
    """Return the feed of one language."""
    found = cases(site, language)
    root = ElementTree.Element("feed", {"xmlns": _SPACE, "xml:lang": language})
    _add(root, "title", feed_title(language, site_name))
    _add(root, "id", _id(f"feed/{language}"))
    _add(root, "updated", _moment(max(data.updated or data.date for data in found)))
    _add(root, "link", rel="self", type="application/atom+xml", href=site_url + feed_path(language))
    catalogue = site_url + page_url("cases/index", language)
    _add(root, "link", rel="alternate", type="text/html", hreflang=language, href=catalogue)
    _add(_add(root, "author"), "name", site_name)
    for data in found:
        entry = _add(root, "entry")
        url = site_url + page_url(f"cases/{data.slug}/index", language)
        _add(entry, "title", data.title[language])
        _add(entry, "id", _id(f"cases/{data.slug}/{language}"))
        _add(entry, "published", _moment(data.date))
        _add(entry, "updated", _moment(data.updated or data.date))
        _add(entry, "link", rel="alternate", type="text/html", hreflang=language, href=url)
        for author in data.authors:
            _add(_add(entry, "author"), "name", author)
        for term in (data.domain, *data.tasks):
            _add(entry, "category", term=term)
        _add(entry, "summary", data.description[language])
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = _NOT_XML.sub("", text) if text else None
    return child


def _id(name: str) -> str:
    return uuid.uuid5(_IDS, name).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"

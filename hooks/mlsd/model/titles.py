"""What a page is called and what it is about, wherever that is said: in its front matter, or in the data of its case."""

from __future__ import annotations

from typing import Final

from mlsd.model.front_matter import FORMS
from mlsd.model.page import Page
from mlsd.model.site import Kind, Site

_FOR_INTERVIEWER: Final = {"ru": ": для интервьюера", "en": ": for the interviewer"}


def front_of_case(site: Site, page: Page) -> dict[str, str]:
    """Return the title and the description that a case's page takes from its data, so that it does not repeat them."""
    case = site.case(page)
    if case is None or case.data is None or page.language is None:
        return {}
    title = case.data.title[page.language]
    if site.slot(page).kind is Kind.INTERVIEWER:
        title = f"{title}{_FOR_INTERVIEWER[page.language]}"
    description = case.data.description[page.language]
    return {key: text for key, text in (("title", title), ("description", description)) if FORMS[key](text) is None}


def page_title(site: Site, page: Page) -> str:
    """Return the page's title; its name where none is said."""
    return _said(site, page, "title") or page.name


def page_description(site: Site, page: Page) -> str:
    """Return the sentence that says what the page is about, or nothing."""
    return _said(site, page, "description")


def _said(site: Site, page: Page, key: str) -> str:
    data = page.front_matter.data if page.front_matter else {}
    value = data.get(key)
    own = str(value) if FORMS[key](value) is None else ""
    return own or front_of_case(site, page).get(key, "")

"""What a reader and a translator see of translations: the notice on a page that is behind, and the page of their status."""

from __future__ import annotations

from mlsd.model.addresses import DEFAULT_LANGUAGE, page_url, relative_url
from mlsd.model.page import Page
from mlsd.model.site import Site
from mlsd.model.translation import Translation, Untranslated, translation, translations, untranslated
from mlsd.render.html import element, text
from mlsd.render.words import WORDS

STATUS = "reference/translations"


def stale_notice(site: Site, page: Page) -> str:
    """Return what stands on top of a translation whose source has changed since, in the page's language; nothing on any other page."""
    found = translation(site, page)
    if found is None or not found.is_stale or page.language is None:
        return ""
    words = WORDS[page.language]
    source = _link(page, found.source, words["translation_source"])
    body = text(words["translation_body"]).format(source=source, origin=element("code", str(found.origin)))
    title = element("p", text(words["translation_stale"]), class_="translation-stale__title")
    status = site.by_path.get(f"docs/{STATUS}.{page.language}.md")
    more = f" {_link(page, status, words['translation_status'])}." if status else ""
    # Search finds what the page says, not that it is old.
    return element(
        "div",
        title,
        element("p", body + more),
        class_="translation-stale",
        role="note",
        data_pagefind_ignore="all",
    )


def translation_status(site: Site, page: Page, language: str) -> str:
    """Return which translations are behind, and which cases wait for one: for the page that lists them."""
    words = WORDS[language]
    all_of_them = translations(site)
    stale = [found for found in all_of_them if found.is_stale]
    waiting = untranslated(site)
    pairs = sum(site.counterpart(each, "en") is not None for each in site.pages if each.language == "ru")
    counts = words["translation_counts"].format(
        pairs=pairs, translations=len(all_of_them), stale=len(stale), waiting=len(waiting)
    )
    return element("p", text(counts)) + _stale(site, page, language, stale) + _waiting(site, page, language, waiting)


def _stale(site: Site, page: Page, language: str, stale: list[Translation]) -> str:
    words = WORDS[language]
    entries = []
    for found in stale:
        was = _link(page, found.source, element("code", str(found.origin)))
        now = element("code", str(found.now))
        entries.append((found.page, text(words["translation_versions"]).format(was=was, now=now)))
    return _list(site, page, entries, words["translation_some_stale"], words["translation_none_stale"])


def _waiting(site: Site, page: Page, language: str, waiting: list[Untranslated]) -> str:
    words = WORDS[language]
    entries = [(each.page, text(words[f"translation_missing_{each.language}"])) for each in waiting]
    return _list(site, page, entries, words["translation_some_waiting"], words["translation_none_waiting"])


def _list(site: Site, page: Page, entries: list[tuple[Page, str]], some: str, none: str) -> str:
    if not entries:
        return element("p", text(none))
    items = (element("li", _entry(site, page, target), element("span", said)) for target, said in entries)
    return element("p", element("strong", text(some))) + element("ul", *items, class_="translations")


def _entry(site: Site, page: Page, target: Page) -> str:
    """Return a page by its title and by its file, which is what a translator opens."""
    title = element("span", text(_title(site, target)), lang=_other(page, target))
    return f"{_link(page, target, title)} {element('code', target.path)}"


def _title(site: Site, page: Page) -> str:
    case = site.case(page)
    if case and case.data and page.language:
        return case.data.title[page.language]
    return next((heading.text for heading in page.headings if heading.level == 1), page.name)


def _link(page: Page, target: Page, label: str) -> str:
    source, goal = (page_url(each.name, each.language or DEFAULT_LANGUAGE) for each in (page, target))
    return element("a", label, href=relative_url(source, goal), hreflang=_other(page, target))


def _other(page: Page, target: Page) -> str | None:
    """Return the target's language where it is not the page's own."""
    return target.language if target.language != page.language else None

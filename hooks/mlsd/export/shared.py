"""What a page says of itself in `<head>`, to those who link to it: search engines, messengers, feed readers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from mlsd.export.cards import HEIGHT, WIDTH, card
from mlsd.export.feed import feed_path, feed_title, has_feed
from mlsd.model.addresses import page_url
from mlsd.model.history import page_changed
from mlsd.model.page import Page
from mlsd.model.site import LANGUAGES, Kind, Site
from mlsd.model.titles import page_description, page_title

LOCALES: Final = {"ru": "ru_RU", "en": "en_US"}
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_ARTICLES: Final = (Kind.STEP, Kind.CASE, Kind.INTERVIEWER)


@dataclass(frozen=True)
class Shared:
    """The values of the tags; addresses are absolute, days are as `2026-11-23`."""

    title: str
    description: str
    url: str
    is_article: bool
    locale: str
    other_locales: tuple[str, ...]
    picture: str
    picture_text: str
    published: str | None
    modified: str | None
    modified_text: str
    feed: str | None
    feed_title: str
    data: str
    width: int = WIDTH
    height: int = HEIGHT


def shared(site: Site, page: Page, site_url: str, site_name: str, changes: Mapping[str, str]) -> Shared:
    """Return what a page says of itself.

    Args:
        site: the content.
        page: the page.
        site_url: the site's address, with a slash at its end.
        site_name: what the site is called in the page's language.
        changes: the days of the files' last changes.

    """
    language = str(page.language)
    case = site.case(page)
    picture = card(site, page)
    changed = page_changed(site, page, changes)
    facts = Shared(
        title=page_title(site, page),
        description=page_description(site, page),
        url=site_url + page_url(page.name, language),
        is_article=site.slot(page).kind in _ARTICLES,
        locale=LOCALES[language],
        other_locales=tuple(
            LOCALES[other] for other in LANGUAGES if other != language and site.counterpart(page, other)
        ),
        picture=site_url + picture.path,
        picture_text=f"{picture.kicker}. {picture.title}",
        published=case.data.date if case and case.data else None,
        modified=changed,
        modified_text=format_date(date.fromisoformat(changed), "long", locale=language) if changed else "",
        feed=site_url + feed_path(language) if has_feed(site, language) else None,
        feed_title=feed_title(language, site_name),
        data="",
    )
    return replace(facts, data=_json(list(_records(site, page, site_url, site_name, facts))))


def _records(site: Site, page: Page, site_url: str, site_name: str, facts: Shared) -> Iterator[dict[str, Any]]:
    """Yield the page as schema.org describes it: the site, an article, and the way to a page from the home page."""
    language = str(page.language)
    home = site_url + page_url("index", language)
    if facts.url == home:
        yield {
            "@type": "WebSite",
            "name": site_name,
            "url": home,
            "description": facts.description,
            "inLanguage": language,
        }
        return
    if facts.is_article:
        days = {"datePublished": facts.published, "dateModified": facts.modified}
        yield {
            "@type": "TechArticle",
            "headline": facts.title,
            "description": facts.description,
            "url": facts.url,
            "image": facts.picture,
            "inLanguage": language,
            "license": LICENSE,
            "isAccessibleForFree": True,
            **{key: day for key, day in days.items() if day},
        }
    way = [(page_title(site, above), site_url + page_url(above.name, language)) for above in _above(site, page)]
    crumbs = [*way, (facts.title, facts.url)]
    yield {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": name, "item": url} for i, (name, url) in enumerate(crumbs, 1)
        ],
    }


def _above(site: Site, page: Page) -> Iterator[Page]:
    """Yield the indexes above a page, the home page first."""
    parts = page.name.split("/")
    for length in range(len(parts)):
        above = site.named("/".join([*parts[:length], "index"]), str(page.language))
        if above and above.name != page.name:
            yield above


def _json(records: list[dict[str, Any]]) -> str:
    """Return the records as JSON that can stand in a `<script>` element."""
    text = json.dumps({"@context": "https://schema.org", "@graph": records}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")

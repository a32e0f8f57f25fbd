"""Where a page stands, for the templates: its kind, the groups of the header, its neighbours, and its place on the clock of an interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mlsd.model.addresses import page_url
from mlsd.model.framework import Framework
from mlsd.model.page import Page
from mlsd.model.site import Kind, Site
from mlsd.render.navigation import group_title, groups, members
from mlsd.render.words import WORDS

# The length of interview that the site's pictures of the clock show.
LENGTH = 45
_KINDS = {"index": "home", "framework/index": "overview", "cases/index": "catalogue"}


class Entry(NamedTuple):
    """A link of the navigation; `number` is a step's place among the seven."""

    title: str
    url: str
    is_current: bool
    number: int | None = None


class Stop(NamedTuple):
    """A step on the clock: it takes `minutes`, from `start` to `end`."""

    id: str
    number: int
    title: str
    url: str
    minutes: int
    start: int
    end: int
    items: int
    is_current: bool


@dataclass(frozen=True)
class PageFrame:
    """What the templates know of a page's surroundings."""

    kind: str
    groups: tuple[Entry, ...]
    local_title: str
    local: tuple[Entry, ...]
    stops: tuple[Stop, ...]
    length: int = LENGTH

    @property
    def stop(self) -> Stop | None:
        """The step that the page is about."""
        return next((stop for stop in self.stops if stop.is_current), None)


def page_frame(site: Site, page: Page, base: str) -> PageFrame:
    """Return where a page stands; `base` is the way from it to the site's root."""
    language = page.language or ""
    folder = page.name.split("/")[0] if "/" in page.name else ""
    return PageFrame(
        kind=_KINDS.get(page.name, str(site.slot(page).kind)),
        groups=header_groups(site, language, base, folder),
        local_title=group_title(folder, language),
        local=tuple(_local(site, page, base)),
        stops=stops(site.framework, language, base, page.name) if site.framework else (),
    )


def header_groups(site: Site, language: str, base: str, folder: str = "") -> tuple[Entry, ...]:
    """Return a link to each group's first page, of the groups that have one in the language."""
    entries = []
    for group in groups(site):
        first = next((name for name in members(site, group) if site.has(name, language)), None)
        if first is not None:
            entries.append(Entry(group_title(group, language), _url(base, first, language), group == folder))
    return tuple(entries)


def stops(framework: Framework, language: str, base: str, current: str = "") -> tuple[Stop, ...]:
    """Return the steps on the clock, after what comes before them."""
    minute = sum(slot.minutes[LENGTH] for slot in framework.clock.before)
    found = []
    for number, step in enumerate(framework.steps, 1):
        name = f"framework/{step.id}"
        start, minute = minute, minute + step.minutes[LENGTH]
        title, url = step.title[language], _url(base, name, language)
        found.append(
            Stop(step.id, number, title, url, step.minutes[LENGTH], start, minute, len(step.items), name == current)
        )
    return tuple(found)


def _local(site: Site, page: Page, base: str) -> list[Entry]:
    """Return the page's neighbours: those of its folder; of a case its two pages, below the catalogue."""
    language = page.language or ""
    names = members(site, page.name.split("/")[0]) if "/" in page.name else []
    slot = site.slot(page)
    if slot.kind in (Kind.CASE, Kind.INTERVIEWER):
        names = ["cases/index", f"cases/{slot.id}/index", f"cases/{slot.id}/interviewer"]
    numbers = {f"framework/{step.id}": n for n, step in enumerate(site.framework.steps, 1)} if site.framework else {}
    return [
        Entry(_title(site, found), _url(base, name, language), name == page.name, numbers.get(name))
        for name in names
        if (found := site.named(name, language))
    ]


def _title(site: Site, page: Page) -> str:
    """Return what a page is called among its neighbours."""
    kind, _ = site.slot(page)
    if kind is Kind.INTERVIEWER:
        return WORDS[page.language or ""]["interviewer_page"]
    index = WORDS[page.language or ""].get(f"overview_{page.name.removesuffix('/index')}")
    if index:
        return index
    case = site.case(page)
    if case and case.data:
        return case.data.title[page.language or ""]
    front = page.front_matter.data if page.front_matter else None
    return str(front["title"]) if isinstance(front, dict) and "title" in front else page.name


def _url(base: str, name: str, language: str) -> str:
    return f"{base.rstrip('/')}/{page_url(name, language)}"

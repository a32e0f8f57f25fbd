"""Which case covers which checklist item: computed from the links of its pages, not claimed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from posixpath import basename, dirname, normpath
from typing import NamedTuple

from mlsd.model.page import Page
from mlsd.model.site import Kind, Site


class Cover(StrEnum):
    """How a case stands to an item; `ELSEWHERE`: the item is for cases of another track."""

    COVERED = "covered"
    EXCUSED = "excused"
    OPEN = "open"
    ELSEWHERE = "elsewhere"


def covered_items(page: Page) -> set[str]:
    """Return the checklist items, as `step.item`, that a case page covers: linked from the section of their own step."""
    return {link.item for link in item_links(page) if link.is_at_home}


class ItemLink(NamedTuple):
    """A link of a case page to a checklist item, `step.item`; at home it stands in the section of the item's step."""

    item: str
    line: int
    is_at_home: bool


def item_links(page: Page) -> Iterator[ItemLink]:
    """Yield the links of a page to checklist items."""
    lines = [section.heading.line for section in page.sections]
    folder = dirname(page.path)
    steps: dict[str, str | None] = {}  # by the path of a link
    for link in page.links:
        path, hash_sign, fragment = link.target.partition("#")
        if not hash_sign:
            continue
        if path not in steps:
            target = normpath(f"{folder}/{path}")
            steps[path] = basename(target).split(".")[0] if dirname(target) == "docs/framework" else None
        step = steps[path]
        if step is None:
            continue
        number = bisect_right(lines, link.line)
        is_at_home = number > 0 and page.sections[number - 1].heading.id == step
        yield ItemLink(f"{step}.{fragment}", link.line, is_at_home)


def coverage(site: Site, slug: str) -> dict[str, Cover]:
    """Return how a case stands to each item of the framework, as `step.item`, in any of its languages."""
    covered: set[str] = set()
    for page in site.case_pages(slug):
        if site.slot(page).kind is Kind.CASE:
            covered |= covered_items(page)
    case = site.cases.get(slug)
    data = case.data if case else None
    excused = {entry.item for entry in data.not_applicable} if data else set()

    def cover(name: str, track: str | None) -> Cover:
        if name in covered:
            return Cover.COVERED
        if data and track not in (None, data.track):
            return Cover.ELSEWHERE
        return Cover.EXCUSED if name in excused else Cover.OPEN

    steps = site.framework.steps if site.framework else ()
    return {f"{step.id}.{item.id}": cover(f"{step.id}.{item.id}", item.track) for step in steps for item in step.items}

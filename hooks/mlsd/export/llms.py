"""`llms.txt`: the site's pages in both languages with what each is about, as llmstxt.org has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mlsd.model.addresses import page_url
from mlsd.model.page import Page
from mlsd.model.site import Kind, Site
from mlsd.model.titles import page_description, page_title

PATH: Final = "llms.txt"
_SUMMARY: Final = (
    "A free guide, in English and Russian, to the interview in which one designs a machine learning system in 30 to 60 minutes: "
    "seven steps with questions, checklists, trade-offs, and common mistakes, and worked cases."
)
_NOTES: Final = (
    "Both languages say the same; their addresses differ by `en/` only. The id of a checklist item or a section is an anchor, equal in both.",
    "Pages for interviewers hold the answers to their cases.",
    "The text is licensed under CC BY 4.0.",
)
# The reader of such a file reads English first.
_LANGUAGES: Final = {"en": "English", "ru": "Русский"}


def write_llms(site: Site, to: Path, site_url: str, group_title: Callable[[str, str], str]) -> None:
    """Write the file into the site at `to`.

    Args:
        site: the content.
        to: the folder of the site.
        site_url: the site's address, with a slash at its end.
        group_title: what a folder of `docs/` is called in a language.

    """
    (to / PATH).write_text("\n".join(_lines(site, site_url, group_title)) + "\n", "utf-8")


def _lines(site: Site, site_url: str, group_title: Callable[[str, str], str]) -> Iterator[str]:
    yield "# ML System Design Interview"
    yield f"\n> {_SUMMARY}\n"
    yield from (f"- {note}" for note in _NOTES)
    for language, name in _LANGUAGES.items():
        groups: dict[str, list[Page]] = {}
        for page in sorted(site.pages, key=lambda page: _place(site, page)):
            if page.language == language:
                groups.setdefault(page.name.partition("/")[0] if "/" in page.name else "", []).append(page)
        for folder, pages in groups.items():
            yield f"\n## {name}: {group_title(folder, language)}\n" if folder else f"\n## {name}\n"
            for page in pages:
                about = page_description(site, page)
                link = f"- [{page_title(site, page)}]({site_url}{page_url(page.name, language)})"
                yield f"{link}: {about}" if about else link


def _place(site: Site, page: Page) -> tuple[object, ...]:
    """Return what pages are sorted by: the home page, the steps in their order, the cases, then the rest."""
    folder, _, name = page.name.rpartition("/")
    order = [step.id for step in site.framework.steps] if site.framework else []
    kind, step = site.slot(page)
    first = ["", "framework", "cases"]
    top = page.name.partition("/")[0] if folder else ""
    place = first.index(top) if top in first else len(first)
    return (place, top, folder, name != "index", order.index(step) if kind is Kind.STEP else 0, name)

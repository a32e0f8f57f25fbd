"""The whole content and what each part of it is: which page is a step's, which a case's, and what it must hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from mlsd.model.addresses import LANGUAGES
from mlsd.model.case import Case
from mlsd.model.content import CASE_PAGES, CASES, DOCS, FRAMEWORK, Content
from mlsd.model.framework import SectionSpec, Step
from mlsd.model.page import Page, split_name

__all__ = [
    "CASES", "CASE_DIRECTIVES", "CASE_PAGES", "DIRECTIVES", "DOCS", "FRAMEWORK", "LANGUAGES", "TIERS", "Kind", "Site", "Slot", "read_site",
]  # fmt: skip

TIERS = ("exemplar", "standard")
# The places that the build fills: `<!-- mlsd:name -->` on a line of its own.
DIRECTIVES = (
    "cases", "cheat-sheet", "checkpoints", "clock", "coverage", "coverage-by-case", "coverage-reasons", "expectations", "first-case",
    "glossary", "languages", "rubric", "rules", "steps", "submit", "techniques", "tetrahedron", "translations",
)  # fmt: skip
CASE_DIRECTIVES = (
    "alerts", "assumptions", "checks", "dialogue", "estimates", "facts", "fallback", "features", "hints", "latency", "metrics", "minutes",
    "prompt", "requirements", "score", "sources", "withhold",
)  # fmt: skip


class Kind(StrEnum):
    """What a page is, which says what it must hold."""

    STEP = "step"
    CASE = "case"
    INTERVIEWER = "interviewer"
    PLAIN = "plain"


class Slot(NamedTuple):
    """A page's place among all, without its language."""

    kind: Kind
    id: str


class Site(Content):
    """Everything that rules look at."""

    def has(self, name: str, language: str) -> bool:
        """Return whether there is a page of this name in a language."""
        return f"{DOCS}/{name}.{language}.md" in self.files

    @property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the pages in each folder of `docs/`, in order; pages directly under it stand under "", single cases are left out."""
        self.note("pages")
        return self._groups

    @cached_property
    def _groups(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for path in self.by_path:
            name, language = split_name(path.removeprefix(f"{DOCS}/"), LANGUAGES)
            folder, slash, rest = name.partition("/")
            if language and not (folder == "cases" and "/" in rest):
                found.setdefault(folder if slash else "", set()).add(name)
        return {folder: tuple(sorted(names)) for folder, names in found.items()}

    def named(self, name: str, language: str) -> Page | None:
        """Return the page of this name in a language."""
        return self.page(f"{DOCS}/{name}.{language}.md")

    def counterpart(self, page: Page, language: str) -> Page | None:
        """Return the same page in another language."""
        return self.named(page.name, language)

    def anchors(self, page: Page) -> frozenset[str]:
        """Return the ids that a link may lead to on the page, those of its filled places included."""
        return self.anchors_at(page.path) or frozenset()

    def case_pages(self, slug: str) -> list[Page]:
        """Return the pages in a case's folder."""
        pages = (self.page(path) for path in self.folder(f"{CASES}/{slug}") if path.endswith(".md"))
        return [page for page in pages if page]

    def slot(self, page: Page) -> Slot:
        """Return what the page is."""
        slot = _slot_of(page.name)
        if slot.kind is Kind.STEP and not (self.framework and self.framework.step(slot.id)):
            return Slot(Kind.PLAIN, page.name)
        return slot

    def step(self, page: Page) -> Step | None:
        """Return the step that the page is about."""
        kind, step_id = self.slot(page)
        return self.framework.step(step_id) if self.framework and kind is Kind.STEP else None

    def sections(self, page: Page) -> tuple[SectionSpec, ...]:
        """Return the sections that the page must have, in order."""
        if self.framework is None:
            return ()
        match self.slot(page):
            case Slot(Kind.STEP):
                return self.framework.step_sections
            case Slot(Kind.CASE, slug):
                return self.framework.candidate_sections(self.tier(slug))
            case Slot(Kind.INTERVIEWER, slug):
                return self.framework.interviewer_sections(self.tier(slug))
            case _:
                return ()

    def page_tier(self, page: Page) -> str:
        """Return the tier of the case that the page belongs to; the strictest for what is no case."""
        return self.tier(self.slot(page).id)

    def tier(self, slug: str) -> str:
        """Return a case's tier; the strictest for what is no case."""
        case = self.cases.get(slug)
        return case.tier if case else TIERS[0]

    def case(self, page: Page) -> Case | None:
        """Return the data of the case that the page belongs to."""
        kind, slug = self.slot(page)
        return self.cases.get(slug) if kind in (Kind.CASE, Kind.INTERVIEWER) else None


@lru_cache(maxsize=1_000)  # Each rule asks it, some of each number.
def _slot_of(name: str) -> Slot:
    """Return what a page is by its name; of a step it is not known whether there is such a one."""
    parts = name.split("/")
    if parts[0] == "framework" and len(parts) == 2:
        return Slot(Kind.STEP, parts[1])
    if parts[0] == "cases" and len(parts) == 3 and parts[2] in CASE_PAGES:
        return Slot(Kind.CASE if parts[2] == "index" else Kind.INTERVIEWER, parts[1])
    return Slot(Kind.PLAIN, name)


def read_site(root: Path) -> Site:
    """Return the content under `root`; whatever is wrong with it stands in findings."""
    return Site(root)

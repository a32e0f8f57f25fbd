"""The whole content, read once: the framework, the glossary and every page of `docs/`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mlsd.model import glossary
from mlsd.model.cache import PageCache
from mlsd.model.case import Case, read_case
from mlsd.model.finding import Finding
from mlsd.model.framework import Framework, SectionSpec, Step, read_framework
from mlsd.model.glossary import Term, read_glossary
from mlsd.model.page import Page, decode

FRAMEWORK = "framework.yml"
DOCS = "docs"
LANGUAGES = ("ru", "en")
TIERS = ("exemplar", "standard")
# The places that the build fills: `<!-- mlsd:name -->` on a line of its own.
DIRECTIVES = (
    "cheat-sheet", "checkpoints", "clock", "coverage", "expectations", "glossary", "rubric", "steps", "translations",
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


@dataclass(frozen=True)
class Site:
    """Everything that rules look at."""

    root: Path
    framework: Framework | None
    pages: tuple[Page, ...]
    files: frozenset[str]
    terms: tuple[Term, ...] = ()
    findings: tuple[Finding, ...] = ()
    cases: dict[str, Case] = field(default_factory=dict)

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Pages by path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str | None], Page]:
        return {(page.name, page.language): page for page in self.pages}

    def named(self, name: str, language: str) -> Page | None:
        """Return the page of this name in a language."""
        return self._by_name.get((name, language))

    def counterpart(self, page: Page, language: str) -> Page | None:
        """Return the same page in another language."""
        return self.named(page.name, language)

    def anchors(self, page: Page) -> frozenset[str]:
        """Return the ids that a link may lead to on the page, those of its filled places included."""
        names = {directive.name for directive in page.directives}
        anchors = set(page.anchors)
        if "glossary" in names:
            anchors |= {term.id for term in self.terms}
        case = self.case(page)
        if case and case.data and "sources" in names:
            anchors |= {f"source-{source.id}" for source in case.data.sources}
        if case and case.data and "estimates" in names:
            anchors |= {f"n-{name}" for name in case.data.formulas}
        if case and case.data and "assumptions" in names:
            anchors |= {f"n-{name}" for name in case.data.inputs}
        return frozenset(anchors)

    def slot(self, page: Page) -> Slot:
        """Return what the page is."""
        parts = page.name.split("/")
        if parts[0] == "framework" and len(parts) == 2 and self.framework and self.framework.step(parts[1]):
            return Slot(Kind.STEP, parts[1])
        if parts[0] == "cases" and len(parts) == 3 and parts[2] in ("index", "interviewer"):
            return Slot(Kind.CASE if parts[2] == "index" else Kind.INTERVIEWER, parts[1])
        return Slot(Kind.PLAIN, page.name)

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
        """Return a case's tier; the strictest where none is said."""
        case = self.cases.get(slug)
        return case.data.tier if case and case.data else TIERS[0]

    def case(self, page: Page) -> Case | None:
        """Return the data of the case that the page belongs to."""
        kind, slug = self.slot(page)
        return self.cases.get(slug) if kind in (Kind.CASE, Kind.INTERVIEWER) else None


def read_site(root: Path) -> Site:
    """Read `framework.yml` and `docs/` under `root`; whatever is wrong with them stands in the findings."""
    findings: list[Finding] = []
    framework = None
    try:
        text, problems = decode((root / FRAMEWORK).read_bytes())
        findings += [Finding(FRAMEWORK, p.line, p.code, p.message) for p in problems]
        framework, found = read_framework(FRAMEWORK, text)
        findings += found
    except OSError as error:
        findings.append(Finding(FRAMEWORK, 1, "FM004", f"the file cannot be read: {error.strerror or error}"))
    cache = PageCache(root)
    pages: list[Page] = []
    files: set[str] = set()
    terms: tuple[Term, ...] = ()
    cases: dict[str, Case] = {}
    for path in _files(root / DOCS, root):
        relative = path.relative_to(root).as_posix()
        if path.is_symlink():
            findings.append(Finding(relative, 1, "SE002", "a symbolic link: put the file itself here"))
            continue
        files.add(relative)
        try:
            if relative.endswith(".md"):
                pages.append(cache.read(relative, path.read_bytes(), LANGUAGES))
            elif relative == glossary.PATH:
                terms, found = read_glossary(relative, decode(path.read_bytes())[0])
                findings += found
            elif path.name == "case.yml" and path.parent.parent == root / DOCS / "cases":
                text, problems = decode(path.read_bytes())
                findings += [Finding(relative, p.line, p.code, p.message) for p in problems]
                cases[path.parent.name] = read_case(relative, path.parent.name, text)
        except OSError as error:
            findings.append(Finding(relative, 1, "TX001", f"the file cannot be read: {error.strerror or error}"))
    cache.save()
    findings += [finding for case in cases.values() for finding in case.findings]
    findings += [Finding(page.path, p.line, p.code, p.message) for page in pages for p in page.problems]
    return Site(root, framework, tuple(pages), frozenset(files), terms, tuple(findings), cases)


def _files(docs: Path, root: Path) -> Iterator[Path]:
    """Yield the files under `docs`, in order; names that begin with a dot are not content (MkDocs skips them as well)."""
    for folder, folders, names in os.walk(docs):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (here / name).is_symlink()]
        yield from (here / name for name in sorted([*links, *names]) if not name.startswith("."))

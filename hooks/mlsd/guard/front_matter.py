"""FM: the front matter of a page."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from mlsd.guard.example import CASE_PAGE, Example
from mlsd.guard.rule import Hit, rule
from mlsd.model.front_matter import FORMS, KNOWN, REQUIRED, SAID_BY_CASE
from mlsd.model.page import Page
from mlsd.model.site import Kind, Site


@rule(
    "FM001",
    "Страница называет в первых строках свой заголовок и описание.",
    Example(
        bad="title: A page\ndate: 2026-11-23\n",
        good="title: A page\ndescription: What the examples of the rules are added to.\ndate: 2026-11-23\n",
    ),
)
def key_missing(site: Site, page: Page) -> Iterator[Hit]:
    """A page gives its title and description in the front matter."""
    if any(problem.code == "FM004" for problem in page.problems):
        return
    if page.front_matter is None:
        kind, slug = site.slot(page)
        if kind in (Kind.CASE, Kind.INTERVIEWER) and not _said_by_case(site, page):
            yield Hit(1, f"the case has no docs/cases/{slug}/case.yml, which says title and description: write it")
        elif not _said_by_case(site, page):
            yield Hit(1, "no front matter: begin the file with `---`, `title: …`, `description: …`, `---`")
        return
    for key in REQUIRED:
        if key not in page.front_matter.data and not _said_by_case(site, page):
            yield Hit(1, f"`{key}` is missing from the front matter: add a line `{key}: …`")


@rule(
    "FM002",
    "В первых строках страницы нет неизвестных ключей.",
    Example(bad="author: [octocat]", good="authors: [octocat]"),
)
def key_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """The front matter has no keys but the known ones."""
    for key, line in _keys(page):
        if key not in KNOWN:
            near = get_close_matches(str(key), KNOWN, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the known ones are {', '.join(KNOWN)}"
            yield Hit(line, f"`{key}` is not known: {hint}")


@rule(
    "FM003",
    "У каждого значения в первых строках страницы верная форма.",
    Example(bad="date: yesterday", good="date: 2026-11-23"),
)
def value_wrong(site: Site, page: Page) -> Iterator[Hit]:
    """Every value in the front matter is well formed."""
    for key, line in _keys(page):
        remedy = FORMS[key](page.front_matter.data[key]) if key in FORMS and page.front_matter else None
        if remedy:
            yield Hit(line, f"`{key}` {remedy}")


@rule(
    "FM005",
    "Страница кейса не повторяет в первых строках того, что говорит case.yml: названия, описания, авторов, даты.",
    Example(
        bad="---\ntitle: A queue\n---\n\n# A queue of requests\n\n## Prompt",
        good="# A queue of requests\n\n## Prompt",
        where=CASE_PAGE,
    ),
)
def said_twice(site: Site, page: Page) -> Iterator[Hit]:
    """A case's page does not repeat in its front matter what case.yml says: title, description, authors, date."""
    if not _said_by_case(site, page):
        return
    for key, line in _keys(page):
        if key in SAID_BY_CASE:
            yield Hit(line, f"`{key}` of a case stands in its case.yml: take this line out")


def _said_by_case(site: Site, page: Page) -> bool:
    kind, slug = site.slot(page)
    return kind in (Kind.CASE, Kind.INTERVIEWER) and f"docs/cases/{slug}/case.yml" in site.files


def _keys(page: Page) -> list[tuple[Any, int]]:
    front = page.front_matter
    return [(key, front.line((key,))) for key in front.data] if front else []

"""Who wrote a page, and where to say that something on it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from mlsd.model.front_matter import valid_values
from mlsd.model.page import Page
from mlsd.model.site import Site
from mlsd.render.words import WORDS

PROFILES = "https://github.com/"
# The name under which the project's own people sign together: it leads to all who have contributed.
MAINTAINERS = "mlsd-maintainers"
FORM = "1-page-error.yml"


@dataclass(frozen=True)
class Person:
    """An author with the page that they are known by."""

    name: str
    url: str | None


@dataclass(frozen=True)
class Credits:
    """What stands at the foot of a page; `report` opens the form for an error on it."""

    authors: tuple[Person, ...]
    report: str | None


def credits_of(site: Site, page: Page, repo_url: str | None, address: str) -> Credits:
    """Return the credits of a page.

    Args:
        site: the content.
        page: the page.
        repo_url: the address of the repository, where it is known.
        address: the page's own, which the form is filled with.

    """
    repo = (repo_url or "").rstrip("/")
    return Credits(tuple(_person(name, repo, page.language) for name in _authors(site, page)), _report(repo, address))


def _authors(site: Site, page: Page) -> tuple[str, ...]:
    case = site.case(page)
    if case and case.data:
        return case.data.authors
    return tuple(valid_values(page).get("authors", ()))


def _person(name: str, repo: str, language: str | None) -> Person:
    if name == MAINTAINERS:
        return Person(WORDS[language or "en"]["maintainers"], f"{repo}/graphs/contributors" if repo else None)
    return Person(name, PROFILES + name)


def _report(repo: str, address: str) -> str | None:
    if urlsplit(repo).scheme not in ("http", "https"):
        return None
    return f"{repo}/issues/new?{urlencode({'template': FORM, 'page': address})}"

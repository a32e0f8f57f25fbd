"""Old addresses that pages keep: each is to lead to the page that gives it, and to be nobody else's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from mlsd.model.addresses import DEFAULT_LANGUAGE, page_url
from mlsd.model.front_matter import is_alias
from mlsd.model.page import split_name
from mlsd.model.site import CASE_PAGES, DOCS, LANGUAGES, Site

# What the build writes beside the pages.
_WRITTEN = frozenset(
    {"404.html", "en/feed.xml", "feed.xml", "index.html", "llms.txt", "robots.txt", "sitemap.xml", "sitemap.xml.gz"}
)


@dataclass(frozen=True)
class Alias:
    """An old address; `path` and `line` say where it is given, `page` is the file of the page, `problem` why it cannot be kept.

    `address` and `target` are addresses from the site's root, as `page_url` returns them; the alias is in the language of its page.
    """

    path: str
    line: int
    page: str
    language: str
    address: str
    target: str
    problem: str | None = None


def read_aliases(site: Site) -> tuple[Alias, ...]:
    """Return the old addresses that pages and cases give."""
    pages = {page_url(*named).casefold(): path for path in site.files if (named := _named(path))}
    names = (name.removeprefix(f"{DOCS}/") for name in site.files if not name.endswith((".md", ".yml")))
    files = {name.casefold() for name in names} | _WRITTEN
    taken: dict[str, Alias] = {}
    result = []
    for alias in (*_of_pages(site), *_of_cases(site)):
        address = alias.address.casefold()
        result.append(replace(alias, problem=alias.problem or _problem(address, pages, files, taken)))
        taken.setdefault(address, alias)
    return tuple(result)


def _of_pages(site: Site) -> Iterator[Alias]:
    for given in site.aliases():
        if given.path.endswith(".md") and _named(given.path) and is_alias(given.text):
            yield _alias(given.path, given.line, given.text, given.path)


def _of_cases(site: Site) -> Iterator[Alias]:
    """Yield the old addresses of whole cases: of both their pages, in each language that they are written in."""
    for given in site.aliases():
        if given.path.endswith(".md"):
            continue
        for page in site.folder(given.path.rpartition("/")[0]):
            name = page.rpartition("/")[2].split(".")[0]
            if name in CASE_PAGES and _named(page):
                ending = "" if name == "index" else f"{name}/"
                yield _alias(given.path, given.line, given.text + ending, page)


def _named(path: str) -> tuple[str, str] | None:
    """Return the name and the language of the page at `path`; None for another file, and for a page that says no language."""
    name, language = split_name(path.removeprefix(f"{DOCS}/"), LANGUAGES)
    return (name, language) if path.endswith(".md") and language else None


def _alias(path: str, line: int, written: str, page: str) -> Alias:
    """Make an alias of an address that is written with the language before it, or without."""
    name, language = split_name(page.removeprefix(f"{DOCS}/"), LANGUAGES)
    language = str(language)
    address, target = written.removeprefix("/"), page_url(name, language)
    first = PurePosixPath(address).parts[0]
    if language == DEFAULT_LANGUAGE:
        if first in LANGUAGES and first != language:
            problem = f"`{written}` is an address in `{first}`: give it on the page in that language"
            return Alias(path, line, page, language, address, target, problem)
    elif first != language:
        address = f"{language}/{address}"
    return Alias(path, line, page, language, address, target)


def _problem(address: str, pages: Mapping[str, str], files: set[str], taken: Mapping[str, Alias]) -> str | None:
    """Return why an address is not free."""
    if address in pages:
        return f"`/{address}` is where `{pages[address]}` stands: take the alias out"
    if address in taken:
        other = taken[address]
        return f"`/{address}` is given at {other.path}:{other.line} as well: keep one"
    parts = PurePosixPath(address).parts
    for i in range(1, len(parts) + 1):
        if "/".join(parts[:i]) in files:
            return f"`/{'/'.join(parts[:i])}` is a file: take the alias out"
    return None

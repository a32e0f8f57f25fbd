"""LN: links and pictures inside the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from mlsd.guard.addresses import file_at
from mlsd.guard.example import INTERVIEWER, Example
from mlsd.guard.rule import Hit, rule
from mlsd.model.addresses import file_of
from mlsd.model.finding import Fix
from mlsd.model.layout import Loss
from mlsd.model.page import Link, Page, split_name
from mlsd.model.site import DOCS, LANGUAGES, Site

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@rule(
    "LN001",
    "Ссылка или картинка ведёт к файлу, который есть.",
    Example(
        bad="See [the step](../../framework/dataa.en.md).",
        good="See [the step](../../framework/data.en.md).",
        where=INTERVIEWER,
    ),
    Example(bad="See [the data](case.yml).", good="See [the step](../../framework/data.en.md).", where=INTERVIEWER),
)
def target_missing(site: Site, page: Page) -> Iterator[Hit]:
    """A link or a picture leads to a file that exists."""
    for link in _inner(page):
        path, _, _ = link.target.partition("#")
        target = file_of(page.path, path)
        if not path or link.target.startswith("/") or (target in site.files and not path.endswith("/")):
            if target.endswith(".yml") and path:
                yield Hit(link.line, f"`{path}` is data and is not published: link the page that shows it")
            continue
        yield Hit(link.line, f"`{path}` does not exist: {_remedy(site, page, target)}")


@rule(
    "LN002",
    "Якорь ссылки — это id на той странице, куда она ведёт.",
    Example(
        bad="See [leaks](../../framework/data.en.md#leak).",
        good="See [leaks](../../framework/data.en.md#leakage).",
        where=INTERVIEWER,
    ),
)
def anchor_missing(site: Site, page: Page) -> Iterator[Hit]:
    """A link's fragment is an id on the page it leads to."""
    found: dict[str, frozenset[str] | None] = {}
    for link in _inner(page):
        path, hash_sign, fragment = link.target.partition("#")
        if not hash_sign or not fragment:
            continue
        target = file_of(page.path, path) if path else page.path
        if target not in found:
            found[target] = site.anchors_at(target)
        anchors = found[target]
        if anchors is not None and unquote(fragment) not in anchors:
            near = get_close_matches(fragment, sorted(anchors), n=1)
            hint = f"did you mean `#{near[0]}`?" if near else "name an id that stands there"
            yield Hit(link.line, f"`#{fragment}` is not an id on {target}: {hint}")


@rule(
    "LN003",
    "Ссылка не уводит на другой язык: для этого есть переключатель.",
    Example(
        bad="See [leaks](../../framework/data.ru.md#leakage).",
        good="See [leaks](../../framework/data.en.md#leakage).",
        where=INTERVIEWER,
    ),
    fixes=True,
)
def other_language(site: Site, page: Page) -> Iterator[Hit]:
    """A link stays in the page's language: readers change it with the switch."""
    for link in _inner(page):
        path, hash_sign, fragment = link.target.partition("#")
        target = file_of(page.path, path)
        language = split_name(target, LANGUAGES)[1] if target.endswith(".md") else None
        if language and page.language and language != page.language and target in site.files:
            own = f"{split_name(path, LANGUAGES)[0]}.{page.language}.md{hash_sign}{fragment}"
            mend = Fix(link.line, f"({link.target})", f"({own})")
            yield Hit(link.line, f"`{link.target}` leads to a page in `{language}`: link `{own}`", mend)


@rule(
    "LN004",
    "Ссылка внутри сайта называет файл, считая от папки страницы.",
    Example(
        bad="See [the step](/framework/data/).", good="See [the step](../../framework/data.en.md).", where=INTERVIEWER
    ),
    fixes=True,
)
def not_relative(site: Site, page: Page) -> Iterator[Hit]:
    """A link inside the site names the file, from the page's own folder."""
    for link in page.links:
        if link.target.startswith("/") and not link.target.startswith("//"):
            address, hash_sign, fragment = link.target.partition("#")
            path = file_at(site, page.language, address) if page.language else None
            own = posixpath.relpath(path, posixpath.dirname(page.path)) + hash_sign + fragment if path else None
            yield Hit(
                link.line,
                f"`{link.target}` begins at the root of the host, where the site may not be: "
                + (f"link `{own}`" if own else "name the file from here"),
                Fix(link.line, f"({link.target}", f"({own}") if own else None,
            )


@rule(
    "LN013",
    "Ссылка написана целиком и куда-то ведёт.",
    Example(bad="See [the step]().", good="See [the step](../../framework/data.en.md).", where=INTERVIEWER),
    Example(
        bad="See [the step](../../framework/data .en.md).",
        good="See [the step](../../framework/data.en.md).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [the step] (../../framework/data.en.md).",
        good="See [the step](../../framework/data.en.md).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See (the step)[../../framework/data.en.md].",
        good="See [the step](../../framework/data.en.md).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [the step](../../framework/data.en.md for more.",
        good="See [the step](../../framework/data.en.md) for more.",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [the step][data].",
        good="See [the step][data].\n\n[data]: ../../framework/data.en.md",
        where=INTERVIEWER,
    ),
)
def link_broken(site: Site, page: Page) -> Iterator[Hit]:
    """A link is written in full and leads somewhere."""
    for link in page.links:
        if link.target.strip() in ("", "#", "mailto:"):
            yield Hit(link.line, "this link leads nowhere: put the file or the address between the parentheses")
    for slip in page.slips:
        if slip.kind is Loss.LINK:
            yield Hit(
                slip.line,
                f"`{slip.text}` is no link as it is written: write `[words](address)`, with no space within it",
            )
        elif slip.kind is Loss.REFERENCE:
            yield Hit(
                slip.line,
                f"`{slip.text}` names no address: add a line `[name]: address`, or put the address in parentheses",
            )


@rule(
    "LN014",
    "Адрес посреди текста — ссылка.",
    Example(
        bad="See https://example.org/queues.",
        good="See [the survey of queues](https://example.org/queues).",
        where=INTERVIEWER,
    ),
    Example(bad="See https://example.org/queues.", good="See <https://example.org/queues>.", where=INTERVIEWER),
)
def address_bare(site: Site, page: Page) -> Iterator[Hit]:
    """An address in the midst of words is a link."""
    for address in page.addresses:
        yield Hit(
            address.line,
            f"`{address.text}` is shown as words and leads nowhere: write `[what it is]({address.text})`, or put it in `<…>`",
        )


def _inner(page: Page) -> list[Link]:
    return [link for link in page.links if not _SCHEME.match(link.target)]


def _remedy(site: Site, page: Page, target: str) -> str:
    name = target.removesuffix("/").removesuffix(".md")
    for candidate in (f"{name}.{page.language}.md", f"{name}/index.{page.language}.md"):
        if candidate in site.files:
            return f"link `{posixpath.relpath(candidate, posixpath.dirname(page.path))}`"
    if not target.startswith(f"{DOCS}/"):
        return f"links stay inside `{DOCS}/`"
    # A page is not taken for a picture, however alike their names are.
    ending = posixpath.splitext(target)[1]
    alike = [path for path in sorted(site.files) if not ending or posixpath.splitext(path)[1] == ending]
    near = get_close_matches(target, alike, n=1, cutoff=0.8)
    if near:
        return f"did you mean `{posixpath.relpath(near[0], posixpath.dirname(page.path))}`?"
    return f"put the file at {target}, or fix the name"

"""Record that translations are up to date: `translated_from` in their front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from mlsd.author.refusal import RefusalError
from mlsd.model.page import Page
from mlsd.model.page_reader import read_page
from mlsd.model.site import DOCS, LANGUAGES, Site
from mlsd.model.translation import KEY, Origin, origin

_BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(rb"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")


class Recorded(NamedTuple):
    """A translation, what it now says it was made from, and whether that is new."""

    path: str
    origin: Origin
    is_new: bool


def sync(site: Site, wanted: Sequence[str], source: str | None) -> list[Recorded]:
    """Record for each translation among the wanted files and folders that it is up to date; all of them or none.

    Args:
        site: the content.
        wanted: paths of pages and of folders, relative to the root.
        source: the language that the pages are translated from; None where they say it themselves.

    Raises:
        RefusalError: a page cannot be a translation.

    """
    planned = [_plan(site, page, source) for path in wanted for page in _pages(site, path, source)]
    texts = [(site.root / page.path, _written(site.root, page, made_from)) for page, made_from in planned]
    for file, data in texts:
        if file.read_bytes() != data:
            file.write_bytes(data)
    return [Recorded(page.path, made_from, origin(page) != made_from) for page, made_from in planned]


def _pages(site: Site, path: str, source: str | None) -> list[Page]:
    """Return the page at `path`, or the translations in that folder."""
    if path in site.by_path:
        return [site.by_path[path]]
    if path in site.files or not (path == DOCS or path.startswith(f"{DOCS}/")):
        raise RefusalError(f"{path} is no page: name a file `….en.md` or `….ru.md` under {DOCS}, or a folder of them")
    inside = [page for page in site.pages if page.path.startswith(f"{path}/") and page.language]
    found = [page for page in inside if (page.language != source if source else origin(page))]
    if not found:
        raise RefusalError(
            f"{path} holds no translation: name the language that its pages are translated from with `--from`"
        )
    return found


def _plan(site: Site, page: Page, source: str | None) -> tuple[Page, Origin]:
    if page.language is None:
        raise RefusalError(f"{page.path} does not say its language: rename it to `….ru.md` or `….en.md`")
    said = origin(page)
    language = source or (said.language if said else None)
    if language is None:
        other = next(each for each in LANGUAGES if each != page.language)
        raise RefusalError(
            f"{page.path} is an original, it has no `{KEY}`: "
            f"if it is a translation, say so with `mlsd sync --from {other} {page.path}`"
        )
    if language == page.language:
        raise RefusalError(f"{page.path} is in `{language}` itself: name the language that it is translated from")
    original = site.counterpart(page, language)
    if original is None:
        raise RefusalError(f"there is no {DOCS}/{page.name}.{language}.md that {page.path} could be translated from")
    if origin(original):
        raise RefusalError(
            f"{original.path} says that it is itself a translation: "
            f"take `{KEY}` out of it first, if it is {page.path} that is one"
        )
    now = site.body_digest(original.path)
    if not now:
        raise RefusalError(f"{original.path} is too large to be read: split the page")
    return page, Origin(language, now)


def _written(root: Path, page: Page, made_from: Origin) -> bytes:
    """Return the page's bytes with the key; its line ends and all the rest stay as they are."""
    data = (root / page.path).read_bytes()
    mark, text = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    end = next(iter(re.findall(rb"\r\n|\n|\r", text)), b"\n")
    line = f"{KEY}: {made_from}".encode() + end
    lines = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)
    if not lines or not lines[0].startswith(b"---") or not _FENCE.fullmatch(lines[0]):
        lines = [b"---" + end, line, b"---" + end, *lines]
    elif page.front_matter and KEY in page.front_matter.data:
        lines[page.front_matter.line((KEY,)) - 1] = line
    else:
        close = next((i for i, each in enumerate(lines) if i and _FENCE.fullmatch(each)), len(lines))
        lines.insert(close, line)
    written = mark + b"".join(lines)
    if origin(read_page(page.path, written, LANGUAGES)) != made_from:
        raise RefusalError(
            f"the front matter of {page.path} cannot be read: see what `mlsd check {page.path}` says of it"
        )
    return written


def said(recorded: Iterable[Recorded]) -> str:
    """Return what was recorded, a line for each page."""
    return "".join(f"{each.path}: {KEY}: {each.origin}{'' if each.is_new else ' (as before)'}\n" for each in recorded)

"""Numbers and citations in a page's prose: what a reader sees, and what tells where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from mlsd.model.addresses import page_url, relative_url
from mlsd.model.case import Case, Formula, Input, Source
from mlsd.model.page import CITATION, NUMBER, Page
from mlsd.model.site import Site
from mlsd.numbers.format import Style, in_form, style, write
from mlsd.render.words import WORDS

# Code stands as it is; so the marks are looked for outside of fences and of code spans. All of these begin with one of a few signs.
_SIGN = re.compile(r"[`~{\[]")
_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=ticks)[^\n]*$", re.MULTILINE | re.DOTALL
)
_SPAN = re.compile(r"(?<!`)(?P<quote>`+)(?!`).+?(?<!`)(?P=quote)(?!`)", re.DOTALL)
# Stand around the number of what is held back; no parser knows a meaning of them.
_HELD = ("\ue010", "\ue011")
_HELD_MARK = re.compile(rf"{_HELD[0]}(\d{{1,6}}){_HELD[1]}")
_UNDERLINE = re.compile(r"[ >]*(?:=+|-+)[ ]*$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_EXPLAINED = re.compile(r'(?P<start><a class="number" href="(?P<href>[^"]*)"[^>]*?) title="[^"]*"(?P<end>>)')
# Markdown would read these in the HTML that is put in.
_MARKDOWN_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "[]*_`\\|{}$~^!#"})


def inert(text: str) -> str:
    """Return text for an attribute or an element that neither HTML nor Markdown reads as its own."""
    return escape(text).replace("&#x27;", "'").translate(_MARKDOWN_SIGNS).replace("&&#35;", "&#")


def style_of(case: Case, name: str, language: str) -> Style | None:
    """Return how a number of a case is written."""
    entry = case.entry(name)
    return style(entry.unit, entry.digits, language) if entry and name in case.book.results else None


def written(case: Case, name: str, language: str, form: str | None = None) -> str | None:
    """Return a number of a case with its unit, in the form that is asked for; None where it has no value."""
    key = ("written", name, language, form)
    if key not in case.kept:
        how = style_of(case, name, language)
        case.kept[key] = write(case.book.results[name].value, in_form(how, form, language), language) if how else None
    value: str | None = case.kept[key]
    return value


def basis(case: Case, item: Input, language: str) -> str:
    """Return what an input rests on: `measured: He et al., 2014`."""
    source = _source(case, item.source)
    return WORDS[language][f"basis_{item.basis}"] + (f": {cited(source)}" if source else "")


def explanation(case: Case, name: str, language: str) -> list[str]:
    """Return where a number comes from, in lines: what it is, then its formula and each of its inputs, or its basis; last the case.

    On the case's own page `assets/js/numbers.js` says the same, from the rows of the page and with the values that the reader has set.
    """
    entry = case.entry(name)
    match entry:
        case Input():
            lines = [entry.title[language], basis(case, entry, language)]
        case Formula():
            used = case.book.results[name].uses if name in case.book.results else ()
            lines = [entry.title[language], f"{name} = {entry.formula}", *(_used(case, use, language) for use in used)]
        case _:
            lines = []
    if case.data:
        lines.append(WORDS[language]["from_case"].format(title=case.data.title[language]))
    return [line for line in lines if line]


def _used(case: Case, name: str, language: str) -> str:
    value = written(case, name, language)
    entry = case.entry(name)
    if value is None:
        return ""
    return f"{name} = {value}" + (f" ({basis(case, entry, language)})" if isinstance(entry, Input) else "")


def cited(source: Source) -> str:
    """Return a source as prose cites it: `He et al., 2014`."""
    family = [author.split()[-1] for author in source.authors]
    who = family[0] if len(family) == 1 else f"{family[0]}, {family[1]}" if len(family) == 2 else f"{family[0]} et al."
    return f"{who}, {source.year}"


def put_numbers(markdown: str, site: Site, page: Page) -> str:
    """Put the numbers and the citations into a page's Markdown; what is unknown stays as it is written, and the guard reports it."""
    parts: list[str] = []
    end = 0
    for match, html in _written(markdown, site, page):
        parts += [markdown[end : match.start()], html]
        end = match.end()
    return "".join([*parts, markdown[end:]])


def hold_numbers(markdown: str, site: Site, page: Page) -> tuple[str, list[str]]:
    """Put marks of two signs into a page's Markdown, and return the numbers and citations that stand behind them; `release_numbers` puts them in.

    Markdown would read through their tags and attributes, a fifth of all that it reads, only to leave them as they are. Headings get the
    numbers themselves, since their ids and the table of contents are made of them.
    """
    parts: list[str] = []
    held: list[str] = []
    end = 0
    for match, html in _written(markdown, site, page):
        is_held = html != match[0] and not _is_heading(markdown, match.start())
        parts += [markdown[end : match.start()], f"{_HELD[0]}{len(held)}{_HELD[1]}" if is_held else html]
        held += [html] if is_held else []
        end = match.end()
    return "".join([*parts, markdown[end:]]), held


def release_numbers(html: str, held: Sequence[str]) -> str:
    """Put the numbers and citations that were held back into a page's HTML; into an attribute, their text."""

    def release(match: re.Match[str]) -> str:
        number = int(match[1])
        found = held[number] if number < len(held) else ""
        at = match.start()
        return _TAG.sub("", found) if html.rfind("<", 0, at) > html.rfind(">", 0, at) else found

    return _HELD_MARK.sub(release, html)


def _is_heading(markdown: str, at: int) -> bool:
    """Tell whether a place may be in a heading, of either kind."""
    line = markdown.rfind("\n", 0, at) + 1
    end = markdown.find("\n", at)
    return "#" in markdown[line:at] or (end >= 0 and _UNDERLINE.match(markdown, end + 1) is not None)


def _written(markdown: str, site: Site, page: Page) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the marks of a page's Markdown, each with what is to stand there."""
    language = page.language or "ru"
    before: dict[str, str] = {}
    for match in _marks(markdown):
        mark = match[0]
        if mark not in before:
            is_number = match.re is NUMBER
            before[mark] = _number(match, site, page, language) if is_number else _citation(match, site, page)
        yield match, before[mark]


def _marks(markdown: str) -> Iterator[re.Match[str]]:
    """Yield the marks of numbers and citations outside of code, in order."""
    end = 0
    for sign in _SIGN.finditer(markdown):
        at = sign.start()
        if at < end:
            continue
        if sign[0] in "{[":
            match = (NUMBER if sign[0] == "{" else CITATION).match(markdown, at)
            if match:
                yield match
        else:
            line = markdown.rfind("\n", 0, at) + 1
            is_first = line >= end and not markdown[line:at].strip(" \t")
            match = (_FENCE.match(markdown, line) if is_first else None) or _SPAN.match(markdown, at)
        end = match.end() if match else end


def in_text(text: str, case: Case, language: str, home: str = "") -> str:
    """Return a text of `case.yml` as HTML, with its numbers and citations; `home` is the way to the case's own page."""

    def replace(match: re.Match[str]) -> str:
        return _link(case, match, language, home) or match[0]

    html = NUMBER.sub(replace, escape(text, quote=False))
    return CITATION.sub(lambda match: _source_link(case, match["id"], home) or match[0], html)


def _number(match: re.Match[str], site: Site, page: Page, language: str) -> str:
    case = site.cases.get(match["slug"]) if match["slug"] else site.case(page)
    return (_link(case, match, language, way_home(page, case)) if case else None) or match[0]


def _link(case: Case, mark: re.Match[str], language: str, home: str) -> str | None:
    """Return a printed number as a link to where it stands on the case's page; `home` is the way there."""
    name, form = mark["name"], mark["form"]
    value = written(case, name, language, form)
    if value is None:
        return None
    data = f' data-number="{name}"' + (f' data-form="{inert(form)}"' if form else "")
    # At home the browser finds the explanation in the row where the link leads; a line's end would end the paragraph.
    title = _title(case, name, language) if home else ""
    said = f' title="{title}"' if title else ""
    return f'<a class="number" href="{home}#n-{name}"{data}{said}>{inert(value)}</a>'


def _title(case: Case, name: str, language: str) -> str:
    key = ("title", name, language)
    if key not in case.kept:
        case.kept[key] = "&#10;".join(map(inert, explanation(case, name, language)))
    title: str = case.kept[key]
    return title


def explain_once(html: str) -> str:
    """Return a page's HTML where the first link to a number of another page says what it is; the browser finds it there for the others."""
    seen: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        is_new = match["href"] not in seen
        seen.add(match["href"])
        return match[0] if is_new else match["start"] + match["end"]

    return _EXPLAINED.sub(replace, html)


def parts(text: str, case: Case, language: str) -> list[str | list[str]]:
    """Return a text of `case.yml` for the browser: plain text, and numbers as their name and form (empty without one)."""
    found: list[str | list[str]] = []
    end = 0
    for match in NUMBER.finditer(text):
        if style_of(case, match["name"], language):
            found += [text[end : match.start()], [match["name"], match["form"] or ""]]
            end = match.end()
    return [*found, text[end:]]


def _citation(match: re.Match[str], site: Site, page: Page) -> str:
    case = site.case(page)
    return (_source_link(case, match["id"], way_home(page, case)) if case else None) or match[0]


def way_home(page: Page, case: Case) -> str:
    """Return the way from a page to the case's own page, where its numbers and sources stand; nothing from there."""
    language = page.language or "ru"
    here = page_url(page.name, language)
    home = page_url(f"cases/{case.slug}/index", language)
    return "" if here == home else relative_url(here, home)


def _source(case: Case, source_id: str | None) -> Source | None:
    if "sources" not in case.kept:
        # Of two with one id the first counts.
        case.kept["sources"] = {source.id: source for source in reversed(case.data.sources)} if case.data else {}
    found: Source | None = case.kept["sources"].get(source_id)
    return found


def _source_link(case: Case, source_id: str, home: str) -> str | None:
    source = _source(case, source_id)
    return f'(<a class="citation" href="{home}#source-{source.id}">{inert(cited(source))}</a>)' if source else None

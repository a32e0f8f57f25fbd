"""PR: a page and its counterpart in the other language have the same structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from mlsd.guard.example import EN, NEW, NEW_RU, RU, Example
from mlsd.guard.rule import Hit, rule
from mlsd.model.addresses import file_of
from mlsd.model.finding import Severity
from mlsd.model.layout import SOURCE_SECTIONS, Reference
from mlsd.model.page import Figure, Heading, Link, Page, Section, split_name
from mlsd.model.pattern import later
from mlsd.model.prose import Prose, Where
from mlsd.model.site import CASE_DIRECTIVES, DIRECTIVES, LANGUAGES, Kind, Site
from mlsd.model.translation import translation

_HOURS = "## Peak hours { #peak }\n\n| Hour | Load |\n|---|---|\n"
_HOURS_RU = "## Часы пик { #peak }\n\n| Час | Нагрузка |\n|---|---|\n"
_PAPER = "## Further reading { #further }\n\n- A. Author, [Title](https://doi.org/10.1000/one), 2015: the shape of the load.\n"
_PAPER_RU = "## Что почитать { #further }\n\n- A. Author, [Title](https://doi.org/10.1000/one), 2015: форма нагрузки.\n"
_DRAWN = "```mermaid\nflowchart TB\n    accTitle: Log\n    accDescr: What a log becomes.\n    a --> b\n```\n"
_DRAWN_RU = "```mermaid\nflowchart TB\n    accTitle: Журнал\n    accDescr: Чем становится журнал.\n    a --> b\n```\n"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ARROW = later(r"<?[-=.]{2,}[>xo)]{0,2}")
_SAID = later(r"\"[^\"\n]*\"|%%[^\n]*|^\s*acc(?:Title|Descr)[^\n]*")
_LABEL = later(r"\"[^\"\n]*\"|\|[^|\n]*\||%%[^\n]*|(?m:^\s*acc(?:Title|Descr)[^\n]*)")
# What stands in the brackets of a node, from the innermost, and an arrow between two nodes with the words on it.
_SHAPE = later(r"\[[^\[\]\n]*\]|\([^()\n]*\)|\{[^{}\n]*\}")
_EDGE = later(r"(?=(?<!\w)(?P<from>\w+)\s*(?P<arrow><?[-=.]{2,}[>xo]?)\s*(?:\|[^|\n]*\|)?\s*(?P<to>\w+))")
_FLOWCHART = ("flowchart", "graph")
_WORDS_OF_FORMULA = later(r"\\(?:text|mathrm|textrm|operatorname\*?|mbox)\{[^{}]*\}|\\[,;:! ]|\\q?quad|~|\s+")
_SIZES = later(r"\\(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])|\\limits")
# It begins with a set of signs, which is fast to look for, and looks back behind it: p99 is a name.
# Behind it stands a unit, of those that both languages write as they are spelled here.
_UNITS = {
    "мс": "ms", "миллисекунд": "ms", "second": "s", "секунд": "s", "мин": "min", "minute": "min", "минут": "min",
    "hour": "h", "час": "h", "млн": "million", "миллион": "million", "M": "million", "млрд": "billion", "миллиард": "billion",
    "B": "billion", "тыс": "thousand", "тысяч": "thousand", "K": "thousand", "п.\u00a0п": "points",
}  # fmt: skip
_POINTS = ("percentage point", "процентн")  # With what stands behind it; alone it says what `%` says.
_FIGURE = later(
    r"([0-9](?<![A-Za-z0-9.,].)[0-9]*(?:[.,\u00a0 ][0-9]+)*)(?:[\u00a0 -]?(%|(?:ms|s|min|h|million|billion|thousand|[MBK]|мс|мин|млн|млрд|тыс)(?!\w)"
    "|second|minute|hour|percentage point|секунд|минут|час(?!т)|миллисекунд|миллион|миллиард|тысяч|процентн\\w{1,3}[\u00a0 ]пункт|процент|percent|п\\.\u00a0п))?"
)
_GROUP_RU = later(r"[\u00a0 ](?=[0-9]{3}(?![0-9]))")
_GROUP_EN = later(r",(?=[0-9]{3}(?![0-9]))")
# A word that is no name, and words in Latin letters, where there are none in Cyrillic.
_UNTRANSLATED = later(r"\A[^А-Яа-яЁё]*\b[a-z]{3,}\b[^А-Яа-яЁё]*\Z")
_LATIN = later(r"[A-Za-z]{2,}")
_CYRILLIC = later(r"[А-Яа-яЁё]")
# What names the language itself: in a file's name, behind an option.
_OF_LANGUAGE = later(rf"\.(?:{'|'.join(LANGUAGES)})(?=\.)|(?<!\w)(?:{'|'.join(LANGUAGES)})(?!\w)")
_WHOLES = ("list_items", "table_rows", "table_columns", "details")
_NAMES = {
    "list_items": "items in the first list",
    "table_rows": "rows in the first table",
    "table_columns": "columns in the first table",
    "details": "`???` blocks",
}
# What is counted of a section's first list and table is not counted again.
_ALL = {
    "all_items": "list items in all",
    "all_rows": "rows of tables in all",
    "all_cells": "filled cells of tables",
    "diagrams": "diagrams",
    "displays": "formulas on lines of their own",
}
_COUNTS = attrgetter(*_WHOLES, *_ALL)
_COVERED = {"all_items": "list_items", "all_rows": "table_rows", "all_cells": "table_rows"}


@rule(
    "PR001",
    "Каждая страница, кроме страниц кейса, есть на обоих языках.",
    Example(bad={"docs/notes.en.md": NEW}, good={"docs/notes.en.md": NEW, "docs/notes.ru.md": NEW_RU}),
)
def counterpart_missing(site: Site, page: Page) -> Iterator[Hit]:
    """Every page except a case's exists in both languages."""
    if page.language is None or site.slot(page).kind in (Kind.CASE, Kind.INTERVIEWER):
        return
    for language in LANGUAGES:
        if language != page.language and site.counterpart(page, language) is None:
            yield Hit(page.title_line, f"the page in `{language}` is missing: write docs/{page.name}.{language}.md")


@rule(
    "PR002",
    "На обоих языках одни и те же заголовки, если судить по id.",
    Example(
        bad={EN: "## Peak hours { #peak }\n\nText.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
)
def heading_unmatched(site: Site, page: Page) -> Iterator[Hit]:
    """Both languages have the same headings by id."""
    for other in _counterparts(site, page):
        if _are_alike(page, other):
            continue
        theirs = {heading.id for heading in other.headings}
        renamed = _renamed(site, page, other)
        for heading in _own_headings(site, page):
            if heading.id in renamed:
                twin = renamed[heading.id]
                yield Hit(
                    heading.line,
                    f"`{heading.id}` stands here, and `{twin.id}` in {other.path}:{twin.line}: give both the same id",
                )
            elif heading.id not in theirs:
                yield Hit(
                    heading.line, f"{other.path} has no heading `{heading.id}`: add it there, or take it out here"
                )
        ours = {heading.id for heading in page.headings}.union(twin.id for twin in renamed.values())
        for heading in _own_headings(site, other):
            if heading.id not in ours:
                yield Hit(
                    page.title_line,
                    f"heading `{heading.id}` of {other.path}:{heading.line} is missing: add it, or take it out there",
                )


@rule(
    "PR003",
    "У заголовка на обоих языках один уровень и одно место.",
    Example(
        bad={EN: "## Peak hours { #peak }\n\nText.\n", RU: "### Часы пик { #peak }\n\nТекст.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
)
def heading_differs(site: Site, page: Page) -> Iterator[Hit]:
    """A heading has the same level and the same place in both languages."""
    for other in _counterparts(site, page):
        if _are_alike(page, other):
            continue
        theirs = {heading.id: heading for heading in other.headings if heading.id}
        ours = [(heading, theirs[heading.id]) for heading in page.headings if heading.id in theirs]
        for heading, twin in ours:
            level = twin.level
            if heading.level != level:
                yield Hit(
                    heading.line,
                    f"`{heading.id}` has level {heading.level}, in {other.path} it has {level}: make them equal",
                )
        yield from _order(site, page, other)


@rule(
    "PR004",
    "В разделе на обоих языках поровну пунктов, строк, столбцов, заполненных ячеек, схем, формул и раскрывающихся блоков.",
    Example(
        bad={EN: "## Peak hours { #peak }\n\n- Noon\n- Evening\n", RU: "## Часы пик { #peak }\n\n- Полдень\n"},
        good={
            EN: "## Peak hours { #peak }\n\n- Noon\n- Evening\n",
            RU: "## Часы пик { #peak }\n\n- Полдень\n- Вечер\n",
        },
    ),
    Example(
        bad={EN: f"{_HOURS}| 12 | high |\n| 18 | low |\n", RU: f"{_HOURS_RU}| 12 | много |\n| 18 | |\n"},
        good={EN: f"{_HOURS}| 12 | high |\n", RU: f"{_HOURS_RU}| 12 | много |\n"},
    ),
)
def count_differs(site: Site, page: Page) -> Iterator[Hit]:
    """A section has the same number of items, rows, columns, filled cells, diagrams, formulas, and folded blocks in both languages."""
    for other in _counterparts(site, page):
        for section in page.sections:
            twin = other.section(section.heading.id) if section.heading.id else None
            if twin is None or section.is_empty or twin.is_empty:
                continue
            where = f"{other.path}:{twin.heading.line}"
            for what, name in _differences(section, twin):
                mine, theirs = getattr(section, what), getattr(twin, what)
                yield Hit(
                    section.heading.line,
                    f"`{section.heading.id}` has {mine} {name}, {where} has {theirs}: make them equal",
                )


@rule(
    "PR016",
    "В разделе на обоих языках поровну абзацев: ни один не потерян.",
    Example(
        bad={EN: "## Peak hours { #peak }\n\nNoon.\n\nEvening.\n", RU: "## Часы пик { #peak }\n\nПолдень.\n"},
        good={
            EN: "## Peak hours { #peak }\n\nNoon.\n\nEvening.\n",
            RU: "## Часы пик { #peak }\n\nПолдень.\n\nВечер.\n",
        },
    ),
    severity=Severity.NOTICE,
)
def paragraphs_differ(site: Site, page: Page) -> Iterator[Hit]:
    """A section has as many paragraphs in both languages: none is lost."""
    for other in _current_counterparts(site, page):
        ours, theirs = ([(each.heading.id, each.paragraphs) for each in one.sections] for one in (page, other))
        for section in page.sections if ours != theirs else ():
            twin = other.section(section.heading.id) if section.heading.id else None
            if twin is None or section.paragraphs == twin.paragraphs or section.is_empty or twin.is_empty:
                continue
            if _COUNTS(section) == _COUNTS(twin):  # Otherwise it has been told that something is missing.
                said = f"paragraphs of `{section.heading.id}`: {section.paragraphs} here, {twin.paragraphs} at {other.path}:{twin.heading.line}"
                yield Hit(section.heading.line, f"{said}: look for the one that is missing, or divide both alike")


@rule(
    "PR005",
    "На обоих языках одни и те же пункты чек-листа в одном порядке.",
    Example(
        bad={EN: "- [ ] Count the replicas. { #replicas }\n", RU: "- Посчитайте реплики.\n"},
        good={EN: "- [ ] Count the replicas. { #replicas }\n", RU: "- [ ] Посчитайте реплики. { #replicas }\n"},
    ),
)
def items_differ(site: Site, page: Page) -> Iterator[Hit]:
    """Both languages have the same checklist items, in the same order."""
    if site.step(page):
        return  # The contract says it already.
    for other in _counterparts(site, page):
        theirs = [item.id for item in other.items if item.id]
        ours = [item.id for item in page.items if item.id]
        for item in page.items:
            if item.id and item.id not in theirs:
                yield Hit(item.line, f"{other.path} has no item `{item.id}`: add it there, or take it out here")
        if sorted(ours) == sorted(theirs) and ours != theirs:
            line = next(
                item.line
                for item, item_id in zip((i for i in page.items if i.id), theirs, strict=True)
                if item.id != item_id
            )
            yield Hit(line, f"the items stand in another order than in {other.path}: put them in the same one")


@rule(
    "PR010",
    "На обоих языках одни и те же источники: ссылки и годы.",
    Example(bad={EN: _PAPER.replace("2015", "2016"), RU: _PAPER_RU}, good={EN: _PAPER, RU: _PAPER_RU}),
)
def sources_differ(site: Site, page: Page) -> Iterator[Hit]:
    """Both languages name the same sources: links and years."""
    for other in _counterparts(site, page):
        theirs = {_source(each) for each in other.references if each.section in SOURCE_SECTIONS}
        for each in page.references:
            target, year = _source(each)
            is_whole = each.section in SOURCE_SECTIONS and target and year
            if is_whole and theirs and theirs.isdisjoint([(target, year), (target, "")]):
                yield Hit(
                    each.line, f"{other.path} does not name this source (`{target}`, {year}): make link and year equal"
                )


@rule(
    "PR011",
    "На обоих языках сборка заполняет одни и те же места.",
    Example(bad={EN: "<!-- mlsd:steps -->"}, good={EN: "<!-- mlsd:steps -->", RU: "<!-- mlsd:steps -->"}),
)
def places_differ(site: Site, page: Page) -> Iterator[Hit]:
    """Both languages have the same places that the build fills."""
    for other in _counterparts(site, page):
        ours, theirs = ({each.name for each in one.directives} for one in (page, other))
        if (ours | theirs) - _known_places(site, page):
            continue  # What is unknown, or out of place, has been said, and may be the one that is missing.
        there = [each.name for each in other.directives]
        for directive, name in zip(page.directives, there, strict=False) if ours == theirs else ():
            if directive.name != name:
                said = f"`<!-- mlsd:{name} -->` stands here in {other.path}"
                yield Hit(directive.line, f"{said}, and `mlsd:{directive.name}` elsewhere: put them in the same order")
                break
        for directive in page.directives:
            if directive.name not in theirs:
                yield Hit(
                    directive.line,
                    f"{other.path} has no `<!-- mlsd:{directive.name} -->`: add it there, or take it out here",
                )
        for directive in other.directives:
            if directive.name not in ours:
                yield Hit(
                    page.title_line,
                    f"`<!-- mlsd:{directive.name} -->` of {other.path}:{directive.line} is missing: add it, or take it out there",
                )


@rule(
    "PR012",
    "На обоих языках страница ссылается на одно и то же: страницы и разделы сайта, источники кейса.",
    Example(
        bad={EN: "See [leaks](framework/data.en.md#leakage).", RU: "Смотрите [утечки](framework/data.ru.md#sources)."},
        good={EN: "See [leaks](framework/data.en.md#leakage).", RU: "Смотрите [утечки](framework/data.ru.md#leakage)."},
    ),
    severity=Severity.NOTICE,
)
def places_linked_differ(site: Site, page: Page) -> Iterator[Hit]:
    """Both languages of a page link to the same: pages and sections of the site, sources of the case."""
    for other in _counterparts(site, page):
        if _targets(page) == _targets(other):
            continue
        ours, theirs = _linked(page), _linked(other)
        if ours.keys() == theirs.keys() or _is_behind(site, page) or _is_behind(site, other):
            continue
        if not all(_is_sound(site, place) for place in ours.keys() ^ theirs.keys()):
            continue  # That one of them is broken is said; it may be the one that is missing.
        for place, (line, said) in ours.items():
            # Of a link into the other language another rule speaks.
            if place not in theirs and f".{other.language}.md" not in said:
                yield Hit(line, f"{other.path} has no {said}: put it there, or take it out here")


def _targets(page: Page) -> set[str]:
    """Return all that a page links to and cites, as it is written: of two pages in one folder it is mostly the same but for the language."""
    own = f".{page.language}.md"
    found = {link.target.replace(own, ".md") for link in page.links if not link.is_image}
    return found.union([citation.id for citation in page.citations])


def _linked(page: Page) -> dict[str, tuple[int, str]]:
    """Return what a page links to and cites, as both languages say it, with the line and the words for it."""
    listed = {target for each in page.references if each.section in SOURCE_SECTIONS for target in each.targets}
    found: dict[str, tuple[int, str]] = {}
    for link in page.links:
        place = None if link.is_image or link.target in listed else _place(page, link)
        if place:
            found.setdefault(place, (link.line, f"link to `{link.target}`"))
    for citation in page.citations:
        found.setdefault(f"@{citation.id}", (citation.line, f"citation `[@{citation.id}]`"))
    return found


def _place(page: Page, link: Link) -> str | None:
    """Return where a link leads, as both languages say it; None where that may differ, as on the web, or is not known."""
    path, hash_sign, fragment = link.target.partition("#")
    if ":" in path or path.startswith("/"):
        return None
    target = file_of(page.path, path) if path else page.path
    return split_name(target, LANGUAGES)[0] + hash_sign + fragment


def _is_sound(site: Site, place: str) -> bool:
    """Tell whether there is what a place names, in each language."""
    if place.startswith("@"):
        return True
    name, _, anchor = place.partition("#")
    for language in LANGUAGES:
        path = f"{name}.{language}.md"
        anchors = site.anchors_at(path) if path in site.files else None
        if anchors is None or (anchor and anchor not in anchors):
            return False
    return True


def _is_behind(site: Site, page: Page) -> bool:
    """Tell whether a page is a translation whose source has changed since: its notice says so, and nothing else has to follow at once."""
    found = translation(site, page)
    return found is not None and found.is_stale


@rule(
    "PR013",
    "Схема и формула на обоих языках одни и те же: столько же стрелок, те же знаки.",
    Example(bad={EN: "$$x + 1$$", RU: "$$x - 1$$"}, good={EN: "$$x + 1$$", RU: "$$x + 1$$"}),
    Example(
        bad={EN: _DRAWN.replace("a --> b", "b --> a"), RU: _DRAWN_RU},
        good={EN: _DRAWN, RU: _DRAWN_RU},
    ),
)
def figures_differ(site: Site, page: Page) -> Iterator[Hit]:
    """A diagram and a formula are the same in both languages: as many arrows, the same signs."""
    for other in _counterparts(site, page):
        for kind in ("diagram", "display"):
            ours, theirs = ([each for each in one.figures if each.kind == kind] for one in (page, other))
            if len(ours) != len(theirs):
                continue  # Their numbers are compared elsewhere.
            for here, there in zip(ours, theirs, strict=True):
                if here.source != there.source:
                    yield from _figure_differs(here, there, other.path)


@rule(
    "PR014",
    "В абзаце, ячейке и заголовке на обоих языках одни и те же числа, и переведены все слова.",
    Example(
        bad={EN: "The load grows to 1.5 of it.", RU: "Нагрузка растёт до 2,5 от неё."},
        good={EN: "The load grows to 1.5 of it.", RU: "Нагрузка растёт до 1,5 от неё."},
    ),
    Example(
        bad={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Peak hours { #peak }\n\nТекст.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
    severity=Severity.NOTICE,
)
def text_differs(site: Site, page: Page) -> Iterator[Hit]:
    """A paragraph, a cell, and a heading have the same figures in both languages, and are translated."""
    # Of a pair it is said once: on the page in the site's second language.
    for other in _current_counterparts(site, page) if page.language == LANGUAGES[-1] else ():
        if not _are_alike(page, other):
            continue
        ours = [run for run in site.prose(page.path).get(page.language or "", ()) if run.where is not Where.PICTURE]
        theirs = [run for run in site.prose(other.path).get(other.language or "", ()) if run.where is not Where.PICTURE]
        # Only where both have as many of each is it known which of them says which.
        if [run.where for run in ours] == [run.where for run in theirs]:
            yield from _runs_differ(ours, theirs, page, other, {spec.id for spec in site.sections(page)})


@rule(
    "PR015",
    "Код внутри текста на обоих языках один и тот же: имена, команды, параметры.",
    Example(
        bad={EN: "Keep `event_id` in the log.", RU: "Храните `show_id` в\u00a0журнале."},
        good={EN: "Keep `event_id` in the log.", RU: "Храните `event_id` в\u00a0журнале."},
    ),
    severity=Severity.NOTICE,
)
def code_differs(site: Site, page: Page) -> Iterator[Hit]:
    """Code within words is the same in both languages: names, commands, options."""
    for other in _current_counterparts(site, page) if page.codes else ():
        if not _are_alike(page, other):
            continue
        theirs = {_OF_LANGUAGE.sub("", code.text) for code in other.codes}
        # Where the other one has no code at all, it has words in its place.
        for code in page.codes if theirs else ():
            if _OF_LANGUAGE.sub("", code.text) not in theirs and not _CYRILLIC.search(code.text):
                yield Hit(code.line, f"`{code.text}` is nowhere in {other.path}: write the same in both languages")


def _runs_differ(
    ours: Sequence[Prose], theirs: Sequence[Prose], page: Page, other: Page, required: Set[str]
) -> Iterator[Hit]:
    languages = page.language or "", other.language or ""
    texts = ["\n".join([run.text for run in runs]) for runs in (ours, theirs)]
    # Of sources other rules compare the years, of titles and of the contract's headings the words.
    told = {each.line for each in page.references} | {
        each.line for each in page.headings if each.level == 1 or each.id in required
    }
    digits = [
        (here, there)
        for here, there in zip(ours, theirs, strict=True)
        if here.text != there.text and here.text.isdigit() and there.text.isdigit()
    ]
    if len(digits) == 1:  # Where it is more of them, rows stand in another order, and other rules speak.
        here, there = digits[0]
        yield Hit(here.line(0), f"`{here.text}` is `{there.text}` at {other.path}:{there.line(0)}: write the same")
    apart = figures_apart(texts[0], languages[0], texts[1], languages[1])
    are_equal = not any(apart)
    for here, there in zip(ours, theirs, strict=True):
        is_same = here.text == there.text and here.where is not Where.PARAGRAPH
        if (are_equal and not is_same) or here.line(0) in told:
            continue
        if is_same and _UNTRANSLATED.search(here.text) and len(_LATIN.findall(here.text)) > 1:
            said = f"`{here.text[:60]}` says the same at {other.path}:{there.line(0)}"
            yield Hit(here.line(0), f"{said}: translate one of the two")
        odd = odd_figures(here.text, languages[0], there.text, languages[1], apart)
        if odd:
            said = f"these figures differ from those at {other.path}:{there.line(0)}: {odd}"
            yield Hit(here.line(0), f"{said}; write the same in both languages")


class _Figures(NamedTuple):
    """The figures of a text as both languages would write them: those of more than one digit, percents, what is counted in a unit, minus signs."""

    long: list[str]
    percents: list[str]
    measured: list[tuple[str, str]]
    minuses: int


class Apart(NamedTuple):
    """In which of these two texts differ."""

    long: bool = True
    percents: bool = True
    measured: bool = True
    minuses: bool = True


_ALL_APART = Apart()


def figures_apart(ours: str, language: str, theirs: str, other: str) -> Apart:
    """Return in what the figures of two whole texts in two languages differ: what is the same is not to be compared piece by piece."""
    mine, its = _figures(ours, language), _figures(theirs, other)
    return Apart(*(one != another for one, another in zip(mine, its, strict=True)))


def odd_figures(ours: str, language: str, theirs: str, other: str, apart: Apart = _ALL_APART) -> str:
    """Return, in words, the figures that two texts in two languages do not have in common; empty where there are none.

    A text may say in words what the other says in figures: so of percents there have to be as many, and of units both have to name one.

    Args:
        ours: a text.
        language: its language.
        theirs: the same text in another language.
        other: that language.
        apart: what is compared.

    """
    mine, its = _figures(ours, language), _figures(theirs, other)
    odd = _told(mine.long, its.long, language, other) if apart.long else []
    if not odd and apart.percents and len(mine.percents) == len(its.percents):
        odd = _told([f"{each}%" for each in mine.percents], [f"{each}%" for each in its.percents], language, other)
    if not odd and apart.measured:
        units, other_units = _by_figure(mine.measured), _by_figure(its.measured)
        differing = [each for each in units if each in other_units and units[each].isdisjoint(other_units[each])]
        odd = [
            f"`{figure} {' '.join(sorted(of[figure]))}` in `{where}`"
            for figure in differing
            for of, where in ((units, language), (other_units, other))
        ]
    if not odd and apart.minuses and mine.minuses != its.minuses:
        odd = [f"minus signs: {each.minuses} in `{of}`" for each, of in ((mine, language), (its, other))]
    return ", ".join(odd)


def _by_figure(measured: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for figure, unit in measured:
        found.setdefault(figure, set()).add(unit)
    return found


def _told(mine: list[str], its: list[str], language: str, other: str) -> list[str]:
    ours, theirs = Counter(mine), Counter(its)
    return [
        f"`{figure}` in `{of}`" for left, of in ((ours - theirs, language), (theirs - ours, other)) for figure in left
    ]


def _figures(text: str, language: str) -> _Figures:
    """Return the figures of a text, sorted."""
    long, percents, measured = [], [], []
    for written, unit in _FIGURE.findall(text):
        if len(written) == 1 and not unit:
            continue
        figure = _GROUP_RU.sub("", written).replace(",", ".") if language == "ru" else _GROUP_EN.sub("", written)
        if len(written) > 1:
            long.append(figure)
        if unit in ("%", "percent", "процент"):
            unit = "%"
            percents.append(figure)
        if unit:
            measured.append((figure, "points" if unit.startswith(_POINTS) else _UNITS.get(unit, unit)))
    return _Figures(sorted(long), sorted(percents), sorted(measured), text.count("−"))


def _figure_differs(here: Figure, there: Figure, path: str) -> Iterator[Hit]:
    if here.kind == "diagram":
        mine, theirs = (len(_ARROW.findall(_LABEL.sub("", each.source))) for each in (here, there))
        if mine != theirs:
            yield Hit(here.line, f"this diagram has {mine} arrows, {path}:{there.line} has {theirs}: draw the same")
        elif here.source.lstrip().startswith(_FLOWCHART):
            yield from _edges_differ(here, there, path)
        return
    signs, other_signs = _signs(here.source), _signs(there.source)
    if signs != other_signs and signs.isascii() and other_signs.isascii():
        yield Hit(
            here.line, f"this formula is another one than at {path}:{there.line}: write the same in both languages"
        )


def _edges_differ(here: Figure, there: Figure, path: str) -> Iterator[Hit]:
    """Yield the arrows of a flowchart that the other language's does not have."""
    theirs = {edge for edge, _ in _edges(there.source)}
    for edge, line in _edges(here.source):
        if edge not in theirs:
            said = " ".join(edge)
            yield Hit(
                here.line + line, f"`{said}` is not drawn at {path}:{there.line}: draw the same in both languages"
            )


@lru_cache(maxsize=20)  # Each is compared from either language.
def _edges(source: str) -> tuple[tuple[tuple[str, str, str], int], ...]:
    """Return the arrows of a flowchart, each with its line in the source: from where, of what kind, to where."""
    found = []
    for number, line in enumerate(source.split("\n")):
        bare = _SAID.sub("", line)
        while (shorter := _SHAPE.sub("", bare)) != bare:
            bare = shorter
        for match in _EDGE.finditer(bare):
            found.append(((match["from"], match["arrow"], match["to"]), number))
    return tuple(found)


def _signs(formula: str) -> str:
    """Return a formula without its words and its spaces, its numbers as English writes them."""
    bare = _SIZES.sub("", _WORDS_OF_FORMULA.sub("", formula))
    return re.sub(r"(?<=\d)(?:\{,\}|,)(?=\d)", ".", bare).replace("{", "").replace("}", "")


def _renamed(site: Site, page: Page, other: Page) -> dict[str | None, Heading]:
    """Return the headings of the other page that stand at the same place and have another id, by the id here."""
    if len(page.headings) != len(other.headings):
        return {}
    mine, theirs = ({heading.id for heading in _own_headings(site, each)} for each in (page, other))
    ours_alone, theirs_alone = mine - theirs, theirs - mine
    return {
        here.id: there
        for here, there in zip(page.headings, other.headings, strict=True)
        if here.level == there.level and here.id in ours_alone and there.id in theirs_alone
    }


def _known_places(site: Site, page: Page) -> set[str]:
    return {*DIRECTIVES, *(CASE_DIRECTIVES if site.case(page) else ())}


def _source(each: Reference) -> tuple[str, str]:
    """Return the link and the year of a source, as far as it has them."""
    year = _YEAR.search(each.text)
    return each.targets[0] if each.targets else "", year[0] if year else ""


def _differences(section: Section, twin: Section) -> Iterator[tuple[str, str]]:
    """Yield what two sections have unequally many of, with its name."""
    if _COUNTS(section) == _COUNTS(twin):
        return
    found = {what for what in (*_WHOLES, *_ALL) if getattr(section, what) != getattr(twin, what)}
    if "all_rows" in found:
        found.discard("all_cells")
    for what, name in (*_NAMES.items(), *_ALL.items()):
        if what in found and _COVERED.get(what) not in found:
            yield what, name


def _are_alike(page: Page, other: Page) -> bool:
    """Tell whether two pages surely have the same headings in the same order, as most have."""
    ours, theirs = ([(heading.id, heading.level) for heading in each.headings if heading.id] for each in (page, other))
    return ours == theirs and len(dict(ours)) == len(ours)


def _order(site: Site, page: Page, other: Page) -> Iterator[Hit]:
    """Yield the first heading out of place; the contract's own sections are put in order by ST."""
    mine, theirs = _by_section(site, page), _by_section(site, other)
    at_home = {heading.id: section for section, headings in theirs.items() for heading in headings}
    for section, headings in mine.items():
        for heading in headings:
            home = at_home.get(heading.id)
            if home is not None and home != section and heading.level > 2:
                yield Hit(
                    heading.line,
                    f"`{heading.id}` stands in {place_in_words(section)} here, and in {place_in_words(home)} of {other.path}: put both in the same one",
                )
        common = {heading.id for heading in headings} & {heading.id for heading in theirs.get(section, [])}
        left = [heading for heading in headings if heading.id in common]
        right = [heading for heading in theirs.get(section, []) if heading.id in common]
        for here, there in zip(left, right, strict=False):
            if here.id != there.id:
                yield Hit(
                    here.line,
                    f"`{there.id}` stands here in {other.path} (line {there.line}): put them in the same order",
                )
                break


def place_in_words(section: str | None) -> str:
    """Return what authors call the place of a section: by its id, and before the first one."""
    return f"section `{section}`" if section else "the introduction"


def _by_section(site: Site, page: Page) -> dict[str, list[Heading]]:
    """Return the headings that only parity knows, by the contract's section that they stand in."""
    required = {spec.id for spec in site.sections(page)}
    groups: dict[str, list[Heading]] = {}
    section = ""
    for heading in page.headings:
        if heading.id in required:
            section = heading.id
        elif heading.id:
            groups.setdefault(section, []).append(heading)
    return groups


def _counterparts(site: Site, page: Page) -> list[Page]:
    """Return the same page in the other languages; where either is broken or still to be written there is nothing to compare."""
    others = [site.counterpart(page, language) for language in LANGUAGES if page.language and language != page.language]
    if page.is_cut or page.fills:
        return []
    return [other for other in others if other is not None and not other.is_cut and not other.fills]


def _current_counterparts(site: Site, page: Page) -> Iterator[Page]:
    """Yield those of them that neither has gone ahead of."""
    for other in _counterparts(site, page):
        if not _is_behind(site, page) and not _is_behind(site, other):
            yield other


def _own_headings(site: Site, page: Page) -> list[Heading]:
    """Return the headings that only parity knows: the contract's own are looked after by ST."""
    required = {spec.id for spec in site.sections(page)}
    return [heading for heading in page.headings if heading.id and heading.id not in required]

"""PR: translations that say what they were made from, and cases that are written in one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mlsd.guard.example import CASE, NEW, NEW_RU, Example
from mlsd.guard.rule import Hit, case_rule, rule
from mlsd.model.case import Case, CaseData
from mlsd.model.finding import Severity
from mlsd.model.page import CITATION, NUMBER, Page
from mlsd.model.page_reader import digest
from mlsd.model.site import CASE_PAGES, DOCS, LANGUAGES, Kind, Site
from mlsd.model.translation import KEY, Translation, case_languages, origin, translation
from mlsd.model.yaml_source import Path

_CASE_KINDS = (Kind.CASE, Kind.INTERVIEWER)
_LANGUAGES = frozenset(LANGUAGES)

# For the examples: a translation, and what it records of the page that it was made from.
_NOTES = NEW.replace("\n---\n\n", "\ntranslated_from: {}\n---\n\n")
_SOURCE = digest(NEW_RU.split("---\n")[2])


@rule(
    "PR006",
    "Перевод не отстал от страницы, с которой сделан.",
    Example(
        bad={"docs/notes.en.md": _NOTES.format("ru@0123456789ab"), "docs/notes.ru.md": NEW_RU},
        good={"docs/notes.en.md": _NOTES.format(f"ru@{_SOURCE}"), "docs/notes.ru.md": NEW_RU},
    ),
    severity=Severity.NOTICE,
)
def translation_stale(site: Site, page: Page) -> Iterator[Hit]:
    """A translation is up to date with the page that it was made from."""
    found = translation(site, page)
    if found and found.is_stale:
        yield Hit(
            _line(page),
            f"{found.source.path} has changed since this translation was made ({found.origin}, now {found.now}): "
            f"carry the change over, then run `mlsd sync {page.path}`",
        )


@rule(
    "PR007",
    "Перевод называет другой язык, и там стоит его оригинал.",
    Example(
        bad={"docs/notes.en.md": _NOTES.format("en@0123456789ab"), "docs/notes.ru.md": NEW_RU},
        good={"docs/notes.en.md": _NOTES.format(f"ru@{_SOURCE}"), "docs/notes.ru.md": NEW_RU},
    ),
)
def translation_astray(site: Site, page: Page) -> Iterator[Hit]:
    """A translation names the other language, in which its source stands as an original."""
    said = origin(page)
    if said is None:
        return
    if said.language == page.language:
        yield Hit(
            _line(page),
            f"`{KEY}` names this page's own language: name the other one, or take the line out if the page is an original",
        )
        return
    found = translation(site, page)
    if found is None:
        # Of any other page, PR001 says that its counterpart is missing.
        if site.slot(page).kind in _CASE_KINDS:
            yield Hit(
                _line(page),
                f"there is no {DOCS}/{page.name}.{said.language}.md that this page could be translated from: "
                f"take `{KEY}` out, the page is an original",
            )
    elif _is_circular(site, found) and page.path > found.source.path:
        yield Hit(
            _line(page),
            f"{found.source.path} says in turn that it is translated from this page: take `{KEY}` out of the original",
        )


@rule(
    "PR008",
    "Кейс можно написать на одном языке; на каждом своём языке у него обе страницы, для кандидата и для интервьюера.",
    Example(
        bad="index.en.md without interviewer.en.md beside it",
        good="both, in each language of the case",
        is_run=False,
        ru=("index.ru.md, а рядом нет interviewer.ru.md", "обе страницы на каждом языке кейса"),
    ),
)
def case_half(site: Site, page: Page) -> Iterator[Hit]:
    """A case may be written in one language; in each of its languages it has both pages, the candidate's and the interviewer's."""
    kind, slug = site.slot(page)
    if kind not in _CASE_KINDS or page.language is None:
        return
    for name in CASE_PAGES:
        path = f"{DOCS}/cases/{slug}/{name}.{page.language}.md"
        if path not in site.files:
            yield Hit(page.title_line, f"the case has no {path}: write it, each language of a case has both pages")


@case_rule(
    "PR009",
    "Каждый текст в данных кейса есть на всех языках, на которых есть его страницы; другой язык можно опустить.",
    Example(bad="title: {ru: Очередь запросов}", good="title: {en: A queue of requests}", where=CASE),
)
def case_text_missing(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A case's data holds each text in every language in which the case has pages; another may be left out."""
    languages = case_languages(site, case.slug)
    if not languages:
        yield Hit(1, f"the case has no page: write index.{LANGUAGES[0]}.md and interviewer.{LANGUAGES[0]}.md beside it")
    data_of_file = case.source.data if case.source else None
    places: list[tuple[Path, dict[str, Any]]] = []
    if not _is_all_said(data_of_file, frozenset(languages)):
        _note_texts(data_of_file, (), places)
    for where, said in places:
        for language in languages:
            if language not in said:
                yield Hit(
                    case.line(*where),
                    f"{_shown(said)} has no `{language}`, and the case has a page in that language: add `{language}: …`",
                )


@case_rule(
    "NU016",
    "Текст в данных кейса на обоих языках печатает одни и те же числа и ссылается на одни источники.",
    Example(
        bad='prompt: {en: "Design a queue for {{ load }}.", ru: "Спроектируйте очередь."}',
        good="prompt: {en: Design a queue.}",
        where=CASE,
    ),
)
def case_text_numbers_differ(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A text in a case's data prints the same numbers and cites the same sources in both languages."""
    if case.source is None or not _may_differ(case):
        return
    places: list[tuple[Path, dict[str, Any]]] = []
    _note_texts(case.source.data, (), places)
    for where, said in places:
        marks = {language: _marks(words) for language, words in said.items()}
        for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
            lost = marks[other] - marks[language] if said.keys() == _LANGUAGES else ()
            if lost:
                names = ", ".join(f"`{each}`" for each in sorted(lost))
                yield Hit(
                    case.line(*where, language), f"`{other}` says {names}, `{language}` does not: say the same in both"
                )


def _may_differ(case: Case) -> bool:
    """Tell whether the languages may print or cite anything differently.

    They seldom do, and mostly each text that prints or cites stands right behind the other that says the same: then nobody asks where they are.
    """
    first, second = ([text for text in case.marked if text.language == language] for language in LANGUAGES)
    return len(first) != len(second) or any(
        other.place != text.place + 1
        or {mark.name for mark in text.numbers} != {mark.name for mark in other.numbers}
        or {*text.cited} != {*other.cited}
        for text, other in zip(first, second, strict=True)
    )


def _marks(words: Any) -> set[str]:
    """Return the numbers that a text prints and the sources that it cites, as they are written, without the forms of the numbers."""
    text = " ".join(map(str, words)) if isinstance(words, list) else str(words)
    numbers = {f"{{{{ {match['name']} }}}}" for match in NUMBER.finditer(text)} if "{{" in text else set()
    return numbers | ({f"[@{match['id']}]" for match in CITATION.finditer(text)} if "[@" in text else set())


def _shown(said: dict[str, Any]) -> str:
    """Return the beginning of a text, so that it can be translated where the finding is read."""
    words = next(iter(said.values()))
    first = str(words[0] if isinstance(words, list) and words else words).replace("`", "'")
    return f"`{first}`" if len(first) <= 60 else f"`{first[:60]}…`"


def _is_all_said(data: Any, languages: frozenset[str]) -> bool:
    """Tell whether each text is surely there in all the languages, as it mostly is: then nobody asks where it stands."""
    fewest = len(LANGUAGES)  # Looked up once: the data of a case has thousands of places.
    waiting = [data]
    for node in waiting:  # It grows by what is inside.
        inside = node
        if node.__class__ is dict:
            if len(node) < fewest and _is_text(node) and not languages <= node.keys():
                return False
            inside = node.values()
        for each in inside:
            kind = each.__class__
            if kind is dict or kind is list:
                waiting.append(each)
    return True


def _is_text(data: dict[Any, Any]) -> bool:
    """Tell whether a mapping holds one text in one language or in several."""
    return bool(data) and data.keys() <= _LANGUAGES and not any(isinstance(value, dict) for value in data.values())


def _note_texts(data: Any, where: Path, found: list[tuple[Path, dict[str, Any]]]) -> None:
    """Note the places that hold one text in one language or in several."""
    if isinstance(data, dict):
        if _is_text(data):
            found.append((where, data))
            return
        for key, value in data.items():
            if isinstance(value, (dict, list)):
                _note_texts(value, (*where, key), found)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, (dict, list)):
                _note_texts(value, (*where, index), found)


def _is_circular(site: Site, found: Translation) -> bool:
    back = translation(site, found.source)
    return back is not None and back.source is found.page


def _line(page: Page) -> int:
    return page.front_matter.line((KEY,)) if page.front_matter else 1

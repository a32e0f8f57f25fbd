"""SE: what a page may not bring in, since anyone may send one. What is allowed is a closed list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mlsd.figures.svg import DRAWING_ELEMENTS, troubles
from mlsd.guard.example import CASE, EN, INTERVIEWER, RU, Example
from mlsd.guard.rule import Hit, Text, TextHit, case_rule, rule, text_rule
from mlsd.guard.sign import Sign
from mlsd.model.addresses import is_harmless
from mlsd.model.case import Case, CaseData
from mlsd.model.finding import Finding
from mlsd.model.page import Page
from mlsd.model.prose import OBJECT, Where
from mlsd.model.site import Site

ALLOWED_TAGS = frozenset({"br", "kbd", "sub", "sup"})
# Where each type of file may stand, under `docs/`.
ALLOWED_FILES = {
    "assets": frozenset({".css", ".ico", ".jpg", ".js", ".json", ".png", ".svg", ".txt", ".webp", ".woff2"}),
    "": frozenset({".csv", ".jpg", ".json", ".md", ".png", ".py", ".svg", ".webp", ".yml"}),
}
SVG_ELEMENTS = DRAWING_ELEMENTS | {"mask", "metadata", "pattern", "radialGradient"}

# What would be markup on a page: a tag, a link, an attribute, a template, code.
_MARKUP = re.compile(
    r"<[A-Za-z/!?][^<>]{0,200}>?|\[[^\[\]]{0,200}\]\([^()]{0,200}\)?|\{%|\{[^{}=]{0,60}=[^{}]{0,60}\}|\][\[][^\[\]]{0,60}\]|\\[A-Za-z]{2,20}\{|\{\{[^{}]{0,60}\}\}?"
    r"|`[^`]{0,60}`?"
)

_BOLD = re.compile(r"\*\*[^*\s][^*]*(?:\*\*)?")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>\n'


@rule(
    "SE001",
    "Страница — это Markdown: из HTML в ней только комментарии и несколько тегов без атрибутов.",
    Example(bad="Press <b>Enter</b>.", good="Press <kbd>Enter</kbd>."),
    Example(bad="Press Enter.</article>", good="Press Enter."),
    Example(bad="Press <kbd/onclick=f()>Enter</kbd>.", good="Press <kbd>Enter</kbd>."),
)
def raw_html(site: Site, page: Page) -> Iterator[Hit]:
    """A page is Markdown; the only HTML on it is comments and a few tags without attributes."""
    refused: set[str] = set()
    for tag in page.tags:
        bare = tag.text.strip("</> ").lower() == tag.name
        is_end = tag.text.startswith("</")
        if (tag.name not in ALLOWED_TAGS or not bare) and not (is_end and tag.name in refused):
            refused.add(tag.name)
            allowed = ", ".join(f"<{name}>" for name in sorted(ALLOWED_TAGS))
            yield Hit(
                tag.line, f"`{tag.text[:60]}`: write Markdown instead (of HTML, {allowed} without attributes may stand)"
            )


@rule(
    "SE003",
    "Ссылка ведёт к файлу сайта, в сеть или к почтовому ящику.",
    Example(
        bad="See [the page](ftp://example.org/page).",
        good="See [the page](https://example.org/page).",
        where=INTERVIEWER,
    ),
)
def link_scheme(site: Site, page: Page) -> Iterator[Hit]:
    """A link leads to a file of the site, to the web, or to a mailbox."""
    for link in page.links:
        if not is_harmless(link.target):
            yield Hit(
                link.line, f"`{link.target[:60]}`: a link begins with https://, http:// or mailto:, or names a file"
            )


@rule(
    "SE004",
    "Картинка — файл сайта: браузер читателя ничего не просит у чужих серверов.",
    Example(
        bad="![A curve](https://example.org/curve.png)", good={"docs/curve.svg": _SVG, EN: "![A curve](curve.svg)"}
    ),
)
def picture_from_elsewhere(site: Site, page: Page) -> Iterator[Hit]:
    """A picture is a file of the site: readers' browsers ask nothing of third parties."""
    for link in page.links:
        if link.is_image and not is_harmless(link.target, is_picture=True):
            yield Hit(link.line, f"`{link.target[:60]}`: put the picture beside the page and name the file")


@rule(
    "SE005",
    "Из атрибутов на странице стоят только id.",
    Example(
        bad={EN: "[Costs](#costs){ .md-button }", RU: "[Цена](#costs)"},
        good={EN: "[Costs](#costs)", RU: "[Цена](#costs)"},
    ),
)
def attributes(site: Site, page: Page) -> Iterator[Hit]:
    """The only attribute on a page is an id."""
    for attribute in page.attributes:
        yield Hit(attribute.line, f"`{attribute.text[:60]}`: only an id may stand in braces, as in `{{ #short-name }}`")


@text_rule(
    "SE008",
    "Тексты в файлах данных и в первых строках страниц — слова: ни HTML, ни ссылок, ни атрибутов, ни кода.",
    Example(
        bad="description: {en: Design a queue <img onerror=f()> that sheds load.}",
        good="description: {en: Design a queue that sheds load.}",
        where=CASE,
    ),
    Example(
        bad="prompt: {en: 'Design a [queue](https://example.org).'}", good="prompt: {en: Design a queue.}", where=CASE
    ),
    Example(bad='prompt: {en: "Design a `queue`."}', good="prompt: {en: Design a queue.}", where=CASE),
    sign=Sign("<", "{", "\\", "`", patterns=[r"\][(\[]"]),
    where=(Where.DATA, Where.FRONT),
)
def markup_in_data(text: Text) -> Iterator[TextHit]:
    """Texts in data files and in the front matter are words: no HTML, no links, no attributes, no code."""
    for match in _MARKUP.finditer(text.words):
        yield TextHit(
            match.start(),
            match.end(),
            f"`{match[0][:60].strip('`').replace(OBJECT, '…')}` is printed letter for letter here, not as markup: say it in words",
        )


@case_rule(
    "SE009",
    "Название и авторы источника — слова без разметки.",
    Example(bad="    title: Part <b>one</b>", good="    title: Part one", where=CASE),
)
def markup_in_source(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The title and the authors of a source are words without markup."""
    for i, source in enumerate(data.sources):
        for key, said in (("title", source.title), ("authors", ", ".join(source.authors))):
            found = _MARKUP.search(said)
            if found:
                yield Hit(
                    case.line("sources", i, key), f"`{found[0][:60]}` is printed letter for letter: write the words"
                )


@case_rule(
    "SE010",
    "В текстах кейса нет выделения: они печатаются как есть.",
    Example(bad="prompt: {en: Design a **queue**.}", good="prompt: {en: Design a queue.}", where=CASE),
)
def emphasis_in_data(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """In the texts of a case nothing is emphasized: they are printed as they are."""
    for language, line, text in case.source.texts if case.source else ():
        found = _BOLD.search(text) if language and "**" in text else None
        if found:
            yield Hit(line, f"`{found[0][:60]}` is printed with its asterisks: take them out")


def file_findings(site: Site, path: str) -> Iterator[Finding]:
    """Yield what is wrong with a file: it has no place in `docs/`, or is a drawing that could act."""
    parts = path.split("/")[1:]
    folder = "assets" if parts[0] == "assets" else ""
    ending = PurePosixPath(parts[-1]).suffix.lower()
    if not all(_NAME.fullmatch(part) for part in parts):
        yield Finding(path, 1, "SE006", "name files with Latin letters, digits, dots, hyphens and underscores only")
    if ending not in ALLOWED_FILES[folder]:
        allowed = ", ".join(sorted(ALLOWED_FILES[folder]))
        yield Finding(path, 1, "SE006", f"files of this type have no place here: the allowed ones are {allowed}")
    elif ending == ".svg":
        yield from _svg_findings(path, site.read(path) or b"")


def _svg_findings(path: str, data: bytes) -> Iterator[Finding]:
    for line, message in troubles(data, SVG_ELEMENTS):
        yield Finding(path, line, "SE007", message)

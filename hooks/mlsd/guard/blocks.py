"""ST: blocks that would be lost without a word, and lists of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsd.guard.example import EN, INTERVIEWER, RU, STEP, Example
from mlsd.guard.rule import Hit, rule
from mlsd.model.layout import SOURCE_SECTIONS, Loss
from mlsd.model.page import Page
from mlsd.model.site import Site

_TABLE = "| Hour | Load |\n|---|---|\n| 9 | high |\n"
_TABLE_RU = "| Час | Нагрузка |\n|---|---|\n| 9 | высокая |\n"
_UNFOLDS_RU = '??? question "Когда пик?"\n    В\u00a0полдень.\n'
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = re.compile(r"[^\W\d_]{2,}")

_LOST = {
    Loss.NO_TABLE: "this is printed as it stands, not as a table: below the head put a row `|---|---|` with as many cells",
    Loss.TIGHT_LIST: "a list that follows a paragraph without an empty line is printed as text: put an empty line above",
    Loss.TIGHT_TABLE: "a table that follows a paragraph without an empty line is printed as text: put an empty line above",
    Loss.JOINED_LIST: "the site makes one list of this and the one above: begin the items of a list with the same sign, and put words between two lists",
    Loss.LIST_SIGN: "`1)` begins no list on the site and is printed as text: write `1.`",
    Loss.HEADING: "the site takes a line that begins with `#` for a heading: put a space behind it, or `\\` before it where none is meant",
    Loss.FENCE: "this code block is not closed, and takes in what follows: close it with the same marks on a line of their own",
    Loss.DISPLAY: "this formula is not closed, and takes in what follows: close it with `$$`, and leave no empty line in it",
    Loss.COMMENT: "this comment is not closed, and takes in what follows: close it with `-->`",
}
_UNKNOWN = {
    Loss.MARKER: 'this marker of a block is not known: write `!!! note "Title"`, `??? question "Title"`, or `=== "Tab"`; '
    "of types there are note, info, tip, success, question, warning, failure, danger, bug, example, and quote",
    Loss.EMPTY: "this block is empty: indent what belongs to it by 4 spaces",
    Loss.BULLET: "`{text}` makes no list: begin each item with `- `, below an empty line",
    Loss.MARK: "the sign {text} opens here and does not close, so it is printed: close it, or write `\\` before it",
    Loss.SYNTAX: "`{text}` is printed as it stands, the site strikes nothing through and marks nothing: say it in words",
    Loss.NOTE: "`{text}` is printed as it stands, there are no footnotes: say it in parentheses or in the text",
    Loss.INCLUDE: "`{text}` brings in nothing and is printed as it stands: take it out",
    Loss.INDENTED: "a heading that does not begin at the margin is printed as text: take the spaces before it out",
    Loss.NO_WORDS: "the link to `{text}` has no words, so nobody sees it: write them between its brackets",
    Loss.GLUED: "the id `{text}` is printed and is none: put a space before its brace",
    Loss.NOWHERE: "the id `{text}` is printed and is none: ids close headings and the first line of list items, or stand on a line of their own below a paragraph",
    Loss.CODE: "this is so far to the right that it is printed as code: indent what belongs to a list item by 4 spaces, and put code between lines of three backticks",
    Loss.LANGUAGE: "no code is in {text}",
    Loss.SPACED: "`{text}` is printed as it stands: take the spaces inside of its marks out",
    Loss.ENTITY: "`{text}` is printed as it stands: write the character itself",
    Loss.UNTITLED: "a block that unfolds has to say what is in it: write a title in quotation marks behind its type",
    Loss.BACKSLASH: "the backslash of `{text}` is printed: take it out",
    Loss.FORMULA: "a formula begins here and does not end: close it with `$`, or write `\\$` for the sign itself",
}


@rule(
    "ST017",
    "В каждой строке таблицы столько же ячеек, сколько в её шапке.",
    Example(
        bad={EN: _TABLE.replace("| high |", "| high | rising |"), RU: _TABLE_RU},
        good={EN: _TABLE, RU: _TABLE_RU},
    ),
)
def cells_lost(site: Site, page: Page) -> Iterator[Hit]:
    """Every row of a table has as many cells as its head: extra cells are dropped without a word, missing ones come out empty."""
    for slip in page.slips:
        if slip.kind is Loss.CELLS:
            what = "those beyond are not printed" if slip.cells > slip.columns else "the last stay empty"
            bar = r"; a bar inside of a cell is written `\|`" if slip.cells > slip.columns else ""
            yield Hit(slip.line, f"this row has {_count(slip.cells)}, the head {slip.columns}: {what}{bar}")


@rule(
    "ST018",
    "Список и таблица начинаются после пустой строки, а что открыто, то закрыто.",
    Example(
        bad="The stages:\n- scoring\n- logging\n",
        good="The stages:\n\n- scoring\n- logging\n",
        where=INTERVIEWER,
    ),
    Example(bad="| Hour | Load |\n| 9 | high |\n", good={EN: _TABLE, RU: _TABLE_RU}),
    Example(
        bad="The stages:\n\n- scoring\n\n* logging\n", good="The stages:\n\n- scoring\n\n- logging\n", where=INTERVIEWER
    ),
    Example(
        bad="The stages:\n\n1) scoring\n2) logging\n", good="The stages:\n\n1. scoring\n2. logging\n", where=INTERVIEWER
    ),
    Example(bad="The load of replica\n#2 grows.\n", good="The load of replica\n\\#2 grows.\n"),
    Example(bad="```text\nscoring\n", good="```text\nscoring\n```\n"),
    Example(
        bad="$$\nx + 1\n\nThe load grows.\n\n$$\n",
        good={EN: "$$\nx + 1\n$$\n\nThe load grows.\n", RU: "$$\nx + 1\n$$\n\nНагрузка растёт.\n"},
    ),
)
def block_lost(site: Site, page: Page) -> Iterator[Hit]:
    """A list and a table begin after an empty line, and what is opened is closed."""
    for slip in page.slips:
        if slip.kind in _LOST:
            yield Hit(slip.line, _LOST[slip.kind])


@rule(
    "ST019",
    "Источник назван авторами, ссылкой и годом.",
    Example(
        bad="- [Hidden technical debt in machine learning systems](https://proceedings.neurips.cc/paper/2015/hash/"
        "86df7dcfd896fcaf2674f757a2463eba-Abstract.html). What a pipeline costs.",
        good="- D. Sculley et al., [Hidden technical debt in machine learning systems](https://proceedings.neurips.cc/paper/2015/hash/"
        "86df7dcfd896fcaf2674f757a2463eba-Abstract.html), 2015. What a pipeline costs.",
        where=STEP,
    ),
)
def source_incomplete(site: Site, page: Page) -> Iterator[Hit]:
    """A source has its authors, a link, and its year: `- Authors, [Title](https://…), year: what is in it`."""
    for reference in page.references:
        if reference.section not in SOURCE_SECTIONS:
            continue
        missing = []
        if not any(target.startswith(("https://", "http://")) for target in reference.targets):
            missing.append("a link")
        elif not _NAME.search(reference.before):
            missing.append("authors before its link")
        if not _YEAR.search(reference.text):
            missing.append("its year")
        if missing:
            yield Hit(
                reference.line,
                f"this source lacks {' and '.join(missing)}: write `Authors, [Title](https://…), year: what is in it`",
            )


@rule(
    "ST024",
    "Вставку и вкладки Markdown сайта понимает так, как их задумал автор; чего он не знает, то стоит на странице буква в букву.",
    Example(bad='!!! nota "Peak"\n\n    The load grows.\n', good='!!! note "Peak"\n\n    The load grows.\n'),
    Example(bad='!!! note "Peak"\n\nThe load grows.\n', good='!!! note "Peak"\n\n    The load grows.\n'),
    Example(bad="The load grows.[^1]\n", good="The load grows (see below).\n"),
    Example(bad="The load **grows until noon.\n", good="The load **grows** until noon.\n"),
    Example(bad="• The load grows.\n", good="The load grows.\n"),
    Example(bad="> [!NOTE]\n> The load grows.\n", good='!!! note "Peak"\n\n    The load grows.\n'),
    Example(bad="The load grows ~~until noon~~ all day.\n", good="The load grows all day.\n"),
    Example(bad="[ ] Say when the load grows.\n", good="Say when the load grows.\n"),
    Example(bad="The load ** grows ** until noon.\n", good="The load **grows** until noon.\n"),
    Example(bad="From [](https://doi.org/10.1000/one)\n", good="From [a paper](https://doi.org/10.1000/one).\n"),
    Example(
        bad={EN: " ## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
    Example(bad="-The load grows.\n", good="The load grows.\n"),
    Example(bad="The load grows. { #grows }\n", good="The load grows.\n"),
    Example(
        bad={EN: "## Peak hours{ #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
    Example(bad="```pyhton\nload = 1\n```\n", good="```python\nload = 1\n```\n"),
    Example(bad="        The load grows.\n", good="The load grows.\n"),
    Example(bad="The load &nbps; grows.\n", good="The load grows.\n"),
    Example(bad="The load grows 5\\% a day.\n", good="The load grows 5% a day.\n"),
    Example(
        bad={EN: "??? question\n    At noon.\n", RU: _UNFOLDS_RU},
        good={EN: '??? question "When is the peak?"\n    At noon.\n', RU: _UNFOLDS_RU},
    ),
    Example(bad="The load is $ x + 1 $ of it.\n", good="The load is $x + 1$ of it.\n"),
    Example(bad="The load is $x + 1 of it.\n", good="The load is $x + 1$ of it.\n"),
)
def unknown_markdown(site: Site, page: Page) -> Iterator[Hit]:
    """A block, a mark, a note, or a formula is written as the site's Markdown knows it: what it does not know is printed letter for letter."""
    for slip in page.slips:
        # Where a page is cut, nobody knows what stands in the rest of a list.
        if slip.kind in _UNKNOWN and not (slip.kind is Loss.CODE and page.is_cut):
            yield Hit(slip.line, _UNKNOWN[slip.kind].format(text=slip.text))


@rule(
    "TX032",
    "Абзац и пункт списка стоят на странице один раз.",
    Example(
        bad="The queue takes requests from all the services and sheds those that it cannot serve in time.\n\n"
        "The queue takes requests from all the services and sheds those that it cannot serve in time.",
        good="The queue takes requests from all the services and sheds those that it cannot serve in time.",
    ),
)
def said_again(site: Site, page: Page) -> Iterator[Hit]:
    """A paragraph and an item of a list stand on a page once."""
    for slip in page.slips:
        if slip.kind is Loss.TWICE:
            yield Hit(slip.line, f"these words stand at line {slip.cells} already: take one of the two out")


def _count(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'}"

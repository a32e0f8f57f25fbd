"""Tables that read on a phone: prose falls into blocks there, figures scroll in a frame of their own, which can be focused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import zip_longest

from mlsd.render.html import element
from mlsd.render.words import WORDS

# Longer cells than this, in signs on average, are sentences: in columns a hand wide nobody reads them.
PROSE = 24
# And so is a column whose cells are longer than this, whatever stands beside it.
WIDE = 32
# Cells of a few signs stand side by side where the others fall below one another.
SHORT = 4
# A column more than this, and even short cells do not fit.
FEW = 6

_TABLE = re.compile(r"<table>(?P<body>.*?)</table>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[hd])(?P<attributes>(?:\s[^>]*)?)>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_ROW = re.compile(r"<tr(?P<attributes>(?:\s[^>]*)?)>(?P<cells>.*?)</tr>", re.DOTALL)
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_GROUP = re.compile(r"<(?P<tag>thead|tbody|tfoot)>")
_MARKUP = re.compile(r"<[^>]*>")


def frame_tables(html: str, language: str) -> str:
    """Put a frame around every table of a page's HTML; cells of a table of prose carry the heading of their column."""
    label = WORDS[language]["table"]

    def frame(found: re.Match[str]) -> str:
        body = found["body"]
        heads = _heads(body)
        if _is_prose(body, heads):
            inner = element("table", _labelled(body, heads), class_="sheet sheet--prose", role="table")
        else:
            inner = element("table", body, class_="sheet")
        return element("div", inner, class_="table-frame", tabindex="0", role="group", aria_label=label)

    return _TABLE.sub(frame, html)


def _heads(body: str) -> list[str]:
    """Return the headings of the columns as text."""
    head = _HEAD.search(body)
    return [_text(cell["content"]) for cell in _CELL.finditer(head[0])] if head else []


def _is_prose(body: str, heads: list[str]) -> bool:
    if not 2 < len(heads) <= FEW:
        return False
    rows = [_lengths(row["cells"]) for row in _ROW.finditer(_HEAD.sub("", body, count=1))]
    columns = [_mean(column) for column in zip_longest(*rows, fillvalue=0)]
    # The first column names the rows, and may be long in a table of figures.
    return bool(columns) and (_mean(columns) > PROSE or max(columns[1:], default=0) > WIDE)


def _lengths(row: str) -> list[int]:
    return [len(_text(cell["content"])) for cell in _CELL.finditer(row)]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _labelled(body: str, heads: list[str]) -> str:
    """Return a table's inside whose parts say their role, since a style sheet that lays them out as blocks takes it away."""
    head, _, rest = body.rpartition("</thead>")
    return _with_roles(f"{head}</thead>", "columnheader", [""] * len(heads)) + _with_roles(rest, "cell", heads)


def _with_roles(part: str, role: str, labels: list[str]) -> str:
    def cell(number: int, found: re.Match[str]) -> str:
        own = "rowheader" if found["tag"] == "th" and role == "cell" else role
        label = labels[number] if 0 < number < len(labels) else ""
        said = f' data-label="{escape(label)}"' if label else ""
        if label and len(_text(found["content"])) <= SHORT:
            said += ' class="is-short"'
        return f'<{found["tag"]}{found["attributes"]} role="{own}"{said}>{found["content"]}</{found["tag"]}>'

    def row(found: re.Match[str]) -> str:
        cells = "".join(cell(number, each) for number, each in enumerate(_CELL.finditer(found["cells"])))
        return f'<tr{found["attributes"]} role="row">{cells}</tr>'

    return _GROUP.sub(r'<\g<tag> role="rowgroup">', _ROW.sub(row, part))


def _text(html: str) -> str:
    return unescape(_MARKUP.sub("", html) if "<" in html else html).strip()

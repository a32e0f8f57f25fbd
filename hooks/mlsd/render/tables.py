"""Tables that read on a phone: prose falls into blocks there, figures scroll in a frame of their own, which can be focused."""

from __future__ import annotations

import re
from html import escape, unescape

from mlsd.render.html import element
from mlsd.render.words import WORDS

# Longer cells than this, in signs on average, are sentences: in columns a hand wide nobody reads them.
PROSE = 24
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
    cells = [_text(cell["content"]) for cell in _CELL.finditer(_HEAD.sub("", body, count=1))]
    return bool(cells) and sum(map(len, cells)) / len(cells) > PROSE


def _labelled(body: str, heads: list[str]) -> str:
    """Return a table's inside whose parts say their role, since a style sheet that lays them out as blocks takes it away."""
    head, _, rest = body.rpartition("</thead>")
    return _with_roles(f"{head}</thead>", "columnheader", [""] * len(heads)) + _with_roles(rest, "cell", heads)


def _with_roles(part: str, role: str, labels: list[str]) -> str:
    def cell(number: int, found: re.Match[str]) -> str:
        own = "rowheader" if found["tag"] == "th" and role == "cell" else role
        label = labels[number] if 0 < number < len(labels) else ""
        said = f' data-label="{escape(label)}"' if label else ""
        return f'<{found["tag"]}{found["attributes"]} role="{own}"{said}>{found["content"]}</{found["tag"]}>'

    def row(found: re.Match[str]) -> str:
        cells = "".join(cell(number, each) for number, each in enumerate(_CELL.finditer(found["cells"])))
        return f'<tr{found["attributes"]} role="row">{cells}</tr>'

    return _GROUP.sub(r'<\g<tag> role="rowgroup">', _ROW.sub(row, part))


def _text(html: str) -> str:
    return unescape(_MARKUP.sub("", html) if "<" in html else html).strip()

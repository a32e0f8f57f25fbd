"""HTML from text: one place where things are escaped."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

# These end a line: without it search, and whatever else reads the text, takes the last word of one and the first of the next for one word.
_CELLS = frozenset(["dd", "dt", "td", "th"])
_VOID = frozenset(["br", "img", "input"])


# Most attributes are classes and roles, the same again and again.
_escaped = lru_cache(maxsize=2000)(escape)


def element(tag: str, *children: str, **attributes: Any) -> str:
    """Return an element around children that are HTML already.

    Args:
        tag: the element's name.
        children: HTML.
        attributes: values as text, escaped here; None leaves the attribute out, True writes its name only; `class_` is `class`.

    """
    written = ""
    for name, value in attributes.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            written += f" {key}"
        elif value is not None and value is not False:
            written += f' {key}="{_escaped(str(value))}"'
    if tag in _VOID:
        return f"<{tag}{written}>"
    end = "\n" if tag in _CELLS else ""
    return f"<{tag}{written}>{''.join(children)}</{tag}>{end}"


def text(value: object) -> str:
    """Return `value` as HTML text."""
    return escape(str(value), quote=False)


def in_a_list(name: str) -> str:
    """Return a name as it stands inside of a sentence: a capital letter stays in abbreviations only."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def table(head: list[str], rows: list[list[str]], ids: list[str] | None = None, foot: list[str] | None = None) -> str:
    """Return a table whose cells are HTML; the first cell of a row heads it.

    Args:
        head: the column headings.
        rows: the body.
        ids: an id for each row.
        foot: a last row apart.

    """

    def row(cells: list[str], row_id: str | None = None) -> str:
        first = element("th", cells[0], scope="row")
        return element("tr", first, *(element("td", cell) for cell in cells[1:]), id=row_id)

    parts = [element("thead", element("tr", *(element("th", cell, scope="col") for cell in head)))]
    parts.append(element("tbody", *(row(cells, ids[i] if ids else None) for i, cells in enumerate(rows))))
    if foot:
        parts.append(element("tfoot", row(foot)))
    return element("table", *parts)

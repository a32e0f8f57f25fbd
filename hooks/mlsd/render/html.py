"""HTML from text: one place where things are escaped."""

from __future__ import annotations

from html import escape
from typing import Any


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
            written += f' {key}="{escape(str(value))}"'
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def text(value: object) -> str:
    """Return `value` as HTML text."""
    return escape(str(value), quote=False)

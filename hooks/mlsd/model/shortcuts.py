"""Shortcuts through the Markdown parser: what it does sign by sign, done at once where a text is as plain as most are.

They give what its own functions give, and leave to these whatever is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers

# By its path: the package names a function as its module.
_TABLE: Any = import_module("markdown_it.rules_block.table")
_split_escaped: Callable[[str], list[str]] = _TABLE.escapedSplit
# An address up to a space or a bracket that closes; nothing in it is escaped, nested or an entity.
_PLAIN = re.compile(r"[^\x00-\x20\x7f()\\&<][^\x00-\x20\x7f()\\&]*")
_NOT_PLAIN = frozenset("(\\&")


def take_shortcuts(md: MarkdownIt) -> None:
    """Let a parser use the shortcuts."""
    known = {name: getattr(helpers, name) for name in ("parseLinkLabel", "parseLinkTitle")}
    parser: Any = md
    parser.helpers = SimpleNamespace(**known, parseLinkDestination=destination)
    # The parser has no place for another one; this one splits every row that it did, and as it did.
    _TABLE.escapedSplit = split_row


def split_row(row: str) -> list[str]:
    """Split a table's row into its cells."""
    return _split_escaped(row) if "\\" in row else row.split("|")


def destination(text: str, start: int, end: int) -> Any:
    """Parse the address of a link."""
    plain = _PLAIN.match(text, start, end)
    if plain is None or (plain.end() < end and text[plain.end()] in _NOT_PLAIN):
        return helpers.parseLinkDestination(text, start, end)
    return SimpleNamespace(ok=True, pos=plain.end(), str=plain[0])

"""Shortcuts lead where the parser's own ways lead, whatever the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt, helpers
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mlsd.model.dialect import parser
from mlsd.model.shortcuts import PLAIN, _split_escaped, destination, is_plain, plain_inlines, split_row, take_shortcuts

SIGNS = st.text(st.sampled_from("ab/.#|\\ ()<>&;\n\t\x7f\u00a0é"), max_size=20)


@given(row=SIGNS)
def test_a_row_has_the_same_cells(row: str) -> None:
    assert split_row(row) == _split_escaped(row)


@given(text=SIGNS, start=st.integers(0, 20), cut=st.integers(0, 3))
def test_an_address_is_the_same(text: str, start: int, cut: int) -> None:
    start, end = min(start, len(text)), max(len(text) - cut, 0)
    mine, theirs = destination(text, start, end), helpers.parseLinkDestination(text, start, end)
    assert mine.ok == theirs.ok
    if mine.ok:
        assert (mine.pos, mine.str) == (theirs.pos, theirs.str)


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table")
    dollarmath_plugin(md, allow_space=False, double_inline=True)
    md.disable(["emphasis", "entity"])
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


THEIRS, MINE = _parser(), _parser()
take_shortcuts(MINE)
# What blocks and parts of lines begin with, and what goes on below or behind it.
PARTS = (
    *"ab1 \n\t`~$<>!?=#*-+_[]()|\\.:",
    *(
        "\n\n",
        "\n    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "```\n",
        "---\n",
        "===\n",
        "| a | b |\n",
        "|---|---|\n",
        "$$\n",
        "<div>\n",
    ),
    *("[a](b)", "[a][b]", "[b]: c\n", "[@a-2014]", "![a](b)", "<!-- a -->", "`a`", "$a$", "(c)", "](", "[ ] "),
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)


def _said(tokens: list[Token]) -> list[tuple[Any, ...]]:
    """Return all of the tokens but `block`, which only a renderer asks for."""
    told = ("type", "tag", "nesting", "map", "level", "content", "markup", "info", "hidden")
    return [
        (
            *(getattr(each, name) for name in told),
            dict(each.attrs),
            dict(each.meta),
            each.children and _said(each.children),
        )
        for each in tokens
    ]


@given(text=TEXTS)
def test_a_page_has_the_same_tokens(text: str) -> None:
    assert _said(MINE.parse(text)) == _said(THEIRS.parse(text))


# Lines of tables, lists and headings, and what breaks them off.
LINES = (
    "| a | b |",
    "|a|b|",
    "|---|---|",
    "| :-- | --: |",
    "|:-:|-|",
    "| - | - |",
    "||",
    "|",
    "| a |",
    "| a | b | c |",
    "| \\| |",
    "a | b",
    "| a | b | ",
    " | a | b |",
    "- a",
    "- b",
    "-  c",
    "- ",
    "-",
    "  d",
    "    e",
    "* a",
    "+ a",
    "1. a",
    "2. b",
    "3) c",
    "- - a",
    "- [ ] a",
    "- [a]: b",
    "- # a",
    "- > a",
    "- ---",
    "- |a|",
    "# a",
    "## a { #b }",
    "### a #",
    "#a",
    "####### a",
    "#",
    "##\ta",
    "# a ",
    "",
    "",
    "",
    "a",
    "---",
    "> | a |",
    "> - a",
    "\t- a",
    "!!! note",
    "<!-- a -->",
    "```",
    "$$",
    "| `a|b` | c |",
    "- a\u2003",
)
BLOCKS = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)


@given(text=BLOCKS)
def test_blocks_have_the_same_tokens(text: str) -> None:
    assert _said(MINE.parse(text)) == _said(THEIRS.parse(text))


@pytest.mark.parametrize("rows", [3, 700])
def test_a_table_of_many_cells_has_the_same_tokens(rows: int) -> None:
    text = "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "||\n" * rows
    assert _said(MINE.parse(text)) == _said(THEIRS.parse(text))


@given(text=TEXTS)
def test_a_run_of_words_and_links_has_the_same_tokens(text: str) -> None:
    assert not is_plain(text, {}) or _said(plain_inlines(text)) == _said(THEIRS.parseInline(text)[0].children or [])


@given(text=BLOCKS)
def test_what_a_plain_run_of_a_page_holds_is_given_when_it_is_asked_for(text: str) -> None:
    for token in parser().parse(f"- a [b](c)\n\n{text}"):
        if token.meta is PLAIN:
            assert _said(token.children or []) == _said(THEIRS.parseInline(token.content)[0].children or [])


def test_words_and_links_are_taken_at_once() -> None:
    assert is_plain("A [b](c) and [d](e#f), [@g-2014].", {})
    assert not is_plain("A [b](c d).", {})
    assert not is_plain("[a]", {"references": {"A": {}}})

"""Shortcuts lead where the parser's own ways lead, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import helpers
from mlsd.model.shortcuts import _split_escaped, destination, split_row

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

"""The words of a page are what readers see, and each is found again in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsd.model.dialect import parser
from mlsd.model.page import Page
from mlsd.model.page_reader import read_page
from mlsd.model.prose import OBJECT, UNKNOWN, Prose, Where, data_prose, plain_prose, prose
from mlsd.model.shortcuts import PLAIN
from mlsd.model.yaml_source import parse

from tests.conftest import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))
PARSER = parser()
PARTS = (*"ab é_*[](){}@x", "[a](b)", "[*a*](b#c)", "**", "{{ a }}", "[@a-1]", "{ #a }", "https://a.b", "[ ] ")


def read(text: str) -> Page:
    return read_page("docs/a.en.md", text.encode(), ("ru", "en"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A *b* **c** _d_ e\n", "A b c d e"),
        ('A `code "x"` b\n', f"A {OBJECT} b"),
        ('A [b c](d.md "t") e\n', "A b c e"),
        ('A [b](https://x.org/a_(b)?c="d"), e\n', "A b, e"),
        ("A [b][r] c\n\n[r]: x.md\n", "A b c"),
        ("A <https://x.org/> b https://y.org/z c\n", f"A {OBJECT} b {OBJECT} c"),
        ('A $x "y"$ b and $$z$$ c\n', f"A {OBJECT} b and {OBJECT} c"),
        ("A {{ b }} c {{ d.e:bare }}\n", f"A {OBJECT} c {OBJECT}"),
        ("A b [@c-2014]. D\n", "A b. D"),
        ('A <!-- "no" --> b<br>c d<sub>2</sub>\n', f"A {OBJECT} b\nc d2"),
        ('A \\* b \\$5 and \\"c\\"\n', 'A * b $5 and "c"'),
        ("5 * 3, 5*3, snake_case, x_1\n", "5 * 3, 5*3, snake_case, x_1"),
        ("A b\nc d\n", "A b\nc d"),
        ("![A b](c.svg) d\n", f"{OBJECT} d"),
    ],
)
def test_what_is_left_of_a_paragraph(text: str, expected: str) -> None:
    assert [run.text for run in read(text).prose if run.where is Where.PARAGRAPH] == [expected]


def test_where_the_words_stand() -> None:
    text = (
        '---\ntitle: One\ndescription: Two\n---\n\n# Three\n\n- [ ] Four. { #four }\n\n| Five | "a\\|b" six |\n|---|---|\n| seven | |\n\n'
        '!!! note "Eight"\n\n    Nine ![ten](x.svg)\n\n??? question\n\n    Eleven\n'
    )
    assert [(run.where, run.text) for run in read(text).prose] == [
        (Where.FRONT, "One"),
        (Where.FRONT, "Two"),
        (Where.HEADING, "Three"),
        (Where.PARAGRAPH, "Four."),
        (Where.CELL, "Five"),
        (Where.CELL, '"a|b" six'),
        (Where.CELL, "seven"),
        (Where.TITLE, "Eight"),
        (Where.PICTURE, "ten"),
        (Where.PARAGRAPH, f"Nine {OBJECT}"),
        (Where.PARAGRAPH, "Eleven"),
    ]


def test_links_are_marked() -> None:
    (run,) = read("A [b c](d.md) e [f](g.md).\n").prose
    assert [run.text[start:end] for start, end in run.labels] == ["b c", "f"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_part_of_the_real_pages_is_found_in_its_file(path: object) -> None:
    text = (ROOT / str(path)).read_text("utf-8")
    lines = text.split("\n")
    for run in read_page(f"docs/{path}", text.encode(), ("ru", "en")).prose:
        for (start, line, column), end in zip(run.places, _ends(run), strict=True):
            part = run.text[start:end]
            assert column != UNKNOWN
            assert part in (OBJECT, "\n") or lines[line - 1][column : column + len(part)] == part


@given(text=st.lists(st.sampled_from(PARTS)).map("".join))
def test_words_and_links_are_read_at_once_as_they_are_one_by_one(text: str) -> None:
    for token in PARSER.parse(text):
        if token.meta is PLAIN:
            one_by_one = [_said(run) for run in prose(Where.PARAGRAPH, token, [(7, 3)])]
            at_once = plain_prose(Where.PARAGRAPH, token, 7, 3)
            assert [_said(run) for run in (at_once,) if run.text.strip()] == one_by_one


def _said(run: Prose) -> tuple[object, ...]:
    return run.where, run.text, run.places, run.labels


def _ends(run: Prose) -> list[int]:
    return [*(place[0] for place in run.places[1:]), len(run.text)]


def test_the_words_of_data_are_those_that_pages_show() -> None:
    text = "- ru: {term: срез, definition: Часть., avoid: [сегмент*], also: [слайс]}\n"
    assert [run.text for run in data_prose(parse(text), text)["ru"]] == ["срез", "Часть."]

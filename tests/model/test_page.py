import sys
import unicodedata

import pytest
from mlsd.model.layout import Loss
from mlsd.model.page import MENTION, Page, split_name
from mlsd.model.page_reader import read_page


def read(text: str, path: str = "docs/a.en.md") -> Page:
    return read_page(path, text.encode(), ("ru", "en"))


def test_the_name_says_page_and_language() -> None:
    assert split_name("framework/data.ru.md", ("ru", "en")) == ("framework/data", "ru")
    assert split_name("a.fr.md", ("ru", "en")) == ("a.fr", None)
    assert split_name("a.md", ("ru", "en")) == ("a", None)


def test_headings_in_all_their_forms() -> None:
    text = "# Title\n\n## One { #one }\n\nTwo {: #two .big }\n---\n\n## Three ## { #no }\n"
    assert [(h.line, h.level, h.id) for h in read(text).headings] == [
        (1, 1, None),
        (3, 2, "one"),
        (5, 2, "two"),
        (8, 2, "no"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```\n## Code { #code }\n```\n",
        "~~~ text\n## Code { #code }\n~~~\n",
        "- item\n\n    ```\n    ## Code { #code }\n    ```\n",
        "    ## Code { #code }\n",
        "<!--\n## Comment { #code }\n-->\n",
        '!!! note "N"\n\n    ```\n    ## Code { #code }\n    ```\n',
    ],
)
def test_a_heading_in_code_or_a_comment_is_none(text: str) -> None:
    assert read(text).headings == ()


def test_content_of_admonitions_and_tabs_is_read() -> None:
    text = '!!! note "N"\n\n    [one](b.en.md)\n\n=== "Tab"\n\n    - [two](c.en.md)\n\n        ??? question "Q"\n\n            [three](d.en.md)\n'
    assert [(link.line, link.target) for link in read(text).links] == [(3, "b.en.md"), (7, "c.en.md"), (11, "d.en.md")]


def test_items_with_their_section_text_and_explanation() -> None:
    text = "## List { #list }\n\n- [ ] **Do.** Why. { #do }\n\n    Because.\n\n- [x] Done { #done }\n- plain { #plain }\n- nothing\n"
    items = [(i.line, i.id, i.is_task, i.is_ticked, i.is_explained, i.section) for i in read(text).items]
    assert items == [
        (3, "do", True, False, True, "list"),
        (7, "done", True, True, False, "list"),
        (8, "plain", False, False, False, "list"),
    ]


def test_what_the_contract_counts() -> None:
    text = (
        "## S { #s }\n\n- a\n\n    - nested\n\n- b\n\n1. second list\n\n| h | i |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n"
        '### X { #x }\n\n### Y { #y }\n\n??? question "Q"\n\n    A\n'
    )
    (section,) = read(text).sections
    assert (section.list_items, section.table_rows, section.table_columns, section.subheadings, section.details) == (
        2,
        2,
        2,
        2,
        1,
    )
    assert not section.is_empty


@pytest.mark.parametrize("content", ["", "<!-- nothing -->\n", "### Only { #only }\n"])
def test_a_section_without_content_is_empty(content: str) -> None:
    assert read(f"## S {{ #s }}\n\n{content}").sections[0].is_empty


def test_front_matter_counts_as_lines_and_its_breaks_are_located() -> None:
    whole = read("---\ntitle: A\n---\n\n# T\n")
    assert whole.headings[0].line == 5
    assert whole.front_matter is not None
    assert whole.front_matter.line(("title",)) == 2
    broken = read("---\ntitle: A\ndescription: [\n---\n# T\n")
    assert [(p.line, p.code) for p in broken.problems] == [(4, "FM004")]
    assert [(p.line, p.code) for p in read("---\ntitle: A\n# T\n").problems] == [(1, "FM004")]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"# T\n\nbad \xff byte\n", "TX001", 3),
        (b"# T\n\0\n", "TX001", 2),
        (b"x" * 1_000_001, "TX002", 1),
        (b">" * 200 + b" x\n", "TX003", 1),
    ],
)
def test_bytes_that_are_no_page_are_a_problem_and_no_exception(data: bytes, code: str, line: int) -> None:
    problems = read_page("docs/a.en.md", data, ("ru", "en")).problems
    assert [(p.code, p.line) for p in problems] == [(code, line)]


def test_line_ends_and_byte_order_mark_change_nothing() -> None:
    unix = read("---\ntitle: A\n---\n# T\n\n## S { #s }\n")
    windows = read("\ufeff---\r\ntitle: A\r\n---\r\n# T\r\n\r\n## S { #s }\r\n")
    assert windows == unix


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n\n  too near\n", (3,)),
        ("- a\n  - too near\n", (2,)),
        ("1. a\n\n   too near\n", (3,)),
        ("- a\n\n    near enough\n\n    - nested\n\n        deeper\n", ()),
        ("- a\n  lazy line of the same paragraph\n", ()),
        ("> - quoted\n>\n>     text\n", ()),
    ],
)
def test_an_indent_that_ends_the_item(text: str, lines: tuple[int, ...]) -> None:
    assert read(text).stray_indents == lines


def test_html_and_directives_are_noted() -> None:
    result = read("a <br> b\n\n<!-- mlsd:glossary -->\n\n<div onclick='x'>\nhi\n</div>\n")
    assert [(t.line, t.name) for t in result.tags] == [(1, "br"), (5, "div"), (7, "div")]
    assert [(d.line, d.name) for d in result.directives] == [(3, "glossary")]


def test_a_comment_is_no_border_of_words() -> None:
    page = read_page("docs/a.en.md", b"# T\n\n<!-- a -> b --> Words *here*.\n\n<!--\n\nalone\n-->\n", ["en"])
    assert [(run.line(0), run.text.strip("\ufffc ")) for run in page.prose] == [(1, "T"), (3, "Words here.")]


def test_a_place_that_is_not_written_right_is_one_that_is_not_known() -> None:
    page = read_page(
        "docs/a.en.md", b"# T\n\n<!-- mlsd: steps -->\n\n<!-- mlsd:steps now -->\n\n<!-- mlsd:steps -->\n", ["en"]
    )
    assert [(each.line, each.name) for each in page.directives] == [(3, " steps"), (5, "steps now"), (7, "steps")]


def test_what_is_open_cuts_a_page() -> None:
    texts = ("```text\nx\n", "<!-- x\n", "x\n")
    assert [read_page("docs/a.en.md", f"# T\n\n{text}".encode(), ["en"]).is_cut for text in texts] == [
        True,
        True,
        False,
    ]


def test_a_comment_does_not_end_at_an_arrow() -> None:
    page = read_page("docs/a.en.md", b"# T\n\n<!-- x\n\nText.\n\n```mermaid\nflowchart TB\n    a --> b\n```\n", ["en"])
    assert [(slip.kind, slip.line) for slip in page.slips][:1] == [(Loss.COMMENT, 3)]
    assert read_page("docs/a.en.md", b"# T\n\n<!-- x\n\n## No { #a }\n\ny -->\n\nText.\n", ["en"]).slips == ()


@pytest.mark.parametrize(
    "text",
    [
        "{{ ad-banner.dau }}",
        "{{ad-banner.dau:bare}}",
        "{{\u00a0ad-banner.dau }}",
        r"{\{ ad-banner.dau }}",
        r"{{ ad\-banner.dau }}",
    ],
)
def test_what_prints_a_number_by_its_slug_is_seen_in_the_bytes(text: str) -> None:
    assert [mark.slug for mark in read(text).numbers] == ["ad-banner"]
    assert MENTION.search(text.encode())


@pytest.mark.parametrize("text", ["{{ dau }} of 1.5", "{{ dau:bare }}. A {{ ctr }}", "a.b"])
def test_what_does_not_is_not(text: str) -> None:
    assert not MENTION.search(text.encode())


def test_digits_of_every_script_are_figures() -> None:
    """The reader looks for those of ASCII alone where no other can be."""
    others = [chr(code) for code in range(128, sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd"]
    missed = [
        one
        for one in others
        if not read_page("docs/a.en.md", f"It is {one}{one} years.\n".encode(), ("en",)).loose_figures
    ]
    assert len(others) > 600
    assert missed == []

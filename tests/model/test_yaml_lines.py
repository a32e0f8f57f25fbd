import sys

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mlsd.model.text import is_printable
from mlsd.model.yaml_lines import _ODD, read_lines
from mlsd.model.yaml_source import YamlSource, parse_events
from mlsd.model.yaml_words import _WORDS, word

from tests.conftest import ROOT

PLAIN = [
    "framework.yml",
    "released.yml",
    "docs/cases/ad-banner/case.yml",
    "docs/framework/tetrahedron.yml",
    "docs/reference/glossary.yml",
    "hooks/mlsd/author/guide.yml",
]
VALUES = [
    "", "a", "a b", "a: b", "a:", "a#b", "a #b", "#b", "- a", "-a", "-5", "? a", ", a", "yes", "No", "null", "~", "1", "017", "0x1f", "1_0", "1:30",
    "2.50", ".5", "1e3", "-.inf", "2 ** x", "2026-11-26", "9" * 20, "9" * 5000, "<<", "=", "%a", "@a", "`a", "&a b", "*a", "!a b", "|", "> ", "я, я",
    "\u00a0a", "a\u2028b", "a\tb", "a\x00b", '"a"', '"a" ', '"a" # b', '"a"# b', '"a" b', '"a', 'a"', '""', '"a\\"b"', '"a\\\\"', '"a\\nb"', '"a\\"',
    "'a'", "'a''b'", "'a'b'", "''", "[]", "{}", "[a]", "[a, b]", "[a, b,]", "[a,, b]", "[, a]", "[a b, 1]", "[a: b]", "[a:b]", "[a?b]", "[-]", "[a",
    "a]", "[a]]", "[a] b", "[a] # b", "[a]#b", "[[a], [b]]", "[[a] b]", "[[a], ]", '["a", \'b\']', '["a" b]', "{a: b}", "{a: b, c: [d]}", "{a: b, a: c}",
    "{a}", "{a: }", "{a:b}", '{"a": b}', '{a: "b", c: "d"}', '{a: "b", a: "d"}', '{yes: "b", on: "d"}', '{a: "b\\"", c: "d"}', '{a: "b", c: "d"} # e',
    '{ru: "b", en: "d"}', '{ru: "b", en: "d"} ', '{ru: "b\\"", en: "d"}', '{ru: "b" c, en: "d"}', '{ru: "b", en: "d"} # e', '{ru: "", en: "{d}"}',
    "{a: [b}]", "{a: {b: {c: d}}}", "{[a]: b}", "[" * 9 + "]" * 9, "[" * 25 + "]" * 25, "x" * 1100, "http://a.b/c?d=e#f", "[http://a.b]",
]  # fmt: skip
KEYS = ["", "a: ", "b: ", "c:", "c:  ", "yes: ", "on: ", "1: ", "a/b#c: ", '"a": ', "я: ", "a b: ", "-a: ", "k" * 100 + ": ", "k" * 1100 + ": "]  # fmt: skip
LINE = st.builds(
    lambda indent, hyphen, key, value: " " * indent + hyphen + key + value,
    st.sampled_from([0, 0, 2, 2, 2, 4, 1, 6]),
    st.sampled_from(["", "", "", "- ", "- ", "-   ", "-", "- - "]),
    st.sampled_from(KEYS),
    st.sampled_from(VALUES),
)
ODD = st.sampled_from(
    ["", " ", "   ", "# a", "  # a", "---", "...", "%YAML 1.1", "\ufeffa: b", "a: b\r", "a: >\n  b", "a: [b,\n  c]", "? a\n: b"]
)  # fmt: skip
TEXT = st.lists(st.one_of(LINE, LINE, LINE, LINE, ODD), max_size=7).map("\n".join)


def agree_on(text: str) -> None:
    """Hold what is read by lines, if it is, against what the parser reads."""
    read = read_lines(text)
    if read:
        found = parse_events(text)
        assert repr(read[0]) == repr(found.data)
        assert YamlSource(*read) == found


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(text=TEXT)
@example("a:\n- b\n- c: d\n  e:\n  - f\ng: h\n")
@example("a:\n  b:\n    c: d\n  e: f\n g: h\n")
@example("- a\n -b\n")
@example("a: b\n  c: d\n")
@example("  a: b\n  c: d\nc: d\n")
@example("a:\n" + "".join(f"{'  ' * depth}a:\n" for depth in range(1, 30)))
def test_what_is_read_by_lines_is_what_the_parser_reads(text: str) -> None:
    agree_on(text)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("before", ["a: ", "- ", "- a: ", "a:\n  - ", "b:\n    a: "])
def test_each_value_at_each_place(before: str, value: str) -> None:
    agree_on(f"{before}{value}\n")


@pytest.mark.parametrize("path", PLAIN)
def test_the_files_of_the_project_are_plain_enough(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    read = read_lines(text)
    assert read is not None
    assert repr(read[0]) == repr(parse_events(text).data)


@pytest.mark.parametrize(
    "text",
    ["a: &x b", "a: *x", "a: !!str b", "a: |\n  b", "a: b\n\tc", "---\na: b", "a: b\na: c", "a: \x07", "[a]", "a"],
)
def test_whatever_else_is_left_to_the_parser(text: str) -> None:
    assert read_lines(text) is None


def test_every_word_that_is_no_text_is_known() -> None:
    resolver = yaml.resolver.Resolver()
    forms = {form for name in _WORDS for form in (name, name.lower(), name.upper(), name.title(), name.swapcase())}
    tags = {form: resolver.resolve(yaml.ScalarNode, form, (True, False)) for form in {*forms, "y", "N"}}  # type: ignore[no-untyped-call]
    assert {form for form, tag in tags.items() if tag.endswith((":null", ":bool"))} == set(_WORDS)
    assert (word("on"), word("NO"), word("~"), word(""), word("oN")) == (True, False, None, None, "oN")


def test_what_the_parser_is_asked_about_is_not_printed() -> None:
    odd = [sign for sign in map(chr, range(sys.maxunicode + 1)) if _ODD.match(sign)]
    assert odd
    assert not any(map(is_printable, odd))

import pytest
from mlsd.model.yaml_source import YamlError, parse


def test_values_and_the_lines_of_their_paths() -> None:
    source = parse("a: 1\nb:\n  - x\n  - {c: 2.5}\nd: yes\n")
    assert source.data == {"a": 1, "b": ["x", {"c": 2.5}], "d": True}
    assert source.line(("b", 1, "c")) == 4
    assert source.line(("d",)) == 5
    assert source.line(("b", 1, "missing", "deeper")) == 4


def test_empty_text_is_nothing() -> None:
    assert parse("").data is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "stands twice (first at line 1)"),
        ("a: &x 1\nb: *x\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: [1, 2\nb: 3\n", 1, "closed by no `]`"),
        ("? [a, b]\n: 1\n", 1, "a key must be a word"),
        ("a:\n  - " + "[" * 40 + "]" * 40 + "\n", 2, "nested deeper"),
        ("a: " + "9" * 5000 + "\n", 1, "not a number"),
        ("a: \tb: c\n", 1, ""),
    ],
)
def test_what_is_not_read_is_said_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(YamlError) as error:
        parse(text)
    assert error.value.line == line
    assert words in error.value.message


def test_a_date_stays_text() -> None:
    assert parse("a: 2026-11-23\nb: 2026-99-99\n").data == {"a": "2026-11-23", "b": "2026-99-99"}


def test_very_deep_nesting_ends_soon() -> None:
    with pytest.raises(YamlError):
        parse("[" * 100_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", [(None, 1, "a")]),
        ("a: b\nru:\n  also: [c]\n  en: d\n", [(None, 1, "b"), (None, 3, "c"), ("ru", 4, "d")]),
        ("- en: [a, 1]\n  avoid: {en: b}\n", [("en", 1, "a"), (None, 2, "b")]),
    ],
)
def test_each_text_has_the_language_in_which_readers_see_it(text: str, expected: list[object]) -> None:
    assert list(parse(text).texts) == expected

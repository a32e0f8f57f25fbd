"""Whatever is in the files, the check ends with findings at lines that exist: no exception, no hang, no file that is read without end."""

from __future__ import annotations

import builtins
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mlsd.guard.check import check_root
from mlsd.guard.mend import mend, mended
from mlsd.model.case import CaseData, read_case
from mlsd.model.finding import Finding
from mlsd.model.framework import read_framework
from mlsd.model.glossary import read_glossary
from mlsd.model.page_reader import MAX_BYTES, MAX_LINE, read_page
from mlsd.model.released import read_released
from mlsd.model.sources import MAX_BYTES as MAX_FILE
from mlsd.model.sources import Sources
from mlsd.model.yaml_source import YamlError, parse
from mlsd.render.safe_source import safe_source

from tests.conftest import ROOT, Project, codes, page, pair
from tests.guard.test_examples import SAMPLE

FEW = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

PAGE = (ROOT / "docs/framework/data.ru.md").read_text("utf-8")
CASE = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8")
FRAMEWORK = (ROOT / "framework.yml").read_text("utf-8")
GLOSSARY = (ROOT / "docs/reference/glossary.yml").read_text("utf-8")

# What breaks parsers, one by one and together.
PARTS = [
    "\n", "\n\n", " ", "    ", "\t", "\r", "\r\n", "\0", "\ufeff", "\u200b", "\u202e", "\u2028", "\x0b", "\x1b", "\ud7ff", "й", "e\u0301",
    "# ", "## ", "###### ", "- ", "- [ ] ", "1. ", "> ", ">>>>", "|", "| a | b |\n|---|---|\n", "```", "~~~", "$", "$$", "`", "``", "*", "**", "_",
    "[", "]", "(", ")", "![", "](", "[a](", "[a][b]", "[a]: b", "<", ">", "<!--", "-->", "<!-- fill:", "<!-- mlsd:", "<br>", "</", "&amp;", "\\",
    "{", "}", "{{", "}}", "{{ a }}", "{ #a }", "{: .b }", "[@a-2014]", "!!! note", '!!! note "a"', '??? question "q"', '=== "t"', "---", "===",
    "«", "»", "„", "“", '"', "'", "—", " - ", "--", "...", "…", "0.5 %", "120000", "1,5 ms", "№ 5", "TODO", "[[a]]", "http://a.b/?utm_x=1#c",
    "https://bit.ly/x", "фича", "Oчередь", "https://[", "http://[::1", "%00", "%", "//", "a:b", "data:x", "javascript:x",
]  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=6)), max_size=40).map("".join)


def is_sound(findings: list[Finding], lengths: dict[str, int]) -> bool:
    """Tell whether each finding has a message, and a line of its file."""
    return all(f.message and 1 <= f.line <= max(1, lengths.get(f.path, f.line)) + 1 for f in findings)


def lines_of(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample project, whose files each example writes anew."""
    return shutil.copytree(SAMPLE, tmp_path_factory.mktemp("robust") / "sample")


def check_with(root: Path, name: str, data: bytes) -> list[Finding]:
    """Check the project with other bytes in one file, then put it back."""
    path = root / name
    whole = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    try:
        found = check_root(root)
        mend(root, found)
        check_root(root)
        return found
    finally:
        if whole is None:
            path.unlink()
        else:
            path.write_bytes(whole)


FILES = (
    "docs/page.en.md", "docs/page.ru.md", "docs/framework/data.en.md", "docs/cases/queue/index.en.md", "docs/cases/queue/case.yml",
    "docs/reference/glossary.yml", "framework.yml", "released.yml", "docs/x.svg", "docs/x.png", "docs/x.jpg", "docs/x.webp",
)  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@settings(FEW, max_examples=8)
@given(data=st.binary(max_size=300))
def test_any_bytes_in_any_file(root: Path, name: str, data: bytes) -> None:
    check_with(root, name, data)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".md")])
@settings(FEW, max_examples=15)
@given(soup=SOUP)
def test_any_text_on_a_page(root: Path, name: str, soup: str) -> None:
    text = f"---\ntitle: T\ndescription: D\n---\n\n# T\n\n{soup}\n"
    assert is_sound(check_with(root, name, text.encode("utf-8", "surrogatepass")), {name: lines_of(text)})


@FEW
@given(at=st.integers(0, len(PAGE)), length=st.integers(0, 200), soup=SOUP)
def test_a_real_page_changed_anywhere(at: int, length: int, soup: str) -> None:
    text = PAGE[:at] + soup + PAGE[at + length :]
    data = text.encode("utf-8", "surrogatepass")
    page = read_page("docs/framework/data.ru.md", data, ("ru", "en"))
    assert all(1 <= problem.line <= lines_of(text) + 1 for problem in page.problems)
    assert all(1 <= place[1] <= lines_of(text) for run in page.prose for place in run.places)
    assert safe_source(page, data, {}).startswith("---\n")


@FEW
@given(at=st.integers(0, len(CASE)), length=st.integers(0, 60), soup=SOUP)
def test_a_real_case_changed_anywhere(at: int, length: int, soup: str) -> None:
    case = read_case("c.yml", "ad-banner", CASE[:at] + soup + CASE[at + length :])
    assert is_sound(list(case.findings), {"c.yml": lines_of(CASE + soup)})


def outcome(text: str) -> tuple[Any, int, str]:
    """Return the data, or the line and the message of what is wrong."""
    try:
        return parse(text).data, 1, ""
    except YamlError as error:
        return None, error.line, error.message


@FEW
@given(text=st.one_of(SOUP, st.text(max_size=80), st.text("[]{}:,-&*!|>'\"#?%@` \nab01", max_size=60)))
def test_any_yaml(text: str) -> None:
    data, line, _ = outcome(text)
    assert line >= 1
    json.dumps(data, default=str)


@FEW
@given(soup=SOUP)
def test_mending_what_was_not_found_there_changes_nothing_else(soup: str) -> None:
    assert mended(soup, []) == soup


# Values of the wrong type ---------------------------------------------------------------------------------------------------------------

WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    float("inf"),
    float("nan"),
    "",
    " ",
    "x" * 3000,
    "<b>",
    [],
    [[]],
    [None],
    {},
    {"a": 1},
    {1: 2},
]


def places(data: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield one place of each shape: every key, and the first entry of every list."""
    if where:
        yield where
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*where, key))
    elif isinstance(data, list) and data:
        yield from places(data[0], (*where, 0))


def with_value(text: str, where: tuple[str | int, ...], value: Any) -> str:
    """Return the file with another value at one place."""
    data = parse(text).data
    node = data
    for part in where[:-1]:
        node = node[part]
    node[where[-1]] = value
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def shapes(text: str) -> list[tuple[str | int, ...]]:
    """Return the places of a file, of those with the same shape the first."""
    first: dict[tuple[str, ...], tuple[str | int, ...]] = {}
    for where in places(parse(text).data):
        generic = tuple(
            "*" if i == 1 and where[0] in ("inputs", "formulas") else str(part) for i, part in enumerate(where)
        )
        first.setdefault(generic, where)
    return list(first.values())


SMALL_CASE = (SAMPLE / "docs/cases/queue/case.yml").read_text("utf-8")
SMALL_FRAMEWORK = (SAMPLE / "framework.yml").read_text("utf-8")
SMALL_GLOSSARY = (SAMPLE / "docs/reference/glossary.yml").read_text("utf-8")


@pytest.mark.parametrize("where", shapes(SMALL_CASE), ids=lambda where: ".".join(map(str, where)))
def test_a_wrong_value_anywhere_in_a_case(where: tuple[str | int, ...]) -> None:
    for value in WRONG:
        text = with_value(SMALL_CASE, where, value)
        assert is_sound(list(read_case("c.yml", "queue", text).findings), {"c.yml": lines_of(text)})


def test_every_key_of_the_schema_is_tried() -> None:
    tried = {str(where[0]) for where in shapes(SMALL_CASE)}
    required = {field.alias or name for name, field in CaseData.model_fields.items() if field.is_required()}
    assert required <= tried


@pytest.mark.parametrize("value", [None, 0, "", [], [[]], {1: 2}], ids=repr)
def test_a_wrong_value_anywhere_in_the_framework_the_glossary_and_the_released_ids(value: Any) -> None:
    for where in shapes(SMALL_FRAMEWORK):
        read_framework("f.yml", with_value(SMALL_FRAMEWORK, where, value))
    for where in shapes(SMALL_GLOSSARY):
        read_glossary("g.yml", with_value(SMALL_GLOSSARY, where, value))
    released = "pages:\n  a: [b]\nmoved:\n  a#c: a#b\n"
    for where in shapes(released):
        read_released(with_value(released, where, value))


@pytest.mark.parametrize("key", ["title", "description", "authors", "date", "aliases", "translated_from", "unknown"])
@pytest.mark.parametrize("value", WRONG, ids=lambda value: repr(value)[:12])
def test_a_wrong_value_in_the_front_matter(root: Path, key: str, value: Any) -> None:
    front = yaml.safe_dump({"title": "T", "description": "D", key: value}, allow_unicode=True, sort_keys=False)
    found = check_with(root, "docs/page.en.md", f"---\n{front}---\n\n# T\n".encode())
    assert is_sound(found, {"docs/page.en.md": lines_of(front) + 6})


def test_a_wrong_case_on_the_whole_check(root: Path) -> None:
    for where in shapes(SMALL_CASE)[::8]:
        check_with(
            root, "docs/cases/queue/case.yml", with_value(SMALL_CASE, where, WRONG[hash(str(where)) % 3]).encode()
        )


# Size and depth -------------------------------------------------------------------------------------------------------------------------

HUGE = {
    "too many headings": "# a\n\n" * 100_000,
    "headings": "## a\n\n" * 10_000,
    "one line": "a" * 5_000_000,
    "a line too long": "слово " * 4_000,
    "quotes": ">" * 9_900 + " a\n",
    "brackets": "[" * 9_900 + "\n",
    "pictures": "![" * 4_900 + "\n",
    "lists": "".join(f"{'    ' * depth}- a\n" for depth in range(400)),
    "lists one below the other": "- a\n* a\n" * 24_000,
    "numbers": "1 000 " * 1_600 + "\n",
    "bars": "|" * 9_900 + "\n",
    "rows": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 3_900,
    "stars": "*a **b " * 1_200 + "\n",
    "ticks": "".join("`" * n + "a" for n in range(130)) + "\n",
    "braces": "{{ " * 3_300 + "\n",
    "marks": '"' * 9_900 + "\n",
    "dashes": "а - " * 1_900 + "\n",
    "entities": "&" * 9_900 + "\n",
    "comment": "<!-- " * 1_900 + "\n",
    "tags": "<a " * 3_300 + "\n",
    "items": "- [ ] a { #a }\n" * 2_600,
    "anchors": "a { #a }\n\n" * 8_000,
    "signs": "\u200b" * 3_300 + "\n",
    "references": "[a]: b\n" * 5_700,
    "blocks": '!!! note "a"\n\n    b\n\n' * 4_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_page_without_measure(root: Path, name: str) -> None:
    text = f"---\ntitle: T\ndescription: D\n---\n\n# T\n\n{HUGE[name]}"
    found = check_with(root, "docs/page.ru.md", text.encode())
    assert len(text) < MAX_BYTES or [f.code for f in found if f.path == "docs/page.ru.md"] == ["TX002"]
    assert is_sound(found, {"docs/page.ru.md": lines_of(text)})


def test_limits_are_said_at_their_line(project: Project) -> None:
    long = "слово " * (MAX_LINE // 8)
    body = f"# T\n\nText.\n\n{long}\n"
    assert codes(project(pair("a", "# T\n") | {"docs/a.en.md": f"---\ntitle: A\ndescription: B\n---\n{body}"})) == [
        ("docs/a.en.md", 9, "TX002")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "nested deeper"),
        ("{a: " * 100_000, "nested deeper"),
        ("".join(f"{' ' * n}a:\n" for n in range(300)), "nested deeper"),
        ("- " * 100_000, "nested deeper"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchor"),
        ("a: b\n" * 100_000, "stands twice"),
        ("a: " + "9" * 1_000_000, "more than"),
        ("a: 1" + "0" * 5_000 + "\n", "not a number"),
        ("a: !!python/object/apply:os.system [x]\n", "tag"),
        ("a: 1:2:3\n? b\n", ""),
        ("a: 0x" + "f" * 100 + "\n", ""),
        ("- x\n" * 240_000, ""),
    ],
)
def test_yaml_that_is_a_bomb(text: str, words: str) -> None:
    _, _, message = outcome(text)
    assert words in message
    assert not message or words


# Files that are none ---------------------------------------------------------------------------------------------------------------------


def test_links_to_anywhere(project: Project) -> None:
    root = project(pair("a", "# T\n"))
    docs = root / "docs"
    (docs / "b.en.md").symlink_to(docs / "a.en.md")
    (docs / "outside.png").symlink_to("/etc/passwd")
    (docs / "loop").symlink_to(docs)
    (docs / "self.md").symlink_to(docs / "self.md")
    (docs / "gone.yml").symlink_to(docs / "nothing")
    found = codes(root)
    assert {path for path, _, code in found if code == "SE002"} == {
        f"docs/{name}" for name in ("b.en.md", "gone.yml", "loop", "outside.png", "self.md")
    }


def test_folders_named_like_files(project: Project) -> None:
    root = project(pair("a", "# T\n"))
    for name in (
        "docs/b.en.md",
        "docs/cases/x/case.yml",
        "docs/cases/x/index.en.md",
        "docs/reference/glossary.yml",
        "docs/c.svg",
    ):
        (root / name).mkdir(parents=True)
        (root / name / "d.en.md").write_text("# D\n", "utf-8")
    assert all(code != "TX003" for _, _, code in codes(root))


def test_special_files_are_not_read(project: Project) -> None:
    root = project(pair("a", "# T\n"))
    os.mkfifo(root / "docs/pipe.en.md")
    os.mkfifo(root / "docs/pipe.svg")
    assert {("docs/pipe.en.md", 1, "TX001"), ("docs/pipe.svg", 1, "SE007")} <= set(codes(root))


def test_a_file_that_may_not_be_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(pair("a", "# T\n"))
    whole = builtins.open

    def refused(file: Any, *args: Any, **options: Any) -> Any:
        if str(file).endswith(("a.en.md", "framework.yml")):
            raise PermissionError(13, "Permission denied")
        return whole(file, *args, **options)

    monkeypatch.setattr(builtins, "open", refused)
    assert {("docs/a.en.md", 1, "TX001"), ("framework.yml", 1, "FM004")} <= set(codes(root))


def test_a_file_of_gigabytes_is_not_read(project: Project) -> None:
    root = project(pair("a", "# T\n"))
    for name in ("docs/b.en.md", "docs/b.ru.md", "docs/b.svg", "docs/b.png", "docs/cases/x/case.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("wb") as file:
            file.truncate(MAX_FILE * 50)  # Of holes, which take no place.
    found = codes(root)
    assert {("docs/b.en.md", 1, "TX001"), ("docs/cases/x/case.yml", 1, "TX001")} <= set(found)


def test_no_content_at_all(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    assert codes(tmp_path) == [("framework.yml", 1, "FM004")]
    (tmp_path / "framework.yml").mkdir()
    assert [(path, code) for path, _, code in codes(tmp_path)] == [("framework.yml", "FM004")]


def test_a_page_of_headings_without_ids_is_not_read_for_each(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(pair("a", "# T\n") | {"docs/a.en.md": page("# T\n\n" + "## Load\n\nText.\n\n" * 200)})
    reads = []
    read = Sources.read

    def counted(self: Sources, path: str) -> bytes | None:
        reads.append(path)
        return read(self, path)

    monkeypatch.setattr(Sources, "read", counted)
    assert sum(finding.code == "ST004" for finding in check_root(root)) == 200
    assert reads.count("docs/a.en.md") < 10

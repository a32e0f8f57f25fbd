"""A fault planted anywhere on the real pages is found at its line; what is unusual and right gives nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mlsd.guard.check import check_site
from mlsd.model.site import read_site

from tests.conftest import ROOT, copy_project

PAGES = (
    "docs/framework/model.{}.md",
    "docs/framework/index.{}.md",
    "docs/cases/ad-banner/index.{}.md",
    "docs/cases/ad-banner/interviewer.{}.md",
)
# A paragraph, and the code of what is wrong with it; `{}` marks the language in names of files.
FAULTS = {
    "ru": [
        ('Слово "очередь" здесь лишнее.', "TX020"),
        ("Очередь - это буфер.", "TX021"),
        ("Доля около 0.25\u00a0от целого.", "TX022"),
        ("Ответ ждут в пике.", "TX023"),
        ("И так далее...", "TX024"),
        ("Здесь TODO.", "TX004"),
        ("<!-- fill: напишите -->", "TX005"),
        ("The queue takes all of the requests and sheds a part of them.", "TX010"),
        ("Oчередь полна.", "TX011"),
        ("Оче\u200bредь полна.", "TX012"),
        ("Каждая фича известна.", "TX030"),
    ],
    "en": [
        ("A queue -- a buffer.", "TX026"),
        ("The “queue” is full.", "TX025"),
        ("It takes 120000 of them.", "TX027"),
        ("Очередь принимает все запросы подряд.", "TX010"),
        ("The \u0430pple falls.", "TX011"),
    ],
    "": [
        ("[x](nothing.{}.md)", "LN001"),
        ("[x](#nowhere-at-all)", "LN002"),
        ("[x](https://doi.org/10.1000/x?utm_source=y)", "LN009"),
        ("[x](http://doi.org/10.1000/x)", "LN010"),
        ("[x](https://bit.ly/x)", "LN011"),
        ("[x](https://octocat.github.io/en/framework/data/)", "LN008"),
        ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", "ST017"),
        ("| A | B |\n| 1 | 2 |", "ST018"),
        ("X\n- a\n- b", "ST018"),
        ("<div>x</div>", "SE001"),
        ("[x](javascript:x)", "SE003"),
        ("![x](https://example.org/x.png)", "SE004"),
        ("[x](#y){ .z }", "SE005"),
        ("$\\frac{x$", "ST022"),
        ("<!-- mlsd:nothing -->", "ST014"),
        ("{{ nobody.nothing }}", "NU010"),
        ("###### X { #x-y-z }", "ST012"),
        ("### X", "ST004"),
    ],
}
# Right as they are, in both languages.
UNUSUAL = [
    '```text\n# Not a heading { #x }\n| a |\n"x" - 0.5 ... TODO <div> [x](y.md) {{ z }} utm_source=1\n```',
    "~~~~\n```\n~~~~",
    "`a ``b` and ``c ` d``".replace(" and ", " / "),
    "1\\. 2\\* 3\\_ \\[x\\](y) \\<b\\> \\$5 \\| \\{ #x \\}",
    '<!-- A comment\n\n# with a heading, TODO, and a "quotation"\n-->',
    "[A/B](https://example.org/a_(b)_c?x=1&y=2#z_(w))",
    "<https://example.org/x?y=z>",
    "[CTR][r-1]\n\n[r-1]: https://example.org/ 'CTR \"x\"'",
    "$$\n\\sum_{i=1}^{n} x_i - 0.5\n$$",
    "| $x$ | `a|b` |\n|:--|--:|\n| \\| | `c|d` |",
    "> > CTR\n>\n> 1. NE\n>\n>     AUC",
    '??? question "CTR?"\n\n    NE\n\n    - AUC\n\n        - PR',
    '=== "CTR"\n\n    NE\n\n=== "NE"\n\n    CTR',
    "CTR  \nNE",
    "---",
    "* CTR\n* NE\n\n    * AUC",
    "H<sub>2</sub>O<br>CO<sub>2</sub>, <kbd>Ctrl</kbd>",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("mutations") / "project")


def found(root: Path, name: str, text: str) -> list[tuple[int, str]]:
    """Return what is found on one page with another text."""
    path = root / name
    whole = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    try:
        return [(f.line, f.code) for f in check_site(read_site(root), lambda each: each == name)]
    finally:
        path.write_text(whole, "utf-8")


def gaps(text: str) -> Iterator[int]:
    """Yield the lines below which a paragraph may be put: behind a paragraph of a section's own level."""
    lines = text.split("\n")
    is_code = False
    for i, line in enumerate(lines[:-1]):
        is_code ^= line.lstrip().startswith("```")
        plain = bool(line) and line[0].isalpha() and not line.startswith(("title:", "description:"))
        if plain and not is_code and not lines[i + 1].strip() and i > 6:
            yield i + 1


def planted(text: str, fragments: list[str]) -> tuple[str, list[int]]:
    """Return the text with fragments put in all over it, and the line at which each begins."""
    places = list(gaps(text))
    assert len(places) >= 4
    chosen = [places[i * len(places) // len(fragments)] for i in range(len(fragments))]
    lines, begins = text.split("\n"), []
    added = 0
    for at, fragment in zip(chosen, fragments, strict=True):
        rows = ["", *fragment.split("\n")]
        lines[at + added : at + added] = rows
        begins.append(at + added + 2)
        added += len(rows)
    return "\n".join(lines), begins


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_planted_fault_is_found_at_its_line(root: Path, page: str, language: str) -> None:
    name = page.format(language)
    whole = (ROOT / name).read_text("utf-8")
    assert found(root, name, whole) == []
    faults = [*FAULTS[language], *FAULTS[""]]
    fragments = [fragment.replace("nothing.{}", f"nothing.{language}") for fragment, _ in faults]
    text, begins = planted(whole, fragments)
    hits = found(root, name, text)
    missed = []
    for (fragment, code), line in zip(faults, begins, strict=True):
        if not any(each == code and line <= at <= line + fragment.count("\n") for at, each in hits):
            missed.append((fragment, code, line))
    assert missed == [], hits


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_unusual_and_right_gives_nothing(root: Path, language: str) -> None:
    name = f"docs/framework/model.{language}.md"
    text, _ = planted((ROOT / name).read_text("utf-8"), UNUSUAL)
    # What parity counts differs, since the other language has not been changed.
    assert [hit for hit in found(root, name, text) if not hit[1].startswith("PR")] == []

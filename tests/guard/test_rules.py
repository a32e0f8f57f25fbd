"""Each rule finds what it is for at its line, and says nothing where there is nothing."""

from __future__ import annotations

import pytest
from mlsd.guard.check import check_root
from mlsd.model.page_reader import digest

from tests.conftest import Project, codes, found, page, pair

TITLE = "# T\n"


def test_a_plain_pair_of_pages_has_no_findings(project: Project) -> None:
    assert check_root(project(pair("a", TITLE + "\nText.\n\n## S { #s }\n\nText.\n"))) == []


# Front matter -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: A\ndescription: B\n", []),
        (
            f"title: A\ndescription: B\nauthors: [a-b]\ndate: 2026-11-23\naliases: [/old/]\ntranslated_from: ru@{digest(TITLE)}\n",
            [],
        ),
        ("title: A\n", [(1, "FM001")]),
        ("description: B\n", [(1, "FM001")]),
        ("title: A\ndescription: B\ndesciption: C\n", [(4, "FM002")]),
        ("title: 5\ndescription: B\n", [(2, "FM003")]),
        ("title: ''\ndescription: B\n", [(2, "FM003")]),
        ("title: A\ndescription: B\ndate: yesterday\n", [(4, "FM003")]),
        ("title: A\ndescription: B\nauthors: '@a'\n", [(4, "FM003")]),
        ("title: A\ndescription: B\nauthors: ['@a']\n", [(4, "FM003")]),
        ("title: A\ndescription: B\naliases: [old]\n", [(4, "FM003")]),
        ("title: A\ndescription: B\ntranslated_from: ru\n", [(4, "FM003")]),
        ("title: A\ndescription: [B\n", [(3, "FM004")]),  # where the bracket opens
        ("title: A\ntitle: B\ndescription: C\n", [(3, "FM004")]),
        ("- title\n", [(2, "FM004")]),
    ],
)
def test_front_matter(project: Project, front: str, expected: list[tuple[int, str]]) -> None:
    root = project({"docs/a.ru.md": page(TITLE), "docs/a.en.md": page(TITLE, front)})
    assert [(line, code) for path, line, code in codes(root) if path == "docs/a.en.md"] == expected


def test_no_front_matter_at_all(project: Project) -> None:
    assert codes(project(pair("a", TITLE) | {"docs/a.en.md": TITLE})) == [("docs/a.en.md", 1, "FM001")]


def test_a_case_without_its_data(project: Project) -> None:
    (finding,) = found(project({"docs/cases/x/index.ru.md": "# T\n"}), "FM001")
    assert "the case has no docs/cases/x/case.yml" in finding.message


def test_an_unknown_key_gets_a_suggestion(project: Project) -> None:
    root = project(pair("a", TITLE, front="title: A\ndescription: B\nauthor: [a]\n"))
    assert "did you mean `authors`?" in found(root, "FM002")[0].message


def test_a_case_with_its_data_says_title_and_description_there(project: Project) -> None:
    root = project({"docs/cases/x/index.ru.md": "# T\n", "docs/cases/x/case.yml": "tier: standard\n"})
    assert found(root, "FM001") == []


# Structure of any page --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("Text.\n", "ST011", 1),
        ("# T\n\n# Again\n", "ST011", 7),
        ("## S { #s }\n\nText.\n\n# T\n", "ST011", 5),
        ("# T\n\n## No id\n\nText.\n", "ST004", 7),
        ("# T\n\n## S { #Not_So }\n\nText.\n", "ST004", 7),
        ("# T\n\n## S { #s }\n\nText.\n\n## S { #s }\n\nText.\n", "ST005", 11),
        ("# T\n\n- [ ] a { #a }\n- [ ] a { #a }\n", "ST005", 8),
        ("# T\n\n### S { #s }\n", "ST012", 7),
        ("# T\n\n- a\n\n  b\n", "ST013", 9),
        ("# T\n\n<!-- mlsd:glosary -->\n", "ST014", 7),
        ("# T\n\n<div>x</div>\n", "SE001", 7),
        ("# T\n\na <b onclick='x()'>b</b>\n", "SE001", 7),
    ],
)
def test_structure(project: Project, body: str, code: str, line: int) -> None:
    assert ("docs/a.en.md", line, code) in codes(project(pair("a", body)))


@pytest.mark.parametrize(
    "body",
    [
        "- a\n\n    - b\n\n        - c\n\n            ```python\n            ## d\n            ```\n",
        "1. a\n\n    text\n\n2. b\n",
        "```markdown\n## Heading { #x }\n\n- [ ] item { #y }\n```\n",
        '=== "One"\n\n    Text.\n\n=== "Two"\n\n    - a\n\n        b\n',
        '!!! note "N"\n\n    Text.\n\n    - a\n\n        b\n',
        '??? question "Q"\n\n    Answer.\n',
        "<!-- a comment\n\n## with a heading\n-->\n\nText.\n",
        "Setext { #setext }\n------------------\n\nText.\n",
        "Line<br>break, H<sub>2</sub>O, press <kbd>/</kbd>\n",
        "> quoted\n>\n> - list\n>\n>     in it\n",
        "| a | b |\n|---|---|\n| `x|y` | 2 |\n",
        "Term\n:   Definition\n",
        "A [link](#s), an <https://example.org/> and a [reference][r].\n\n[r]: https://example.org/\n\n## S { #s }\n\nText.\n",
    ],
)
def test_valid_but_unusual_markdown_has_no_findings(project: Project, body: str) -> None:
    assert [str(finding) for finding in check_root(project(pair("a", f"# T\n\n{body}")))] == []


def test_a_file_without_a_language(project: Project) -> None:
    assert ("docs/a.md", 1, "ST015") in codes(project({"docs/a.md": page(TITLE)}))


def test_a_stranger_among_the_steps(project: Project) -> None:
    (one, two) = found(project(pair("framework/dataa", TITLE)), "ST015")
    assert (one.path, one.line) == ("docs/framework/dataa.en.md", 1)
    assert "is no step" in two.message


# Parity -----------------------------------------------------------------------------------------------------------------------------

BOTH = "# T\n\n## S { #s }\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n### U { #u }\n\nText.\n\n### V { #v }\n\nText.\n"


def test_a_page_without_its_counterpart(project: Project) -> None:
    assert codes(project({"docs/a.en.md": page("\n# T\n")})) == [("docs/a.en.md", 6, "PR001")]


def test_a_case_may_be_in_one_language(project: Project) -> None:
    assert found(project({"docs/cases/x/index.ru.md": page(TITLE)}), "PR001") == []


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "line"),
    [
        ("### V { #v }", "### V { #w }", "PR002", "docs/a.en.md", 20),
        ("### V { #v }", "### V { #w }", "PR002", "docs/a.ru.md", 20),
        ("### V { #v }", "#### V { #v }", "PR003", "docs/a.ru.md", 20),
        ("- b\n", "- b\n- c\n", "PR004", "docs/a.ru.md", 7),
        ("| 1 | 2 |\n", "| 1 | 2 |\n| 3 | 4 |\n", "PR004", "docs/a.ru.md", 7),
        ("### U { #u }\n\nText.\n\n### V { #v }", "### V { #v }\n\nText.\n\n### U { #u }", "PR003", "docs/a.ru.md", 16),
        ("- a\n", "- a { #a }\n", "PR005", "docs/a.en.md", 9),
    ],
)
def test_parity(project: Project, old: str, new: str, code: str, path: str, line: int) -> None:
    assert old in BOTH
    root = project({"docs/a.ru.md": page(BOTH), "docs/a.en.md": page(BOTH.replace(old, new))})
    assert (path, line, code) in codes(root)


def test_equal_structure_with_other_words_has_no_findings(project: Project) -> None:
    russian = BOTH.replace("Text.", "Текст, и\u00a0подлиннее.").replace("## S", "## Раздел")
    assert check_root(project({"docs/a.ru.md": page(russian), "docs/a.en.md": page(BOTH)})) == []


# Links ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "code", "words"),
    [
        ("[x](b.{language}.md)", None, ""),
        ("[x](b.{language}.md#s)", None, ""),
        ("[x](#top)", None, ""),
        ("![x](pic.svg)", None, ""),
        ("[x](https://example.org/a.md#b)", None, ""),
        ("[x](mailto:a@example.org)", None, ""),
        ("[x](b.md)", "LN001", "link `b."),
        ("[x](c.{language}.md)", "LN001", "does not exist"),
        ("[x](folder/)", "LN001", "link `folder/index."),
        ("[x](../../etc/passwd)", "LN001", "stay inside"),
        ("![x](pick.svg)", "LN001", "did you mean `pic.svg`?"),
        ("[x](b.{language}.md#t)", "LN002", "not an id"),
        ("[x](#tap)", "LN002", "did you mean `#top`?"),
        ("[x](/b/)", "LN004", "link `b."),
    ],
)
def test_links(project: Project, link: str, code: str | None, words: str) -> None:
    files: dict[str, str | bytes] = {
        **pair("a", f"# T\n\n## Top {{ #top }}\n\n{link}\n"),
        **pair("b", "# T\n\n## S { #s }\n\nText.\n"),
        **pair("folder/index", TITLE),
        "docs/pic.svg": "<svg/>",
    }
    findings = check_root(project(files))
    expected = [("docs/a.en.md", 9, code), ("docs/a.ru.md", 9, code)] if code else []
    assert [(f.path, f.line, f.code) for f in findings] == expected
    assert all(words in finding.message for finding in findings)


def test_a_link_to_the_other_language(project: Project) -> None:
    root = project(pair("a", "# T\n\n[x](b.ru.md)\n") | pair("b", TITLE))
    (finding,) = found(root, "LN003")
    assert (finding.path, finding.line) == ("docs/a.en.md", 7)
    assert "link `b.en.md`" in finding.message


def test_a_symbolic_link_is_not_followed(project: Project) -> None:
    root = project(pair("a", TITLE))
    (root / "docs/b.en.md").symlink_to("/etc/passwd")
    (root / "docs/loop").symlink_to(root / "docs")
    assert codes(root) == [("docs/b.en.md", 1, "SE002"), ("docs/loop", 1, "SE002")]


# The glossary -----------------------------------------------------------------------------------------------------------------------

TERM = "- id: ctr\n  abbreviation: CTR\n  ru: {term: кликабельность, definition: Доля.}\n  en: {term: click-through rate, definition: A share.}\n"


def test_a_term_of_the_glossary_is_an_anchor(project: Project) -> None:
    files = pair("reference/glossary", "# T\n\n<!-- mlsd:glossary -->\n") | pair(
        "a", "# T\n\n[CTR](reference/glossary.{language}.md#ctr)\n"
    )
    assert check_root(project({**files, "docs/reference/glossary.yml": TERM})) == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (TERM + TERM, 5, "FM011"),
        (TERM.replace("definition: Доля.", "definitoin: Доля."), 3, "FM011"),
        (TERM.replace("- id", "  id"), 1, "FM011"),
        (TERM + "- [", 6, "FM004"),
    ],
)
def test_a_wrong_glossary(project: Project, text: str, line: int, code: str) -> None:
    assert (line, code) in [(at, c) for _, at, c in codes(project({"docs/reference/glossary.yml": text}))]

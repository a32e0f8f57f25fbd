"""The summary of a workflow run: all findings, grouped by file, and nothing in it acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mlsd.cli import main
from mlsd.model.finding import Finding, Fix, Severity
from mlsd.report import MAX_BYTES, source_url, summarize

from tests.conftest import Project, page

FIX = Fix(7, "a", "b")
FINDINGS = [
    Finding("docs/a.en.md", 7, "LN001", "`x.en.md` does not exist: link `y.en.md`", fix=FIX),
    Finding("docs/a.en.md", 9, "ST004", "the heading has no id: close it with `{ #id }`"),
    Finding("docs/b.ru.md", 5, "ST016", "the heading differs", Severity.NOTICE),
]


def shown(findings: Sequence[Finding], source: str | None = None) -> BeautifulSoup:
    """Return the summary as GitHub shows it, which makes links of bare addresses too."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    return BeautifulSoup(markdown.render(summarize(findings, source)), "html.parser")


def test_every_finding_stands_under_its_file() -> None:
    soup = shown(FINDINGS)
    assert soup.h3 is not None
    assert soup.h3.text == "Content: 2 errors and 1 note in 2 files"
    assert [head.text for head in soup("h4")] == ["docs/a.en.md", "docs/b.ru.md"]
    rows = [[[cell.text for cell in row("td")] for row in table("tr")] for table in soup("table")]
    assert rows == [
        [
            ["line 7", "LN001", "x.en.md does not exist: link y.en.md"],
            ["line 9", "ST004", "the heading has no id: close it with { #id }"],
        ],
        [["line 5", "ST016", "note: the heading differs"]],
    ]
    assert "`make format` fixes 1 of 3 by itself" in summarize(FINDINGS)


def test_nothing_found_says_so() -> None:
    assert summarize([]) == "### Content: nothing to change\n\n"


def test_notes_alone_fail_nothing_and_offer_no_mend() -> None:
    written = summarize(FINDINGS[2:])
    assert "1 note in 1 file" in written
    assert "Notes fail nothing." in written
    assert "make format" not in written


def test_lines_lead_to_the_files_of_the_run() -> None:
    run = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "abc"}
    assert source_url(run) == "https://github.com/a/b/blob/abc"
    assert source_url({}) is None
    link = shown([Finding('docs/a "b"&.md', 3, "SE006", "x")], source_url(run)).a
    assert link is not None
    assert link["href"] == "https://github.com/a/b/blob/abc/docs/a%20%22b%22%26.md?plain=1#L3"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>x</script>",
        "`<img src=x onerror=y>`",
        "``</code><b>x</b>`",
        "![x](https://example.org/x.png)",
        "[x](javascript:y)",
        "x\n\n# Heading\n\n- item\n",
        "x\r\r| a | b |\n| - | - |\n",
        "x\u2028\u2028y\x00\x0b\x0c",
        "</td></tr></table>\n\n**bold**",
        "<!-- ",
        "-->",
        "&lt;b&gt;",
        "```\n<b>x</b>\n```",
        "$x$ and <details>",
    ],
)
def test_what_a_pull_request_brings_is_inert(attack: str) -> None:
    soup = shown([Finding(f"docs/{attack}.md", 1, "LN001", attack), *FINDINGS])
    assert {tag.name for tag in soup.find_all(True)} <= {"h3", "h4", "p", "code", "table", "tr", "td", "tbody"}
    assert len(soup("h4")) == 3
    assert len(soup("tr")) == 4
    squeezed = " ".join(attack.replace("\x00", " ").replace("`", "").split())
    assert squeezed in " ".join(soup("tr")[0].text.replace("`", "").split())


@pytest.mark.parametrize("sign", ["@octocat", "see #12", "https://example.org/x", "www.example.org"])
def test_nobody_is_called_and_nothing_is_linked(sign: str) -> None:
    # GitHub makes links of runs of text; a comment inside one keeps it from being seen.
    assert sign not in summarize([Finding("docs/a.md", 1, "LN001", f"a {sign} b")])
    assert f"a {sign} b" in shown([Finding("docs/a.md", 1, "LN001", f"a {sign} b")]).text


def test_more_than_github_takes_is_cut_and_said() -> None:
    many = [Finding(f"docs/{i // 500}.md", i, "LN001", "`a` does not exist: " + "x" * 200) for i in range(9000)]
    written = summarize(many)
    assert len(written.encode()) <= MAX_BYTES + 1000
    assert "do not fit here: `make check` lists them all." in written
    assert "9000 errors in 18 files" in written
    rows = written.count("<tr>")
    assert f"{9000 - rows} more do not fit" in written
    assert rows > 2000


def test_on_the_command_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_SHA", raising=False)
    root: Path = project({"docs/b.en.md": page("# B\n")})
    monkeypatch.chdir(root)
    assert main(["check", "--format", "summary", "docs"]) == 1
    assert "<h4><code>docs/b.en.md</code></h4>" in capsys.readouterr().out

"""Breaking the real step page, in either language, is found at the right file and line."""

from __future__ import annotations

import itertools
import re

import pytest
from mlsd.guard.check import check_root
from mlsd.model.framework import Framework, read_framework

from tests.conftest import ROOT, Project

STEP = "requirements"
LANGUAGES = ("ru", "en")


def _framework() -> Framework:
    framework, _ = read_framework("framework.yml", (ROOT / "framework.yml").read_text("utf-8"))
    assert framework
    return framework


FRAMEWORK = _framework()
SECTIONS = [section.id for section in FRAMEWORK.step_sections]
ITEMS = [item.id for item in FRAMEWORK.step(STEP).items]  # type: ignore[union-attr]


def text_of(language: str) -> list[str]:
    return (ROOT / f"docs/framework/{STEP}.{language}.md").read_text("utf-8").splitlines()


def span(lines: list[str], mark: str, ends: str) -> tuple[int, int]:
    """Return where the block of the line that ends with `mark` begins and ends (0-based, half-open)."""
    start = next(i for i, line in enumerate(lines) if line.rstrip().endswith(f"{{ #{mark} }}"))
    end = next((i for i in range(start + 1, len(lines)) if re.match(ends, lines[i])), len(lines))
    return start, end


def section(lines: list[str], section_id: str) -> tuple[int, int]:
    return span(lines, section_id, r"## ")


def item(lines: list[str], item_id: str) -> tuple[int, int]:
    return span(lines, item_id, r"- \[|## ")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def findings(project: Project, language: str, lines: list[str]) -> list[tuple[int, str]]:
    """Return line and code of what is found on the broken page (links to pages that are not there apart)."""
    files: dict[str, str | bytes] = {
        f"docs/framework/{STEP}.{other}.md": "\n".join(text_of(other)) + "\n" for other in LANGUAGES
    }
    # The example prints numbers of the case.
    files["docs/cases/ad-banner/case.yml"] = (ROOT / "docs/cases/ad-banner/case.yml").read_bytes()
    broken = f"docs/framework/{STEP}.{language}.md"
    files[broken] = "\n".join(lines) + "\n"
    return [(f.line, f.code) for f in check_root(project(files)) if f.path == broken and not f.code.startswith("LN")]


def test_the_whole_page_has_no_findings(project: Project, language: str) -> None:
    assert findings(project, language, text_of(language)) == []


def title_line(lines: list[str]) -> int:
    return next(i for i, line in enumerate(lines, 1) if line.startswith("# "))


@pytest.mark.parametrize("section_id", SECTIONS)
class TestSection:
    def test_deleted(self, project: Project, language: str, section_id: str) -> None:
        lines = text_of(language)
        start, end = section(lines, section_id)
        broken = lines[:start] + lines[end:]
        assert (title_line(broken), "ST001") in findings(project, language, broken)

    def test_renamed(self, project: Project, language: str, section_id: str) -> None:
        lines = text_of(language)
        start, _ = section(lines, section_id)
        lines[start] = lines[start].replace(f"#{section_id}", f"#{section_id}-x")
        found = findings(project, language, lines)
        assert (title_line(lines), "ST001") in found
        assert (start + 1, "PR002") in found

    def test_without_its_id(self, project: Project, language: str, section_id: str) -> None:
        lines = text_of(language)
        start, _ = section(lines, section_id)
        lines[start] = lines[start].replace(f" {{ #{section_id} }}", "")
        assert (start + 1, "ST004") in findings(project, language, lines)

    def test_emptied(self, project: Project, language: str, section_id: str) -> None:
        lines = text_of(language)
        start, end = section(lines, section_id)
        broken = [*lines[: start + 1], "", *lines[end:]]
        assert (start + 1, "ST003") in findings(project, language, broken)

    def test_twice(self, project: Project, language: str, section_id: str) -> None:
        lines = text_of(language)
        start, end = section(lines, section_id)
        broken = lines[:end] + lines[start:end] + lines[end:]
        assert (end + 1, "ST005") in findings(project, language, broken)

    def test_as_code_only(self, project: Project, language: str, section_id: str) -> None:
        lines = text_of(language)
        start, end = section(lines, section_id)
        broken = [*lines[:start], "```", *lines[start:end], "```", "", *lines[end:]]
        assert (title_line(broken), "ST001") in findings(project, language, broken)


def pairs(ids: list[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(ids))


@pytest.mark.parametrize(("first", "second"), pairs(SECTIONS))
def test_two_sections_exchanged(project: Project, language: str, first: str, second: str) -> None:
    lines = text_of(language)
    (a, b), (c, d) = section(lines, first), section(lines, second)
    broken = lines[:a] + lines[c:d] + lines[a:b] + lines[d:]
    assert findings(project, language, broken) == [(a + 1, "ST002")]


@pytest.mark.parametrize("item_id", ITEMS)
class TestItem:
    def test_deleted(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, end = item(lines, item_id)
        broken = lines[:start] + lines[end:]
        assert findings(project, language, broken)[0] == (title_line(broken), "ST006")

    def test_renamed(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, _ = item(lines, item_id)
        lines[start] = lines[start].replace(f"#{item_id}", f"#{item_id}-x")
        found = findings(project, language, lines)
        assert (title_line(lines), "ST006") in found
        assert (start + 1, "ST007") in found

    def test_without_its_id(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, _ = item(lines, item_id)
        lines[start] = lines[start].replace(f" {{ #{item_id} }}", "")
        assert (start + 1, "ST007") in findings(project, language, lines)

    def test_emptied(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, end = item(lines, item_id)
        hollow = [*lines[:start], f"- [ ] {{ #{item_id} }}", *lines[start + 1 :]]
        assert (start + 1, "ST009") in findings(project, language, hollow)
        unexplained = [*lines[: start + 1], "", *lines[end:]]
        assert (start + 1, "ST009") in findings(project, language, unexplained)

    def test_twice(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, end = item(lines, item_id)
        broken = lines[:end] + lines[start:end] + lines[end:]
        assert (end + 1, "ST005") in findings(project, language, broken)

    def test_not_a_task(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, _ = item(lines, item_id)
        lines[start] = lines[start].replace("- [ ] ", "- ")
        assert (start + 1, "ST006") in findings(project, language, lines)

    def test_ticked(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, _ = item(lines, item_id)
        lines[start] = lines[start].replace("- [ ] ", "- [x] ")
        assert findings(project, language, lines) == [(start + 1, "ST009")]

    def test_outside_the_checklist(self, project: Project, language: str, item_id: str) -> None:
        lines = text_of(language)
        start, end = item(lines, item_id)
        moved = lines[:start] + lines[end:]
        at, _ = section(moved, "questions")
        broken = [*moved[: at + 1], "", *lines[start:end], "", *moved[at + 1 :]]
        assert (at + 3, "ST008") in findings(project, language, broken)


@pytest.mark.parametrize(("first", "second"), pairs(ITEMS))
def test_two_items_exchanged(project: Project, language: str, first: str, second: str) -> None:
    lines = text_of(language)
    (a, b), (c, d) = item(lines, first), item(lines, second)
    broken = lines[:a] + lines[c:d] + lines[a:b] + lines[d:]
    assert findings(project, language, broken) == [(a + 1, "ST008")]


@pytest.mark.parametrize("section_id", [section.id for section in FRAMEWORK.step_sections if section.counts])
def test_fewer_than_the_contract_wants(project: Project, language: str, section_id: str) -> None:
    lines = text_of(language)
    start, end = section(lines, section_id)
    spec = next(section for section in FRAMEWORK.step_sections if section.id == section_id)
    mark = {"list_items": "- ", "table_rows": "| ", "subheadings": "### "}[spec.counts.what]  # type: ignore[union-attr]
    rows = [i for i in range(start + 1, end) if lines[i].startswith(mark)]
    cut = rows[2 if mark == "| " else 1]
    broken = [*lines[:cut], "", *lines[end:]]
    assert (start + 1, "ST010") in findings(project, language, broken)


def test_a_page_cut_anywhere_is_no_exception(project: Project, language: str) -> None:
    text = "\n".join(text_of(language)).encode()
    for cut in range(0, len(text), len(text) // 40):
        files: dict[str, str | bytes] = {f"docs/framework/{STEP}.{language}.md": text[:cut]}
        assert check_root(project(files))

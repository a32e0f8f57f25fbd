"""Translations that say what they were made from, and cases in one language."""

from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.guard.check import check_root
from mlsd.model.finding import Severity
from mlsd.model.page_reader import digest

from tests.conftest import ROOT, Project, codes, found, page, pair

FRONT = "title: A title\ndescription: A sentence.\n"


def translated(said: str) -> str:
    return page("# T\n", f"{FRONT}translated_from: {said}\n")


def test_a_translation_is_behind_as_soon_as_its_source_changes_and_it_is_never_an_error(project: Project) -> None:
    body = "# T\n\nText.\n"
    current = translated(f"ru@{digest(body)}") + "\nText.\n"
    root = project({"docs/a.ru.md": page(body), "docs/a.en.md": current})
    assert check_root(root) == []
    (root / "docs/a.ru.md").write_text(page("# T\n\nOther text.\n"), "utf-8")
    (finding,) = check_root(root)
    assert (finding.path, finding.line, finding.code, finding.severity) == ("docs/a.en.md", 4, "PR006", Severity.NOTICE)
    assert "run `mlsd sync docs/a.en.md`" in finding.message


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"docs/a.en.md": "en@0123456789ab"}, ("docs/a.en.md", 4)),
        ({"docs/a.en.md": "ru@0123456789ab", "docs/a.ru.md": "en@0123456789ab"}, ("docs/a.ru.md", 4)),
        ({"docs/a.en.md": "ru@0123456789ab"}, None),
    ],
)
def test_what_a_translation_may_name(project: Project, files: dict[str, str], expected: tuple[str, int] | None) -> None:
    root = project(pair("a", "# T\n") | {name: translated(said) for name, said in files.items()})
    assert codes(root, "PR007") == ([(*expected, "PR007")] if expected else [])


def test_a_case_in_one_language_is_no_translation(project: Project) -> None:
    front = "---\ntranslated_from: ru@0123456789ab\n---\n# T\n"
    root = project({"docs/cases/x/index.en.md": front, "docs/cases/x/interviewer.en.md": "# T\n"})
    assert codes(root, "PR007") == [("docs/cases/x/index.en.md", 2, "PR007")]


def test_a_case_has_both_its_pages_in_each_of_its_languages(project: Project) -> None:
    names = ("index.en", "interviewer.en", "index.ru")
    root = project({f"docs/cases/x/{name}.md": "# T\n" for name in names})
    (finding,) = found(root, "PR008")
    assert (finding.path, finding.line) == ("docs/cases/x/index.ru.md", 1)
    assert "docs/cases/x/interviewer.ru.md" in finding.message


def test_a_case_says_its_texts_in_the_languages_of_its_pages(project: Project) -> None:
    text = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8").replace("ad-banner", "x")
    line = next(i for i, row in enumerate(text.splitlines(), 1) if row.startswith("title:"))
    without = text.replace('  ru: "Баннер с рекламой в мобильном приложении"\n', "", 1)
    assert without != text
    root = project(
        {f"docs/cases/x/{name}.en.md": "# T\n" for name in ("index", "interviewer")}
        | {"docs/cases/x/case.yml": without}
    )
    assert codes(root, "PR009") == []
    for name in ("index", "interviewer"):
        (root / f"docs/cases/x/{name}.ru.md").write_text("# T\n", "utf-8")
    assert codes(root, "PR009") == [("docs/cases/x/case.yml", line, "PR009")]


def test_data_without_any_page(project: Project) -> None:
    text = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8").replace("ad-banner", "x")
    (finding,) = found(project({"docs/cases/x/case.yml": text}), "PR009")
    assert (finding.line, "has no page" in finding.message) == (1, True)


def test_a_page_of_a_case_says_in_its_front_matter_only_what_the_data_does_not(project: Project) -> None:
    text = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8").replace("ad-banner", "x")
    front = "---\ntitle: T\ntranslated_from: ru@0123456789ab\nauthors: [a]\n---\n# T\n"
    root: Path = project({"docs/cases/x/case.yml": text, "docs/cases/x/index.en.md": front})
    assert [line for _, line, _ in codes(root, "FM005")] == [2, 4]
    assert codes(root, "FM001") == codes(root, "FM002") == []

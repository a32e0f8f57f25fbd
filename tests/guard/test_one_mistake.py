"""One mistake on the real pages gives a finding or two, where the mistake is: not one for all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mlsd.guard.check import check_root

from tests.conftest import copy_project

STEP, STEP_RU = "docs/framework/data.en.md", "docs/framework/data.ru.md"
CASE_PAGE = "docs/cases/ad-banner/index.en.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with all that a check keeps of it."""
    root = copy_project(tmp_path_factory.mktemp("copy") / "project")
    assert check_root(root) == []
    return root


@pytest.fixture
def change(root: Path) -> Iterator[Callable[[str, str, str], list[tuple[str, str]]]]:
    """Replace a fragment of a file, and return where and what is found; the file is put back."""
    before: dict[Path, bytes] = {}

    def changed(path: str, old: str, new: str) -> list[tuple[str, str]]:
        file = root / path
        before[file] = file.read_bytes()
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return [(finding.path, finding.code) for finding in check_root(root)]

    yield changed
    for file, data in before.items():
        file.write_bytes(data)


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        # What is opened and not closed takes in the rest of the page, and nobody knows what stands there.
        (STEP, "## Questions to ask", "```sh\nmake check\n\n## Questions to ask", [(STEP, "ST018")]),
        (STEP, "## Questions to ask", "$$x = 1\n\n## Questions to ask", [(STEP, "ST018"), (STEP, "ST022")]),
        (STEP, "## Questions to ask", "<!-- later\n\n## Questions to ask", [(STEP, "ST018"), (STEP, "ST018")]),
        (STEP, "\n---\n", "\n----\n", [(STEP, "FM004"), (STEP, "ST011")]),
        # Two versions of a text.
        (STEP, "The model learns", "<<<<<<< HEAD\nIt learns\n=======\nThe model learns", [(STEP, "TX007")]),
        ("docs/cases/ad-banner/case.yml", "  peak_factor:\n", "<<<<<<< HEAD\n  peak_factor:\n", [("docs/cases/ad-banner/case.yml", "FM004")]),
        # A figure in one language.
        (STEP, "both together 95.65%", "both together 95.56%", [(STEP, "PR014")]),
        ("docs/cases/ad-banner/case.yml", "from 1,800 to 74 ms", "from 1,800 to 47 ms", [("docs/cases/ad-banner/case.yml", "NU021")]),
        ("docs/framework/tetrahedron.yml", "the most predictions per second", "the 12 most predictions per second", [("docs/framework/tetrahedron.yml", "NU021")]),
        ("docs/framework/framing.ru.md", "млн умножений", "млрд умножений", [("docs/framework/framing.en.md", "PR014")]),
        # A paragraph that one language has lost.
        (STEP, "## Why this step matters { #goal }\n", "## Why this step matters { #goal }\n\nWords that are lost.\n", [(STEP, "PR016"), (STEP_RU, "PR016")]),
        # A name of the data in one language.
        (STEP, "`event_id`", "`action_id`", [(STEP, "PR015")]),
        # An equation whose numbers were mixed up, between them and behind words.
        ("docs/framework/framing.en.md", "{{ ad-banner.price_click:bare }} / {{ ad-banner.close_cost:bare }} =", "{{ ad-banner.close_cost:bare }} / {{ ad-banner.price_click:bare }} =", [("docs/framework/framing.en.md", "NU022")]),
        ("docs/framework/monitoring.ru.md", "{{ ad-banner.close_cost:bare }} · ", "{{ ad-banner.close_cost:bare }} + ", [("docs/framework/monitoring.ru.md", "NU022")]),
        # A number in code, by its own marks or by one that is lost.
        ("docs/framework/framing.ru.md", "### Человек → каждое событие или человек + событие → одна вероятность { #setups }", "### { #setups }", [("docs/framework/framing.ru.md", "ST004")]),
        (STEP, "`show_id`, `event_id` |", "`show_id`, `event_id |", [(STEP, "ST024")]),
        # A parenthesis.
        (CASE_PAGE, ") ", " ", [(CASE_PAGE, "TX039")]),
        ("docs/cases/ad-banner/case.yml", ") ", " ", [("docs/cases/ad-banner/case.yml", "TX039")]),
        # A heading without its space, which is one on the site and none for CommonMark.
        (STEP, "## Checklist { #checklist }", "##Checklist { #checklist }", [(STEP, "ST018")]),
        (STEP, "The model learns what", "Replica\n#2 | #3: the model learns what", [(STEP, "ST018")]),
        # An id in one language.
        (STEP, "#keep-or-delete }", "#keep-or-drop }", [(STEP, "PR002"), (STEP_RU, "PR002")]),
        # A number that the other language does not print, and several of them on one line.
        (
            STEP,
            "In the banner's numbers {{ ad-banner.label_window }} catch {{ ad-banner.label_coverage }}",
            "In the banner's numbers some minutes catch most",
            [(STEP, "NU011"), (STEP_RU, "NU011")],
        ),
        # A number that is written so that it is none, or by a name that is none.
        (STEP, "{{ ad-banner.label_window }} catch", "{ ad-banner.label_window } catch", [(STEP, "NU010")]),
        (STEP, "{{ ad-banner.label_window }} catch", "{{ ad-banner.label_window catch", [(STEP, "NU010")]),
        (STEP, "{{ ad-banner.label_window }} catch", "{{ ad-banner:label_window }} catch", [(STEP, "NU010")]),
        (CASE_PAGE, "until {{ label_maturity }} have", "until {{ label_maturty }} have", [(CASE_PAGE, "NU010")]),
        # A slug that no case has.
        (STEP, "{{ ad-banner.label_window }} catch", "{{ ad-baner.label_window }} catch", [(STEP, "NU010")]),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(
    change: Callable[[str, str, str], list[tuple[str, str]]],
    path: str,
    old: str,
    new: str,
    expected: list[tuple[str, str]],
) -> None:
    assert change(path, old, new) == expected


def test_a_subsection_that_moved_in_one_language(change: Callable[[str, str, str], list[tuple[str, str]]]) -> None:
    """The headings are the same, and yet whoever switches the language lands in another section."""
    found = change(
        CASE_PAGE, "## Framing the ML task { #framing }\n", "## Framing the ML task { #framing }\n\nOn it.\n"
    )
    assert set(found) == {(CASE_PAGE, "PR016"), (CASE_PAGE.replace(".en.", ".ru."), "PR016")}
    found = change(
        CASE_PAGE, "### All the numbers { #all-numbers }\n\n<!-- mlsd:assumptions -->\n\n<!-- mlsd:estimates -->\n\n<!-- mlsd:checks -->\n\n"
        "## Framing the ML task { #framing }\n",
        "## Framing the ML task { #framing }\n\n### All the numbers { #all-numbers }\n\n<!-- mlsd:assumptions -->\n\n<!-- mlsd:estimates -->\n\n"
        "<!-- mlsd:checks -->\n",
    )  # fmt: skip
    assert (CASE_PAGE, "PR003") in found

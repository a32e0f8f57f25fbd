"""Both languages of a page link to the same places and draw the same; where they may differ nothing is said."""

from __future__ import annotations

import pytest

from tests.conftest import Project, codes, page

EN, RU = "docs/a.en.md", "docs/a.ru.md"
OTHER = {"docs/b.en.md": page("# T\n\n## S { #s }\n\nText.\n"), "docs/b.ru.md": page("# T\n\n## S { #s }\n\nТекст.\n")}


def both(
    project: Project, english: str, russian: str, code: str, front: str = "title: A\ndescription: B.\n"
) -> list[str]:
    root = project({EN: page(f"# T\n\n{english}\n", front), RU: page(f"# T\n\n{russian}\n"), **OTHER})
    return [path for path, _, found in codes(root, code) if path in (EN, RU) and found]


@pytest.mark.parametrize(
    ("english", "russian", "expected"),
    [
        ("[x](b.en.md#s)", "[y](b.ru.md#s)", []),
        ("[x](b.en.md#s)", "[y](b.ru.md)", [EN, RU]),
        ("[x](b.en.md#s) and again [x](b.en.md#s)", "[y](b.ru.md#s)", []),
        ("x", "[y](b.ru.md)", [RU]),
        ("Said [@he-2014].", "Сказано.", [EN]),
        # Of what is broken another rule speaks.
        ("[x](b.en.md#nowhere)", "[y](b.ru.md#s)", []),
        # On the web each language has what its readers read.
        ("[x](https://en.wikipedia.org/wiki/Lift)", "y", []),
    ],
)
def test_links(project: Project, english: str, russian: str, expected: list[str]) -> None:
    assert both(project, english, russian, "PR012") == expected


def test_a_translation_that_is_behind_may_lack_a_link(project: Project) -> None:
    front = "title: A\ndescription: B.\ntranslated_from: ru@0123456789ab\n"
    assert both(project, "x", "[y](b.ru.md)", "PR012", front) == []


GRAPH = "```mermaid\nflowchart TB\n    accTitle: T\n    accDescr: D.\n    {}\n```"


@pytest.mark.parametrize(
    ("english", "russian", "expected"),
    [
        (GRAPH.format('a["A"] --> b["B"]'), GRAPH.format('a["А"] -->|"х"| b["Б --> В"]'), []),
        (GRAPH.format('a["A"] --> b["B"]\n    b -.-> a'), GRAPH.format('a["А"] --> b["Б"]'), [EN, RU]),
        ("$$x_{\\text{click}} = 0.5$$", "$$x_{\\text{клик}} = 0{,}5$$", []),
        ("$$x = 0.5$$", "$$x = 0{,}6$$", [EN, RU]),
        ("$$x \\le y$$", "$$x \\ge y$$", [EN, RU]),
    ],
)
def test_figures(project: Project, english: str, russian: str, expected: list[str]) -> None:
    assert both(project, english, russian, "PR013") == expected

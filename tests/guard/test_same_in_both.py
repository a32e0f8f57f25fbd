"""Both languages of a page link to the same places and draw the same; where they may differ nothing is said."""

from __future__ import annotations

import pytest
from mlsd.guard.parity import figures_apart, odd_figures

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


@pytest.mark.parametrize(
    ("english", "russian", "odd"),
    [
        ("5 million of 74 ms", "5 млн за 74 мс", ""),
        ("1,800 ms, 10M users, 540B weights", "1800 миллисекунд, 10 млн человек, 540 млрд весов", ""),
        ("5% and 12%", "12 % и 5 %", ""),
        ("5% of them", "пять процентов", ""),
        ("a figure of −5", "число −5", ""),
        ("a 90% interval, 5 percent", "90-процентный интервал, 5 процентов", ""),
        ("after 10 minutes", "через 10\u00a0мин", ""),
        ("by 25 percentage points", "на 25\u00a0процентных пунктов", ""),
        ("24 hours in 5 parts", "24\u00a0часа в\u00a05 частях", ""),
        ("24 hours", "24\u00a0минуты", "`24 h` in `en`, `24 min` in `ru`"),
        ("by 25 percentage points", "на 25\u00a0%", "`25 points` in `en`, `25 %` in `ru`"),
        ("after 10 s", "через 10\u00a0мс", "`10 s` in `en`, `10 ms` in `ru`"),
        ("3 queues", "4 очереди", ""),
        ("5 million", "5 млрд", "`5 million` in `en`, `5 billion` in `ru`"),
        ("10 ms of 10", "10 мс из 10 млн", ""),
        ("1% of them", "7 % из них", "`1%` in `en`, `7%` in `ru`"),
        ("12 of them", "21 из них", "`12` in `en`, `21` in `ru`"),
        ("a figure of −5", "число 5", "minus signs: 1 in `en`, minus signs: 0 in `ru`"),
    ],
)
def test_figures_of_two_languages(english: str, russian: str, odd: str) -> None:
    assert odd_figures(english, "en", russian, "ru") == odd
    assert not odd or any(figures_apart(english, "en", russian, "ru"))

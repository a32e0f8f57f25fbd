"""A figure that works a case is printed from it, sourced, or called an assumption."""

from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.guard.check import check_root

from tests.conftest import Project, codes, copy_project, page

STEP = "docs/framework/data.en.md"
EXAMPLE = "# T\n\n## Worked example { #example }\n\n"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, which a test leaves as it was."""
    return copy_project(tmp_path_factory.mktemp("numbers") / "project")


def typed(project: Project, body: str, path: str = STEP) -> list[tuple[int, str]]:
    root = project({path: page(body)})
    return [(line, code) for name, line, code in codes(root, "NU014") if name == path]


@pytest.mark.parametrize(
    "text",
    [
        "An average ad gets 6,000 impressions.",
        "That is 17% over one day.",
        "The lists take 9.6 GB.",
        "At \\$50 a minute.",
        "A slot of 6 ms.",
        "After 22 days.",
        "After 24 h.",
        "Some 2,023 of them.",
        "| a | b |\n|---|---|\n| c | 540 |",
        "| a | b |\n|---|---|\n| an assumption | 12 |\n| c | 540 |",
        "### 100 ms by stage { #stages }",
        '- a list\n- "twenty, or 25 of them"',
        '```mermaid\nflowchart TB\n    a["Joiner, 48 h"]\n```',
        "По 9,6 ГБ.",
        "Всего 72 000 закрытий.",
        "Доля 39 %.",
    ],
)
def test_a_typed_figure_is_found_in_a_worked_example(project: Project, text: str) -> None:
    assert typed(project, EXAMPLE + text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "An average ad gets {{ ad-banner.clicks_per_ad }}.",
        "Groups of 50 or more (assumption).",
        "Группы от 50 человек (допущение).",
        "Take 1,000 impressions as an illustration.",
        "It gave 1.18% ([Kaplan et al., 2021](https://arxiv.org/abs/2312.05017)).",
        "| a | b |\n|---|---|\n| 540 | assumed |",
        "Version 2, step 7, three outcomes, D = 1, at 3σ, a p99, fp16.",
        "In minute 20 the interviewer adds. На 20-й минуте.",
        "Everyone at −100%, dau / 86,400, cores × 24 × price, the price of 2023.",
        "App `8.2` asked at 08:00.",
        "Here $z = 1.96$ and `limit = 500`.",
        "```\n$ run --for 500\n```",
    ],
)
def test_what_is_no_typed_figure(project: Project, text: str) -> None:
    assert typed(project, EXAMPLE + text + "\n") == []


def test_other_sections_and_pages_may_type_figures(project: Project) -> None:
    assert typed(project, "# T\n\n## Other { #tradeoffs }\n\nSome 540 ads.\n") == []
    assert typed(project, EXAMPLE + "Some 540 ads.\n", "docs/reference/a.en.md") == []


def test_the_exchange_of_the_home_page(project: Project) -> None:
    body = "# T\n\n## The idea { #idea }\n\n| a |\n|---|\n| 1,200 each |\n\n## Other { #start }\n\n30 minutes.\n"
    assert typed(project, body, "docs/index.en.md") == [(11, "NU014")]


def test_pages_of_a_case(project: Project) -> None:
    body = "# T\n\n## Data { #data }\n\n| a |\n|---|\n| 1,200 each |\n\n## Mistakes { #find-the-mistake }\n\n80/20, 55 of 60.\n"
    assert typed(project, body, "docs/cases/x/index.en.md") == [(11, "NU014")]
    body = "# T\n\n## Facts { #facts }\n\nAfter 500 ms.\n\n## Minutes { #minutes }\n\nOf 45.\n"
    assert typed(project, body, "docs/cases/x/interviewer.en.md") == [(9, "NU014")]


@pytest.mark.parametrize(
    ("language", "text", "beside"),
    [
        ("en", "Within {{ latency_budget }} ms.", "ms"),
        ("en", "Within {{ latency_budget }} milliseconds.", "milliseconds"),
        ("en", "A {{ latency_budget }}-ms budget.", "ms"),
        ("ru", "Не дольше {{ latency_budget }}\u00a0мс.", "мс"),
        ("ru", "Не дольше {{ latency_budget }} миллисекунд.", "миллисекунд"),
        ("en", "All {{ dau }} users.", "users"),
        ("ru", "Все {{ dau }} пользователя.", "пользователя"),
        ("en", "A share of {{ availability }}%.", "%"),
        ("en", "A share of {{ availability:bare }} percent.", "percent"),
        ("en", "A click costs ${{ price_click }} to them.", "$"),
        ("ru", "Клик стоит {{ price_click }}\u00a0$.", "$"),
        ("en", "About {{ candidates:candidate }} candidates.", "candidates"),
        ("en", "Within {{ latency_budget:bare }} ms.", None),
        ("en", "Within {{ latency_budget }} on our side.", None),
        ("en", "Within {{ latency_budget }}, measured on the server.", None),
        ("en", "All {{ dau:bare }} users.", None),
        ("en", "Of {{ dau }} usually most.", None),
        ("ru", "За {{ latency_budget }} часть ответов готова.", None),
        ("en", "{{ peak_load }} per replica.", None),
        ("ru", "За {{ variant_seconds }} с\u00a0запасом.", None),
        ("ru", "За {{ variant_seconds }} секунд.", "секунд"),
    ],
)
def test_a_unit_that_is_said_twice(real: Path, language: str, text: str, beside: str | None) -> None:
    path = real / f"docs/cases/ad-banner/index.{language}.md"
    whole = path.read_text("utf-8")
    path.write_text(f"{whole}\n{text}\n", "utf-8")
    try:
        found = [finding for finding in check_root(real) if finding.code == "NU017"]
    finally:
        path.write_text(whole, "utf-8")
    assert [f"`{beside}`" in finding.message for finding in found] == ([True] if beside else [])


def test_a_unit_that_is_said_twice_in_the_data(real: Path) -> None:
    path = real / "docs/cases/ad-banner/case.yml"
    whole = path.read_text("utf-8")
    said = "p99 within {{ latency_budget }} on our side"
    assert said in whole
    path.write_text(whole.replace(said, said.replace(" on our", " ms on our")), "utf-8")
    try:
        found = [finding for finding in check_root(real) if finding.code == "NU018"]
    finally:
        path.write_text(whole, "utf-8")
    assert [finding.line for finding in found] == [whole[: whole.index(said)].count("\n") + 1]

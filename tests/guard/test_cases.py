"""Planted faults in the real case are found at their line; the case itself has none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mlsd.guard.check import check_root
from mlsd.model.case import schema

from tests.conftest import ROOT, copy_project

FOLDER = "docs/cases/ad-banner"
TEXT = (ROOT / FOLDER / "case.yml").read_text("utf-8")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], list[tuple[str, int, str]]]:
    """Return a function that writes a file of the case and returns what is found."""
    root = copy_project(tmp_path_factory.mktemp("case") / "project")

    def find(name: str, text: str) -> list[tuple[str, int, str]]:
        path: Path = root / FOLDER / name
        whole = path.read_text("utf-8")
        path.write_text(text, "utf-8")
        try:
            return [(f.path.removeprefix(f"{FOLDER}/"), f.line, f.code) for f in check_root(root)]
        finally:
            path.write_text(whole, "utf-8")

    return find


def block(start: str, end: str = "\n") -> tuple[int, str]:
    """Return the line and the text from `start` to `end`."""
    at = TEXT.index(start)
    return TEXT.count("\n", 0, at) + 1, TEXT[at : TEXT.index(end, at) + len(end)]


def after(line: int, key: str) -> int:
    """Return the first line from `line` on that holds `key`."""
    return next(i for i, row in enumerate(TEXT.splitlines(), 1) if i >= line and key in row)


def test_the_case_has_no_findings(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    assert broken("case.yml", TEXT) == []


def test_a_fault_in_the_data_is_found_there_alone(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    """The pages are looked at again as they were kept."""
    line, _ = block("  split: time")
    assert broken("case.yml", TEXT.replace("  split: time", "  split: random")) == [("case.yml", line, "CS016")]


@pytest.mark.parametrize(
    ("old", "new", "line_of", "code"),
    [
        ("unit: USD / click", "unit: USD / close", None, "NU004"),
        ("    value: 25\n    unit: millisecond", "    value: 95\n    unit: millisecond", "  stages:", "CS013"),
        ("    serves: revenue\n", "    serves: revenu\n", "    serves: revenu", "CS011"),
        ("    available: before\n", "    available: after\n", "    available: after", "CS010"),
        ("  recalibration: q_corrected", "  recalibration: null", "  negative_rate: negative_rate", "CS014"),
        ("  split: time", "  split: random", "  split: random", "CS016"),
        ("slug: ad-banner", "slug: banner", "slug: banner", "CS002"),
        ("track: classic", "track: clasic", "track: clasic", "CS002"),
        (
            "    formula: dau * shows_per_user",
            "    formula: dau * shows_per_usr",
            "    formula: dau * shows_per_usr",
            "NU002",
        ),
        ("    formula: dau * shows_per_user", "    formula: dau.real", "    formula: dau.real", "NU001"),
        (
            "    formula: dau * shows_per_user",
            "    formula: shows_per_day * 1",
            "    formula: shows_per_day * 1",
            "NU003",
        ),
        ("    formula: dau * shows_per_user", "    formula: dau * shows_per_user / (zones - 3)", None, "NU005"),
        (
            "    formula: dau * shows_per_user",
            "    formula: dau * shows_per_user * 9**9**9",
            "    formula: dau * shows_per_user * 9**9**9",
            "NU005",
        ),
        (
            "    formula: dau * shows_per_user",
            "    formula: dau * shows_per_user * exp(1000)",
            "    formula: dau * shows_per_user * exp(1000)",
            "NU005",
        ),
        (
            "    formula: dau * shows_per_user",
            "    formula: dau * shows_per_user * 1e30 * 1e30 * 1e30 * 1e30",
            "    formula: dau * shows_per_user * 1e30 * 1e30 * 1e30 * 1e30",
            "NU005",
        ),
        (
            "    formula: dau * shows_per_user",
            "    formula: dau * shows_per_user * log(ctr - 1)",
            "    formula: dau * shows_per_user * log(ctr - 1)",
            "NU005",
        ),
        (
            "    formula: dau * shows_per_user",
            "    formula: __import__('os').getcwd()",
            "    formula: __import__('os').getcwd()",
            "NU001",
        ),
        (
            "    formula: dau * shows_per_user",
            "    formula: revenue_per_day / revenue_per_show",
            "    formula: shows_per_day * revenue_per_show",
            "NU003",
        ),
        (
            "    formula: alert_window + label_window",
            "    formula: alert_window + candidates",
            "    formula: alert_window + candidates",
            "NU004",
        ),
        (
            "    formula: explore_cost <= lift_value",
            "    formula: explore_cost <= dau",
            "    formula: explore_cost <= dau",
            "NU004",
        ),
        ("formula: serving_share <= 0.01", "formula: serving_share", "    formula: serving_share\n", "NU001"),
        ("  - metric: slow_share\n", "  - metric: slow_shares\n", "  - metric: slow_shares", "CS012"),
        ("  label_maturity: label_maturity\n", "  label_maturity: label_age\n", "  label_maturity: label_age", "CS015"),
        ("  recalibration: q_corrected", "  recalibration: ctr", "  recalibration: ctr", "CS014"),
        ("    - value: latency_network\n", "    - value: latency_hop\n", "    - value: latency_hop", "CS013"),
        ("{{ shows_per_user:show }}", "{{ shows_per_user:shows }}", None, "NU012"),
        ("    value: 10000000\n", "    value: 10\n", "    value: 10", "NU006"),
        ("    unit: show / user / day", "    unit: shw / user / day", None, "NU009"),
        ("    basis: assumption\n", "    basis: measured\n", "    basis: measured", "CS018"),
        ("  - id: he-2014\n", "  - id: he-2015\n", "  - id: he-2015", "CS018"),
        ("{{ mean_load }}", "{{ meen_load }}", None, "NU012"),
        ("difficulty: 3", "difficulty: 9", "difficulty: 9", "CS001"),
        ("difficulty: 3", "dificulty: 3", "dificulty: 3", "CS001"),
        ("    url: https://", "    url: javascript:", "    url: javascript:", "CS001"),
        ("slug: ad-banner", "slug: ad-banner\nslug: x", "slug: x", "FM004"),
        (
            "inputs:\n",
            "inputs:\n  spare_input:\n    title: {en: Spare}\n    value: 1\n    unit: user\n    range: [0, 2]\n    basis: assumption\n",
            "  spare_input:",
            "NU007",
        ),
    ],
)
def test_a_planted_fault(
    broken: Callable[..., list[tuple[str, int, str]]], old: str, new: str, line_of: str | None, code: str
) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    found = [finding for finding in broken("case.yml", text) if finding[2] == code]
    assert found, broken("case.yml", text)
    if line_of:
        line = text.count("\n", 0, text.index(f"\n{line_of}")) + 2
        assert ("case.yml", line, code) in found


def test_a_guardrail_without_an_alert(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    line, _ = block("alerts:\n")
    text = TEXT.replace(TEXT[TEXT.index("alerts:\n") : TEXT.index("\ntraining:")], "alerts: []\n", 1)
    assert {code for _, _, code in broken("case.yml", text)} >= {"CS012"}
    assert line > 0


def test_retraining_before_labels_mature(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    at = TEXT.index("  retrain_every:\n")
    text = TEXT[:at] + TEXT[at:].replace("    value: 1\n", "    value: 0.5\n", 1)
    line = text.count("\n", 0, text.index("\n  retrain_every: retrain_every")) + 2
    assert ("case.yml", line, "CS015") in broken("case.yml", text)


def test_retraining_on_rows_that_are_old_enough(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    at = TEXT.index("  retrain_every:\n")
    often = TEXT[:at] + TEXT[at:].replace("    value: 1\n", "    value: 0.5\n", 1)
    named = "  retrain_every: retrain_every\n"
    assert "CS015" not in {
        code for *_, code in broken("case.yml", often.replace(named, f"{named}  min_label_age: label_maturity\n"))
    }
    young = TEXT.replace(named, f"{named}  min_label_age: label_window\n")
    line = young.count("\n", 0, young.index("  min_label_age: ")) + 1
    assert ("case.yml", line, "CS015") in broken("case.yml", young)
    unknown = TEXT.replace(named, f"{named}  min_label_age: label_ages\n")
    assert ("case.yml", line, "CS015") in broken("case.yml", unknown)


def test_a_lab_of_other_inputs(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    text = TEXT.replace("    value: 20000\n", "    value: 21000\n", 1)
    line = text.count("\n", 0, text.index("    value: 21000\n")) + 1
    assert [finding for finding in broken("case.yml", text) if finding[2] == "NU015"] == [("case.yml", line, "NU015")]
    for nonsense in ("", "[]", "{", '{"inputs": 3}', '{"inputs": {"ctr": "x"}}', '{"inputs": {"no_such": 3}}'):
        assert "NU015" not in {code for _, _, code in broken("lab.json", nonsense)}


def test_a_check_that_breaks(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    line, _ = block("    formula: serving_share <= 0.01")
    assert ("case.yml", line, "NU008") in broken(
        "case.yml", TEXT.replace("serving_share <= 0.01", "serving_share <= 0.001")
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_faults_on_the_page(broken: Callable[..., list[tuple[str, int, str]]], language: str) -> None:
    name = f"index.{language}.md"
    text = (ROOT / FOLDER / name).read_text("utf-8")

    def line(row: str) -> int:
        return next(i for i, found in enumerate(text.splitlines(), 1) if row in found)

    at = line("{{ peak_load }}")
    assert (name, at, "NU010") in broken(name, text.replace("{{ peak_load }}", "{{ peek_load }}", 1))
    assert (name, at, "NU010") in broken(name, text.replace("{{ peak_load }}", "{{ peak_load:long }}", 1))
    at = line("[@he-2014]")
    assert (name, at, "CS017") in broken(name, text.replace("[@he-2014]", "[@he-2041]", 1))
    at = line("{ #framing }")
    uncovered = text.replace(f"framing.{language}.md#label-definition", f"framing.{language}.md#goal")
    assert (name, at, "CS020") in broken(name, uncovered)
    at = line("## ")
    assert any(code == "ST001" for _, _, code in broken(name, text.replace("{ #whiteboard }", "{ #board }")))


def test_a_number_printed_in_one_language_only(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    text = (ROOT / FOLDER / "index.en.md").read_text("utf-8")
    found = broken("index.en.md", text.replace("{ #whiteboard }\n", "{ #whiteboard }\n\nAlso {{ hash_bits }}.\n"))
    assert "NU011" in {code for _, _, code in found}


def test_the_published_schema_is_that_of_the_model() -> None:
    import json

    assert json.loads((ROOT / "docs/cases/case.schema.json").read_text("utf-8")) == schema()


@pytest.mark.parametrize(
    ("pattern", "new", "row", "code"),
    [
        (r"^training:\n(?:  .*\n)*", "", "track: classic", "CS028"),
        (r"range: \[0\.02, 5\]", "range: [5, 0.02]", "range: [5, 0.02]", "NU006"),
        (r"- value: latency_scoring", "- value: latency_features", "- value: latency_features", "CS013"),
        (r"(- id: kaplan-2021\n(?:.*\n){2})    year: 2021", r"\1    year: 2019", "    year: 2019", "CS018"),
        (r"^  - step: model\n    weak:[\s\S]*?(?=^  - step: evaluation\n    weak:)", "", "hints:", "CS027"),
        (r"  - from: 8\n", "  - from: 9\n", "  - from: 9", "CS026"),
        (r"    step: framing\n    do:", "    step: recap\n    do:", "    step: data\n    do:", "CS026"),
        (r"- id: dear-close", "- id: dearer-close", "- id: dearer-close", "CS024"),
    ],
)
def test_a_part_that_is_not_whole_is_found_at_its_line(
    broken: Callable[[str, str], list[tuple[str, int, str]]], pattern: str, new: str, row: str, code: str
) -> None:
    text, number = re.subn(pattern, new, TEXT, count=1, flags=re.MULTILINE)
    assert number == 1
    line = text.count("\n", 0, text.rindex(row) if code == "CS013" else text.index(row)) + 1
    found = [(at, each) for name, at, each in broken("case.yml", text) if name == "case.yml"]
    assert (line, code) in found, found


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_number_that_moved_to_another_text_in_one_language(
    broken: Callable[..., list[tuple[str, int, str]]], language: str
) -> None:
    """Both languages print it as often as before."""
    line, title = block('    title: {ru: "CTR рекламодателя за')
    below = TEXT.splitlines(keepends=True)[line]
    number = " {{ user_counter_days }}"
    start = title.index(f"{language}: ")
    at = title.index(number, start)
    without = title[:at] + title[at + len(number) :]
    with_it = re.sub(rf'({language}: "[^"]*)"', rf'\1{number}"', below)
    assert with_it != below
    found = broken("case.yml", TEXT.replace(title + below, without + with_it))
    assert [(at, code) for _, at, code in found] == [(line, "NU016"), (line + 1, "NU016")]


@pytest.mark.parametrize(
    ("new", "languages"),
    [
        ('{ru: "Age of the ad", en: "Age of the ad"}', 1),
        ('{ru: "Возраст объявления", en: "Возраст объявления"}', 1),
        ('{ru: "Age of the ad", en: "Возраст объявления"}', 2),
        ('{ru: "CTR, p99, log-loss", en: "CTR, p99, log-loss"}', 0),
        ('{ru: "LightGBM Feature Store Server", en: "The LightGBM server"}', 0),
    ],
)
def test_a_text_in_the_other_language(
    broken: Callable[[str, str], list[tuple[str, int, str]]], new: str, languages: int
) -> None:
    old = '{ru: "Возраст объявления", en: "Age of the ad"}'
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    assert broken("case.yml", TEXT.replace(old, new)) == [("case.yml", line, "TX010")] * languages


def test_a_stage_that_is_left_out_of_the_latency_budget(broken: Callable[..., list[tuple[str, int, str]]]) -> None:
    _, stage = block("    - value: latency_log\n", "    - value: latency_response")
    text = TEXT.replace(stage.removesuffix("    - value: latency_response"), "", 1)
    stages = next(i for i, row in enumerate(text.splitlines(), 1) if row == "  stages:")
    assert ("case.yml", stages, "CS031") in broken("case.yml", text)

import pytest
from mlsd.model.framework import Framework, read_framework

from tests.conftest import ROOT

TEXT = (ROOT / "framework.yml").read_text("utf-8")


@pytest.fixture(scope="module")
def framework() -> Framework:
    framework, findings = read_framework("framework.yml", TEXT)
    assert findings == []
    assert framework is not None
    return framework


def test_the_real_framework_has_seven_steps_and_all_items(framework: Framework) -> None:
    assert [step.id for step in framework.steps] == [
        "requirements", "framing", "data", "model", "evaluation", "deployment", "monitoring",
    ]  # fmt: skip
    assert [len(step.items) for step in framework.steps] == [15, 10, 12, 14, 10, 13, 9]
    assert [item.id for step in framework.steps for item in step.items if item.track == "llm"] == [
        "knowledge-base", "adaptation", "golden-set-judge", "agent-control",
    ]  # fmt: skip


def test_marks_are_those_of_the_contract(framework: Framework) -> None:
    items = [item for step in framework.steps for item in step.items]
    assert sum(item.is_seed for item in items) == 42
    assert sum(item.is_core for item in items) == 35


@pytest.mark.parametrize("length", [30, 45, 60])
def test_the_clock_adds_up(framework: Framework, length: int) -> None:
    parts = [*framework.clock.before, *framework.steps, *framework.clock.after]
    assert sum(part.minutes[length] for part in parts) == length


def test_sections_of_a_case_follow_its_tier(framework: Framework) -> None:
    exemplar = [section.id for section in framework.candidate_sections("exemplar")]
    standard = [section.id for section in framework.candidate_sections("standard")]
    assert exemplar[:3] == ["prompt", "requirements", "framing"]
    assert [section for section in exemplar if section not in standard] == ["find-the-mistake", "levels"]
    assert "scored-examples" not in [section.id for section in framework.interviewer_sections("standard")]


def test_every_level_is_expected_something_in_every_dimension(framework: Framework) -> None:
    assert [e.id for e in framework.rubric.expectations] == ["junior", "mid-level", "senior", "staff"]
    for lower, higher in zip(framework.rubric.expectations, framework.rubric.expectations[1:], strict=False):
        assert all(higher.scores[key] >= lower.scores[key] for key in lower.scores)


@pytest.mark.parametrize(
    ("old", "new", "line_of", "words"),
    [
        ("minutes: {30: 4, 45: 6, 60: 7}", "minutes: {30: 4, 45: 7, 60: 7}", "clock:", "add up to 46"),
        ("track: llm", "track: lm", "track: lm", "`lm` is no track"),
        ("      - id: scale\n", "      - id: goal\n", "      - id: goal", "taken by a section"),
        ("      - id: scale\n", "      - id: scale\n        titel: x\n", "        titel: x", "not known here"),
        ("what: list_items", "what: list_item", "what: list_item", "list_items"),
        ("  - id: framing\n", "  - id: Framing\n", "  - id: Framing", "lower-case"),
        ("marks: [seed, core]", "marks: [sead]", "marks: [sead]", "seed"),
        ("tiers: [exemplar]", "tiers: [sample]", "tiers: [sample]", "no tier"),
        ("languages:\n", "languages:\nlanguages:\n", None, "stands twice"),
        ("      outcome:\n", "      outcom:\n", "      outcom:", "not known here"),
    ],
)
def test_a_wrong_file_is_reported_at_its_line(old: str, new: str, line_of: str | None, words: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    framework, findings = read_framework("framework.yml", text)
    assert framework is None
    matching = [finding for finding in findings if words in finding.message]
    assert matching, findings
    if line_of:
        assert matching[0].line == next(i for i, row in enumerate(text.splitlines(), 1) if line_of in row)


def test_every_wrong_part_is_reported_at_once() -> None:
    text = TEXT.replace("track: llm", "track: lm").replace("tiers: [exemplar]", "tiers: [sample]")
    _, findings = read_framework("framework.yml", text)
    assert len(findings) == 7

"""The tetrahedron's data: what the real file says, and what is wrong with a broken one."""

from __future__ import annotations

import pytest
from mlsd.model.tetrahedron import AXES, PATH, read_tetrahedron

from tests.conftest import ROOT, Project, found

TEXT = (ROOT / PATH).read_text("utf-8")


def test_every_technique_says_what_it_moves_and_where_that_was_read() -> None:
    data, findings = read_tetrahedron(PATH, TEXT)
    assert findings == []
    assert data
    for technique in data.techniques:
        assert tuple(technique.moves) == AXES
        assert technique.sources or technique.note
    assert {technique.id for technique in data.techniques if technique.exception} == {"distillation", "caching"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("points: {throughput: 4, ", "points: {throughput: 5, ", "deal 10 points"),
        ("move: down", "move: sideways", "write one of `up`, `down`, `same`"),
        ("{move: same, why: {ru: параллельно", "{move: sam, why: {ru: параллельно", "did you mean `same`?"),
        ("shown: distillation", "shown: magic", "`shown` names one of"),
        ("between: [accuracy, throughput]", "between: [accuracy, latency]", "every two corners once"),
        ("  - id: caching", "  - id: batching", "stands twice"),
        ("    unpaid:\n", "    unpayed:\n", "is not known here"),
        (
            '    sources: [{cite: "Kwon et al., 2023", url: "https://',
            '    sources: [{cite: "Kwon", url: "http://',
            "url",
        ),
    ],
)
def test_what_is_wrong_is_found_in_the_file(project: Project, old: str, new: str, message: str) -> None:
    assert TEXT.count(old) >= 1
    findings = found(project({PATH: TEXT.replace(old, new, 1)}), "FM013")
    assert findings
    assert any(message.lower() in finding.message for finding in findings), findings


def test_where_no_corner_pays_the_file_says_what_does(project: Project) -> None:
    start = TEXT.index("    unpaid:\n")
    end = TEXT.index("  - id:", start)
    findings = found(project({PATH: TEXT[:start] + TEXT[end:]}), "FM013")
    assert ["say in `unpaid` what does" in finding.message for finding in findings] == [True]


def test_a_number_that_no_case_has_is_found_at_its_line(project: Project) -> None:
    case = {"docs/cases/ad-banner/case.yml": (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8")}
    assert found(project({PATH: TEXT, **case}), "NU010") == []
    wrong = TEXT.replace("ad-banner.candidates", "ad-banner.candidate", 1)
    findings = found(project({PATH: wrong, **case}), "NU010")
    line = next(i for i, row in enumerate(wrong.splitlines(), 1) if "ad-banner.candidate:" in row)
    assert [(f.path, f.line) for f in findings] == [(PATH, line)]
    assert "did you mean `candidates`?" in findings[0].message

"""The examples of every rule hold: the bad one gives exactly its code, the good one gives nothing, and a fix mends what it says it mends."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from mlsd.guard.check import ENTRIES, check_root
from mlsd.guard.example import Example, Fragment
from mlsd.guard.mend import mend
from mlsd.guard.rule import Entry
from mlsd.model.finding import Finding

from tests.conftest import ROOT

SAMPLE = Path(__file__).parent / "sample"
RUN = [
    pytest.param(entry, example, id=f"{entry.code}-{i}")
    for entry in ENTRIES
    for i, example in enumerate(entry.examples)
    if example.is_run
]
# Told in words only; each has a test of its own.
TOLD = {"CS028", "CS029", "FM013", "NU021", "PR008", "SE002", "TX001", "TX002"}


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample project as it is after a check, with all that was kept of it."""
    root = shutil.copytree(SAMPLE, tmp_path_factory.mktemp("checked") / "sample")
    assert check_root(root) == []
    return root


@pytest.fixture
def sample(tmp_path: Path, checked: Path) -> Path:
    """Return a copy of the checked project: whatever an example changes must be found although everything else was found before."""
    return shutil.copytree(checked, tmp_path / "sample")


def put(root: Path, example: Example, fragment: Fragment) -> None:
    """Write one side of an example into the project."""
    if isinstance(fragment, Mapping):
        for name, text in fragment.items():
            _add(root / name, text)
        return
    path = root / example.where
    whole = path.read_text("utf-8")
    if isinstance(example.good, str) and example.good in whole:
        assert whole.count(example.good) == 1, "the good fragment stands more than once"
        path.write_text(whole.replace(example.good, fragment), "utf-8")
    else:
        _add(path, fragment)


def _add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.read_text("utf-8") + "\n" if path.exists() else ""
    path.write_text(f"{whole}{text}\n" if whole else text, "utf-8")


def told(root: Path, entry: Entry) -> list[Finding]:
    """Return what is found, but that an example is a paragraph which the page in the other language lacks."""
    return [finding for finding in check_root(root) if finding.code != "PR016" or entry.code == "PR016"]


def test_the_sample_has_no_findings(sample: Path) -> None:
    assert check_root(sample) == []


@pytest.mark.parametrize(("entry", "example"), RUN)
def test_the_bad_one_gives_this_code_and_no_other(sample: Path, entry: Entry, example: Example) -> None:
    put(sample, example, example.bad)
    found = told(sample, entry)
    assert {(finding.code, finding.severity) for finding in found} == {(entry.code, entry.severity)}, found
    assert any(finding.fix for finding in found) == entry.fixes
    if entry.fixes:
        mend(sample, found)
        assert told(sample, entry) == []


@pytest.mark.parametrize(("entry", "example"), RUN)
def test_the_good_one_gives_nothing(sample: Path, entry: Entry, example: Example) -> None:
    put(sample, example, example.good)
    assert told(sample, entry) == []


def test_every_code_is_described_once() -> None:
    """Whatever code the sources name has an entry, and the other way round."""
    sources = "".join(path.read_text("utf-8") for path in sorted((ROOT / "hooks/mlsd").rglob("*.py")))
    named = set(re.findall(r'"((?:CS|FM|LN|NU|PR|SE|ST|TX)\d{3})"', sources))
    described = [entry.code for entry in ENTRIES]
    assert described == sorted(set(described))
    assert set(described) == named


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_an_entry_is_whole(entry: Entry) -> None:
    assert re.fullmatch(r"[A-Z`\"«(][^\n]*\.", entry.summary)
    assert re.fullmatch(r"[А-ЯЁ`«(][^\n]*\.", entry.summary_ru)
    assert entry.examples
    assert any(example.is_run for example in entry.examples) or entry.code in TOLD

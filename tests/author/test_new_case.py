"""The scaffold of a case: what it leaves to do is what its findings say, and when that is done nothing is left."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from mlsd.author.case_pages import DRAWN, PARTS
from mlsd.author.guide import Guide
from mlsd.cli import main
from mlsd.guard.check import check_root
from mlsd.model.case import CaseData
from mlsd.model.finding import Finding
from mlsd.model.site import CASE_DIRECTIVES, LANGUAGES, TIERS, read_site

from tests.conftest import ROOT, build, copy_content, copy_project

ALL = list(product(("ru", "en", "both"), TIERS))
TEXT = {"ru": "Решаем именно так, потому что иначе дороже.", "en": "This is decided, because the rest costs more."}
FOLDER = "docs/cases/payment-fraud"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a case needs; pages are read once for all tests."""
    return copy_content(tmp_path_factory.mktemp("new-case"))


@pytest.fixture
def root(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the project, without a new case before and after."""
    monkeypatch.chdir(project)
    yield project
    shutil.rmtree(project / FOLDER, ignore_errors=True)


def begin(language: str, tier: str) -> None:
    assert main(["new-case", "payment-fraud", "--language", language, "--tier", tier]) == 0


def found(root: Path) -> list[Finding]:
    return [finding for finding in check_root(root) if finding.path.startswith(FOLDER)]


def fill(root: Path) -> None:
    """Write something plausible at every place that asks for it."""
    for path in sorted((root / FOLDER).iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".md":
            text = re.sub(r"<!-- fill: .*? -->", TEXT[path.suffixes[0][1:]], text)
        else:
            text = re.sub(r'(ru|en): "fill: [^"]*"', lambda m: f'{m[1]}: "{TEXT[m[1]]}"', text)
            texts = re.split(r"(?m)^(      (?:ru|en):)$", text)
            text = texts[0] + "".join(
                key + re.sub(r'"fill: [^"]*"', f'"{TEXT[key.strip()[:2]]}"', rest)
                for key, rest in zip(texts[1::2], texts[2::2], strict=True)
            )
            text = re.sub(r'"fill: [^"]*"', '"A. Author"', text)
            text = re.sub(r" # fill: .*", "", text)
        path.write_text(text, "utf-8")


def name(root: Path) -> None:
    """Give the pages and the parts that the scaffold has numbered names of their own, and the case a number of its own."""
    for path in sorted((root / FOLDER).iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".md":
            text = re.sub(r"(Deep dive|Change|Answer|Сложное место|Изменение|Ответ) \d+ \{", r"\1: fraud {", text)
            text = re.sub(r'"(Question|Вопрос) \d+"', r'"\1?"', text)
            title = (
                TEXT[path.suffixes[0][1:]].rstrip(".") if path.stem.startswith("index") else "Fraud in card payments"
            )
            text = text.replace("# Payment fraud", f"# {title}", 1)
        else:
            for words in TEXT.values():  # The first is the title, a heading.
                text = text.replace(f'"{words}"', f'"{words.rstrip(".")}"', 1)
        text = re.sub(r"(deep-dive|flip|scored-example)-(\d+)", r"the-\1-\2", text)
        path.write_text(text.replace("value: 1000000", "value: 2000000"), "utf-8")


@pytest.mark.parametrize(("language", "tier"), ALL)
def test_its_findings_are_places_to_fill_in_and_filled_in_it_has_none(root: Path, language: str, tier: str) -> None:
    begin(language, tier)
    findings = found(root)
    assert {finding.code for finding in findings if finding.path.endswith(".yml")} == {"CS019"}
    assert {finding.code for finding in findings if finding.path.endswith(".md")} == {"TX005"}
    marks = sum(path.read_text("utf-8").count("<!-- fill: ") for path in (root / FOLDER).glob("*.md"))
    assert len([finding for finding in findings if finding.code == "TX005"]) == marks > 60
    fill(root)
    assert "fill:" not in re.sub("`.*?`", "", (root / FOLDER / "case.yml").read_text("utf-8"))
    assert {finding.code for finding in found(root)} == {"TX006", "CS029"}
    name(root)
    assert [str(finding) for finding in found(root)] == []


def test_it_has_the_languages_that_were_asked_for(root: Path) -> None:
    begin("en", "standard")
    assert sorted(path.name for path in (root / FOLDER).iterdir()) == ["case.yml", "index.en.md", "interviewer.en.md"]
    text = (root / FOLDER / "case.yml").read_text("utf-8")
    assert not re.search("[а-яё]", text, re.IGNORECASE)
    assert text.startswith("# yaml-language-server: $schema=../case.schema.json\n")


def test_both_languages_and_the_standard_tier_are_the_default(root: Path) -> None:
    assert main(["new-case", "payment-fraud"]) == 0
    assert len(list((root / FOLDER).iterdir())) == 5
    data = yaml.safe_load((root / FOLDER / "case.yml").read_text("utf-8"))
    assert (data["slug"], data["tier"], set(data["title"])) == ("payment-fraud", "standard", set(LANGUAGES))


def test_every_key_of_the_data_is_explained(root: Path) -> None:
    """Whoever adds a key to the data adds it to the scaffold, with a comment or with a place to fill in."""
    begin("en", "exemplar")
    rows = (root / FOLDER / "case.yml").read_text("utf-8").splitlines()
    data = yaml.safe_load("\n".join(rows))
    optional = {"aliases", "updated"}
    assert set(CaseData.model_fields) - optional == set(data)
    silent = {"description", "alerts"}  # Told together with the key above.
    for i, row in enumerate(rows):
        key = re.match(r"([a-z_]+):", row)
        if key and key[1] not in silent:
            assert rows[i - 1].startswith("#") or " # fill: " in row, key[1]


def test_what_the_framework_and_the_build_know_the_scaffold_knows() -> None:
    framework = read_site(ROOT).framework
    assert framework is not None
    assert sorted(name for names in DRAWN.values() for name in set(names)) == sorted([*CASE_DIRECTIVES, "prompt"])
    specs = [*framework.candidate_sections("exemplar"), *framework.interviewer_sections("exemplar")]
    for spec in specs:
        assert Guide("en").knows("sections", spec.id), spec.id
        has_items = any(Guide("en").knows("parts", part, "each") for part in PARTS.get(spec.id, ()))
        is_begun = has_items or spec.id == "sources" or Guide("en").knows("counted", spec.id)
        assert not spec.counts or is_begun, spec.id


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("Payment Fraud", "as in `payment-fraud`"),
        ("оплата", "as in `payment-fraud`"),
        ("a--b", "as in `a-b`"),
        ("-a", "not a slug"),
        ("../a", "as in `a`"),
        ("a/b", "as in `a-b`"),
        ("", "name the case"),
        ("a" * 41, "shorten it to 40"),
        ("index", "choose another slug"),
        ("ad-banner", "is taken"),
    ],
)
def test_a_wrong_or_taken_slug_is_refused_and_nothing_is_written(
    root: Path, slug: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted((root / "docs").rglob("*"))
    assert main(["new-case", "--", slug]) == 2
    assert words in capsys.readouterr().err
    assert sorted((root / "docs").rglob("*")) == before


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--language=english", "`english` is no language of a case: name one of ru, en, both"),
        ("--tier=big", "`big` is no tier of a case: name one of exemplar, standard"),
    ],
)
def test_a_wrong_language_or_tier_is_refused_in_words(
    root: Path, option: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-case", "payment-fraud", option]) == 2
    assert words in capsys.readouterr().err
    assert not (root / "docs/cases/payment-fraud").exists()


def test_a_folder_that_cannot_be_written_to_is_said_in_a_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unfinished = root / "docs/cases/.payment-fraud.unfinished"
    unfinished.write_text("no folder", "utf-8")
    assert main(["new-case", "payment-fraud"]) == 2
    assert "docs/cases/payment-fraud cannot be written" in capsys.readouterr().err
    unfinished.unlink()


def test_it_builds_before_anything_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_project(tmp_path / "project")
    monkeypatch.chdir(root)
    begin("both", "exemplar")
    result = build(root, tmp_path / "site", strict=False)
    assert result.returncode == 0, result.stderr
    assert {line.split(": ")[1].split()[0] for line in re.findall(r"docs/cases/payment-fraud\S+ .*", result.stderr)}
    for prefix in ("", "en/"):
        for name in ("", "interviewer/"):
            path = tmp_path / f"site/{prefix}cases/payment-fraud/{name}index.html"
            soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
            assert "TX005" in soup.select_one(".mlsd-findings").get_text()  # type: ignore[union-attr]
            assert "mlsd:" not in soup.select_one("article").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (["SLUG=fraud"], ["fraud"]),
        (["SLUG=fraud", "LANGUAGE=ru", "TIER=exemplar"], ["--language", "ru", "--tier", "exemplar", "--", "fraud"]),
        (["SLUG=a b"], ["a b"]),
    ],
)
def test_make_passes_on_what_stands_on_its_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: list[str], expected: list[str]
) -> None:
    """A desktop's own `LANGUAGE`, as in `de:en`, is none of the case's."""
    (tmp_path / "bin").mkdir()
    for stamp in (".site-installed", ".test-installed"):
        (tmp_path / stamp).touch()
    python = tmp_path / "bin/python"
    python.write_text('#!/bin/sh\nfor each; do echo "[$each]"; done\n', "utf-8")
    python.chmod(0o755)
    monkeypatch.setenv("LANGUAGE", "de:en")
    command = ["make", "-s", "-o", "setup-site", "new-case", f"VENV={tmp_path}", *variables]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert re.findall(r"\[(.*)\]", result.stdout)[3:][-len(expected) :] == expected
    assert "de:en" not in result.stdout

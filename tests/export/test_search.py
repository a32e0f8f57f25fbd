"""The words that a misspelt query is corrected by, and what is said of a site that cannot be indexed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from mlsd.export.search import SYNONYMS, WORDS, build_index, synonyms, words, write_words
from mlsd.model.site import read_site

from tests.conftest import ROOT, Project, page

GLOSSARY = """- id: recall-at-k
  abbreviation: ROC-AUC-PRC
  ru: {term: Полнота на первых k, definition: Доля.}
  en: {term: Recall at k, definition: The share.}
"""


def test_words_are_those_of_terms_and_titles_in_lower_case(project: Project) -> None:
    site = read_site(
        project(
            {
                "docs/reference/glossary.yml": GLOSSARY,
                "docs/reference/rubric.ru.md": page("# Шкала «оценок» и ещё 2024 { #top }\n\n## Прочее { #other }\n"),
                "docs/reference/rubric.en.md": page("# Scoring rubric\n"),
            }
        )
    )
    assert words(site) == {"ru": ["оценок", "первых", "полнота", "шкала"], "en": ["recall", "rubric", "scoring"]}


def test_words_are_written_as_they_are_read(project: Project, tmp_path: Path) -> None:
    site = read_site(project({"docs/index.ru.md": page("# Щука\n")}))
    write_words(site, tmp_path / "site")
    assert (tmp_path / "site" / WORDS.format(language="ru")).read_text("utf-8") == '["щука"]'
    assert json.loads((tmp_path / "site" / WORDS.format(language="en")).read_bytes()) == []


def test_a_site_that_cannot_be_indexed_is_reported(tmp_path: Path) -> None:
    problem = build_index(tmp_path / "nowhere", None)
    assert problem


SYNONYMOUS = """- id: precision
  ru: {term: точность (precision), definition: Доля., avoid: [прециз*], also: [Пресижн]}
  en: {term: precision, definition: The share.}
- id: softmax
  ru: {term: softmax, definition: Доли.}
  en: {term: softmax, definition: Shares.}
"""


def test_a_term_is_called_by_the_other_language_and_by_what_readers_type(project: Project) -> None:
    site = read_site(project({"docs/reference/glossary.yml": SYNONYMOUS}))
    assert synonyms(site) == {
        "ru": {"точность": ["precision", "пресижн", "прециз*"]},
        "en": {"precision": ["точность"]},
    }


def test_synonyms_are_written_as_they_are_read(project: Project, tmp_path: Path) -> None:
    site = read_site(project({"docs/reference/glossary.yml": SYNONYMOUS}))
    write_words(site, tmp_path / "site")
    for language, found in synonyms(site).items():
        assert json.loads((tmp_path / "site" / SYNONYMS.format(language=language)).read_bytes()) == found


HTML = """<!doctype html><html lang="en"><head><title>A</title></head><body><article><h1 id="a">Data</h1>
<ul><li class="task-list-item" id="leakage"><p><label class="task-list-label"><input type="checkbox"><span>Prove it.</span></label></p>
<p>Why.</p></li></ul></article></body></html>"""


def test_items_of_a_step_are_sections_and_those_of_other_pages_are_not(tmp_path: Path) -> None:
    for name in ("framework/data", "cases/data"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(HTML, "utf-8")
    assert build_index(tmp_path, read_site(ROOT).framework) is None
    found = {}
    for path in (tmp_path / "pagefind/fragment").iterdir():
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[fragment["url"]] = fragment
    step, other = found["/framework/data/"], found["/cases/data/"]
    assert "Leakage: what is known at prediction time" in step["content"]
    assert "Prove it" in step["content"]
    assert "Leakage" not in other["content"]
    assert "Prove it" not in other["content"]
    assert (tmp_path / "framework/data/index.html").read_text("utf-8") == HTML

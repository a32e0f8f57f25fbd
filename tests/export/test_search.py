"""The words that a misspelt query is corrected by, and what is said of a site that cannot be indexed."""

from __future__ import annotations

import json
from pathlib import Path

from mlsd.export.search import WORDS, build_index, words, write_words
from mlsd.model.site import read_site

from tests.conftest import Project, page

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
    problem = build_index(tmp_path / "nowhere")
    assert problem

"""Search in the built site: what is shipped for it, and what is not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from mlsd.export.search import SYNONYMS, WORDS, build_index
from mlsd.model.addresses import page_url
from mlsd.model.site import LANGUAGES, read_site

from tests.conftest import ROOT

PAGES = {
    language: {f"/{page_url(page.name, language)}" for page in read_site(ROOT).pages if page.language == language}
    for language in LANGUAGES
}


@pytest.fixture(scope="session")
def site(built_site: Path) -> Path:
    return built_site / "sub/path"


def fragments(site: Path, language: str) -> list[dict[str, Any]]:
    """What the index knows of each page."""
    found = []
    for path in sorted((site / "pagefind/fragment").glob(f"{language}_*.pf_fragment")):
        found.append(json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_indexed_in_its_language_only(site: Path, language: str) -> None:
    assert {fragment["url"] for fragment in fragments(site, language)} == PAGES[language]
    entry = json.loads((site / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert entry["languages"][language]["page_count"] == len(PAGES[language])


def test_the_entry_file_is_sorted(site: Path) -> None:
    text = (site / "pagefind/pagefind-entry.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def test_a_second_index_is_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    for language in LANGUAGES:
        for name in PAGES[language]:
            path = tmp_path / name.strip("/") / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((site / name.strip("/") / "index.html").read_bytes())
    assert build_index(tmp_path, read_site(ROOT).framework) is None
    for path in (tmp_path / "pagefind").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (site / path.relative_to(tmp_path)).read_bytes(), path


def test_only_the_text_of_the_article_is_indexed(site: Path) -> None:
    for language in LANGUAGES:
        for fragment in fragments(site, language):
            assert "¶" not in fragment["content"]
            # The data of scripts; a rule's example may show such data to the reader.
            assert '{"' not in fragment["content"] or fragment["url"].endswith("/reference/rules/")
            assert fragment["meta"]["title"]


def test_cells_and_terms_do_not_run_into_one_another(site: Path) -> None:
    glossary = next(f for f in fragments(site, "en") if f["url"].endswith("/glossary/"))
    assert "(A/B) A simultaneous comparison" in glossary["content"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checklist_item_is_a_section_under_its_short_name(site: Path, language: str) -> None:
    framework = read_site(ROOT).framework
    assert framework is not None
    for step in framework.steps:
        page = next(f for f in fragments(site, language) if f["url"].endswith(f"/framework/{step.id}/"))
        sections = {anchor["id"]: anchor["text"] for anchor in page["anchors"] if anchor["element"] == "h5"}
        assert sections == {item.id: item.title[language] for item in step.items}


def test_the_text_of_a_checklist_item_is_indexed(site: Path) -> None:
    page = next(f for f in fragments(site, "en") if f["url"].endswith("/framework/data/"))
    assert "Prove that every input was known at prediction time" in page["content"]


def test_words_that_are_there_for_search_only_are_marked(site: Path) -> None:
    page = next(f for f in fragments(site, "en") if f["url"].endswith("/framework/deployment/"))
    assert "\u2060fraud" in page["content"].lower() or "\u2060bots" in page["content"]
    text = (site / "en/framework/deployment/index.html").read_text("utf-8")
    assert "\u2060" not in text


def test_what_is_copied_from_other_pages_is_found_there_only(site: Path) -> None:
    framework = read_site(ROOT).framework
    assert framework is not None
    titles = [item.title["en"] for step in framework.steps for item in step.items]
    for name in ("cheat-sheet", "coverage"):
        page = next(f for f in fragments(site, "en") if f["url"].endswith(f"/reference/{name}/"))
        assert page["content"]
        assert [title for title in titles if title in page["content"]] == []


def test_the_index_of_the_theme_is_not_shipped(site: Path) -> None:
    assert not (site / "search").exists()
    assert not list(site.rglob("search_index.*"))


def test_nothing_is_shipped_that_no_page_loads(site: Path) -> None:
    names = {path.name for path in (site / "pagefind").iterdir() if path.suffix != ".pf_meta"}
    assert names == {"fragment", "index", "pagefind-entry.json", "pagefind.js", "wasm.en.pagefind", "wasm.ru.pagefind"}


@pytest.mark.parametrize(
    ("language", "term", "said"), [("ru", "отбор кандидатов", "retrieval"), ("en", "drift", "дрейф")]
)
def test_what_readers_call_a_term_is_there(site: Path, language: str, term: str, said: str) -> None:
    synonyms = json.loads((site / SYNONYMS.format(language=language)).read_text("utf-8"))
    assert said in synonyms[term]


@pytest.mark.parametrize(("language", "word"), [("ru", "калибровка"), ("en", "calibration")])
def test_the_words_for_corrections_are_there(site: Path, language: str, word: str) -> None:
    words = json.loads((site / WORDS.format(language=language)).read_text("utf-8"))
    assert word in words
    assert words == sorted(set(words))

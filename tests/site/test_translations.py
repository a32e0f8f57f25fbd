"""A project with a case in Russian only and with translations that are behind: the strict build is green, and readers are told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from mlsd.cli import main

from tests.conftest import SITE_URL, build, copy_project

ONE = "docs/cases/one"


def only(data: Any, language: str) -> Any:
    """Return a case's data with its texts in one language."""
    if isinstance(data, dict):
        if data and set(data) <= {"ru", "en"}:
            return {language: data[language]}
        return {key: only(value, language) for key, value in data.items()}
    return [only(value, language) for value in data] if isinstance(data, list) else data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project with `cases/one` in Russian, and with `framework/data` in English behind its Russian original."""
    folder = tmp_path_factory.mktemp("translations")
    root = copy_project(folder / "project")
    shutil.copytree(root / "docs/cases/ad-banner", root / ONE)
    for name in ("index", "interviewer"):
        (root / f"{ONE}/{name}.en.md").unlink()
    data = yaml.safe_load((root / f"{ONE}/case.yml").read_text("utf-8")) | {"slug": "one"}
    data["date"] = str(data["date"])
    (root / f"{ONE}/case.yml").write_text(yaml.safe_dump(only(data, "ru"), allow_unicode=True), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["sync", "--from", "ru", "docs/framework/data.en.md", "docs/cases/ad-banner"]) == 0
        source = root / "docs/framework/data.ru.md"
        source.write_text(source.read_text("utf-8").replace(" { #goal }", ": ещё раз { #goal }"), "utf-8")
        assert main(["check"]) == 0
    result = build(root, folder / "site")
    assert result.returncode == 0, result.stderr
    return folder / "site"


def soup(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")


def test_a_case_in_one_language_has_no_page_in_the_other_and_says_so_to_machines(site: Path) -> None:
    assert not (site / "en/cases/one").exists()
    for name in ("cases/one/", "cases/one/interviewer/"):
        page = soup(site, name)
        alternates = {str(link["hreflang"]): link["href"] for link in page.select("link[hreflang]")}
        assert alternates == dict.fromkeys(("ru", "x-default"), SITE_URL + name)
    switch = {str(a["hreflang"]): a["href"] for a in soup(site, "cases/one").select("a.language__link")}
    assert switch == {"ru": "./", "en": "../../en/cases/"}


def test_both_catalogues_have_it_and_the_other_one_invites_a_translation(site: Path) -> None:
    for prefix, is_foreign in (("", False), ("en/", True)):
        page = soup(site, f"{prefix}cases")
        link = "../../cases/one/" if is_foreign else "one/"
        (title,) = [a for a in page.select(f'article a[href="{link}"]') if a.get_text(strip=True)]
        assert title.get("hreflang") == ("ru" if is_foreign else None)
        card = title.find_parent(["article", "li"], class_=True)
        assert bool(card.select(".case__foreign a")) == is_foreign  # type: ignore[union-attr]


def test_the_sitemap_names_the_languages_that_there_are(site: Path) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {
        str(entry.findtext("s:loc", None, space)): [link.get("href") for link in entry.findall("x:link", space)]
        for entry in ElementTree.parse(site / "sitemap.xml").getroot().findall("s:url", space)
    }
    assert found[f"{SITE_URL}cases/one/"] == [f"{SITE_URL}cases/one/"]
    assert found[f"{SITE_URL}en/cases/ad-banner/"] == [f"{SITE_URL}cases/ad-banner/", f"{SITE_URL}en/cases/ad-banner/"]
    assert f"{SITE_URL}en/cases/one/" not in found


def test_a_translation_that_is_behind_says_so_in_its_language(site: Path) -> None:
    (notice,) = soup(site, "en/framework/data").select("article .translation-stale")
    assert notice["role"] == "note"
    assert "behind its original" in notice.get_text()
    assert "ru@" in notice.get_text()
    assert [str(a["href"]) for a in notice.select("a")] == ["../../../framework/data/", "../../reference/translations/"]
    assert not soup(site, "framework/data").select(".translation-stale")
    assert not soup(site, "en/cases/ad-banner").select(".translation-stale")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_status_page_lists_both_in_both_languages(site: Path, prefix: str) -> None:
    stale, waiting = soup(site, f"{prefix}reference/translations").select("ul.translations")
    assert [code.get_text() for code in stale.select("li > code")] == ["docs/framework/data.en.md"]
    assert [code.get_text() for code in waiting.select("li > code")] == ["docs/cases/one/index.ru.md"]

"""The built site: languages, links, anchors, alternates, sitemap, and what a strict build refuses."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from mlsd.model.addresses import page_url
from mlsd.model.site import LANGUAGES, read_site

from tests.conftest import ROOT, SITE_URL, build, copy_project

HOST = "https://example.org/"
PAGES = [(page.name, str(page.language)) for page in read_site(ROOT).pages]


@pytest.fixture(scope="session")
def documents(built_site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site, parsed, by its address."""
    found = {}
    for path in sorted(built_site.rglob("*.html")):
        relative = path.relative_to(built_site).as_posix()
        found[urljoin(HOST, relative.removesuffix("index.html"))] = BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
    return found


def url(name: str, language: str) -> str:
    return SITE_URL + page_url(name, language)


def targets(soup: BeautifulSoup) -> Iterator[str]:
    for tag, attribute in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
        for found in soup.find_all(tag):
            if found.get(attribute) is not None:
                yield str(found[attribute])


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_page_is_there_in_its_language(documents: dict[str, BeautifulSoup], name: str, language: str) -> None:
    soup = documents[url(name, language)]
    assert soup.html["lang"] == language  # type: ignore[index]
    assert len(soup.select("h1")) == 1
    assert len(soup.select_one("meta[name=description]")["content"]) > 50  # type: ignore[index]
    assert "<!-- mlsd:" not in str(soup.select_one("article"))  # An example of one is text.


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_alternates_are_absolute_and_lead_to_pages(
    documents: dict[str, BeautifulSoup], name: str, language: str
) -> None:
    soup = documents[url(name, language)]
    assert soup.select_one("link[rel=canonical]")["href"] == url(name, language)  # type: ignore[index]
    alternates = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
    both = [other for other in LANGUAGES if (name, other) in PAGES]
    assert alternates == {other: url(name, other) for other in both} | {"x-default": url(name, both[0])}
    switch = {a["hreflang"]: urljoin(url(name, language), str(a["href"])) for a in soup.select(".language a[hreflang]")}
    assert {switch[other] for other in both} == {url(name, other) for other in both}


def test_titles_say_page_and_site_in_the_language(documents: dict[str, BeautifulSoup]) -> None:
    assert documents[url("index", "ru")].title.string == "ML System Design — собеседование"  # type: ignore[union-attr]
    assert documents[url("index", "en")].title.string == "ML System Design Interview"  # type: ignore[union-attr]
    assert documents[url("framework/data", "en")].title.string == "Data preparation — ML System Design Interview"  # type: ignore[union-attr]
    titles = [str(soup.title.string) for soup in documents.values() if soup.title]
    assert len(set(titles)) == len(titles)


def test_every_link_and_anchor_inside_the_site_is_alive(built_site: Path, documents: dict[str, BeautifulSoup]) -> None:
    dead = []
    for address, soup in documents.items():
        for target in targets(soup):
            absolute, _, fragment = urljoin(address, target).partition("#")
            if not absolute.startswith(HOST):
                continue
            if not absolute.startswith(SITE_URL):
                dead.append(f"{address}: {target} leaves the site's path")
                continue
            path = unquote(absolute.removeprefix(HOST))
            file = built_site / path / ("index.html" if path.endswith("/") else "")
            if not file.is_file():
                dead.append(f"{address}: {target} does not exist")
            elif fragment and absolute in documents and not documents[absolute].find(id=unquote(fragment)):
                dead.append(f"{address}: {target} has no such anchor")
    assert dead == []


@pytest.mark.parametrize(
    "step", [page for page, language in PAGES if page.startswith("framework/") and language == "ru"]
)
def test_both_languages_have_the_same_anchors(documents: dict[str, BeautifulSoup], step: str) -> None:
    ids = [
        [
            str(tag["id"])
            for tag in documents[url(step, language)].select("article h2[id], article h3[id], article li[id]")
        ]
        for language in LANGUAGES
    ]
    assert ids[0] == ids[1]
    assert len(ids[0]) > 5


def test_nothing_is_asked_of_third_parties(documents: dict[str, BeautifulSoup]) -> None:
    for address, soup in documents.items():
        loads = [
            *soup.select("script[src]"),
            *soup.select("img[src]"),
            *soup.select("iframe"),
            *soup.select("link[rel=stylesheet]"),
        ]
        for tag in loads:
            absolute = urljoin(address, str(tag.get("src") or tag.get("href")))
            assert urlsplit(absolute).netloc == urlsplit(HOST).netloc, absolute
        assert not soup.select("link[rel=preconnect], link[rel=dns-prefetch]")


def test_the_sitemap_has_every_page_with_its_languages(built_site: Path) -> None:
    root = ElementTree.parse(built_site / "sub/path/sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    addresses = {str(node.text) for node in root.findall("s:url/s:loc", space)}
    assert addresses == {url(name, language) for name, language in PAGES}
    for entry in root.findall("s:url", space):
        assert {link.get("hreflang") for link in entry.findall("x:link", space)} <= set(LANGUAGES)


def test_the_404_page_speaks_both_languages_from_any_address(built_site: Path) -> None:
    soup = BeautifulSoup((built_site / "sub/path/404.html").read_text("utf-8"), "html.parser")
    assert {div["lang"] for div in soup.select("article div[lang]")} == set(LANGUAGES)
    for target in targets(soup):
        assert target.startswith(("/sub/path/", "https://", "#")), target


def test_data_is_not_published(built_site: Path) -> None:
    assert not list(built_site.rglob("*.yml"))
    assert not list(built_site.rglob("*.md"))


def test_edit_links_come_from_the_environment(documents: dict[str, BeautifulSoup]) -> None:
    edit = documents[url("framework/data", "en")].select_one("a[rel=edit]")
    assert edit is not None
    assert edit["href"] == "https://github.com/example/project/edit/main/docs/framework/data.en.md"


def test_a_strict_build_refuses_a_broken_page(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    page = root / "docs/framework/data.en.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("{ #leakage }", "", 1), "utf-8")
    line = next(i for i, row in enumerate(text.splitlines(), 1) if "{ #leakage }" in row)
    result = build(root, tmp_path / "site")
    assert result.returncode == 1
    assert f"docs/framework/data.en.md:{line}: ST007" in result.stderr
    assert result.stderr.count(f"docs/framework/data.en.md:{line}: ST007") == 1
    # The site is there all the same: who reviews a pull request can look at it.
    assert (tmp_path / "site/en/framework/data/index.html").is_file()


def test_what_python_leaves_beside_a_script_is_no_content(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    compiled = root / "docs/cases/ad-banner/__pycache__/lab.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"\xa7\r\r\n\0")
    result = build(root, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    assert not list((tmp_path / "site").rglob("__pycache__"))


def test_a_page_in_one_language_is_not_shown_in_the_other(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    page = root / "docs/reference/notes.ru.md"
    page.write_text("---\ntitle: Заметки\ndescription: Одна фраза.\n---\n# Заметки\n", "utf-8")
    result = build(root, tmp_path / "site", strict=False)
    assert result.returncode == 0
    assert "docs/reference/notes.ru.md:5: PR001" in result.stderr
    assert (tmp_path / "site/reference/notes/index.html").is_file()
    assert not (tmp_path / "site/en/reference/notes").exists()


def test_relative_paths_hold_without_a_sub_path(tmp_path: Path) -> None:
    result = build(ROOT, tmp_path / "site", SITE_URL="https://example.org/")
    assert result.returncode == 0, result.stderr
    home = BeautifulSoup((tmp_path / "site/index.html").read_text("utf-8"), "html.parser")
    assert all(not posixpath.isabs(target) for target in targets(home) if not target.startswith("https:"))


@pytest.mark.parametrize(("language", "words"), [("ru", "Ссылка на\u00a0этот раздел"), ("en", "Link to this section")])
def test_the_links_at_headings_are_named_in_the_language_of_the_page(
    documents: dict[str, BeautifulSoup], language: str, words: str
) -> None:
    links = documents[url("framework/data", language)].select("a.headerlink")
    assert len(links) > 5
    assert {str(link["title"]) for link in links} == {words}

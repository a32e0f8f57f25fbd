"""What the built site says of itself, and that it leads to what is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from mlsd.model.addresses import page_url
from mlsd.model.site import read_site

from tests.conftest import ROOT, SITE_URL

PAGES = [page_url(page.name, str(page.language)) for page in read_site(ROOT).pages]


@pytest.fixture(scope="session")
def site(built_site: Path) -> Path:
    return built_site / "sub/path"


@pytest.fixture(scope="session")
def soup(site: Path) -> Callable[[str], BeautifulSoup]:
    return lambda address: BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")


def local(site: Path, address: str) -> Path:
    """The file of an address of the site; a page's is its folder."""
    assert address.startswith(SITE_URL), address
    return site / address.removeprefix(SITE_URL)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_can_be_shared(site: Path, soup: Callable[[str], BeautifulSoup], address: str) -> None:
    head = soup(address)
    tags = {str(meta["property"]): str(meta["content"]) for meta in head.select("meta[property^='og:']")}
    assert tags["og:title"]
    assert tags["og:description"] == head.select_one("meta[name=description]")["content"]  # type: ignore[index]
    assert tags["og:url"] == head.select_one("link[rel=canonical]")["href"] == SITE_URL + address  # type: ignore[index]
    assert tags["og:locale"] == ("en_US" if address.startswith("en/") else "ru_RU")
    assert tags["og:image:alt"]
    picture = local(site, tags["og:image"]).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= 100_000
    assert head.select_one("meta[name='twitter:card']")["content"] == "summary_large_image"  # type: ignore[index]


@pytest.mark.parametrize("address", PAGES)
def test_structured_data_agrees_with_the_page(site: Path, soup: Callable[[str], BeautifulSoup], address: str) -> None:
    head = soup(address)
    data = json.loads(str(head.select_one("script[type='application/ld+json']").string))  # type: ignore[union-attr]
    for record in data["@graph"]:
        if record["@type"] == "BreadcrumbList":
            steps = record["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[-1]["item"] == SITE_URL + address
            assert all((local(site, step["item"]) / "index.html").is_file() for step in steps)
        else:
            assert record["url"] == SITE_URL + address
            assert record["inLanguage"] == head.html["lang"]  # type: ignore[index]


@pytest.mark.parametrize("address", PAGES)
def test_feeds_are_found(site: Path, soup: Callable[[str], BeautifulSoup], address: str) -> None:
    (link,) = soup(address).select("link[type='application/atom+xml']")
    feed = ElementTree.parse(local(site, str(link["href"]))).getroot()
    language = feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert language == soup(address).html["lang"]  # type: ignore[index]
    for entry in feed.iter("{http://www.w3.org/2005/Atom}entry"):
        for target in entry.iter("{http://www.w3.org/2005/Atom}link"):
            assert (local(site, str(target.get("href"))) / "index.html").is_file()


@pytest.mark.parametrize("address", PAGES)
def test_privacy_and_the_feed_are_a_step_away(soup: Callable[[str], BeautifulSoup], address: str) -> None:
    here = soup(address)
    targets = {urljoin(SITE_URL + address, str(link["href"])) for link in here.select("footer a[href]")}
    prefix = SITE_URL + ("en/" if here.html["lang"] == "en" else "")  # type: ignore[index]
    assert {f"{prefix}reference/privacy/", f"{prefix}feed.xml"} <= targets


def test_the_list_for_language_models_leads_to_pages(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    targets = [line.split("](", 1)[1].split(")", 1)[0] for line in text.splitlines() if line.startswith("- [")]
    assert sorted(targets) == sorted(SITE_URL + address for address in PAGES)


def test_robots_are_told_of_the_sitemap(site: Path) -> None:
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    assert lines[0] == "User-agent: *"
    assert local(site, lines[-1].removeprefix("Sitemap: ")).is_file()


def test_the_404_page_is_not_to_be_shared(site: Path) -> None:
    head = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert not head.select("meta[property^='og:'], link[rel=canonical], script[type='application/ld+json']")

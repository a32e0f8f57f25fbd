"""Numbers are held back while Markdown is read: what comes out is as if they had stood there."""

from __future__ import annotations

import pytest
from mlsd.model.page import Page
from mlsd.model.page_reader import read_page
from mlsd.model.site import LANGUAGES, Site, read_site
from mlsd.render.numbers import hold_numbers, put_numbers, release_numbers

from tests.conftest import ROOT

PATH = "docs/cases/ad-banner/index.en.md"


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(PATH, b"", LANGUAGES)


@pytest.mark.parametrize(
    "text",
    [
        "There are {{ dau }} of them, {{ dau:bare }} in short [@he-2014].",
        "| a | b |\n|---|---|\n| {{ dau }} | {{ ctr }} |\n",
        "Code stays: `{{ dau }}`, {{ dau }}.\n\n```\n{{ dau }}\n```\n\n    ~~~\n    {{ ctr }}\n    ~~~\n",
        "Unknown stays: {{ nothing }}, [@nobody-1], {{ dau",
        "No numbers at all.",
    ],
)
def test_what_is_held_comes_back(site: Site, page: Page, text: str) -> None:
    held_text, held = hold_numbers(text, site, page)
    assert release_numbers(held_text, held) == put_numbers(text, site, page)


def test_what_is_held_is_no_html(site: Site, page: Page) -> None:
    text, held = hold_numbers("There are {{ dau }}.", site, page)
    assert "<" not in text
    assert len(held) == 1


@pytest.mark.parametrize(
    "text", ["## Of {{ dau }}", "> ### Of {{ dau }}", "Of {{ dau }}\n====\n", "Of {{ dau }}\n---\n"]
)
def test_headings_have_their_numbers_at_once(site: Site, page: Page, text: str) -> None:
    assert hold_numbers(text, site, page) == (put_numbers(text, site, page), [])


def test_an_attribute_gets_the_text_alone(site: Site, page: Page) -> None:
    text, held = hold_numbers("{{ dau }}", site, page)
    assert "<" not in release_numbers(f'<img alt="{text}">', held).removeprefix("<img")


def test_signs_that_an_author_typed_stand_for_nothing() -> None:
    assert release_numbers("a \ue0107\ue011 b", []) == "a  b"

"""What axe finds on a page: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # What is in order is not described element by element, which takes longest.
}


def violations(page: Page, context: str | None = None) -> list[tuple[str, list[Any]]]:
    """Return the rules that the page breaks, or a part of it, each with the first elements that do."""
    # As a reader sees it who has come to each part: the places of what is not laid out yet are guesses.
    page.evaluate("document.documentElement.classList.add('is-whole')")
    result = Axe().run(page, context=context, options=_OPTIONS)
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in result.response["violations"]]

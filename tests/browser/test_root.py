"""The site at the root of a host, where most tests have it below a path: pages, scripts and search find each other as well."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import BASE


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing: the test looks at what the browser says."""


@pytest.fixture(scope="module")
def root(built_site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(built_site / BASE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "query"), [("", "калибровка"), ("en/", "calibration"), ("en/framework/data/", "leakage")]
)
def test_search_leads_from_the_root_of_a_host(browser: Browser, root: str, path: str, query: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(root + path)
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("End")
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(root + path)
    assert page.url.startswith(root + ("en/" if path.startswith("en/") else ""))
    assert failed == []
    context.close()

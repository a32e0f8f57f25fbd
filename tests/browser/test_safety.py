"""Under the published policy, what might have got into a page does nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mlsd.render.policy import add_policy
from playwright.sync_api import Browser

from tests.browser.conftest import Visit

Visitor = Callable[..., Visit]


def test_every_page_has_the_policy_first(built_site: Path) -> None:
    pages = list(built_site.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        first = soup.select_one("head > *")
        assert first is not None
        assert first.get("http-equiv") == "Content-Security-Policy", path
        policy = str(first["content"])
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "'unsafe-inline'" not in scripts
        assert "'unsafe-eval'" not in scripts
        assert "http" not in policy


@pytest.mark.parametrize(
    "attack",
    [
        "<script>document.title = 'owned'</script>",
        "<img src=x onerror=\"document.title = 'owned'\">",
        "<svg onload=\"document.title = 'owned'\"></svg>",
        "<a id=attack href=\"javascript:document.title = 'owned'\">x</a>",
        "<iframe srcdoc=\"<script>parent.document.title = 'owned'</script>\"></iframe>",
        "<script src=\"data:text/javascript,document.title='owned'\"></script>",
        "<base href='https://example.org/'><script src='x.js'></script>",
    ],
)
def test_what_got_in_does_nothing(browser: Browser, host: str, built_site: Path, tmp_path: Path, attack: str) -> None:
    # The policy is of the page as it was written; the attack comes after, as if it had slipped past the guard.
    html = add_policy("<html><head></head><body><p>safe</p></body></html>").replace("</body>", f"{attack}</body>")
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/attack.html", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto(f"{host}attack.html")
    if page.locator("#attack").count():
        page.locator("#attack").click()
    page.wait_for_timeout(200)
    assert page.title() != "owned"
    assert not [url for url in asked if "example.org" in url]
    page.context.close()


def test_nothing_is_set_and_nobody_else_is_asked(visit: Visitor) -> None:
    opened = visit("", idle=True)
    for path in (
        "framework/data/",
        "cases/",
        "cases/ad-banner/",
        "en/cases/ad-banner/interviewer/",
        "en/reference/privacy/",
    ):
        opened.go(path, until="networkidle")
        assert opened.page.evaluate("document.cookie") == ""
    assert opened.page.context.cookies() == []
    opened.assert_clean()


def test_the_policy_lets_no_script_of_an_author_run() -> None:
    theirs, ours = "<script>owned()</script>", "<script>theme()</script>"
    html = f"<html><head>{ours}</head><body>{theirs}</body></html>"
    assert add_policy(html, theirs).count("'sha256-") == 1
    assert add_policy(html, theirs).count("'sha256-") == add_policy(html.replace(theirs, "")).count("'sha256-")

"""An old address leads to the page under the published policy: with scripts at its anchor, without them as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mlsd.export.aliases import write_aliases
from mlsd.model.site import read_site
from mlsd.render.policy import add_policy
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.conftest import Project, page


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_leads_to_the_page(visit: Callable[..., Visit], project: Project, script: bool) -> None:
    front = "title: T\ndescription: D.\naliases: [/old/data/]\n"
    root = project({"docs/framework/data.en.md": page("# T\n", front)})
    write_aliases(read_site(root), root / "site", "https://example.org/", add_policy)
    html = (root / "site/en/old/data/index.html").read_text("utf-8")
    assert "Content-Security-Policy" in html
    opened = visit("en/", script=script)
    opened.page.route("**/en/old/data/", lambda route: route.fulfill(content_type="text/html", body=html))
    opened.page.goto(f"{opened.host}en/old/data/#leakage", wait_until="commit")
    expect(opened.page).to_have_url(f"{opened.host}en/framework/data/{'#leakage' if script else ''}")
    expect(opened.page.locator("h1")).to_be_visible()
    assert opened.console == []

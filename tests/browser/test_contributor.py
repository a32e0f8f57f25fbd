"""The pages that contributors read: the rules, and how translations stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit
from tests.browser.test_pages import RULES


@pytest.mark.parametrize(("scheme", "size"), [("light", "desktop"), ("dark", "phone")])
@pytest.mark.parametrize("path", ["en/reference/rules/", "reference/translations/"])
def test_they_are_accessible_and_fit_a_narrow_phone(
    visit: Callable[..., Visit], path: str, scheme: str, size: str
) -> None:
    opened = visit(path, scheme=scheme, size=size)
    result = Axe().run(opened.page, context="article", options=RULES)
    found = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in result.response["violations"]]
    assert found == []
    opened.page.set_viewport_size({"width": 320, "height": 700})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    opened.assert_clean()


def test_a_code_is_an_address(visit: Callable[..., Visit]) -> None:
    opened = visit("reference/rules/#st006")
    assert opened.page.locator("#st006").evaluate("node => node.getBoundingClientRect().top") < 200

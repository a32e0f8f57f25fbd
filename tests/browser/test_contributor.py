"""The pages that contributors read: the rules, and how translations stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.accessibility import violations
from tests.browser.conftest import Visit


@pytest.mark.parametrize(("scheme", "size"), [("light", "desktop"), ("dark", "phone")])
@pytest.mark.parametrize("path", ["en/reference/rules/", "reference/translations/"])
def test_they_are_accessible_and_fit_a_narrow_phone(
    visit: Callable[..., Visit], path: str, scheme: str, size: str
) -> None:
    opened = visit(path, scheme=scheme, size=size)
    found = violations(opened.page, "article")
    assert found == []
    opened.page.set_viewport_size({"width": 320, "height": 700})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    opened.assert_clean()


def test_a_code_is_an_address(visit: Callable[..., Visit]) -> None:
    opened = visit("reference/rules/#st006")
    assert opened.page.locator("#st006").evaluate("node => node.getBoundingClientRect().top") < 200

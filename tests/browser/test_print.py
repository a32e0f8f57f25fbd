"""What a reader takes away on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_cheat_sheet_takes_one_sheet(visit: Callable[..., Visit], language: str) -> None:
    opened = visit(f"{language}reference/cheat-sheet/")
    printed = opened.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_it_has_the_core_items_of_all_steps(visit: Callable[..., Visit]) -> None:
    opened = visit("en/reference/cheat-sheet/")
    assert opened.page.locator(".cheat-sheet__block").count() == 7
    assert opened.page.locator(".cheat-sheet li").count() == 35

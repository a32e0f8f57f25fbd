from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown


def html(text: str) -> BeautifulSoup:
    converter = Markdown(extensions=["attr_list", "mlsd.render.checklist"])
    return BeautifulSoup(converter.convert(text), "html.parser")


def item(text: str) -> Tag:
    found = html(text).select_one("li.task-list-item")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] **Do.** Why. { #do }\n",
        "- [ ] **Do.** Why. { #do }\n- [ ] Next { #next }\n",
        "- [ ] **Do.** Why. { #do }\n\n    Because.\n\n- [ ] Next { #next }\n",
        "* [ ] **Do.** Why. {: #do }\n",
        "- outer\n\n    - [ ] **Do.** Why. { #do }\n",
    ],
)
def test_the_id_is_on_the_item_and_the_text_labels_the_box(text: str) -> None:
    li = item(text)
    assert li["id"] == "do"
    label = li.select_one("label")
    assert label is not None
    assert label.get_text(strip=True) == "Do.Why."
    assert label.select_one("input[type=checkbox]:not([checked])") is not None
    assert label.select_one("strong") is not None


def test_the_explanation_stands_outside_the_label() -> None:
    li = item("- [ ] Do { #do }\n\n    Because of [this](x.md).\n")
    assert [p.get_text() for p in li.select("p")][1] == "Because of this."
    assert "Because" not in li.select_one("label").get_text()  # type: ignore[union-attr]


def test_a_ticked_item_and_one_without_id() -> None:
    li = item("- [x] Done\n")
    assert "id" not in li.attrs
    assert li.select_one("input[checked]") is not None


@pytest.mark.parametrize("text", ["- [link](x.md)\n", "- plain\n", "[ ] no list\n", "- [ ]\n", "1. `[ ]` code\n"])
def test_what_is_no_task_stays_as_it_is(text: str) -> None:
    assert html(text).select("input") == []

"""Whatever an author writes, the page that the build makes of it does nothing: seen by the parser of a browser, on the site's own Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from mlsd.render.inert import hide_tags, show_tags
from playwright.sync_api import Browser

from tests.attacks import ATTACKS
from tests.conftest import ROOT

PLACES = [
    "{}",
    "- item {}",
    "> {}",
    "## Title {} { #t }",
    "| a |\n|---|\n| {} |",
    '!!! note "{}"\n\n    Text.',
    "!!! note\n\n    {}",
    '=== "Tab"\n\n    {}',
]
# Everything that acts, asks for something, or takes the page's own parts for its own.
LOOK = r"""pages => pages.map((html) => {
  const bad = [];
  const seen = (text) => text.replace(/^[\u0000-\u0020]+/, "").replace(/[\t\n\r]/g, "").toLowerCase();
  const allowed = new Set(`a abbr blockquote br code dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img input kbd label li ol p pre
    span strong sub summary sup table tbody td th thead tr ul`.split(/\s+/));
  for (const element of new DOMParser().parseFromString(html, "text/html").body.querySelectorAll("*")) {
    if (!allowed.has(element.localName)) bad.push(element.outerHTML);
    for (const { name, value } of element.attributes) {
      const address = ["href", "src", "action", "data", "srcset", "poster"].includes(name);
      if (name.startsWith("on") || name.startsWith("data-md") || (name === "style" && !/^text-align: \w+;$/.test(value))) bad.push(element.outerHTML);
      if (address && /^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/.test(seen(value))) bad.push(element.outerHTML);
      if (address && /^[\/\\]{2}/.test(seen(value))) bad.push(element.outerHTML);
      if (address && element.localName !== "a" && /^https?:/.test(seen(value))) bad.push(element.outerHTML);
      if (name === "id" && value.startsWith("__")) if (!value.startsWith("__tabbed_")) bad.push(element.outerHTML);
    }
  }
  return bad;
})"""


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    loaded = load_config(str(ROOT / "mkdocs.yml"))
    return {"extensions": loaded["markdown_extensions"], "extension_configs": loaded["mdx_configs"]}


def test_nothing_that_an_author_writes_acts(browser: Browser, config: dict[str, Any]) -> None:
    sources, pages = [], []
    for attack in ATTACKS:
        for place in PLACES:
            sources.append(place.replace("{}", attack))
            pages.append(show_tags(Markdown(**config).convert(hide_tags(sources[-1]))))
    page = browser.new_context(java_script_enabled=True).new_page()
    page.route("**/*", lambda route: route.abort())
    found = page.evaluate(LOOK, pages)
    page.context.close()
    assert [(source, bad) for source, bad in zip(sources, found, strict=True) if bad] == []


def test_the_look_sees_what_acts(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_context().new_page()
    harmful = [
        "<b>x</b>",
        "<p onclick=a>",
        "<a href='java\tscript:a'>",
        "<img src=//x>",
        "<p style='color:red'>",
        "<p id=__search>",
    ]
    assert all(page.evaluate(LOOK, harmful))
    assert page.evaluate(LOOK, ["<p style='text-align: right;'><a href='https://example.org'>x</a><br>"]) == [[]]
    page.context.close()

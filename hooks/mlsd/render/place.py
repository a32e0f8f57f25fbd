"""Where a directive stands, and the ways from there to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlsd.model.addresses import page_url, relative_url
from mlsd.model.page import Page
from mlsd.model.site import Site
from mlsd.render.html import element
from mlsd.render.rules import Family
from mlsd.render.words import WORDS


@dataclass(frozen=True)
class Place:
    """Where a directive stands: the page, its language, and the content it draws from."""

    site: Site
    page: Page
    language: str
    rules: Sequence[Family] = ()

    @property
    def words(self) -> dict[str, str]:
        """The site's own words in the page's language."""
        return WORDS[self.language]

    def way(self, name: str, language: str | None = None) -> str:
        """Return the way to a page of the site, in the page's own language or in another."""
        return relative_url(page_url(self.page.name, self.language), page_url(name, language or self.language))

    def link(self, name: str, label: str, fragment: str = "", **attributes: str) -> str:
        """Return a link to a page of the site; the label alone where the page is not written yet."""
        if not self.site.has(name, self.language):
            return label
        return element("a", label, href=self.way(name) + (f"#{fragment}" if fragment else ""), **attributes)

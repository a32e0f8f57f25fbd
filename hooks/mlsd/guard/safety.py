"""SE: what a page may not bring in, since anyone may send one."""

from __future__ import annotations

from collections.abc import Iterator

from mlsd.guard.rule import Hit, rule
from mlsd.model.page import Page
from mlsd.model.site import Site

ALLOWED_TAGS = frozenset({"br", "kbd", "sub", "sup"})


@rule("SE001")
def raw_html(site: Site, page: Page) -> Iterator[Hit]:
    """A page is Markdown: of HTML it has comments and a few tags without attributes."""
    for tag in page.tags:
        bare = tag.text.strip("</> ").lower() == tag.name
        if tag.name not in ALLOWED_TAGS or not bare:
            allowed = ", ".join(f"<{name}>" for name in sorted(ALLOWED_TAGS))
            yield Hit(
                tag.line, f"`{tag.text[:60]}`: write Markdown instead (of HTML, {allowed} without attributes may stand)"
            )

"""A page at each old address that leads on to the page that is meant: without scripts by the header of HTML, with them at the same anchor."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from mlsd.model.addresses import relative_url
from mlsd.model.aliases import Alias, read_aliases
from mlsd.model.site import Site
from mlsd.model.titles import page_title

_MOVED: Final = {"ru": "Страница переехала", "en": "The page has moved"}
# A reader without scripts comes to the top of the page. The script is the same everywhere, so is its hash in the policy.
_PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{moved}: {title}</title>
<link rel="canonical" href="{canonical}">
<script data-to="{to}">location.replace(document.currentScript.dataset.to + location.search + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>
</head>
<body>
<p>{moved}: <a href="{to}">{title}</a></p>
</body>
</html>
"""


def write_aliases(site: Site, to: Path, site_url: str, finish: Callable[[str], str]) -> None:
    """Write the pages at the old addresses into the site at `to`.

    Args:
        site: the content.
        to: the folder of the site.
        site_url: the site's address, with a slash at its end.
        finish: what is done to every page, such as writing its policy.

    """
    for alias in read_aliases(site):
        if alias.problem is None:
            path = to / alias.address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(finish(_page(site, alias, site_url)), "utf-8")


def _page(site: Site, alias: Alias, site_url: str) -> str:
    page = site.by_path[alias.page]
    values = {
        "language": alias.language,
        "moved": _MOVED[alias.language],
        "title": page_title(site, page),
        "canonical": site_url + alias.target,
        "to": relative_url(alias.address, alias.target),
    }
    return _PAGE.format(**{key: escape(value) for key, value in values.items()})

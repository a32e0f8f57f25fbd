"""Addresses inside the site: from a page's name and language to its URL, and from one URL to another."""

from __future__ import annotations

import posixpath

from mlsd.model.site import LANGUAGES

DEFAULT_LANGUAGE = LANGUAGES[0]


def page_url(name: str, language: str) -> str:
    """Return a page's address from the site's root: `framework/data` in English is `en/framework/data/`, the home page is empty."""
    is_index = posixpath.basename(name) == "index"
    folder = posixpath.dirname(name) if is_index else name
    parts = [part for part in ("" if language == DEFAULT_LANGUAGE else language, folder) if part]
    return "".join(f"{part}/" for part in parts)


def relative_url(source: str, target: str) -> str:
    """Return the way from one address to another, both from the site's root."""
    path = posixpath.relpath(f"/{target}", f"/{source}")
    return "./" if path == "." else f"{path}/"

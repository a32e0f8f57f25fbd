"""Addresses inside the site: from a page's name and language to its URL, and from one URL to another."""

from __future__ import annotations

import posixpath
import re
from functools import cache, lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote

LANGUAGES = ("ru", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]
SCHEMES: Final = frozenset({"http", "https", "mailto"})

# A browser does not see control characters and spaces around an address, and line ends and tabs inside of it.
_UNSEEN: Final = re.compile(r"^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$")
_SCHEME: Final = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):|(?P<host>[/\\]{2})")
# What needs no closer look: the path of a file, in which nothing is written otherwise than it is read.
_PATH: Final = re.compile(r"(?!//)[\w./#%-]*")


@cache
def page_url(name: str, language: str) -> str:
    """Return a page's address from the site's root: `framework/data` in English is `en/framework/data/`, the home page is empty."""
    is_index = posixpath.basename(name) == "index"
    folder = posixpath.dirname(name) if is_index else name
    parts = [part for part in ("" if language == DEFAULT_LANGUAGE else language, folder) if part]
    return "".join(f"{part}/" for part in parts)


@cache
def relative_url(source: str, target: str) -> str:
    """Return the way from one address to another, both from the site's root."""
    path = posixpath.relpath(f"/{target}", f"/{source}")
    return "./" if path == "." else f"{path}/"


@lru_cache(maxsize=1_000)  # Several rules follow the links of a page, and many of its links lead to the same files.
def file_of(page: str, link: str) -> str:
    """Return the path of the file that a link, without its fragment, leads to from the file of a page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(link)))


def is_harmless(address: str, *, is_picture: bool = False) -> bool:
    """Say whether an address, as it stands in HTML, is of the site, or, of a link, leads to the web or to a mailbox."""
    if _PATH.fullmatch(address):
        return True
    found = _SCHEME.match(_UNSEEN.sub("", unescape(address)))
    return found is None or (not is_picture and (found["scheme"] or "").lower() in SCHEMES)

"""Old ids go on working: each stands, empty, at the place that replaces it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape


def keep_old_ids(html: str, moved: Mapping[str, str]) -> str:
    """Put the old ids of a page at the elements with the ids that replace them.

    Args:
        html: the page's content.
        moved: of each old id the new one.

    """
    for old, new in moved.items():
        opening = re.compile(rf'<[a-z][a-z0-9]*\b[^<>]*\bid="{re.escape(new)}"[^<>]*>')
        html = opening.sub(lambda match, old=old: f'{match[0]}<span id="{escape(old)}"></span>', html, count=1)  # type: ignore[misc]
    return html

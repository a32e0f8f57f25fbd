"""The parts of a long page, from one heading of the second level to the next: a browser lays one out when it comes near the screen."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?=<h2[ >])")
_TAG = re.compile(r"<(?P<end>/?)(?:article|aside|blockquote|details|div|dl|figure|form|ol|section|table|ul)\b")
_MARKUP = re.compile(r"<script.*?</script>|<svg.*?</svg>|<math.*?</math>|<details.*?</details>|<[^>]*>", re.DOTALL)


def in_parts(html: str) -> str:
    """Return a page's HTML with every part in an element of its own, which says how many signs one reads in it.

    The style sheet turns the signs into the height that the part has until it is laid out. A page with a heading inside of something else
    stays as it is.
    """
    head, *parts = _HEADING.split(html)
    if not parts or not all(map(_is_whole, (head, *parts))):
        return html
    return head + "".join(
        f'<section class="part" style="--signs:{len(_MARKUP.sub("", part))}">{part}</section>' for part in parts
    )


def _is_whole(part: str) -> bool:
    """Tell whether all that opens in a part of HTML closes in it, in order."""
    depth = 0
    for tag in _TAG.finditer(part):
        depth += -1 if tag["end"] else 1
        if depth < 0:
            return False
    return depth == 0

"""The content security policy of a page: what a browser runs and loads of it, whatever else might have got in."""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"\ssrc\s*=|application/(?:ld\+)?json", re.IGNORECASE)
_HEAD = "<head>"


def add_policy(html: str, content: str = "") -> str:
    """Return a page with its policy first in `<head>`: own files only, and of inline scripts those that the theme wrote.

    Styles may stand inline: Material and the drawings set some. `data:` pictures are the theme's icons in its style sheets.

    Args:
        html: the page.
        content: the part of it that came from an author, whose scripts do not run.

    """
    scripts = (
        found for found in _INLINE.finditer(html.replace(content, "", 1)) if not _DATA.search(found["attributes"])
    )
    hashes = sorted({_hash(found["body"]) for found in scripts})
    policy = "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *hashes]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )
    return html.replace(_HEAD, f'{_HEAD}<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

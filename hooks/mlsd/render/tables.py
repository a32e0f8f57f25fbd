"""Tables scroll inside a frame of their own, which can be focused: wide ones never move the page sideways."""

from __future__ import annotations

from mlsd.render.words import WORDS


def frame_tables(html: str, language: str) -> str:
    """Put a frame around every table of a page's HTML."""
    label = WORDS[language]["table"]
    opening = f'<div class="table-frame" tabindex="0" role="group" aria-label="{label}"><table class="sheet">'
    return html.replace("<table>", opening).replace("</table>", "</table></div>")

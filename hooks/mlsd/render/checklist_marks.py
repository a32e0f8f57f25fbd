"""Core items are marked on the step page: what one can really go through in an interview."""

from __future__ import annotations

from mlsd.model.framework import Step
from mlsd.render.html import element, text
from mlsd.render.words import WORDS


def mark_core(html: str, step: Step, language: str) -> str:
    """Return a step page's HTML with a mark behind the text of every core item."""
    mark = element("span", text(WORDS[language]["core"]), class_="task-list-core", title=WORDS[language]["core_title"])
    for item in step.items:
        start = f'<li class="task-list-item" id="{item.id}">'
        head, found, rest = html.partition(start)
        if item.is_core and found:
            html = head + found + rest.replace("</label>", f" {mark}</label>", 1)
    return html

"""Checklist items: `- [ ] Text { #id }` becomes a list item with that id and a box that is labelled by the text.

Python-Markdown's attr_list sets no id on a task-list item, and pymdownx.tasklist leaves the box without a name for screen readers.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# After the block parser and before the inline one (20), so that the first line is still as it was written.
_PRIORITY = 25

_TASK = re.compile(r"\[(?P<mark>[ xX])\][ \t]+(?P<first>[^\n]*)(?P<rest>(?:\n.*)?)", re.DOTALL)
_ID = re.compile(r"[ \t]*\{:?[ ]*#(?P<id>[^\s{}]+)[ ]*\}[ ]*$")


class _Checklist(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Rewrite the task items of the whole page."""
        for parent in root.iter():
            if parent.tag in ("ul", "ol"):
                tasks = [item for item in parent if item.tag == "li" and _task(item)]
                if tasks:
                    parent.set("class", "task-list")


def _task(item: ElementTree.Element) -> bool:
    """Turn a list item into a task, if it is one."""
    holder = item if item.text and item.text.strip() else next(iter(item), None)
    if holder is None or (holder is not item and holder.tag != "p"):
        return False
    match = _TASK.match((holder.text or "").strip())
    if match is None:
        return False
    first, rest = match["first"], match["rest"]
    found = _ID.search(first)
    if found:
        item.set("id", found["id"])
        first = first[: found.start()]
    item.set("class", "task-list-item")
    label = ElementTree.Element("label", {"class": "task-list-label"})
    box = ElementTree.SubElement(label, "input", {"type": "checkbox", "class": "task-list-box", "autocomplete": "off"})
    if match["mark"] != " ":
        box.set("checked", "checked")
    text = ElementTree.SubElement(label, "span", {"class": "task-list-text"})
    text.text = first
    label.tail = rest
    holder.text = ""
    holder.insert(0, label)
    return True


class ChecklistExtension(Extension):
    """Register the checklist in Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the tree processor."""
        md.treeprocessors.register(_Checklist(md), "mlsd_checklist", _PRIORITY)


def makeExtension(**kwargs: object) -> ChecklistExtension:  # noqa: N802 (the name is Python-Markdown's)
    """Return the extension, as `markdown_extensions: [mlsd.render.checklist]` asks for it."""
    return ChecklistExtension(**kwargs)

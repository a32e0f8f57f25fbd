"""A page's Markdown in which nothing acts, whatever stands in it: no HTML but a few bare tags, no attributes but ids, no address that runs.

The guard refuses such things at their line; but it reads pages with a parser of its own, and where two parsers differ something could slip
through. So here each is taken away from the parser that makes the page: what an author wrote is text before it gets there.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor

from mlsd.model.addresses import is_harmless

# Stands for a `<` that would begin a tag; the parser knows no meaning of it.
_HIDDEN: Final = "\ue000"
# Stands for a `>` inside of a comment, where a browser could take it for its end.
_HIDDEN_END: Final = "\ue001"
_TAG_OPEN: Final = re.compile(
    r"(?P<kept></?(?:br|kbd|sub|sup)[ ]?/?>|<!--[^<>]*?(?<!-)-->|<https?://[^\s<>\"']*>|<[\w.+-]+@[\w.-]+>)|<(?=[A-Za-z/!?])",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"<!--(?!-?>)(?P<said>(?:(?!--!?>|<!--).)*?)(?<!-)-->", re.DOTALL)
_MARKED_ERROR: Final = re.compile(f'<span class="err">(?P<sign>[{_HIDDEN}{_HIDDEN_END}]+)</span>')


def hide_tags(markdown: str) -> str:
    """Return a page's Markdown in which what an author wrote cannot begin a tag."""
    shown = _COMMENT.sub(_plain_comment, markdown.replace(_HIDDEN, "").replace(_HIDDEN_END, ""))
    return _TAG_OPEN.sub(lambda found: found["kept"] or _HIDDEN, shown)


def _plain_comment(found: re.Match[str]) -> str:
    """Return a comment in which nothing looks like a tag or like the end of it; what else is opened in it is no comment."""
    return f"<!--{found['said'].replace('<', _HIDDEN).replace('>', _HIDDEN_END)}-->"


def show_tags(html: str) -> str:
    """Return the HTML that was made of such Markdown, with what was hidden in it as text."""
    return _MARKED_ERROR.sub(_shown_error, html).replace(_HIDDEN, "&lt;").replace(_HIDDEN_END, "&gt;")


def _shown_error(found: re.Match[str]) -> str:
    return found["sign"]


def show_source(text: str) -> str:
    """Return a piece of such Markdown as its author wrote it."""
    return text.replace(_HIDDEN, "<").replace(_HIDDEN_END, ">")


class _Ids(AttrListTreeprocessor):
    """`{ #id }` gives an id; other attribute lists stay the text that they are."""

    BASE_RE = r"\{:?[ ]*(#[A-Za-z0-9][\w-]*)[ ]*\}"  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc]


class _Addresses(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Leave of a link or a picture whose address could act its text alone."""
        for part in root.iter():
            for name in ("href", "src"):
                if name in part.attrib and not is_harmless(part.attrib[name], is_picture=name == "src"):
                    part.text = part.text or part.get("alt")
                    part.tag = "span"
                    part.attrib.clear()


class InertExtension(Extension):
    """Register both in Python-Markdown, in the place of its `attr_list`, which reads any attribute."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Add the tree processors: ids where attr_list has them, addresses after the inline parser and before MkDocs looks at links."""
        md.treeprocessors.register(_Ids(md), "mlsd_ids", 8)
        md.treeprocessors.register(_Addresses(md), "mlsd_addresses", 6)


def makeExtension(**kwargs: object) -> InertExtension:  # noqa: N802 (the name is Python-Markdown's)
    """Return the extension, as `markdown_extensions: [mlsd.render.inert]` asks for it."""
    return InertExtension(**kwargs)

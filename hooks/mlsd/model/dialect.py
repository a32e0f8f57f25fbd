"""The Markdown of the site, for a parser that keeps the lines.

The parser is markdown-it-py, for its token maps; the dialect is the site's (Python-Markdown with pymdown-extensions), so the blocks that
CommonMark does not know are taught to it here.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore, text_join
from mdit_py_plugins.dollarmath import dollarmath_plugin

from mlsd.model.layout import KINDS_OF_BLOCK
from mlsd.model.shortcuts import PLAIN, is_plain, take_shortcuts

# Deeper, the parser passes over what stands there.
MAX_NESTING = 60
_BLOCK_MARKER = re.compile(r"(?P<kind>!!!(?=[ \t]*[\w\"])|(?:\?\?\?\+?|===[!+]*)(?=[ \t]+\S))")
_BLOCK_TITLE = re.compile(r'(?:!!!|\?\?\?\+?|===[!+]*)[ \t]+[\w -]*(?:"(?P<title>[^"]*)")?[ \t]*')
_SIGNS = re.compile(r"[\n!$<\[\\\]`]")


def _indented_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse `!!! note`, `??? question` and `=== "Tab"`: their content is indented by four and parsed as blocks of its own."""
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    match = _BLOCK_MARKER.match(state.src[first : state.eMarks[start]])
    if match is None:
        return False
    if silent:
        return True
    indent = state.sCount[start] + 4
    line = start + 1
    last = start
    while line < end:
        if state.isEmpty(line):
            line += 1
            continue
        if state.sCount[line] < indent:
            break
        last = line
        line += 1
    token = state.push("indented_block_open", "div", 1)
    token.map = [start, last + 1]
    token.info = match["kind"].rstrip("+")
    header = state.src[first : state.eMarks[start]]
    token.meta = {
        "is_known": bool(KINDS_OF_BLOCK[token.info[:3]].fullmatch(header.rstrip())),
        "is_empty": last == start,
    }
    title = state.push("inline", "", 0)
    title.content = _block_title(header)
    title.map = [start, start + 1]
    title.children = []
    old_indent, old_max, old_parent = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, last + 1, "indented_block"
    state.md.block.tokenize(state, start + 1, last + 1)
    state.blkIndent, state.lineMax, state.parentType = old_indent, old_max, old_parent
    state.push("indented_block_close", "div", -1)
    state.line = last + 1
    return True


def _block_title(header: str) -> str:
    """Return the title of `!!! note "Title"`; all of a header that is not of this form, since nobody knows what becomes of it."""
    whole = _BLOCK_TITLE.fullmatch(header)
    return (whole["title"] or "") if whole else header.lstrip("!?=+ ")


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse HTML; a comment with text behind it on its last line begins a paragraph, as it does on the site."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("<!--", begin):
        close = state.src.find("-->", begin)
        if close >= 0 and state.src.find("\n\n", begin, close) < 0:
            line_end = state.src.find("\n", close)
            if state.src[close + 3 : line_end if line_end >= 0 else len(state.src)].strip():
                return False
    return html_block(state, start, end, silent)


def _inlines(state: StateCore) -> None:
    """Parse the runs of text; most hold nothing but words, or words and plain links."""
    parsed = []
    for token in state.tokens:
        if token.type == "inline":
            if is_plain(token.content, state.env):
                token.meta = PLAIN
            else:
                token.children = []
                state.md.inline.parse(token.content, state.md, state.env, token.children)
                parsed.append(token)
    # What was escaped becomes text again.
    state.tokens, everything = parsed, state.tokens
    text_join(state)
    state.tokens = everything


def parser() -> MarkdownIt:
    """Return a parser of the site's Markdown."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    dollarmath_plugin(md, allow_space=False, allow_digits=True, double_inline=True)
    md.block.ruler.before(
        "fence", "indented_block", _indented_block, {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    )
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    # MkDocs reports a dangerous address; for the record it is a link like any other.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    # Nobody asks for them, and they cost a sixth of the time.
    md.disable(["emphasis", "entity"])
    # Line ends and NUL are no more in a text that was decoded.
    md.disable(["normalize", "text_join"])
    # Text runs to the next sign that one of the rules left begins with.
    md.inline.terminator_re = _SIGNS
    md.core.ruler.at("inline", _inlines)
    take_shortcuts(md)
    return md

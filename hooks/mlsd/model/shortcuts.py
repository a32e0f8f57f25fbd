"""Shortcuts through the Markdown parser: what it does sign by sign, done at once where a text is as plain as most are.

They give what its own functions give, and leave to these whatever is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from types import MappingProxyType, SimpleNamespace
from typing import Any, Literal

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock, heading, list_block, paragraph
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

# By its path: the package names a function as its module.
_TABLE: Any = import_module("markdown_it.rules_block.table")
_split_escaped: Callable[[str], list[str]] = _TABLE.escapedSplit
_table_sign_by_sign: Callable[[StateBlock, int, int, bool], bool] = _TABLE.table
# The line below the head of a table, with bars on both sides, and one of its cells.
_DELIMITER = re.compile(r"\|(?:[ ]*:?-+:?[ ]*\|)+")
_ALIGNED = re.compile(r"(:?)-+(:?)")
_ALIGNMENTS = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}
# An item of a list on one line of its own, whose words begin as no other block does.
_ITEM = re.compile(
    r"(?:(?P<number>[0-9]{1,9})(?=[.)])|(?=[-*+]))(?P<mark>.) "
    r"(?P<words>(?:[^\W\d_]|[(\[{\"«„]|\*\*[^\s*]|`[^`]|[0-9]+(?![0-9.)])).*)"
)
# What may go on with a list behind an empty line.
_GOES_ON = frozenset("-*+0123456789")
# A heading that ends in no sign of one.
_HEADING = re.compile(r"(#{1,6}) [^\n]*[^#\s]")
# An address up to a space or a bracket that closes; nothing in it is escaped, nested or an entity.
_PLAIN = re.compile(r"[^\x00-\x20\x7f()\\&<][^\x00-\x20\x7f()\\&]*")
_NOT_PLAIN = frozenset("(\\&")
# Words in brackets among which nothing begins, and a link of such words to a plain address: what it divides a text into are words, the words
# of a link, its address, and again.
_LABEL = re.compile(r"\[[^\[\]\\`<!$\n]*\]")
LINK = re.compile(rf"\[([^\[\]\\`<!$\n]+)\]\(({_PLAIN.pattern})\)")
# The signs that a block or a part of a line begins with; a rule that is not named may begin with any.
_BLOCKS = {
    "math_block": "$",
    "indented_block": "!?=",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
_INLINES = {
    "newline": "\n",
    "math_inline": "$",
    "escape": "\\",
    "backticks": "`",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
}
# What these are is seen on the line below their first.
_OF_TWO_LINES = frozenset({"table", "lheading"})
_INDENT_OF_CODE = 4
# What is said of a run of text that holds nothing but words and plain links.
PLAIN = {"is_plain": True}

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_InlineRule = Callable[[StateInline, bool], bool]


class _Token(Token):
    """A token with what differs from one to another: the rest stands in the class, and a page has thousands."""

    attrs: Any = MappingProxyType({})
    map: list[int] | None = None
    children: list[Token] | None = None
    content = ""
    markup = ""
    info = ""
    meta: Any = MappingProxyType({})
    block = False
    hidden = False

    def __init__(self, kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int = 0) -> None:
        self.type, self.tag, self.nesting, self.level = kind, tag, nesting, level


class _Inline(_Token):
    """A run of text; what a plain one holds is parsed when it is asked for."""

    parsed: list[Token] | None = None

    @property
    def children(self) -> list[Token] | None:
        """What the text holds."""
        return plain_inlines(self.content) if self.meta is PLAIN else self.parsed

    @children.setter
    def children(self, parsed: list[Token] | None) -> None:
        self.parsed = parsed


def _text(content: str, level: int = 0) -> Token:
    token = _Token("text", "", 0, level)
    token.content = content
    return token


class _Blocks(StateBlock):
    """The parser's state, with tokens of ours."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token."""
        if nesting < 0:
            self.level -= 1
        token = (_Inline if ttype == "inline" else _Token)(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


def take_shortcuts(md: MarkdownIt) -> None:
    """Let a parser use the shortcuts; its rules are chosen before."""
    known = {name: getattr(helpers, name) for name in ("parseLinkLabel", "parseLinkTitle")}
    parser: Any = md
    parser.helpers = SimpleNamespace(**known, parseLinkDestination=destination)
    # The parser has no place for another one; this one splits every row that it did, and as it did.
    _TABLE.escapedSplit = split_row
    parser.block.parse = lambda text, md, env, tokens: _parse(parser, text, env, tokens)
    md.block.ruler.at("paragraph", _paragraph, {"alt": []})
    md.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    chains = {name: [_block_rule(_named(md.block.ruler, name))] for name in ("", *_names(md.block.ruler))}
    parser.block.ruler.getRules = lambda name="": chains.get(name, [])
    md.inline.ruler.at("link", _link)
    inline = [_inline_rule(_named(md.inline.ruler, ""))]
    parser.inline.ruler.getRules = lambda name="": inline


def _parse(parser: Any, text: str, env: Any, tokens: list[Token]) -> list[Token]:
    """Parse the blocks of a text."""
    state = _Blocks(text, parser, env, tokens)
    parser.block.tokenize(state, state.line, state.lineMax)
    return state.tokens


def _names(ruler: Any) -> set[str]:
    """Return the names of the chains of rules that a ruler knows."""
    return {name for rule in ruler.__rules__ if rule.enabled for name in rule.alt}


def _named(ruler: Any, chain: str) -> list[tuple[str, Any]]:
    """Return the rules of a chain with their names."""
    return [(rule.name, rule.fn) for rule in ruler.__rules__ if rule.enabled and (not chain or chain in rule.alt)]


def _by_sign(rules: Sequence[tuple[str, Any]], signs: dict[str, str]) -> tuple[dict[str, tuple[Any, ...]], Any]:
    """Return the rules, in order, that can begin with each sign, and those that can begin with any other."""
    chosen = {
        sign: tuple(rule for name, rule in rules if sign in signs.get(name, sign)) for sign in "".join(signs.values())
    }
    return chosen, tuple(rule for name, rule in rules if name not in signs)


def _block_rule(rules: Sequence[tuple[str, _BlockRule]]) -> _BlockRule:
    """Return the one rule that tries those of `rules` which can begin with the sign that the line begins with."""
    everything = tuple(rule for _, rule in rules)
    followed, followed_by_rest = _by_sign(rules, _BLOCKS)
    alone, alone_by_rest = _by_sign([rule for rule in rules if rule[0] not in _OF_TWO_LINES], _BLOCKS)

    def attempt(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        if state.sCount[line] - state.blkIndent >= _INDENT_OF_CODE:
            chosen = everything
        elif line + 1 < end and not state.isEmpty(line + 1):
            chosen = followed.get(state.src[begin : begin + 1], followed_by_rest)
        else:
            chosen = alone.get(state.src[begin : begin + 1], alone_by_rest)
        for rule in chosen:  # noqa: SIM110 - a generator would cost as much as most rules
            if rule(state, line, end, silent):
                return True
        return False

    return attempt


def _inline_rule(rules: Sequence[tuple[str, _InlineRule]]) -> _InlineRule:
    """Return the one rule that tries those of `rules` which can begin with the sign at the place."""
    chosen, rest = _by_sign(rules, _INLINES)

    def attempt(state: StateInline, silent: bool) -> bool:
        for rule in chosen.get(state.src[state.pos], rest):  # noqa: SIM110
            if rule(state, silent):
                return True
        return False

    return attempt


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a paragraph; most are of one line."""
    if start + 1 < state.lineMax and not state.isEmpty(start + 1):
        return paragraph(state, start, end, silent)
    state.line = start + 1
    words = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    state.tokens += _words("paragraph", "p", start, state.level, words)
    return True


def _words(kind: str, tag: str, line: int, level: int, words: str) -> tuple[Token, Token, Token]:
    """Return the tokens of a block that holds one run of text on one line."""
    opened, inline = _Token(f"{kind}_open", tag, 1, level), _Inline("inline", "", 0, level + 1)
    opened.map = inline.map = [line, line + 1]
    inline.content = words.strip(MD_TRIM_CHARS)
    return opened, inline, _Token(f"{kind}_close", tag, -1, level)


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a heading; most end in a letter, or in the brace behind an id."""
    if silent or state.is_code_block(start):
        return heading(state, start, end, silent)
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = _HEADING.fullmatch(line)
    if found is None:
        return heading(state, start, end, silent)
    state.line = start + 1
    sign = found[1]
    opened, inline, closed = _words("heading", f"h{len(sign)}", start, state.level, line[len(sign) :])
    opened.markup = closed.markup = sign
    state.tokens += (opened, inline, closed)
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a list; most have items of one line each."""
    if silent or state.level or state.blkIndent or state.sCount[start]:
        return list_block(state, start, end, silent)
    items: list[tuple[str, str]] = []
    mark = ""
    line = start
    # It ends before another sign: the parser would come back there, and all lines below would be read again for each.
    while line < end and (found := _ITEM.fullmatch(state.src, state.bMarks[line], state.eMarks[line])):
        mark = mark or found["mark"]
        if found["mark"] != mark:
            break
        items.append((found["number"] or "", found["words"]))
        line += 1
    behind = state.skipEmptyLines(line)
    is_last = behind >= end or not (state.sCount[behind] or state.src[state.bMarks[behind]] in _GOES_ON)
    is_divided = line < end and not state.isEmpty(line)
    if not items or is_divided or not is_last or any("]:" in words for _, words in items):
        return list_block(state, start, end, silent)
    state.tokens += _tokens_of_list(start, behind, mark, items)
    state.line = behind
    return True


def _tokens_of_list(start: int, behind: int, mark: str, items: Sequence[tuple[str, str]]) -> list[Token]:
    """Return the tokens of a list whose items are of one line each: their numbers, if they have any, and words.

    `behind` is the line behind the list and the empty ones below, `mark` the sign of a bullet or what stands behind a number.
    """
    first, _ = items[0]
    kind, tag = ("ordered_list", "ol") if first else ("bullet_list", "ul")
    opened, closed = _Token(f"{kind}_open", tag, 1), _Token(f"{kind}_close", tag, -1)
    opened.map = [start, behind]
    if first and int(first) != 1:
        opened.attrs = {"start": int(first)}
    item_closed = _Token("list_item_close", "li", -1, 1)
    opened.markup = closed.markup = item_closed.markup = mark
    tokens: list[Token] = [opened]
    last = start + len(items) - 1
    for line, (number, words) in enumerate(items, start):
        item = _Token("list_item_open", "li", 1, 1)
        item.markup, item.info = mark, number
        item.map = [line, behind if line == last else line + 1]
        before, inline, after = _words("paragraph", "p", line, 2, words)
        before.hidden = after.hidden = True
        tokens += (item, before, inline, after, item_closed)
    tokens.append(closed)
    return tokens


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table; most begin and end every line with a bar, and none is escaped in them."""
    if silent or start + 2 > end or state.blkIndent or state.sCount[start] or state.sCount[start + 1]:
        return _table_sign_by_sign(state, start, end, silent)
    head = _row_of(state, start)
    below = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]]
    if head is None or not _DELIMITER.fullmatch(below) or below.count("|") != len(head) + 1:
        return _table_sign_by_sign(state, start, end, silent)
    rows = []
    line = start + 2
    while line < end:
        row = _row_of(state, line)
        if row is None:
            break
        rows.append(row)
        line += 1
    if (line < end and not state.isEmpty(line)) or len(head) * len(rows) > _TABLE.MAX_AUTOCOMPLETED_CELLS:
        return _table_sign_by_sign(state, start, end, silent)
    level = state.level
    styles = [_ALIGNMENTS[found] for found in _ALIGNED.findall(below)]
    state.tokens += _tokens_of_table(start, [head, *rows], styles, level)
    state.line = line
    return True


def _row_of(state: StateBlock, line: int) -> list[str] | None:
    """Return the cells of a table's row that begins and ends with a bar; None for another line, and where a sign is escaped."""
    text = state.src[state.bMarks[line] : state.eMarks[line]]
    if text[:1] != "|" or text[-1:] != "|" or len(text) < 2 or "\\" in text:
        return None
    cells = text.split("|")
    return [cell.strip(MD_TRIM_CHARS) for cell in cells[1:-1]]


def _tokens_of_table(start: int, rows: Sequence[Sequence[str]], styles: Sequence[str], level: int) -> list[Token]:
    """Return the tokens of a table; those that do not differ between its rows are the same."""
    end = start + 1 + len(rows)
    tokens: list[Token] = []

    def add(kind: str, tag: str, nesting: Literal[-1, 0, 1], at: int, lines: list[int] | None = None) -> None:
        token = _Token(kind, tag, nesting, level + at)
        token.map = lines
        tokens.append(token)

    def add_row(number: int, cells: Sequence[str], opened: Sequence[Token], closed: Token) -> None:
        lines = [number, number + 1]
        add("tr_open", "tr", 1, 2, lines)
        for i, before in enumerate(opened):
            inline = _Inline("inline", "", 0, level + 4)
            inline.content = cells[i] if i < len(cells) else ""
            inline.map = lines
            tokens.extend((before, inline, closed))
        add("tr_close", "tr", -1, 2)

    add("table_open", "table", 1, 0, [start, end])
    add("thead_open", "thead", 1, 1, [start, start + 1])
    add_row(start, rows[0], *_cells_around("th", styles, level))
    add("thead_close", "thead", -1, 1)
    if len(rows) > 1:
        around = _cells_around("td", styles, level)
        add("tbody_open", "tbody", 1, 1, [start + 2, end])
        for number, cells in enumerate(rows[1:], start + 2):
            add_row(number, cells, *around)
        add("tbody_close", "tbody", -1, 1)
    add("table_close", "table", -1, 0)
    return tokens


def _cells_around(tag: str, styles: Sequence[str], level: int) -> tuple[list[Token], Token]:
    """Return what opens a cell of each column, and what closes one."""
    opened: list[Token] = []
    for style in styles:
        token = _Token(f"{tag}_open", tag, 1, level + 3)
        if style:
            token.attrs = {"style": f"text-align:{style}"}
        opened.append(token)
    return opened, _Token(f"{tag}_close", tag, -1, level + 3)


def is_plain(content: str, env: Any) -> bool:
    """Tell whether a run of text holds nothing but words and plain links."""
    if not content or "references" in env or _has_marks(content):
        return False
    return "](" not in content or "](" not in LINK.sub("\n", content)


def plain_inlines(content: str) -> list[Token]:
    """Return what the parser makes of a run of text that is plain."""
    found: list[Token] = []
    end = 0
    for match in LINK.finditer(content):
        if match.start() > end:
            found.append(_text(content[end : match.start()]))
        opened = _Token("link_open", "a", 1)
        opened.attrs = {"href": match[2]}
        found += [opened, _text(match[1], 1), _Token("link_close", "a", -1)]
        end = match.end()
    if end < len(content):
        found.append(_text(content[end:]))
    return found


def _has_marks(text: str) -> bool:
    """Tell whether a part of a line may begin in a text that is neither words nor a link."""
    return "`" in text or "$" in text or "<" in text or "\\" in text or "\n" in text or "![" in text


def _link(state: StateInline, silent: bool) -> bool:
    """Parse a link; most have nothing but words and a plain address, and most brackets without an address are no link."""
    found = LINK.match(state.src, state.pos, state.posMax)
    if found is None:
        label = None if "references" in state.env else _LABEL.match(state.src, state.pos, state.posMax)
        if label and not state.src.startswith("(", label.end(), state.posMax):
            return False
        return link(state, silent)
    if not silent:
        opened = state.push("link_open", "a", 1)
        opened.attrs = {"href": found[2]}
        state.append_pending(found[1])
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def split_row(row: str) -> list[str]:
    """Split a table's row into its cells."""
    return _split_escaped(row) if "\\" in row else row.split("|")


def destination(text: str, start: int, end: int) -> Any:
    """Parse the address of a link."""
    plain = _PLAIN.match(text, start, end)
    if plain is None or (plain.end() < end and text[plain.end()] in _NOT_PLAIN):
        return helpers.parseLinkDestination(text, start, end)
    return SimpleNamespace(ok=True, pos=plain.end(), str=plain[0])

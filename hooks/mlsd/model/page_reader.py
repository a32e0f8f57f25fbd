"""From the bytes of a Markdown page to its record. Tokens are not kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it.token import Token

from mlsd.model.dialect import MAX_NESTING, parser
from mlsd.model.finding import Problem
from mlsd.model.layout import Loss, Reference, Slip, references, slips
from mlsd.model.page import (
    CITATION,
    NUMBER,
    Address,
    Attribute,
    Citation,
    Code,
    Directive,
    Figure,
    Fill,
    Heading,
    Item,
    Link,
    Mark,
    NumberMark,
    Page,
    Section,
    Tag,
    TypedFigure,
    number_marks,
    split_name,
)
from mlsd.model.prose import UNKNOWN, Prose, Where, plain_prose, prose
from mlsd.model.shortcuts import LINK, PLAIN
from mlsd.model.text import CONFLICT, conflicts, decode, may_have_other_digits, pictured
from mlsd.model.yaml_source import YamlError, YamlSource, parse

# What is beyond is no page that anybody reads, and would take minutes to parse: several parts of Markdown cost the square of a paragraph.
MAX_BYTES = 200_000
MAX_LINE = 10_000
MAX_BLOCK = 40_000
_ATTRS = re.compile(r"\{:?[ ]*(?P<attrs>[^{}\n]*)\}[ ]*$")
_ANY_ID = re.compile(r"\{:?[^{}\n]*?#(?P<id>[^\s{}#]+)[^{}\n]*\}")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s#]+)")
_TASK = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+(?P<text>.*))?$")
# What attr_list reads: braces with an id, a class or a key=value; those with an id alone are noted as ids.
_ATTRIBUTES = re.compile(r"\{(?<!\{\{):?[ ]*(?!#[\w-]+[ ]*\})(?:[#.][\w-]|[\w:-]+[ ]*=)[^{}\n]*\}")
_DIRECTIVE = re.compile(r"<!--\s*mlsd:(?P<name>[\w-]+)\s*-->")
_FILL = re.compile(r"<!--\s*fill:(?P<text>.*?)(?:-->|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# What begins as such a place and is none: it would be a comment, and nothing would be drawn.
_NO_DIRECTIVE = re.compile(r"<!--\s*mlsd\b(?!:[\w-]+\s*-->):?(?P<name>[^\n]{0,60}?)\s*-->")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)(?P<rest>[^<>]*)>|<(?P<other>[?!])(?!--)[^<>]*>?")
# What the parser takes for words, and a browser could take for a tag.
_LIKE_A_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)/[^<>\n]*=[^<>\n]*>")
# What stays of a link, a number and the like where the parser does not know them for what they were meant to be.
_LEFTOVER = re.compile(
    r"\]\((?P<link>[^()\n]*)\)|\]\((?P<link_open>[^()\s]+)(?=\s|$)|\][ \u00a0]\((?P<link_apart>(?:https?:|[\w./-]+\.md|#)[^()\s]*)\)"
    r"|\)\[(?P<link_turned>(?:https?:|[\w./-]+\.md|#)[^\[\]\s]*)\]|\[[^\[\]\n]+\]\[(?P<reference>[^\[\]\n]*)\]|(?P<note>\[\^[\w-]+\])"
    r"|(?P<number>\{\{?[ ]*[\w.:*+/'\"()|-]+(?:[ ][\w.:*+/'\"()|-]+)*[ ]*\}\}?|\{%[^{}\n]*|\{\{(?![^{}\n]*\})[^|{}\n]{0,60}|(?<![\w.}])[\w.:-]+[ ]?\}\})|(?P<include>-{2}8<-{2})|(?P<formula>\$(?=[A-Za-z\\]))|(?P<spaced>\$ [^$\n]{1,60} \$(?!\d))"
    r"|\[(?P<citation>[a-z][a-z0-9-]*-\d{4})\]|(?<![\w\[.@])@(?P<bare>[a-z][a-z0-9-]*-\d{4})(?![\w-])"
    r"|(?P<syntax>~~[^~\s][^~\n]*~~|==[^=\s][^=\n]*==)"
)
_ADDRESS = re.compile(r"(?:https?://|(?<![\w/.])www\.)[^\s<>]*[\w/]")
# A line of nothing but bold words that does not end as a sentence does.
_STRONG = ("**", "__")
_BOLD = re.compile(r"\*\*[^\s*][^*\n]*(?<![\s.!?:;,…])\*\*|__[^\s_][^_\n]*(?<![\s.!?:;,…])__")
_SINGLE_BRACES = re.compile(r"\{[ ]?(?:[a-z0-9-]+\.)?[a-z][a-z0-9]*_[a-z0-9_]+(?::[\w-]+)?[ ]?\}")
# A marker of a block that is one sign short or long.
_NO_MARKER = re.compile(
    r"(?:!!+|\?\?+\+?|===*)[ \t]*[\w\"]|={4,}(?:\n|$)|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]|:::"
)
# Nobody writes so many signs twice by chance.
_LONG = 60
_SHOWN = 30
_PAIRED = ("**", "`")
_BOX = re.compile(r"\[[ xX]\][ ]")
_BULLETS = ("• ", "● ", "◦ ", "▪ ", "– ")
_TIGHT_BULLET = re.compile(r"[-+][^\W\d_]{2}")
# A backslash before what needs none, which the site prints.
_BACKSLASH = re.compile(r"\\[%&,;:\"'@/?\n]")
_ENTITY = re.compile(r"&[A-Za-z]{2,20}\d{0,2};")
_FRONT_MATTER = "---"
_UNIT = r"(?:%|\$|мс|ms|мкс|µs|[КМГТ]Б|[KMGT]B|млн|млрд|тыс\.|million|billion|times|раза?|fold)(?!\w)"
_FIGURE = re.compile(
    rf"(?<![\w.,/])\$?\d{{1,12}}(?:[ \u00a0,.]\d{{1,12}}){{0,5}}(?:[ \u00a0-]?{_UNIT}|[MBk]\b)|\$\d+(?:[,.]\d+)*|×[ \u00a0]?\d+|\d+[ \u00a0]?×"
)
# A number of two digits, with a fraction, or with a unit; not a year, a time of day, a minute of the interview, a constant of arithmetic, or of a name, as in ResNet-50.
_LOOSE_FIGURE = re.compile(
    r"(?<![\w.,:/^])(?<![A-Za-z]-)(?<!minute )(?<!\d[ \u00a0])(?!100[ \u00a0]?%|86[,\u00a0 ]400|24[ \u00a0]×|(?:19|20)\d\d(?![.,]?\d))\$?"
    rf"(?:\d{{1,12}}(?:[ \u00a0,.]\d{{1,12}}){{1,5}}|\d{{2,12}})(?![\w:]|[.,]\d|-[^\W\d])(?:[ \u00a0-]?{_UNIT}|[MBk]\b)?|(?<![\w.,:/^])\d[ \u00a0-]?{_UNIT}"
)
_DIGIT = re.compile(r"\d")
# What a figure begins with, and little besides: to look for this first is faster, since a figure is also told by what stands before it.
_FIGURE_BEGINS = re.compile(r"[^\0-#%-/:-\xd6\xd8-\u065f\u2000-\u2bff]")
# A set of letters first: of patterns with several beginnings these are the fastest to look for.
_ASSUMED = re.compile(r"[AaДд\u1c81](?i:(?<=a)ssum|(?<=д)опу[щс])")
_ILLUSTRATED = re.compile(r"[IiİıИи](?i:(?<=i)llustrat|(?<=и)ллюстрац)")

_PARSER = parser()
_BETWEEN_CELLS = Token("softbreak", "", 0)
# To look a member up takes longer than all the rest of a plain run.
_PARAGRAPH, _HEADING, _CELL, _TITLE = Where.PARAGRAPH, Where.HEADING, Where.CELL, Where.TITLE


def read_page(path: str, data: bytes, languages: Iterable[str]) -> Page:
    """Read a page from its bytes, whatever they are: what is wrong stands in `problems`.

    Args:
        path: the file, relative to the root, beginning with `docs/`.
        data: the file's bytes.
        languages: the site's languages.

    """
    name, language = split_name(path.removeprefix("docs/"), languages)
    problem = _too_large(data)
    if problem:
        # What is not UTF-8 may seem to be without lines.
        unread = [each for each in decode(data)[1] if each.code == "TX001"]
        return Page(path, language, name, None, problems=(*unread, problem))
    text, problems = decode(data)
    front, body, body_line, front_problems = split_front_matter(text)
    reader = _Reader(body_line)
    reader.read(body, data)
    problems += pictured(text, data)
    problems += [Problem(body_line - 1 + line, "TX007", CONFLICT) for line in conflicts(body)]
    return Page(
        path=path,
        language=language,
        name=name,
        front_matter=front,
        headings=tuple(reader.headings),
        sections=tuple(reader.sections),
        items=tuple(reader.items),
        links=tuple(reader.links),
        tags=tuple(reader.tags),
        attributes=tuple(reader.attributes),
        directives=tuple(reader.directives),
        fills=tuple(reader.fills),
        figures=tuple(reader.figures),
        numbers=tuple(reader.numbers),
        citations=tuple(reader.citations),
        codes=tuple(reader.codes),
        typed_figures=tuple(reader.typed_figures),
        loose_figures=tuple(reader.loose_figures),
        anchors=frozenset(reader.anchors),
        stray_indents=tuple(reader.stray_indents),
        prose=(*_front_prose(front, text), *reader.prose),
        slips=tuple(reader.slips),
        references=tuple(reader.references),
        hollow=frozenset(reader.hollow),
        block_titles=tuple(reader.block_titles),
        bold_lines=tuple(reader.bold_lines),
        addresses=tuple(reader.addresses),
        lead=reader.lead,
        marks=tuple(reader.marks),
        problems=(*problems, *front_problems, *reader.problems),
        body_line=body_line,
    )


def digest(body: str) -> str:
    """Return the hash of a page's body that its translations record: what only spacing or composed letters change leaves it as it is."""
    folded = " ".join(unicodedata.normalize("NFC", body).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def body_digest(data: bytes) -> str:
    """Return the hash that translations of a page record, from the page's bytes; empty where it is too large to be read."""
    return "" if _too_large(data) else digest(split_front_matter(decode(data)[0])[1])


def _too_large(data: bytes) -> Problem | None:
    """Return what of a file is too large to be parsed, if anything is."""
    if len(data) > MAX_BYTES:
        return Problem(1, "TX002", f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}: split the page")
    if max(map(len, data.split(b"\n\n"))) <= MAX_LINE:
        return None
    block = 0
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        block = block + len(line) if line.strip() else 0
        if len(line) > MAX_LINE:
            return Problem(
                number,
                "TX002",
                f"the line has {len(line):,} bytes, more than {MAX_LINE:,}: make several paragraphs of it",
            )
        if block > MAX_BLOCK:
            return Problem(
                number,
                "TX002",
                f"up to here there are {block:,} bytes without an empty line, more than {MAX_BLOCK:,}: put some in",
            )
    return None


def split_front_matter(text: str) -> tuple[YamlSource | None, str, int, list[Problem]]:
    """Split a page into front matter and body.

    Returns:
        the front matter (None if absent or broken), the body, the 1-based line where the body begins, and what is wrong.

    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FRONT_MATTER:
        return None, text, 1, []
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (_FRONT_MATTER, "...")), None)
    if end is None:
        return (
            None,
            "",
            len(lines) + 1,
            [Problem(1, "FM004", "the front matter does not end: close it with a line `---`")],
        )
    body = "\n".join(lines[end + 1 :])
    try:
        front = parse("\n".join(lines[1:end]))
    except YamlError as error:
        problem = Problem(error.line + 1, "FM004", f"the front matter is not valid YAML: {error.message}")
        return None, body, end + 2, [problem]
    if not isinstance(front.data, dict):
        problem = Problem(2, "FM004", "the front matter is not a list of `key: value` lines")
        return None, body, end + 2, [problem]
    return front.after(1), body, end + 2, []


def _front_prose(front: YamlSource | None, text: str) -> Iterator[Prose]:
    """Yield the words of the front matter."""
    if front is None:
        return
    for key in ("title", "description"):
        words = front.data.get(key)
        if isinstance(words, str) and words.strip():
            line = front.line((key,))
            lines = text.split("\n", line)
            yield Prose(Where.FRONT, words, ((0, line, lines[line - 1].find(words)),))


def written_id(text: str) -> tuple[str, str | None]:
    """Split `Heading { #id }` into its text and its id."""
    match = _ATTRS.search(text)
    if match is None:
        return text.strip(), None
    found = _ID.search(match["attrs"])
    return text[: match.start()].strip(), found["id"] if found else None


@dataclass
class _OpenItem:
    """A list item whose end has not been seen; `blocks` counts what stands in it, its first line included."""

    line: int
    first: str | None = None
    blocks: int = 0
    section: str | None = None


@dataclass
class _Reader:
    """Walks the tokens of one page once."""

    body_line: int
    headings: list[Heading] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    numbers: list[NumberMark] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    typed_figures: list[TypedFigure] = field(default_factory=list)
    loose_figures: list[TypedFigure] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    stray_indents: list[int] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    hollow: set[int] = field(default_factory=set)
    block_titles: list[tuple[int, str]] = field(default_factory=list)
    bold_lines: list[tuple[int, str]] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    lead: int = 0
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, body: str, data: bytes) -> None:
        """Fill the lists from a page's body; `data` are the bytes of the page."""
        try:
            tokens = _PARSER.parse(body)
        except (RecursionError, IndexError, ValueError) as error:
            self.problems.append(
                Problem(
                    self.body_line, "TX003", f"the page cannot be parsed ({type(error).__name__}): simplify its nesting"
                )
            )
            return
        self._lines = lines = body.split("\n")
        self._section_fields: dict[str, Any] = {}
        self._open_items: list[_OpenItem] = []
        self._said: dict[str, int] = {}
        self._bare_heading: Heading | None = None
        self._cells: list[Token] = []
        self._end = (UNKNOWN, 0)
        # Digits of other scripts are figures as well.
        self._has_digit = _has_any_digit if may_have_other_digits(data) else _has_digit
        self._tokens = tokens
        for self._at, token in enumerate(tokens):
            if take := _TAKES.get(token.type):
                take(self, token)
            if token.level >= MAX_NESTING // 2 and token.nesting == 1:
                self._note_depth(token)
        self._close_section()
        if self._bare_heading:
            self.hollow.add(self._bare_heading.line)
        self.slips += slips(tokens, lines, self.body_line)
        self.references += references(tokens, self.body_line)

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.body_line

    def _note_depth(self, token: Token) -> None:
        if not any(problem.code == "TX003" for problem in self.problems):
            said = "lists and quotes are nested too deep here: flatten them"
            self.problems.append(Problem(self._line(token), "TX003", said))

    def _note_content(self) -> None:
        """Note that the open section, the last heading, and the open list item behind its first line, hold something."""
        self._bare_heading = None
        if self._section_fields:
            self._section_fields["is_empty"] = False
        if self._open_items:
            self._open_items[-1].blocks += 1

    def _heading(self, token: Token, opener: Token, line: int) -> None:
        text, heading_id = written_id(token.content)
        if heading_id and not text[-1:].isspace() and token.content[len(text) : len(text) + 1] == "{" and text:
            self.slips.append(Slip(Loss.GLUED, line, text=heading_id))
        if opener.level == 0 and self._lines[line - self.body_line][:1] == " ":
            self.slips.append(Slip(Loss.INDENTED, line))
        heading = Heading(line, int(opener.tag[1]), text, heading_id)
        self.headings.append(heading)
        if self._bare_heading and self._bare_heading.level >= heading.level:
            self.hollow.add(self._bare_heading.line)
        self._bare_heading = heading
        if heading_id:
            self.anchors.add(heading_id)
        if opener.level == 0 and heading.level <= 2:
            self._close_section()
            if heading.level == 2:
                self._section_fields = {"heading": heading}
        elif heading.level == 3:
            self._count("subheadings", 1)
        self.loose_figures += self._figures_in(_LOOSE_FIGURE, NUMBER.sub(" ", text), line)
        self._children(token, line)
        self._prose(_HEADING, token)

    @property
    def _section(self) -> str | None:
        """The id of the open section."""
        return self._section_fields["heading"].id if self._section_fields else None

    def _close_section(self) -> None:
        if self._section_fields:
            self.sections.append(Section(**self._section_fields))
        self._section_fields = {}

    def _count(self, name: str, number: int) -> None:
        if self._section_fields:
            self._section_fields[name] = self._section_fields.get(name, 0) + number

    def _list(self, token: Token) -> None:
        """Count the top-level items of a section's first list."""
        if token.level or not self._section_fields or "list_line" in self._section_fields:
            return
        items = 0
        for other in self._tokens[self._at + 1 :]:
            if other.level == token.level and other.nesting == -1:
                break
            items += other.type == "list_item_open" and other.level == token.level + 1
        self._section_fields |= {"list_items": items, "list_line": self._line(token)}

    def _table(self, token: Token) -> None:
        """Count the body rows and the columns of a section's first table."""
        if not self._section_fields or "table_line" in self._section_fields:
            return
        rows = columns = 0
        in_body = is_first = False
        heads: list[str] = []
        for other in self._tokens[self._at + 1 :]:
            if other.type == "table_close":
                break
            in_body = in_body or other.type == "tbody_open"
            columns += other.type == "th_open"
            rows += in_body and other.type == "tr_open"
            if is_first and other.type == "inline":
                heads.append(other.content.strip(" *_"))
            is_first = in_body and (other.type == "tr_open" or (is_first and other.type != "inline"))
        self._section_fields |= {"table_rows": rows, "table_columns": columns, "table_line": self._line(token)}
        self._section_fields["table_heads"] = tuple(heads)

    def _row(self, _: Token) -> None:
        """Note a table's row: its cells that hold something, and its figures; a source or an assumption in one cell speaks for all of them."""
        row, self._cells = self._cells, []
        self._count("all_rows", 1)
        contents = [each.content for each in row]
        self._count("all_cells", len(contents) - contents.count("") - sum(map(str.isspace, contents)))
        whole = "".join(contents)
        if "`" in whole or "**" in whole:
            # A bar in code divides cells for the parser, and not on the site: its marks are in one row at least.
            for each in row if any(whole.count(mark) % 2 for mark in _PAIRED) else ():
                self._unpaired(each, self._line(each))
        if self._has_digit(whole):
            cells = [child for each in row for child in (*(each.children or ()), _BETWEEN_CELLS)]
            self._loose_figures(cells, self._line(row[0]))

    def _details(self, token: Token) -> None:
        if token.info == "???" and token.level == 0:
            self._count("details", 1)

    def _item_open(self, token: Token) -> None:
        self._count("all_items", 1)
        self._open_items.append(_OpenItem(self._line(token), section=self._section))
        self._note_stray_indents(token)

    def _note_stray_indents(self, token: Token) -> None:
        """Note content that CommonMark takes into the item and Python-Markdown, which wants four spaces, does not."""
        if token.map is None:
            return
        lines = self._lines
        start, end = token.map
        marker = len(lines[start]) - len(lines[start].lstrip())
        if lines[start].lstrip().startswith(">"):
            return
        for number in range(start + 1, min(end, len(lines))):
            line = lines[number].expandtabs(4)
            if not line.strip() or line.lstrip().startswith(">"):
                continue
            indent = len(line) - len(line.lstrip())
            follows_blank = not lines[number - 1].strip()
            starts_list = re.match(r"\s*(?:[-*+]|\d+[.)])\s", line) is not None
            if (follows_blank or starts_list) and indent < _parent_indent(marker) + 4:
                if number + self.body_line not in self.stray_indents:
                    self.stray_indents.append(number + self.body_line)
                return

    def _item_close(self, _: Token) -> None:
        item = self._open_items.pop()
        if self._open_items:
            self._open_items[-1].blocks += 1
        match = _TASK.match(item.first or "")
        text, item_id = written_id((match["text"] or "") if match else item.first or "")
        if item_id:
            self.anchors.add(item_id)
        if match or item_id:
            ticked = bool(match) and match["mark"] in "xX"  # type: ignore[index]
            self.items.append(Item(item.line, item_id, text, bool(match), ticked, item.blocks > 1, item.section))

    def _inline(self, token: Token) -> None:
        opener = self._tokens[self._at - 1]
        line = self._line(token)
        match opener.type:
            case "heading_open":
                self._heading(token, opener, line)
            case "indented_block_open":
                self._children(token, line)
                self.block_titles.append((line, token.content))
                self._prose(_TITLE, token)
            case "paragraph_open":
                self._paragraph(token, line)
                self._run(_PARAGRAPH, token, line)
            case _:
                self._cells.append(token)
                self._run(_CELL, token, line)

    def _run(self, where: Where, token: Token, line: int) -> None:
        """Note what stands in a paragraph or a cell."""
        if not self.headings:
            self.lead = self.lead or line
        if token.content and _says_more(token.content):
            self._children(token, line, is_searched=self._is_searched(token, line))
        self._prose(where, token)
        self._note_content()

    def _paragraph(self, token: Token, line: int) -> None:
        """Note what a paragraph is as a whole, which a cell is not: the first line of an item, a heading in bold, words that stood before, figures.

        A mark that does not close is noted of paragraphs alone: a cell may end within code that holds a bar, for the parser here and not for
        the site's.
        """
        content = token.content
        if self._open_items and self._open_items[-1].first is None:
            item = self._open_items[-1]
            item.first, _, rest = content.partition("\n")
            item.blocks += bool(rest.strip())
        elif content[-1:] == "}" and content[0] != "#" and (nowhere := _id_of_nothing(content)):
            self.slips.append(Slip(Loss.NOWHERE, line + content.count("\n"), text=nowhere))
        if token.level == 1:
            self._count("paragraphs", 1)
            if content[:2] in _STRONG and _BOLD.fullmatch(content):
                self.bold_lines.append((line, content.strip("*_")))
            elif content[-1:].isalnum() and len(content) >= _LONG and self._ends_here():
                self.slips.append(Slip(Loss.CUT, line + content.count("\n"), text=content[-_SHOWN:]))
        if len(content) >= _LONG:
            first = self._said.setdefault(content, line)
            if first != line:
                self.slips.append(Slip(Loss.TWICE, line, first))
        self._unpaired(token, line)
        if "`" not in content:
            self._spaced_marks(content, line)
        if self._has_digit(content) and ("{{" not in content or self._has_digit(NUMBER.sub("", content))):
            children = token.children or []
            self._typed_figures(children, line)
            self._loose_figures(children, line)

    def _ends_here(self) -> bool:
        """Tell whether nothing goes on with the paragraph, as a formula, a list or a table would."""
        behind = self._tokens[self._at + 2 : self._at + 3]
        return not behind or behind[0].type in ("paragraph_open", "heading_open")

    def _spaced_marks(self, content: str, line: int) -> None:
        """Note what the site prints of a paragraph without code: bold words with spaces inside of their marks, a backslash that is not needed."""
        if "**" in content:
            for bold in content.split("**")[1:-1:2]:
                if bold != bold.strip() and "\n\n" not in bold:
                    self.slips.append(Slip(Loss.SPACED, line, text=f"**{bold[:40]}**"))
        if "\\" in content and "$" not in content:
            for match in _BACKSLASH.finditer(content):
                at = line + content.count("\n", 0, match.start())
                self.slips.append(Slip(Loss.BACKSLASH, at, text=match[0].rstrip("\n")))

    def _prose(self, where: Where, token: Token) -> None:
        """Note the words of a run of text, with their columns in the file."""
        first = token.map[0] if token.map else 0
        content = token.content
        if "\n" in content:
            places = []
            for number, part in enumerate(content.split("\n"), first):
                column = self._lines[number].find(part.strip()) if number < len(self._lines) else UNKNOWN
                places.append((number + self.body_line, column))
            self.prose += prose(where, token, places)
            return
        # Several cells stand on one line: each is looked for behind the one before it.
        line, behind = self._end
        behind = behind if line == first else 0
        column = self._lines[first].find(content.strip(), behind) if first < len(self._lines) else UNKNOWN
        self._end = (first, max(column, 0) + len(content))
        if token.meta is PLAIN:
            words = plain_prose(where, token, first + self.body_line, column)
            if words.text.strip():
                self.prose.append(words)
        else:
            self.prose += prose(where, token, [(first + self.body_line, column)])

    def _unpaired(self, token: Token, line: int) -> None:
        for mark in _PAIRED:
            if mark in token.content and token.content.count(mark) % 2 and _is_left(mark, token):
                self.slips.append(Slip(Loss.MARK, line, text=mark))

    def _children(self, token: Token, line: int, *, is_searched: bool = False) -> None:
        """Note the links, pictures, tags, marks and attributes of a run of text, and what is left over in it if that `is_searched`."""
        if token.meta is PLAIN:
            for number, part in enumerate(LINK.split(token.content)):
                if number % 3 == 2:
                    self.links.append(Link(line, part, False, ""))
                elif part:
                    self._words(part, line, is_linked=number % 3 == 1, is_searched=is_searched)
            return
        is_linked = False
        before: Token | None = None
        for child in token.children or ():
            match child.type:
                case "text":
                    self._words(child.content, line, is_linked=is_linked, is_searched=is_searched)
                case "link_open":
                    is_linked = True
                    self.links.append(Link(line, str(child.attrs.get("href", "")), False, ""))
                case "link_close":
                    if before is not None and before.type == "link_open":
                        self.slips.append(Slip(Loss.NO_WORDS, line, text=str(before.attrs.get("href", ""))))
                    is_linked = False
                case "softbreak" | "hardbreak":
                    line += 1
                case "image":
                    self.links.append(Link(line, str(child.attrs.get("src", "")), True, child.content))
                case "html_inline":
                    self._html(child.content, line)
                case "code_inline":
                    self.codes.append(Code(line, child.content))
                    if "{{" in child.content:
                        self.slips.append(Slip(Loss.CODED, line, text=child.content))
                case "math_inline" | "math_inline_double":
                    kind: Literal["formula", "display"] = "formula" if child.type == "math_inline" else "display"
                    self.figures.append(Figure(line, kind, child.content))
                    line += child.content.count("\n")
                case _:
                    pass
            before = child

    def _words(self, text: str, line: int, *, is_linked: bool, is_searched: bool) -> None:
        """Note what stands in words, and what is left over in them."""
        rest = self._text(text, line)
        if not is_linked and ("://" in rest or "www." in rest):
            self.addresses += [Address(line, match[0]) for match in _ADDRESS.finditer(rest)]
        if is_searched and _may_be_leftover(rest):
            self.slips += _left_in(rest, line)

    def _text(self, text: str, line: int) -> str:
        """Note the ids, attributes, numbers and citations of a text; most texts have none. Return the text without its numbers."""
        rest = text
        if "{" in text:
            if "{{" in text:
                marks, rest = number_marks(text, line, self._section)
                self.numbers += marks
            if "{" in rest:
                if "#" in rest:
                    self._ids(text, line)
                self.attributes += [Attribute(line, match[0]) for match in _ATTRIBUTES.finditer(text)]
        if "<" in text:
            self.tags += [Tag(line, match["name"].lower(), match[0]) for match in _LIKE_A_TAG.finditer(text)]
        if "[@" in text:
            self.citations += [Citation(line, match["id"]) for match in CITATION.finditer(text)]
        return rest

    def _ids(self, text: str, line: int) -> None:
        """Note ids wherever they stand; those that close a heading or an item's first line are noted with these as well."""
        for match in _ANY_ID.finditer(text):
            self.anchors.add(match["id"])
            self.marks.append(Mark(line, match["id"]))

    def _is_searched(self, token: Token, line: int) -> bool:
        """Tell whether to look for what was meant to be a link, a number, a note or a formula, and is text; what is escaped is meant as it stands."""
        if _NO_MARKER.match(token.content):
            self.slips.append(Slip(Loss.MARKER, line))
        elif (
            token.content.startswith(_BULLETS)
            or _TIGHT_BULLET.match(token.content)
            or (token.level == 1 and _BOX.match(token.content))
        ):
            self.slips.append(Slip(Loss.BULLET, line, text=token.content[0] if token.content[0] != "[" else "[ ]"))
        return "\\" not in token.content or not any(f"\\{sign}" in token.content for sign in "[](){}$")

    def _typed_figures(self, children: Sequence[Token], line: int) -> None:
        text = "".join([child.content for child in children if child.type == "text"])
        if CITATION.search(text):
            return
        found = self._figures_in(_FIGURE, NUMBER.sub("", text), line)
        if found and not _ASSUMED.search(text):
            self.typed_figures += found

    def _loose_figures(self, children: Sequence[Token], line: int) -> None:
        text = "".join([child.content if child.type == "text" else " " for child in children])
        if CITATION.search(text):
            return
        found = self._figures_in(_LOOSE_FIGURE, NUMBER.sub(" ", text), line)
        if not found or _ILLUSTRATED.search(text) or _ASSUMED.search(text):
            return
        if not any(str(child.attrs.get("href", "")).startswith("https:") for child in children):
            self.loose_figures += found

    def _figures_in(self, pattern: re.Pattern[str], text: str, line: int) -> list[TypedFigure]:
        """Return the figures of one kind in a text that is without its numbers."""
        found: list[TypedFigure] = []
        end = 0
        for begin in _FIGURE_BEGINS.finditer(text) if self._has_digit(text) else ():
            figure = pattern.match(text, begin.start()) if begin.start() >= end else None
            if figure:
                end = figure.end()
                found.append(TypedFigure(line, figure[0], self._section))
        return found

    def _figure(self, token: Token) -> None:
        if token.type == "fence" and "{" in token.info:
            self.attributes.append(Attribute(self._line(token), token.info.strip()))
        if token.type == "math_block":
            self._count("displays", 1)
            self.figures.append(Figure(self._line(token), "display", token.content))
        elif token.info.split(maxsplit=1)[:1] == ["mermaid"]:
            self._count("diagrams", 1)
            self.figures.append(Figure(self._line(token) + 1, "diagram", token.content))
            self.loose_figures += self._figures_in(_LOOSE_FIGURE, NUMBER.sub(" ", token.content), self._line(token) + 1)
        self._note_content()

    def _html_block(self, token: Token) -> None:
        html = token.content
        self._html(html, self._line(token))
        if _DIRECTIVE.search(html) or _FILL.search(html) or _COMMENT.sub("", html).strip():
            self._note_content()

    def _html(self, html: str, line: int) -> None:
        for match in _DIRECTIVE.finditer(html):
            self.directives.append(Directive(line + html.count("\n", 0, match.start()), match["name"]))
        for match in _NO_DIRECTIVE.finditer(html):
            self.directives.append(Directive(line + html.count("\n", 0, match.start()), match["name"]))
        for match in _FILL.finditer(html):
            self.fills.append(Fill(line + html.count("\n", 0, match.start()), " ".join(match["text"].split())))
        visible = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), html)
        for match in _TAG.finditer(visible):
            name = (match["name"] or match["other"]).lower()
            self.tags.append(Tag(line + visible.count("\n", 0, match.start()), name, match[0]))


_TAKES: Mapping[str, Callable[[_Reader, Token], None]] = {
    "inline": _Reader._inline,
    "fence": _Reader._figure,
    "code_block": _Reader._figure,
    "math_block": _Reader._figure,
    "html_block": _Reader._html_block,
    "bullet_list_open": _Reader._list,
    "ordered_list_open": _Reader._list,
    "list_item_open": _Reader._item_open,
    "list_item_close": _Reader._item_close,
    "table_open": _Reader._table,
    "tr_close": _Reader._row,
    "indented_block_open": _Reader._details,
}

# To look for one sign after the other is ten times faster than to look for a set of them.


def _has_digit(text: str) -> bool:
    return (
        "0" in text
        or "1" in text
        or "2" in text
        or "3" in text
        or "4" in text
        or "5" in text
        or "6" in text
        or "7" in text
        or "8" in text
        or "9" in text
    )


def _has_any_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _says_more(text: str) -> bool:
    """Tell whether there may be more to be noted of a run of text than its words and figures."""
    return (
        "{" in text
        or "}}" in text
        or "[" in text
        or "]" in text
        or "$" in text
        or "<" in text
        or "`" in text
        or "\\" in text
        or "\n" in text
        or text[0] in "!?=:•●◦▪–-+"
        or "&" in text
        or "@" in text
        or "~~" in text
        or "==" in text
        or "://" in text
        or "www." in text
    )


def _may_be_leftover(text: str) -> bool:
    return (
        "{" in text
        or "[" in text
        or "]" in text
        or "$" in text
        or "}}" in text
        or "8<" in text
        or "&" in text
        or "@" in text
        or "~~" in text
        or "==" in text
    )


def _is_left(mark: str, token: Token) -> bool:
    """Tell whether a mark that opens bold words or code is not closed in a run of text; what is escaped is meant as it stands."""
    words = [child.content for child in token.children or () if child.type == "text"]
    left = sum(each.count(mark) - each.count(f" {mark} ") for each in words)
    return left % 2 == 1 and f"\\{mark[0]}" not in token.content


def _left_in(text: str, line: int) -> Iterator[Slip]:
    """Yield what in a text without its numbers was meant to be something else."""
    if "[@" in text:
        text = CITATION.sub("", text)
    if not _may_be_leftover(text):
        return
    if "&" in text:
        from html.entities import html5  # Few texts have one.

        for match in _ENTITY.finditer(text):
            if match[0][1:] not in html5:
                yield Slip(Loss.ENTITY, line, text=match[0])
    for match in _LEFTOVER.finditer(text):
        kind = Loss.CITATION if match["bare"] else Loss((match.lastgroup or "").partition("_")[0])
        if (
            kind is Loss.NUMBER
            and not match[0].startswith(("{{", "{%"))
            and not match[0].endswith("}}")
            and not _SINGLE_BRACES.fullmatch(match[0])
        ):
            continue
        yield Slip(kind, line, text=match["citation"] or match["bare"] or match[0])


def _id_of_nothing(content: str) -> str:
    """Return the id that closes a paragraph behind its words, where the site knows none; empty for no such id."""
    match = _ATTRS.search(content)
    found = _ID.search(match["attrs"]) if match else None
    before = content[: match.start()] if match else ""
    # On a line of its own it is the paragraph's, and right behind a link or a mark it is that one's.
    is_own = not before.rpartition("\n")[2].strip() or not (before[-1].isspace() or before[-1].isalnum())
    return found["id"] if found and not is_own else ""


def _parent_indent(marker: int) -> int:
    """Return the column of the list that an item's marker at column `marker` belongs to, in Python-Markdown's steps of four."""
    return marker // 4 * 4

"""YAML with the line of every key, and nothing of YAML that content does not need.

PyYAML's own loader keeps the last of two equal keys, follows aliases without bound and recurses as deep as the text does. Content is
written by strangers, so the tree is built here from PyYAML's events: iteratively, with a depth limit, without aliases and tags. Most files
are so plain that they are read without PyYAML (see `mlsd.model.yaml_lines`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import yaml

from mlsd.model.addresses import LANGUAGES
from mlsd.model.yaml_advice import Complaint, advice
from mlsd.model.yaml_lines import read_lines
from mlsd.model.yaml_words import word

MAX_DEPTH = 20
MAX_LENGTH = 1_000_000

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_KEY = object()
# In which language readers see what stands under a key: in none the words that pages avoid, and those that readers search by.
_SEEN_IN: dict[Any, str | None] = {**{name: name for name in LANGUAGES}, "avoid": "", "also": ""}


class YamlError(Exception):
    """The text is not YAML that we read; `line` is 1-based in the text."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class YamlSource:
    """A parsed YAML text: plain `data` and the 1-based line of every path into it.

    The lines are kept in the order in which the text names its keys and entries; who stands where is worked out when it is first asked,
    since of most texts nobody asks.
    """

    def __init__(self, data: Any, in_order: Sequence[int], offset: int = 0) -> None:
        """Keep what was parsed.

        Args:
            data: the values; mappings in the order of the text.
            in_order: the line of the whole, then of each key and each entry of a list as they come.
            offset: how many lines stand before the text in its file.

        """
        self.data = data
        self._in_order = array("I", in_order)
        self._offset = offset

    def after(self, lines: int) -> YamlSource:
        """Return the same for a text with so many more lines before it."""
        return YamlSource(self.data, self._in_order, self._offset + lines)

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of each path."""
        found: dict[Path, int] = {}
        if self._in_order:
            rest = iter(self._in_order)
            found[()] = next(rest) + self._offset
            _note_lines(self.data, (), rest, self._offset, found)
        return found

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of its nearest known ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    @cached_property
    def texts(self) -> Sequence[tuple[str | None, int, str]]:
        """Every text in order: the language in which readers see it, if it stands under one; its line; its words."""
        found: list[tuple[str | None, int, str]] = []
        _note_texts([self.data], None, iter(self._in_order or (1,)), self._offset, found)
        return found

    def __eq__(self, other: object) -> bool:
        """Tell whether two texts say the same on the same lines."""
        return isinstance(other, YamlSource) and (self.data, self.lines) == (other.data, other.lines)

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> tuple[Any, ...]:
        """Return what is kept of it."""
        return self.data, self._in_order, self._offset

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Take what was kept."""
        self.data, self._in_order, self._offset = state


def _note_lines(node: Any, path: Path, rest: Iterator[int], offset: int, found: dict[Path, int]) -> None:
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            where = (*path, key)
            found[where] = next(rest) + offset
            if value.__class__ in (dict, list):
                _note_lines(value, where, rest, offset, found)


def _note_texts(
    node: Any, around: str | None, rest: Iterator[int], offset: int, found: list[tuple[str | None, int, str]]
) -> None:
    for key, value in node.items() if node.__class__ is dict else enumerate(node):
        line = next(rest)
        language = _SEEN_IN.get(key, around)
        if language is not around and around is not None and language:
            language = around  # The outermost one.
        if value.__class__ is str:
            found.append((language or None, line + offset, value))
        elif value.__class__ is dict or value.__class__ is list:
            _note_texts(value, language, rest, offset, found)


def parse(text: str) -> YamlSource:
    """Parse one YAML document.

    Raises:
        YamlError: not YAML, or YAML with duplicate keys, aliases, tags, several documents or too many levels.

    """
    if len(text) > MAX_LENGTH:
        raise YamlError(1, f"the file has {len(text):,} characters, more than {MAX_LENGTH:,}: divide it")
    read = read_lines(text)
    return YamlSource(*read) if read else parse_events(text)


def parse_events(text: str) -> YamlSource:
    """Parse one YAML document, whatever it is made of; `parse` does so where it has to."""
    loader = _LOADER(text)
    try:
        return _build(loader.get_event)
    except yaml.YAMLError as error:
        raise YamlError(*advice(text, _complaint(error))) from None
    except RecursionError:
        raise YamlError(1, f"nested deeper than {MAX_DEPTH} levels") from None
    finally:
        loader.dispose()


def _complaint(error: yaml.YAMLError) -> Complaint:
    began = getattr(error, "context_mark", None)
    stopped = getattr(error, "problem_mark", None) or began
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Complaint(
        str(problem),
        stopped.line if stopped else 0,
        stopped.column if stopped else 0,
        str(getattr(error, "context", None) or ""),
        began.line if began else 0,
    )


@lru_cache(maxsize=8)
def parse_once(text: str) -> YamlSource:
    """Parse a document that is read for its data and again for its words; nobody may change what is returned."""
    return parse(text)


def _build(next_event: Callable[[], Any]) -> YamlSource:
    """Build the data from the events; one loop, since a thousand cases are millions of events."""
    root: list[Any] = []
    lines: list[int] = []
    # Of the innermost open collection: what it is, its keys with their lines (None for a list), and the key that waits for its value.
    node: Any = root
    keys: dict[Any, int] | None = None
    key: Any = _NO_KEY
    stack: list[tuple[Any, dict[Any, int] | None, Any]] = []
    documents = 0
    while (event := next_event()) is not None:
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _refuse(event)
            value = event.value
            if event.implicit[0]:
                try:
                    value = word(value)
                except ValueError:
                    message = f"`{value[:40]}` is not a number that can be read"
                    raise YamlError(event.start_mark.line + 1, message) from None
            if keys is None:
                lines.append(event.start_mark.line + 1)
                node.append(value)
            elif key is _NO_KEY:
                line = event.start_mark.line + 1
                if value in keys:
                    raise YamlError(line, f"key `{value}` stands twice (first at line {keys[value]}): keep one")
                lines.append(line)
                keys[value] = line
                key = value
            else:
                node[key] = value
                key = _NO_KEY
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                _refuse(event)
            inner: Any = {} if kind is yaml.MappingStartEvent else []
            line = event.start_mark.line + 1
            if keys is None:
                lines.append(line)
                node.append(inner)
            elif key is _NO_KEY:
                raise YamlError(
                    line,
                    "a key must be a word, not a list or a mapping; text that begins with `{` or `[` needs quotation marks",
                )
            else:
                node[key] = inner
            if len(stack) == MAX_DEPTH:
                raise YamlError(line, f"nested deeper than {MAX_DEPTH} levels")
            stack.append((node, keys, _NO_KEY))
            node, keys, key = inner, {} if kind is yaml.MappingStartEvent else None, _NO_KEY
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node, keys, key = stack.pop()
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                line = event.start_mark.line + 1
                raise YamlError(line, "a second document begins here (a line `---`): keep one")
        elif kind is yaml.AliasEvent:
            raise YamlError(event.start_mark.line + 1, f"alias `*{event.anchor}`: write the value out")
    return YamlSource(root[0] if root else None, lines)


def _refuse(event: Any) -> None:
    """Refuse a node with an anchor or a tag."""
    line = event.start_mark.line + 1
    if event.anchor is not None:
        raise YamlError(line, f"anchor `&{event.anchor}`: write the value where it is used")
    if event.tag not in (None, "!"):
        raise YamlError(line, f"tag `{event.tag}`: leave it out")

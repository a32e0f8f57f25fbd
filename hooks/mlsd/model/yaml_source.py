"""YAML with the line of every key, and nothing of YAML that content does not need.

PyYAML's own loader keeps the last of two equal keys, follows aliases without bound and recurses as deep as the text does. Content is
written by strangers, so the tree is built here from PyYAML's events: iteratively, with a depth limit, without aliases and tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_DEPTH = 20
MAX_LENGTH = 1_000_000

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER = yaml.resolver.Resolver()
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
# Dates, binaries and merge keys stay the text they are.
_CONSTRUCT = {
    "tag:yaml.org,2002:null": _CONSTRUCTOR.construct_yaml_null,
    "tag:yaml.org,2002:bool": _CONSTRUCTOR.construct_yaml_bool,
    "tag:yaml.org,2002:int": _CONSTRUCTOR.construct_yaml_int,
    "tag:yaml.org,2002:float": _CONSTRUCTOR.construct_yaml_float,
}


class YamlError(Exception):
    """The text is not YAML that we read; `line` is 1-based in the text."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class YamlSource:
    """A parsed YAML text: plain `data` and the 1-based line of every path into it."""

    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of its nearest known ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass
class _Open:
    """A collection whose end has not been seen."""

    node: dict[Any, Any] | list[Any]
    path: Path
    key: Any = None
    expects_key: bool = True
    keys: dict[Any, int] = field(default_factory=dict)


def parse(text: str) -> YamlSource:
    """Parse one YAML document.

    Raises:
        YamlError: not YAML, or YAML with duplicate keys, aliases, tags, several documents or too many levels.

    """
    if len(text) > MAX_LENGTH:
        raise YamlError(1, f"the file has {len(text):,} characters, more than {MAX_LENGTH:,}: divide it")
    try:
        return _build(_events(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise YamlError(mark.line + 1 if mark else 1, str(problem)) from None
    except RecursionError:
        raise YamlError(1, f"nested deeper than {MAX_DEPTH} levels") from None


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _build(events: Iterator[yaml.Event]) -> YamlSource:
    stack: list[_Open] = []
    lines: dict[Path, int] = {}
    root: list[Any] = []
    documents = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError(line, "a second document begins here (a line `---`): keep one")
        elif isinstance(event, yaml.AliasEvent):
            raise YamlError(line, f"alias `*{event.anchor}`: write the value out")
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                raise YamlError(line, f"anchor `&{event.anchor}`: write the value where it is used")
            _place(event, line, stack, lines, root)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
    return YamlSource(root[0] if root else None, lines)


def _place(event: yaml.NodeEvent, line: int, stack: list[_Open], lines: dict[Path, int], root: list[Any]) -> None:
    """Put the node that `event` opens into the innermost open collection."""
    value: Any
    if isinstance(event, yaml.ScalarEvent):
        value = _scalar(event, line)
    else:
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise YamlError(line, f"tag `{tag}`: leave it out")
        value = {} if isinstance(event, yaml.MappingStartEvent) else []
    parent = stack[-1] if stack else None
    if parent is None:
        path: Path = ()
        root.append(value)
        lines.setdefault(path, line)
    elif isinstance(parent.node, list):
        path = (*parent.path, len(parent.node))
        lines[path] = line
        parent.node.append(value)
    elif parent.expects_key:
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlError(line, "a key must be a word, not a list or a mapping")
        if value in parent.keys:
            raise YamlError(line, f"key `{value}` stands twice (first at line {parent.keys[value]}): keep one")
        parent.keys[value] = line
        parent.key, parent.expects_key = value, False
        lines[(*parent.path, value)] = line
        return
    else:
        path = (*parent.path, parent.key)
        parent.node[parent.key] = value
        parent.expects_key = True
    if not isinstance(event, yaml.ScalarEvent):
        if len(stack) == MAX_DEPTH:
            raise YamlError(line, f"nested deeper than {MAX_DEPTH} levels")
        stack.append(_Open(value, path))


def _scalar(event: yaml.ScalarEvent, line: int) -> Any:
    if event.tag not in (None, "!"):
        raise YamlError(line, f"tag `{event.tag}`: leave it out")
    if not event.implicit[0]:
        return event.value
    tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
    construct = _CONSTRUCT.get(tag)
    if construct is None:
        return event.value
    try:
        return construct(yaml.ScalarNode(tag, event.value))
    except (ValueError, OverflowError, KeyError, yaml.YAMLError):
        raise YamlError(line, f"`{event.value[:40]}` is not a number that can be read") from None

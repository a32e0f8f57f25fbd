"""YAML as data files are mostly written, read line by line: three times faster than event by event.

Such a text has `key: value`, `- value` and `- key: value` on lines of their own, and comments. A value is a word or a sentence on one line, with
quotation marks or without, or a list or a mapping in brackets. Whatever else there is in a text, and whatever is wrong with it, is left to the
parser: this reader gives up at the first sign of it, since it must never read what the parser reads otherwise.
"""

from __future__ import annotations

import re
from typing import Any

from mlsd.model.text import is_printable
from mlsd.model.yaml_words import word

# Of lines and of brackets: both together are no deeper than the parser allows.
_MAX_DEPTH = 9

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_./#-]{0,99}+"
_QUOTED = r"\"([^\"\\]*(?:\\[\"\\][^\"\\]*)*)\"|'([^']*(?:''[^']*)*)'"
# What text without quotation marks begins with.
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[\w.(])"
# A line: its indent, its hyphen, its key, and what is said: in quotation marks, in plain words, or otherwise, which is looked at more closely.
_LINE = re.compile(
    rf"^( *+)(- ++)?(?:({_KEY}):(?: ++|$))?(?:\"(.+)\"|([A-Za-z0-9][A-Za-z0-9_ ./*+()-]*+)|(.*+))$", re.MULTILINE
)
_TEXT = re.compile(rf"(?:{_QUOTED})(?= *$| +#)")
_SENTENCE = re.compile(_FIRST)
# What stands around and between two texts that are said in both languages, as most are.
_BOTH = ["{ru: ", ", en: ", "}"]
# Words and numbers.
_LIST = re.compile(r"\[[A-Za-z0-9][A-Za-z0-9_ ./*+()-]*+(?:, [A-Za-z0-9][A-Za-z0-9_ ./*+()-]*+)*\] *")
# In brackets: a key, then what opens another pair of them, or a value in one of three forms and the sign behind it.
_ITEM = re.compile(rf" *(?:({_KEY}): +)?(?:([\[{{])|(?:{_QUOTED}|((?:{_FIRST})[^,\[\]{{}}:#?]*))? *([,\]}}]))")
_END = re.compile(r" *$| +#")
_ESCAPED = re.compile(r"\\(.)")
# Controls, and what else ends a line or is not allowed: nothing that is printed.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOTHING = object()


class _Words(dict[str, Any]):
    """What the words of one file stand for: its keys, and most of its values, come again and again."""

    def __missing__(self, said: str) -> Any:
        value = self[said] = word(said.rstrip(" "))
        return value


class _UnusualError(Exception):
    """The parser has to be asked."""


def read_lines(text: str) -> tuple[Any, list[int]] | None:
    """Return the data with the lines of its keys and entries in order, that of the whole first; None where the parser has to be asked."""
    if not is_printable(text) and _ODD.search(text):
        return None
    try:
        return _read(text)
    except (_UnusualError, ValueError):
        return None


def _read(text: str) -> tuple[Any, list[int]]:
    whole: dict[Any, Any] = {}
    lines: list[int] = []
    words = _Words()
    # The innermost open collection, its column, those around it, and the key whose value may stand on the lines below.
    node: Any = whole
    column = -1
    around: list[tuple[Any, int]] = []
    waiting: Any = ""
    for line, (indent, dash, name, quoted, plain, said) in enumerate(_LINE.findall(text), 1):
        if not (dash or name):
            if quoted or plain or (said and said[0] != "#"):
                raise _UnusualError
            continue
        at = len(indent)
        while at < column:
            node, column = around.pop()
            waiting = _NOTHING
        is_going_on = at == column and (node.__class__ is list) is bool(dash)
        # A list may stand at the column of its key.
        if not is_going_on and at == column and not dash:
            node, column = around.pop()
            if at != column:
                raise _UnusualError
        elif not is_going_on:
            if waiting is _NOTHING or len(around) > _MAX_DEPTH:
                raise _UnusualError
            if not lines:
                lines.append(line)
            inner: Any = [] if dash else {}
            node[waiting] = inner
            around.append((node, column))
            node, column = inner, at
        lines.append(line)
        if dash and name:
            around.append((node, column))
            entry: dict[Any, Any] = {}
            node.append(entry)
            lines.append(line)
            node, column = entry, at + len(dash)
        waiting = _NOTHING
        value: Any = None
        if quoted:
            is_simple = '"' not in quoted and "\\" not in quoted
            value = quoted if is_simple else _value(f'"{quoted}"', line, lines, words)
        elif plain:
            value = words[plain]
        elif said and said[0] != "#":
            value = _value(said, line, lines, words)
        elif name:
            waiting = words[name]
        else:
            raise _UnusualError
        if name:
            key = words[name]
            if key in node:
                raise _UnusualError
            node[key] = value
        else:
            node.append(value)
    return whole.get(""), lines


def _value(said: str, line: int, lines: list[int], words: _Words) -> Any:
    """Return what is neither a simple text nor plain words, and note the lines of what it consists of."""
    first = said[0]
    if first == "{" or first == "[":
        if first == "[" and _LIST.fullmatch(said):
            entries = said.rstrip(" ")[1:-1].split(", ")
            lines += [line] * len(entries)
            return [words[entry] for entry in entries]
        parts = said.split('"')
        if parts[::2] != _BOTH or "\\" in said:
            return _collection(said, line, lines, words)
        lines += (line, line)
        return {"ru": parts[1], "en": parts[3]}
    if first == '"' or first == "'":
        found = _TEXT.match(said)
        if found is None:
            raise _UnusualError
        return _unquoted(*found.groups())
    said = said.partition(" #")[0].rstrip(" ")
    if not _SENTENCE.match(said) or ": " in said or said[-1] == ":":
        raise _UnusualError
    return word(said)


def _unquoted(double: str | None, single: str | None) -> str:
    if double is None:
        return (single or "").replace("''", "'")
    return _ESCAPED.sub(r"\1", double)


def _collection(said: str, line: int, lines: list[int], words: _Words) -> Any:
    """Return a list or a mapping in brackets, and note the lines of its entries and keys."""
    node: Any = [] if said[0] == "[" else {}
    around: list[Any] = []
    at = 1
    is_closed = False  # Just before: nothing but a sign may come.
    while item := _ITEM.match(said, at):
        at = item.end()
        name, bracket, double, single, plain, sign = item.groups()
        value: Any = _NOTHING
        if bracket:
            value = [] if bracket == "[" else {}
        elif plain:
            value = words[plain]
        elif double is not None or single is not None:
            value = _unquoted(double, single)
        elif name or not (is_closed or (sign != "," and not node)):
            break
        if value is not _NOTHING:
            if is_closed or bool(name) is not (node.__class__ is dict):
                break
            lines.append(line)
            if not name:
                node.append(value)
            elif (key := words[name]) in node:
                break
            else:
                node[key] = value
        if bracket:
            if len(around) > _MAX_DEPTH:
                break
            around.append(node)
            node = value
        elif sign == ",":
            is_closed = False
        elif (sign == "]") is not (node.__class__ is list):
            break
        elif around:
            node = around.pop()
            is_closed = True
        elif _END.match(said, at):
            return node
        else:
            break
    raise _UnusualError

"""Quotation marks of English text: typed straight, as keyboards have them; printed curly, as books do."""

from __future__ import annotations

import re

# What is passed over: code is shown as it is typed, and a tag is no text.
_MARKUP = re.compile(r"(<(code|kbd|math|pre|script|style|svg)\b.*?</\2>|<!--.*?-->|<[^>]*>)", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|math|small|span|strong|sub|sup)\b")
_QUOTE = re.compile(r"[\"']|&quot;|&#(?:x27|39);")
_OPENS_AFTER = re.compile(r"[\s(\[{/—–“‘ ]")
_PAIRS = {'"': ("“", "”"), "&quot;": ("“", "”")}
_SINGLE = ("‘", "’")


def curl(html: str) -> str:
    """Return English HTML with its straight quotation marks and apostrophes curly, outside of code and of tags.

    A mark opens at the beginning of a block and after a space, a bracket, a slash, a dash or another opening mark; else it closes. A single
    one before a digit is an apostrophe: the '90s.
    """
    parts = _MARKUP.split(html)
    before = ""
    for i, part in enumerate(parts):
        kind = i % 3  # text, what is passed over, the name of the element in it
        if kind == 0 and part:
            parts[i] = _curl_text(part, before) if "'" in part or '"' in part or "&" in part else part
            before = part[-1]
        elif kind == 1 and not _INLINE.match(part):
            before = ""
        elif kind == 1 and parts[i + 1]:
            before = "x"  # a word of code: a mark behind it closes
        if kind == 2:
            parts[i] = ""
    return "".join(parts)


def _curl_text(text: str, before: str) -> str:
    """Return a stretch of text without tags, which stands behind the character `before`."""
    pieces = []
    end = 0
    for found in _QUOTE.finditer(text):
        pieces.append(text[end : found.start()])
        previous = pieces[-1][-1:] or (pieces[-2][-1:] if len(pieces) > 1 else before)
        opening, closing = _PAIRS.get(found[0], _SINGLE)
        is_year = opening == "‘" and text[found.end() : found.end() + 1].isdigit()
        opens = not is_year and (not previous or _OPENS_AFTER.match(previous) is not None)
        pieces.append(opening if opens else closing)
        end = found.end()
    return "".join(pieces) + text[end:]

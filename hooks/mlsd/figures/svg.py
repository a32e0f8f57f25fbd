"""What a drawing is made of: elements that only draw, in the drawings that the build makes and in those that a page brings."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.parsers import expat

from mlsd.model.pattern import later

DRAWING_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polygon polyline text tspan marker defs style title desc linearGradient stop clipPath "  # noqa: SIM905
    "symbol use".split()
)

# Styles that ask for something from elsewhere, or could: an escape may hide what it says.
_LOADS = later(r"url\(\s*(?!\s|['\"]?#)|image-set|@import|@font-face|@namespace|expression\s*\(", re.IGNORECASE)
# Most of a drawing is numbers, and the letters between those of a path.
_GEOMETRY = frozenset(["cx", "cy", "d", "height", "points", "r", "width", "x", "x1", "x2", "y", "y1", "y2"])
_NUMBERS = later(r"[\d \n.,ACHLMQSTVZachlmqstvz-]*")
# A drawing of nothing but these: text, elements that only draw, attributes that neither act nor lead anywhere, and styles. In the values
# and styles stand no escapes, and no letters that only another case makes like those of `_LOADS`.
_NAMES = "|".join(sorted(DRAWING_ELEMENTS - {"style"}, key=len, reverse=True))
_ENTITY = "&(?:amp|apos|gt|lt|quot);"
_PLAIN = later(
    rf"""[^<&]*+(?:(?:<(?:
    (?:{_NAMES})(?:[ ](?:(?!href|[Oo][Nn])[A-Za-z][A-Za-z0-9-]*+="|xml:lang="|(?:xlink:)?href="\#)[\n !#-%'-;=?A-\[\]-~]*+")*+[ ]?/?
    |/(?:{_NAMES})
    |style(?:[ ]type="text/css")?>(?:[\n -%'-;=?A-\[\]-~]++|{_ENTITY})*+</style
    )>|{_ENTITY})[^<&]*+)*+""".encode(),
    re.VERBOSE,
)


def troubles(data: bytes, elements: Collection[str]) -> list[tuple[int, str]]:
    """Return what in a drawing could act, or is asked of elsewhere: the line and what to do about it.

    Args:
        data: the SVG.
        elements: the names of the elements that it may have, those that only draw among them.

    """
    return [] if _is_plain(data) else _found(data, elements)


def _is_plain(data: bytes) -> bool:
    """Tell whether there is surely nothing to find in a drawing: most need no look at each of their parts."""
    lower = data.lower()
    if b"image-set" in lower or b"expression" in lower or lower.count(b"url(") != lower.count(b"url(#"):
        return False
    if not _PLAIN.fullmatch(data):
        return False
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def _found(data: bytes, elements: Collection[str]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    styles: list[str] = []
    parser = expat.ParserCreate()

    def note(message: str) -> None:
        found.append((parser.CurrentLineNumber, message))

    def start(name: str, attributes: dict[str, str]) -> None:
        if name not in elements and name.rpartition(":")[2] not in elements:
            note(f"<{name[:30]}> may not stand in a drawing: export it as plain shapes")
        for key, value in attributes.items():
            if key in _GEOMETRY and _NUMBERS.fullmatch(value):
                continue
            if key.lower().startswith("on") or (key.rpartition(":")[2] == "href" and not value.startswith("#")):
                note(f"the attribute `{key[:30]}` may not stand in a drawing: take it out")
            elif _LOADS.search(value) or (key == "style" and "\\" in value):
                note(f"the attribute `{key[:30]}` asks for something outside of the drawing: take it out")
        styles.append("")

    def end(name: str) -> None:
        text = styles.pop()
        if name.rpartition(":")[2] == "style" and (_LOADS.search(text) or "\\" in text):
            note("a style asks for something outside of the drawing: take it out")

    def characters(text: str) -> None:
        styles[-1] += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = lambda *_: note("a DOCTYPE may not stand in a drawing: take it out")
    parser.ProcessingInstructionHandler = lambda target, _: note(
        f"`<?{target}` may not stand in a drawing: take it out"
    )
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        found.append((error.lineno, f"the drawing is not valid SVG: {expat.ErrorString(error.code)}"))
    return found

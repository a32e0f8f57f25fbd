"""Mermaid text to inline SVG, drawn once and kept under the hash of its text in `diagrams/`.

Drawing takes seconds, so drawings are committed with the pages; what is not there yet is drawn and added. The colours are CSS variables
(`--dg-…`), so that one drawing serves both colour schemes.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

from mlsd.figures.svg import DRAWING_ELEMENTS, troubles

FOLDER = "diagrams"
TYPES = ("flowchart", "graph", "sequenceDiagram", "stateDiagram-v2")
# Wider drawings are scaled down until they cannot be read.
MAX_WIDTH = 900

# Mermaid computes with its colours, so it gets numbers; each number stands for a variable.
_SENTINELS = {
    "#f1f0f1": "var(--dg-fill)",
    "#f2f0f2": "var(--dg-fill-2)",
    "#f3f0f3": "var(--dg-back)",
    "#010a01": "var(--dg-text)",
    "#020a02": "var(--dg-line)",
    "#030a03": "var(--dg-border)",
}
_FILL, _FILL_2, _BACK, _TEXT, _LINE, _BORDER = _SENTINELS
_BY_COLOUR = {
    _FILL: "primaryColor mainBkg actorBkg stateBkg activationBkgColor labelBoxBkgColor",
    _FILL_2: "secondaryColor tertiaryColor clusterBkg noteBkgColor",
    _BACK: "background edgeLabelBackground labelBackgroundColor compositeBackground",
    _TEXT: "primaryTextColor secondaryTextColor tertiaryTextColor textColor nodeTextColor titleColor actorTextColor signalTextColor "
    "labelTextColor loopTextColor noteTextColor stateLabelColor transitionLabelColor",
    _LINE: "lineColor arrowheadColor defaultLinkColor actorLineColor signalColor transitionColor specialStateColor",
    _BORDER: "primaryBorderColor secondaryBorderColor tertiaryBorderColor nodeBorder clusterBorder actorBorder labelBoxBorderColor "
    "noteBorderColor activationBorderColor innerEndBackground",
}
_CONFIG = {
    "theme": "base",
    "themeVariables": {name: colour for colour, names in _BY_COLOUR.items() for name in names.split()}
    | {"fontFamily": "sans-serif"},
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "nodeSpacing": 28, "rankSpacing": 34, "padding": 10, "wrappingWidth": 170},
    "sequence": {"useMaxWidth": True, "actorMargin": 36},
    "fontFamily": "sans-serif",
    "securityLevel": "strict",
    "look": "classic",
    "layout": "dagre",
}
_ELEMENTS = DRAWING_ELEMENTS | {"filter", "feDropShadow"}
_UNUSED_RULE = re.compile(r"neo|katex|icon|Tooltip|animation|:root|swimlane|span|\.edgeLabel p|clickable")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# Rules all of whose selectors begin with the id of their drawing, for which NUL stands.
_OWN_RULES = re.compile(r"(?>\s*+\0[^{},]*+(?>,\s*+\0[^{},]*+)*+\{[^{}]*+\})*+\s*+")
_SVG = "http://www.w3.org/2000/svg"


class DiagramError(Exception):
    """The text is not a diagram that can be drawn; `line` is 1-based in the text."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class Drawing:
    """A drawn diagram: its SVG, its title and what it tells a reader who cannot see it; `width` in pixels at full size."""

    svg: str
    title: str
    description: str
    width: int


def text_alternative(source: str) -> tuple[str | None, str | None]:
    """Return the diagram's `accTitle` and `accDescr`, as Mermaid defines them."""
    found = {m[1]: m[2].strip() for m in re.finditer(r"^\s*(accTitle|accDescr)\s*:\s*(\S.*)$", source, re.MULTILINE)}
    return found.get("accTitle"), found.get("accDescr")


@lru_cache(maxsize=20)
def key(source: str) -> str:
    """Return the name that a drawing is kept under: it changes with the text, the settings and the drawing package."""
    return hashlib.sha256(f"{_settings()}\n{source.rstrip()}".encode()).hexdigest()[:16]


def kept_at(source: str) -> str:
    """Return where the drawing of a diagram is kept, relative to the project's root."""
    return f"{FOLDER}/{key(source)}.svg"


@cache
def _settings() -> str:
    return json.dumps([_CONFIG, _SENTINELS, version("mermaidx")], sort_keys=True)


def draw(source: str, root: Path) -> Drawing:
    """Return the drawing of a diagram, from `diagrams/` under `root` or new.

    Raises:
        DiagramError: the text is not one of the known diagrams, or not valid.

    """
    kept = root / kept_at(source)
    if kept.is_file():
        return kept_drawing(source, kept.read_bytes())
    _refuse_what_is_none(source)
    svg = _drawn(source, key(source), root)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(svg, "utf-8")
    return _drawing(source, svg)


@lru_cache(maxsize=20)  # Two rules look at each drawing.
def kept_drawing(source: str, data: bytes) -> Drawing:
    """Return the drawing of a diagram from what is kept of it in `diagrams/`.

    Args:
        source: the text of the diagram.
        data: the bytes of the file at `kept_at(source)`.

    Raises:
        DiagramError: the text is not one of the known diagrams, or the file does more than draw.

    """
    _refuse_what_is_none(source)
    return _drawing(source, _harmless(data, key(source)).replace("\r\n", "\n"))


def _refuse_what_is_none(source: str) -> None:
    """Refuse a text that is no diagram of the site.

    Raises:
        DiagramError: it begins as none, or brings settings.

    """
    first = next((line.split()[0] for line in source.splitlines() if line.strip()), "")
    if first not in TYPES:
        raise DiagramError(1, f"begin the diagram with one of {', '.join(TYPES)}, not `{first}`")
    if "%%{" in source:
        line = source.count("\n", 0, source.index("%%{")) + 1
        raise DiagramError(line, "the settings of diagrams are the site's own: take `%%{…}%%` out")


def _drawing(source: str, svg: str) -> Drawing:
    title, description = text_alternative(source)
    width = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+)', svg)
    return Drawing(svg, title or "", description or "", round(float(width[1])) if width else 0)


def _drawn(source: str, name: str, root: Path) -> str:
    """Return a new drawing; a text that cannot be drawn is not tried again."""
    failed = root / ".cache" / FOLDER / f"{name}.json"
    if failed.is_file():
        raise DiagramError(*json.loads(failed.read_text("utf-8")))
    try:
        svg = _harmless(_render(source, name).encode(), name)
    except DiagramError as error:
        failed.parent.mkdir(parents=True, exist_ok=True)
        failed.write_text(json.dumps([error.line, error.message]), "utf-8")
        raise
    return svg


def _harmless(data: bytes, name: str) -> str:
    """Return the text of a drawing, unless it does more than draw: it becomes a part of the page, and anyone may send one in `diagrams/`.

    Raises:
        DiagramError: it could act, asks for something from elsewhere, or its styles reach out of it.

    """
    found = troubles(data, _ELEMENTS)
    if found:
        raise DiagramError(1, found[0][1])
    # What is read in another encoding than it is shown in could say one thing here and another there.
    svg = data.decode("utf-8", errors="replace")
    head = svg.partition(">")[0]
    styles = (unescape(each.partition("</style>")[0].partition(">")[2]) for each in svg.split("<style")[1:])
    reaches_out = not all(_OWN_RULES.fullmatch(style.replace(f"#dg-{name}", "\0")) for style in styles)
    is_foreign = any(sign in svg for sign in ("<!", "<?", "\0", "\ufffd"))
    if is_foreign or " style=" in head or reaches_out:
        raise DiagramError(1, f"the drawing {FOLDER}/{name}.svg was not made by this build: delete it")
    return svg


def remove_unused(root: Path, sources: Iterable[str]) -> list[Path]:
    """Remove the drawings of diagrams that no page has any more, and return what was removed."""
    used = {f"{key(source)}.svg" for source in sources}
    unused = [path for path in sorted((root / FOLDER).glob("*.svg")) if path.name not in used]
    for path in unused:
        path.unlink()
    return unused


def _render(source: str, name: str) -> str:
    import mermaidx

    atexit.unregister(gc.freeze)  # At the end it complains of all of its own that is not collected then.
    try:
        svg = mermaidx.render(source, theme="base", config=_CONFIG).svg()
    except Exception as error:  # The engine passes JavaScript's errors on as they come.
        raise _error(str(error), source) from None
    return _slim(svg, f"dg-{name}")


def _error(text: str, source: str) -> DiagramError:
    """Make of the parser's words a line and a sentence."""
    line = re.search(r"on line (\d+)", text)
    number = int(line[1]) if line else 1
    unexpected = re.search(r"Parse error.*Expecting .*got '([^']*)", text, re.DOTALL)
    rows = source.splitlines()
    if unexpected and line and number <= len(rows):
        return DiagramError(
            number, f"`{rows[number - 1].strip()[:60]}` is not understood: {_advice(rows[number - 1], unexpected[1])}"
        )
    reason = " ".join(text.replace("Mermaid rendering failed:", "").split())
    return DiagramError(number, reason[:200])


def _advice(row: str, unexpected: str) -> str:
    """Return what is probably to be done with a line of a diagram; `unexpected` is the parser's name of what it met there."""
    if any(row.count(opening) != row.count(closing) for opening, closing in ("[]", "()", "{}")) or row.count('"') % 2:
        return "close each bracket and each quotation mark once"
    if unexpected == "end":
        return "`end` is a word of Mermaid's own: call the box otherwise"
    if re.search(r"\w->\w|[^-]-> ", row):
        return "an arrow is written `-->`"
    if re.search(r"[\[({|][^\"\])}|]*[\[(){}\"]", row):
        return 'put the words of a box in quotation marks, `a["Log (new)"]`, and none inside them'
    return "see how the diagrams of the ad banner are written"


def _used(selector: str) -> str:
    """Return of a list of selectors those that such drawings have."""
    return ",".join(part for part in selector.split(",") if not _UNUSED_RULE.search(part))


def _slim(svg: str, name: str) -> str:
    """Return the SVG with ids of its own, variables for colours, and nothing that a picture does not need."""
    ElementTree.register_namespace("", _SVG)
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise DiagramError(1, f"the drawing is not valid SVG ({error})") from None
    for parent in root.iter():
        for child in list(parent):
            tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if tag not in _ELEMENTS:
                raise DiagramError(1, f"links, pictures and HTML have no place in a diagram (it makes a <{tag}>)")
            if tag == "filter" or (tag == "linearGradient") or (tag == "rect" and not child.attrib):
                parent.remove(child)
        for attribute in list(parent.attrib):
            local = attribute.rpartition("}")[2]
            if local.startswith(("on", "data-")) or (local == "href" and not parent.attrib[attribute].startswith("#")):
                del parent.attrib[attribute]
        if parent.get("style") == "":
            del parent.attrib["style"]
    style = root.find(f"{{{_SVG}}}style")
    if style is not None and style.text:
        rules = _RULE.findall(re.sub(r"@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "", style.text))
        style.text = "".join(f"{kept}{{{body}}}" for selector, body in rules if (kept := _used(selector)))
    root.set("style", "")
    del root.attrib["style"]
    root.set("role", "img")
    root.attrib.pop("aria-roledescription", None)
    root.attrib.pop("width", None)
    text = ElementTree.tostring(root, encoding="unicode")
    text = text.replace("my-svg", name)
    for number, variable in _SENTINELS.items():
        red, green, blue = (int(number[i : i + 2], 16) for i in (1, 3, 5))
        text = re.sub(rf"{number}|rgb\(\s*{red}\s*,\s*{green}\s*,\s*{blue}\s*\)", variable, text, flags=re.IGNORECASE)
    return re.sub(r"(-?\d+\.\d)\d+", r"\1", text)

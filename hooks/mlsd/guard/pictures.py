"""LN: pictures: what they say to those who do not see them, and what they weigh."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterator

from mlsd.guard.example import EN, Example
from mlsd.guard.rule import Entry, Hit, rule
from mlsd.model.addresses import file_of
from mlsd.model.finding import Finding
from mlsd.model.page import Page
from mlsd.model.pattern import later
from mlsd.model.site import Site

MAX_BYTES = 400_000
MAX_PIXELS = 2_560

_SAY_NOTHING = ("image", "picture", "screenshot", "figure", "photo", "chart", "diagram", "img", "alt", "картинка", "рисунок", "изображение", "скриншот", "схема", "график", "фото")  # fmt: skip
_LANGUAGE_IN_NAME = later(r"[-.](?P<language>ru|en)(?=[-.][^/]*$)")

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>\n'

LN006 = Entry(
    "LN006",
    "A picture is what its name says, and not so large that a phone waits for it.",
    "Картинка — то, чем называет её имя файла, и не так велика, чтобы телефон её ждал.",
    (
        Example(bad={"docs/curve.png": "not a picture"}, good={"docs/curve.svg": _SVG}),
        Example(
            bad="a picture of a megabyte, or of 5,000 pixels",
            good=f"at most {MAX_BYTES:,} bytes and {MAX_PIXELS:,} pixels a side",
            is_run=False,
            ru=("картинка на мегабайт или на 5000 пикселей", "не больше 400 000 байт и 2560 пикселей по стороне"),
        ),
    ),
)


@rule(
    "LN005",
    "У картинки есть слова для тех, кто её не видит: что на ней, а не как она называется.",
    Example(
        bad={"docs/curve.svg": _SVG, EN: "![](curve.svg)"},
        good={"docs/curve.svg": _SVG, EN: "![The load grows until noon](curve.svg)"},
    ),
)
def picture_without_words(site: Site, page: Page) -> Iterator[Hit]:
    """A picture has words for those who do not see it: what it shows, not what it is called."""
    for link in page.links:
        if link.is_image and not link.text.strip():
            yield Hit(
                link.line,
                f"`{link.target[:60]}` has no words: write what it shows, as in `![The load grows until noon](…)`",
            )
        elif link.is_image and link.text.strip().lower() in _SAY_NOTHING:
            yield Hit(link.line, f"`{link.text}` says that there is a picture: write what it shows")
        elif link.is_image and link.text.strip().lower().endswith((".png", ".svg", ".jpg", ".webp")):
            yield Hit(link.line, f"`{link.text[:60]}` is a file's name: write what the picture shows")


@rule(
    "LN007",
    "Картинка — на языке своей страницы, а у светлой есть тёмная и наоборот.",
    Example(
        bad={"docs/curve.svg": _SVG, EN: "![The load grows](curve.svg#only-light)"},
        good={
            "docs/curve.svg": _SVG,
            EN: "![The load grows](curve.svg#only-light)\n![The load grows](curve.svg#only-dark)",
        },
    ),
    Example(
        bad={"docs/load-ru.svg": _SVG, "docs/load-en.svg": _SVG, EN: "![The load grows](load-ru.svg)"},
        good={"docs/load-en.svg": _SVG, EN: "![The load grows](load-en.svg)"},
    ),
)
def picture_astray(site: Site, page: Page) -> Iterator[Hit]:
    """A picture is in the language of its page, and one for light screens has another for dark ones."""
    shown: dict[str, dict[int, str]] = {}
    files: dict[str, dict[str, tuple[int, str]]] = {}
    for link in page.links:
        path, _, scheme = link.target.partition("#only-")
        if not link.is_image:
            continue
        if scheme:
            shown.setdefault(scheme, {})[link.line] = link.text
            files.setdefault(scheme, {}).setdefault(link.text, (link.line, path))
        own = _in_language(path, page.language)
        if own and file_of(page.path, own) in site.files:
            yield Hit(link.line, f"`{path}` is in another language: show `{own}`")
    for words, (line, path) in files.get("dark", {}).items():
        twin = files.get("light", {}).get(words)
        # Where both names say what they are for, the rest of them is the same.
        if twin and "light" in twin[1] and "dark" in path and twin[1].replace("light", "dark") != path:
            yield Hit(line, f"`{path}` is another picture than `{twin[1]}` at line {twin[0]}: show the same one")
    light, dark = shown.get("light", {}), shown.get("dark", {})
    for ours, theirs, other in ((light, dark, "dark"), (dark, light, "light")):
        lonely = Counter(ours.values()) - Counter(theirs.values())
        for line, words in ours.items():
            if lonely[words] > 0:
                lonely[words] -= 1
                yield Hit(
                    line,
                    f"nobody whose screen is {other} sees this: put the same picture for `#only-{other}` beside it, with the same words",
                )


def _in_language(path: str, language: str | None) -> str | None:
    """Return the name that a picture of another language has in this one; None if its name says no other language."""
    found = _LANGUAGE_IN_NAME.search(path)
    if found is None or language is None or found["language"] == language:
        return None
    return f"{path[: found.start('language')]}{language}{path[found.end('language') :]}"


def picture_findings(path: str, data: bytes) -> Iterator[Finding]:
    """Yield what is wrong with a picture's file."""
    read = _SIZES.get(path.rpartition(".")[2].lower())
    if read is None:
        return
    try:
        size = read(data)
    except (struct.error, IndexError):
        size = None
    kind = path.rpartition(".")[2].upper()
    if size is None:
        yield Finding(
            path,
            1,
            LN006.code,
            f"this is no {kind} that can be read: save the picture in the format that its name says",
        )
    elif max(size) > MAX_PIXELS:
        yield Finding(
            path,
            1,
            LN006.code,
            f"the picture has {size[0]:,} × {size[1]:,} pixels, more than {MAX_PIXELS:,} a side: scale it down",
        )
    if len(data) > MAX_BYTES:
        yield Finding(
            path,
            1,
            LN006.code,
            f"the picture has {len(data):,} bytes, more than {MAX_BYTES:,}: scale it down, or draw it as SVG",
        )


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the one that says the size."""
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big") if marker != 0xFF else 1
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


_SIZES: dict[str, Callable[[bytes], tuple[int, int] | None]] = {
    "jpg": _jpeg,
    "png": _png,
    "webp": _webp,
    "svg": lambda data: (0, 0),
}
ENDINGS = tuple(f".{name}" for name in _SIZES)

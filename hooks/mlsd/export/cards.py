"""The pictures that stand for a page where its address is shared: drawn from the titles, in the site's own font and colours."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from mlsd.model.page import Page
from mlsd.model.site import DOCS, Kind, Site
from mlsd.model.titles import page_title

FOLDER: Final = "assets/cards"
WIDTH, HEIGHT = 1200, 630
_FONTS: Final = f"{DOCS}/assets/fonts"
# What of the language's card and of the kinds of pages is not said elsewhere.
_SITE: Final = {
    "ru": ("Собеседование", "ML System Design за семь шагов"),
    "en": ("The interview", "ML System Design in seven steps"),
}
_KINDS: Final = {
    Kind.CASE: {"ru": "Кейс", "en": "Case"},
    Kind.INTERVIEWER: {"ru": "Кейс", "en": "Case"},
    Kind.STEP: {"ru": "Шаг {} из {}", "en": "Step {} of {}"},
}

# All that is white but for the no-break space, and all that cannot be seen.
_BLANK: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")

_MINUTES: Final = {"ru": "мин", "en": "min"}
# The length of interview whose clock is drawn.
_LENGTH: Final = 45

# Those of the light scheme in assets/css/site.css.
_PAPER, _PALE, _WHITE = "#fcfbf8", "#c3dade", "#ffffff"
_INK, _SOFT, _ACCENT, _GOLD, _GOLD_FILL = "#0e2a32", "#526167", "#0b5f71", "#8a5600", "#e5a93c"
_MARGIN = 80
_SIZES: Final = (80, 72, 64, 56, 50, 44)
_TITLE_WIDTH, _TITLE_HEIGHT = 740, 300
_BAR_TOP, _BAR_HEIGHT, _GAP = 456, 56, 6
_RING: Final = ((1005, 228), 116, 26)
_SCALE = 2  # Drawn larger and scaled down: Pillow's lines have no soft edges.


@dataclass(frozen=True)
class Card:
    """What a card says; `step` is marked on the clock of `minutes`, 0 marks none."""

    kicker: str
    title: str
    site: str
    unit: str
    step: int
    minutes: tuple[int, ...]

    @property
    def path(self) -> str:
        """Return the address of the picture from the site's root; it changes with what is drawn."""
        settings = json.dumps([astuple(self), _drawing()], ensure_ascii=False)
        return f"{FOLDER}/{hashlib.sha256(settings.encode()).hexdigest()[:16]}.png"


def card(site: Site, page: Page) -> Card:
    """Return the card of a page: a step and a case have one of their own, all others share that of their language."""
    language = str(page.language)
    kind, name = site.slot(page)
    steps = site.framework.steps if site.framework else ()
    minutes = tuple(step.minutes[_LENGTH] for step in steps)
    (kicker, title), unit = _SITE[language], _MINUTES[language]
    if kind is Kind.STEP:
        number = [step.id for step in steps].index(name) + 1
        kicker = _KINDS[kind][language].format(number, len(steps))
        return Card(kicker, _plain(page_title(site, page)), title, unit, number, minutes)
    case = site.case(page)
    if case and case.data:
        return Card(_KINDS[kind][language], _plain(case.data.title[language]), title, unit, 0, minutes)
    return Card(kicker, title, "", unit, 0, minutes)


def write_cards(cards: Iterable[Card], root: Path, to: Path) -> None:
    """Write the cards into the site at `to`; what was drawn before is kept in `.cache/` under `root`."""
    for each in set(cards):
        kept = root / ".cache" / "cards" / Path(each.path).name
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            unfinished = kept.with_suffix(".unfinished")
            draw(each, root).save(unfinished, "PNG")
            unfinished.replace(kept)
        target = to / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(kept.read_bytes())


def draw(each: Card, root: Path) -> Image.Image:
    """Draw a card."""
    picture = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _PAPER)
    pen = _Pen(ImageDraw.Draw(picture), root)
    pen.write((_MARGIN, 104), each.kicker, 30, 600, _GOLD)
    pen.title(each.title)
    pen.ring(each)
    pen.bar(each)
    pen.write((_MARGIN, 578), each.site, 27, 500, _SOFT)
    # Of the ways to make it small and of few colours the fastest: to the eye they are alike.
    small = picture.reduce(_SCALE)
    return small.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


@dataclass(frozen=True)
class _Pen:
    """Draws in the coordinates of the card."""

    canvas: ImageDraw.ImageDraw
    root: Path

    def ring(self, each: Card) -> None:
        """Draw the site's mark, the clock as a ring; in it the minutes of the step, or of the interview."""
        (x, y), radius, width = _RING
        box = [_scaled((x - radius, y - radius)), _scaled((x + radius, y + radius))]
        gap = 5.0
        turn = (360 - gap * len(each.minutes)) / (sum(each.minutes) or 1)
        start = -90.0
        for number, minutes in enumerate(each.minutes, 1):
            end = start + minutes * turn
            self.canvas.arc(box, start, end, fill=self._fill(each, number), width=width * _SCALE)
            start = end + gap
        shown = each.minutes[each.step - 1] if each.step else _LENGTH
        self.middle((x, y - 12), str(shown), 68, 700, _INK)
        self.middle((x, y + 42), each.unit, 26, 500, _SOFT)

    def bar(self, each: Card) -> None:
        """Draw the clock as a bar, a part for each step as long as its minutes."""
        whole = WIDTH - 2 * _MARGIN - _GAP * (len(each.minutes) - 1)
        total, left = sum(each.minutes) or 1, float(_MARGIN)
        for number, minutes in enumerate(each.minutes, 1):
            right = left + whole * minutes / total
            corners = [_scaled((round(left), _BAR_TOP)), _scaled((round(right), _BAR_TOP + _BAR_HEIGHT))]
            self.canvas.rounded_rectangle(corners, radius=6 * _SCALE, fill=self._fill(each, number))
            colour = _INK if number == each.step else _WHITE if each.step == 0 else _ACCENT
            self.middle((round((left + right) / 2), _BAR_TOP + _BAR_HEIGHT // 2), str(number), 26, 700, colour)
            left = right + _GAP

    def _fill(self, each: Card, number: int) -> str:
        if each.step == 0:
            return _ACCENT
        return _GOLD_FILL if number == each.step else _PALE

    def middle(self, at: tuple[int, int], text: str, size: int, weight: int, colour: str) -> None:
        """Write a short text of one script, `at` being its middle."""
        half = "cyrillic" if text > "\u0400" else "latin"
        self.canvas.text(
            _scaled(at), text, font=_font(half, size * _SCALE, weight, self.root), fill=colour, anchor="mm"
        )

    def title(self, text: str) -> None:
        """Write the title in the largest size in which it fits."""
        for size in _SIZES:
            lines = _wrapped(text, size, self.root)
            if len(lines) * size * 1.16 <= _TITLE_HEIGHT and all(
                _width(line, size, 700, self.root) <= _TITLE_WIDTH for line in lines
            ):
                break
        else:
            most = int(_TITLE_HEIGHT / (size * 1.16))
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"] if len(lines) > most else lines
        for i, line in enumerate(lines):
            self.write((_MARGIN, 136 + round(size * (0.95 + i * 1.16))), line, size, 700, _INK)

    def write(self, at: tuple[int, int], text: str, size: int, weight: int, colour: str) -> None:
        """Write one line, `at` being the left end of the line that the letters stand on."""
        x: float
        x, y = _scaled(at)
        for run, font in _runs(text, size, weight, self.root):
            self.canvas.text((x, y), run, font=font, fill=colour, anchor="ls")
            x += font.getlength(run)


def _plain(text: str) -> str:
    """Return a text as one line."""
    return _BLANK.sub(" ", text).strip(" ")


def _scaled(point: tuple[int, int]) -> tuple[int, int]:
    return point[0] * _SCALE, point[1] * _SCALE


def _wrapped(text: str, size: int, root: Path) -> list[str]:
    """Break a text into lines that fit; a no-break space keeps its words together."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and _width(longer, size, 700, root) > _TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _width(text: str, size: int, weight: int, root: Path) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, size, weight, root)) / _SCALE


def _runs(text: str, size: int, weight: int, root: Path) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """Split a text by the half of the font that holds its signs."""
    for is_cyrillic, signs in groupby(text, key=lambda sign: "\u0400" <= sign <= "\u04ff"):
        yield "".join(signs), _font("cyrillic" if is_cyrillic else "latin", size * _SCALE, weight, root)


@cache
def _font(half: str, size: int, weight: int, root: Path) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(
        str(root / _FONTS / f"onest-{half}.woff2"), size, layout_engine=ImageFont.Layout.BASIC
    )  # The other engine is not everywhere.
    font.set_variation_by_axes([weight])
    return font


@cache
def _drawing() -> str:
    """Return what changes with the way cards are drawn."""
    return version("pillow") + hashlib.sha256(Path(__file__).read_bytes()).hexdigest()

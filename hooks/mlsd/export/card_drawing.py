"""How a card is drawn: a page's title beside the clock of the interview, in the site's own font and colours. What draws needs Pillow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from mlsd.export.cards import HEIGHT, LENGTH, WIDTH, Card
from mlsd.model.site import DOCS

_FONTS: Final = f"{DOCS}/assets/fonts"
# Those of the light scheme in assets/css/site.css.
_PAPER, _PALE, _WHITE = "#fcfbf8", "#c3dade", "#ffffff"
_INK, _SOFT, _ACCENT, _GOLD, _GOLD_FILL = "#0e2a32", "#526167", "#0b5f71", "#8a5600", "#e5a93c"
_MARGIN = 80
_SIZES: Final = (80, 72, 64, 56, 50, 44)
_TITLE_WIDTH, _TITLE_HEIGHT = 740, 300
_BAR_TOP, _BAR_HEIGHT, _GAP = 456, 56, 6
_RING: Final = ((1005, 228), 116, 26)
_SCALE = 2  # Drawn larger and scaled down: Pillow's lines have no soft edges.


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
        shown = each.minutes[each.step - 1] if each.step else LENGTH
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

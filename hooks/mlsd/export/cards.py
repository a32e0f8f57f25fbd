"""The pictures that stand for a page where its address is shared, drawn from the titles and kept under the hash of what they say in `cards/`.

Drawing takes as long as building some pages, so the cards are committed with the titles; what is not there yet is drawn and added.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mlsd.model.page import Page
from mlsd.model.site import Kind, Site
from mlsd.model.titles import page_title

# Where the cards are kept in the project, and where they stand in the site.
KEPT: Final = "cards"
FOLDER: Final = "assets/cards"
WIDTH, HEIGHT = 1200, 630
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
LENGTH: Final = 45


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
    def name(self) -> str:
        """Return the name of the picture; it changes with what it says and with the way cards are drawn."""
        settings = json.dumps([astuple(self), _drawing()], ensure_ascii=False)
        return f"{hashlib.sha256(settings.encode()).hexdigest()[:16]}.png"

    @property
    def path(self) -> str:
        """Return the address of the picture from the site's root."""
        return f"{FOLDER}/{self.name}"


def card(site: Site, page: Page) -> Card:
    """Return the card of a page: a step and a case have one of their own, all others share that of their language."""
    language = str(page.language)
    kind, name = site.slot(page)
    steps = site.framework.steps if site.framework else ()
    minutes = tuple(step.minutes[LENGTH] for step in steps)
    (kicker, title), unit = _SITE[language], _MINUTES[language]
    if kind is Kind.STEP:
        number = [step.id for step in steps].index(name) + 1
        kicker = _KINDS[kind][language].format(number, len(steps))
        return Card(kicker, _plain(page_title(site, page)), title, unit, number, minutes)
    case = site.case(page)
    if case and case.data:
        return Card(_KINDS[kind][language], _plain(case.data.title[language]), title, unit, 0, minutes)
    return Card(kicker, title, "", unit, 0, minutes)


def cards_of(site: Site) -> set[Card]:
    """Return the cards of all pages."""
    return {card(site, page) for page in site.pages if page.language}


def write_cards(cards: Iterable[Card], root: Path, to: Path) -> None:
    """Write the cards into the site at `to`, from `cards/` under `root` or new."""
    for each in set(cards):
        kept = root / KEPT / each.name
        if not kept.is_file():
            from mlsd.export.card_drawing import draw  # Pillow is loaded only where it draws.

            kept.parent.mkdir(parents=True, exist_ok=True)
            unfinished = kept.with_suffix(".unfinished")
            draw(each, root).save(unfinished, "PNG", optimize=True)
            unfinished.replace(kept)
        target = to / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(kept.read_bytes())


def remove_unused_cards(root: Path, cards: Iterable[Card]) -> list[Path]:
    """Remove the cards that no page has any more, and return what was removed."""
    used = {each.name for each in cards}
    unused = [path for path in sorted((root / KEPT).glob("*.png")) if path.name not in used]
    for path in unused:
        path.unlink()
    return unused


def _plain(text: str) -> str:
    """Return a text as one line."""
    return _BLANK.sub(" ", text).strip(" ")


@cache
def _drawing() -> str:
    """Return what changes with the way cards are drawn."""
    return hashlib.sha256(Path(__file__).with_name("card_drawing.py").read_bytes()).hexdigest()

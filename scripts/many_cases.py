"""Make a project of many cases out of real ones: `python -m scripts.many_cases FOLDER NUMBER [TIER]`. What is measured by it grows with the content."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from mlsd.figures.diagram import FOLDER, kept_at, key
from mlsd.model.site import TIERS

ROOT = Path(__file__).resolve().parents[1]
CASE = "ad-banner"


class Original(NamedTuple):
    """A case that is copied: the folder that holds its `docs/` and its drawings, and its slug."""

    folder: Path
    slug: str


EXEMPLAR, STANDARD = TIERS
# A standard case is copied from one that somebody wrote who knew of this project its README, the scaffold, and the messages alone: of the
# size that contributors send, half that of the exemplar. It is no page of the site.
ORIGINALS = {EXEMPLAR: Original(ROOT, CASE), STANDARD: Original(ROOT / "tests/contributed", "delivery-eta")}

_PARTS = ("framework.yml", "mkdocs.yml", "docs", FOLDER, "cards", "hooks", "overrides")
_TEXTS = (".md", ".yml")
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_LAB = re.compile(r"(?<=\]\()(?=lab[\w-]*\.)")
_DIAGRAM = re.compile(r"^```mermaid\n(?P<source>.*?)^```$", re.MULTILINE | re.DOTALL)


def make(to: Path, number: int, tier: str = EXEMPLAR) -> Path:
    """Make a project of `number` cases at `to`, which has no findings either: the real one, with copies of a case of the tier under other slugs.

    A copy has what an author writes of a case: `case.yml`, the four pages, and drawings of its own for their diagrams. The exemplar's
    simulation is not copied, since it takes the place of none of these and few cases will have one: copies show the charts of the first.
    """
    to.mkdir(parents=True)
    for name in _PARTS:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, to / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(path, to / name)
    original = ORIGINALS[tier]
    texts = sorted((original.folder / "docs/cases" / original.slug).iterdir())
    files = {path.name: _LAB.sub(f"../{CASE}/", path.read_text("utf-8")) for path in texts if path.suffix in _TEXTS}
    for i in range(1, number):
        _copy(files, original, to, f"{original.slug}-{i:04d}")
    return to


def _copy(files: Mapping[str, str], original: Original, to: Path, slug: str) -> None:
    folder = to / "docs/cases" / slug
    folder.mkdir()
    for name, text in files.items():
        own = text.replace(f"../{CASE}/lab", "\0").replace(original.slug, slug).replace("\0", f"../{CASE}/lab")
        (folder / name).write_text(_DIAGRAM.sub(lambda match: _own(match["source"], original, to, slug), own), "utf-8")


def _own(source: str, original: Original, to: Path, slug: str) -> str:
    """Return a diagram that is as it was and no other case's, and put its drawing beside the others."""
    # In letters: a figure would be one that nobody computed.
    new = f"{source}    %% {slug.translate(_LETTERS)}\n"
    drawing = (original.folder / kept_at(source)).read_text("utf-8")
    (to / kept_at(new)).write_text(drawing.replace(key(source), key(new)), "utf-8")
    return f"```mermaid\n{new}```"


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4])

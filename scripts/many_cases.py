"""Make a project of many cases out of the real one: `python -m scripts.many_cases FOLDER NUMBER [TIER]`. What is measured by it grows with the content."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from mlsd.figures.diagram import FOLDER, kept_at, key
from mlsd.model.site import TIERS, read_site

from scripts.standard_case import TIER, standard

ROOT = Path(__file__).resolve().parents[1]
CASE = "ad-banner"

_PARTS = ("framework.yml", "mkdocs.yml", "docs", FOLDER, "cards", "hooks", "overrides")
_TEXTS = (".md", ".yml")
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_LAB = re.compile(r"(?<=\]\()(?=lab[\w-]*\.)")
_DIAGRAM = re.compile(r"^```mermaid\n(?P<source>.*?)^```$", re.MULTILINE | re.DOTALL)


def make(to: Path, number: int, tier: str = TIERS[0]) -> Path:
    """Make a project of `number` cases at `to`, which has no findings either: the real one, with copies of its case under other slugs.

    A copy has what an author writes of a case of the tier: `case.yml`, the four pages, and drawings of its own for their diagrams; an
    exemplar's is the real case in full. The case's simulation is not copied, since it takes the place of none of these and few cases
    will have one: copies show the charts of the first.
    """
    to.mkdir(parents=True)
    for name in _PARTS:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, to / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(path, to / name)
    texts = [path for path in sorted((ROOT / "docs/cases" / CASE).iterdir()) if path.suffix in _TEXTS]
    files = {path.name: _LAB.sub(f"../{CASE}/", path.read_text("utf-8")) for path in texts}
    if tier == TIER:
        files = standard(files, read_site(ROOT), CASE)
    for i in range(1, number):
        _copy(files, to, f"{CASE}-{i:04d}")
    return to


def _copy(files: Mapping[str, str], to: Path, slug: str) -> None:
    folder = to / "docs/cases" / slug
    folder.mkdir()
    for name, text in files.items():
        own = text.replace(f"../{CASE}/lab", "\0").replace(CASE, slug).replace("\0", f"../{CASE}/lab")
        (folder / name).write_text(_DIAGRAM.sub(lambda match: _own(match["source"], to, slug), own), "utf-8")


def _own(source: str, to: Path, slug: str) -> str:
    """Return a diagram that is as it was and no other case's, and put its drawing beside the others."""
    # In letters: a figure would be one that nobody computed.
    new = f"{source}    %% {slug.translate(_LETTERS)}\n"
    drawing = (ROOT / kept_at(source)).read_text("utf-8")
    (to / kept_at(new)).write_text(drawing.replace(key(source), key(new)), "utf-8")
    return f"```mermaid\n{new}```"


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4])

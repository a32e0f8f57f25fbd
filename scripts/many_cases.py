"""Make a project of many cases out of the real one: `python -m scripts.many_cases FOLDER NUMBER`. What is measured by it grows with the content."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASE = "ad-banner"

_PARTS = ("framework.yml", "mkdocs.yml", "docs", "diagrams", "cards", "hooks", "overrides")
_TEXTS = (".md", ".yml")


def make(to: Path, number: int) -> Path:
    """Make a project of `number` cases at `to`: the real one with copies of its case under other slugs; it has no findings either."""
    to.mkdir(parents=True)
    for name in _PARTS:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, to / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(path, to / name)
    files = [(path, path.read_bytes()) for path in sorted((ROOT / "docs/cases" / CASE).iterdir()) if path.is_file()]
    for i in range(1, number):
        _copy(files, to / "docs/cases", f"{CASE}-{i:04d}")
    return to


def _copy(files: list[tuple[Path, bytes]], cases: Path, slug: str) -> None:
    (cases / slug).mkdir()
    for path, data in files:
        text = data.replace(CASE.encode(), slug.encode()) if path.suffix in _TEXTS else data
        (cases / slug / path.name).write_bytes(text)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))

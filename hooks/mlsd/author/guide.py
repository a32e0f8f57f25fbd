"""The words of the scaffold: what is explained in place, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from mlsd.model.yaml_source import parse

FOLDER = Path(__file__).parent


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = parse((FOLDER / "guide.yml").read_text("utf-8")).data
    return data


class Guide:
    """`guide.yml` in one language."""

    def __init__(self, language: str) -> None:
        """Open the guide in `language`."""
        self.language = language
        self._data = _read()

    def __call__(self, *where: str) -> str:
        """Return a text; a section that the guide does not know yet is to be written as any other."""
        found: Any = self._data
        for key in where:
            found = found.get(key) if isinstance(found, dict) else None
        return str((found or self._data["page"]["section"])[self.language])

    def fill(self, *where: str) -> str:
        """Return a mark on a page: what is to be written in its place."""
        return f"<!-- fill: {self(*where)} -->"

    def knows(self, *where: str) -> bool:
        """Whether the guide has a text at that place."""
        found: Any = self._data
        for key in where:
            found = found.get(key) if isinstance(found, dict) else None
        return found is not None

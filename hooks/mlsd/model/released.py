"""`released.yml`: the addresses that readers have, pages with the ids on them, and where those went that are gone.

An id is an anchor in somebody's bookmark and a key of a reader's saved progress: once released it keeps its meaning for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mlsd.model.finding import Finding
from mlsd.model.framework import schema_findings
from mlsd.model.yaml_source import YamlError, parse

CODE = "FM012"
PATH = "released.yml"

_NAME = r"[a-z0-9]+(?:[-/][a-z0-9]+)*"
Name = Annotated[str, Field(pattern=rf"^{_NAME}$")]
Anchor = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Address = Annotated[str, Field(pattern=rf"^{_NAME}(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?$")]


class _File(BaseModel):
    """The file's top level: of each page its ids, and of what is gone what replaces it, as `page` or `page#id`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    pages: dict[Name, tuple[Anchor, ...]] = Field(default_factory=dict)
    moved: dict[Address, Address] = Field(default_factory=dict)


@dataclass(frozen=True)
class Released:
    """What is public: ids by the name of their page, what replaces those that are gone, and the lines where pages stand in the file."""

    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def old_ids(self, name: str) -> dict[str, str]:
        """Return the ids of a page that are gone, with those on the same page that replace them."""
        found = {}
        for old, new in self.moved.items():
            (page, _, old_id), (target, _, new_id) = old.partition("#"), new.partition("#")
            if page == target == name and old_id and new_id:
                found[old_id] = new_id
        return found


def read_released(text: str) -> tuple[Released, list[Finding]]:
    """Read the file; what is wrong with it stands in the findings."""
    try:
        source = parse(text)
    except YamlError as error:
        return Released(), [Finding(PATH, error.line, "FM004", f"not valid YAML: {error.message}")]
    if source.data is None:
        return Released(), []
    try:
        data = _File.model_validate(source.data)
    except ValidationError as error:
        return Released(), sorted(schema_findings(PATH, CODE, source, error, _File))
    lines = {name: source.line(("pages", name)) for name in data.pages}
    lines |= {address: source.line(("moved", address)) for address in data.moved}
    return Released(data.pages, data.moved, lines), []


def written(pages: Mapping[str, tuple[str, ...]], moved: Mapping[str, str]) -> str:
    """Return the text of the file."""
    rows = [
        "# The addresses that readers have: pages, and the ids on them. A released id keeps its meaning for ever: it is an anchor in somebody's",
        "# bookmark and a key of a reader's saved progress. Where one is gone, `moved` says what replaces it, as `page: page` or",
        "# `page#old: page#new`; the old anchor then still works. `make release` adds what is new.",
        "pages:" if pages else "pages: {}",
    ]
    for name in sorted(pages):
        rows += [f"  {name}:" if pages[name] else f"  {name}: []", *_ids(pages[name])]
    rows.append("moved:" if moved else "moved: {}")
    rows += [f"  {old}: {new}" for old, new in sorted(moved.items())]
    return "\n".join(rows) + "\n"


def _ids(ids: tuple[str, ...]) -> list[str]:
    return [f"    - {each}" for each in ids]

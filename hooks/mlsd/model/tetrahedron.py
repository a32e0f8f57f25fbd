"""`docs/framework/tetrahedron.yml`: the corners, the edges, and what each technique moves, for the table and the picture of the overview."""

# The types of the models are no texts, as annotations are elsewhere: pydantic would compile each of them at every start.

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mlsd.model.finding import Finding
from mlsd.model.framework import Bilingual, Id, Link, Text, schema_findings
from mlsd.model.yaml_source import Path, YamlError, parse_once

CODE = "FM013"
PATH = "docs/framework/tetrahedron.yml"
POINTS = 10

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

AxisId = Literal["throughput", "accuracy", "training", "latency"]
AXES: tuple[AxisId, ...] = ("throughput", "accuracy", "training", "latency")
Move = Literal["up", "down", "same"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Axis(_Record):
    """A corner; `best` is what it means, `toward` and `away` are said of a move."""

    id: AxisId
    title: Bilingual
    best: Bilingual
    toward: Bilingual
    away: Bilingual


class Edge(_Record):
    """Two corners, and the lever that moves a design between them."""

    between: tuple[AxisId, AxisId]
    lever: Bilingual


class Design(_Record):
    """A design to start from: ten points dealt among the corners."""

    id: Id
    title: Bilingual
    points: dict[AxisId, Annotated[float, Field(ge=0, le=POINTS)]]


class Effect(_Record):
    """What a technique does to one corner, and why; `slight` is half a move."""

    move: Move
    why: Bilingual
    slight: bool = False


class Source(_Record):
    """Where the magnitude was read."""

    cite: Text
    url: Link


class Technique(_Record):
    """A technique; several effects on one corner are conditions, the usual one first."""

    id: Id
    title: Bilingual
    against: Bilingual | None = None
    moves: dict[AxisId, Annotated[tuple[Effect, ...], Field(min_length=1)]]
    sources: tuple[Source, ...] = ()
    note: Bilingual | None = None
    unpaid: Bilingual | None = None
    exception: Bilingual | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if set(self.moves) != set(AXES):
            raise ValueError(f"say what it moves of each of {', '.join(AXES)}")
        if sum(len(effects) > 1 for effects in self.moves.values()) > 1:
            raise ValueError("conditions are told apart at one corner only")
        if not self.sources and self.note is None:
            raise ValueError("name a source, or say in `note` where the magnitude comes from")
        if self.unpaid is None and any(not self.pays(condition) for condition in range(self.conditions)):
            raise ValueError("no corner pays under one of its conditions: say in `unpaid` what does")
        return self

    @property
    def conditions(self) -> int:
        """How many conditions are told apart."""
        return max(len(effects) for effects in self.moves.values())

    def effects(self, condition: int) -> dict[AxisId, Effect]:
        """Return the effect on every corner under a condition."""
        return {axis: effects[min(condition, len(effects) - 1)] for axis, effects in self.moves.items()}

    def pays(self, condition: int) -> bool:
        """Return whether a corner pays under a condition."""
        return any(effect.move == "down" for effect in self.effects(condition).values())


class Tetrahedron(_Record):
    """The whole file."""

    axes: tuple[Axis, ...]
    edges: tuple[Edge, ...]
    designs: Annotated[tuple[Design, ...], Field(min_length=1)]
    shown: Id
    techniques: Annotated[tuple[Technique, ...], Field(min_length=1)]


def read_tetrahedron(path: str, text: str) -> tuple[Tetrahedron | None, list[Finding]]:
    """Read the file; None if it cannot be relied on, and what is to be changed."""
    try:
        source = parse_once(text)
    except YamlError as error:
        return None, [Finding(path, error.line, "FM004", f"not valid YAML: {error.message}")]
    try:
        data = Tetrahedron.model_validate(source.data)
    except ValidationError as error:
        return None, sorted(schema_findings(path, CODE, source, error, Tetrahedron))
    found = [Finding(path, source.line(where), CODE, message) for where, message in _troubles(data)]
    return None if found else data, sorted(found)


def _troubles(data: Tetrahedron) -> Iterator[tuple[Path, str]]:
    """Yield what contradicts itself, at its place in the file."""
    if tuple(axis.id for axis in data.axes) != AXES:
        wrong = next((i for i, axis in enumerate(data.axes) if axis.id not in AXES[i : i + 1]), 0)
        yield ("axes", wrong, "id"), f"the axes are {', '.join(AXES)}, in this order"
    pairs: set[frozenset[str]] = set()
    for i, edge in enumerate(data.edges):
        pair = frozenset(edge.between)
        if len(pair) < 2 or pair in pairs:
            yield (
                ("edges", i, "between"),
                "the edges join every two corners once: this one stands above already, or joins a corner to itself",
            )
        pairs.add(pair)
    for one, other in combinations(AXES, 2):
        if frozenset((one, other)) not in pairs:
            yield ("edges",), f"no edge joins {one} and {other}: add it"
    for i, design in enumerate(data.designs):
        if set(design.points) != set(AXES) or abs(sum(design.points.values()) - POINTS) > 1e-9:
            yield ("designs", i, "points"), f"deal {POINTS} points among {', '.join(AXES)}"
    ids = [technique.id for technique in data.techniques]
    for i, technique in enumerate(data.techniques):
        if technique.id in ids[:i]:
            yield ("techniques", i, "id"), f"the technique `{technique.id}` stands twice: keep one"
        for j, source in enumerate(technique.sources):
            if not _YEAR.search(source.cite):
                yield ("techniques", i, "sources", j, "cite"), f"`{source.cite}` has no year: write `Authors, year`"
    if data.shown not in ids:
        yield ("shown",), f"`shown` names one of the techniques, and `{data.shown}` is none: {', '.join(ids)}"

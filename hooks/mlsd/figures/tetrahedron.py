"""The tetrahedron drawn: corners in space, a turned projection, a point inside and what a technique does to it.

A design deals ten points among the corners, which makes it a point inside (barycentric coordinates). A technique takes from the corners
that pay and gives to those that win; the others keep what they have. `assets/js/tetrahedron.js` does the same when a reader moves the point,
with the constants that are handed to it, so that the still picture and the moving one agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import cos, sin, sqrt
from typing import NamedTuple

from mlsd.model.tetrahedron import AXES, AxisId, Effect, Tetrahedron

WIDTH, HEIGHT = 360, 330
# The share of its points that a paying corner gives up; how long an arrow is says nothing, only where it points.
TOLL = 0.55

_BASE = 2 * sqrt(2) / 3


class Space(NamedTuple):
    """A place or a direction in space: right, up, toward the reader."""

    x: float
    y: float
    z: float


class Spot(NamedTuple):
    """A place in the picture, and how near it is to the reader."""

    x: float
    y: float
    depth: float


# Accuracy is the apex, latency the corner of the base that is nearest to the reader: the commonest trade, from accuracy and training time to
# throughput and latency, then lies across the picture and not along the line of sight.
CORNERS: Mapping[AxisId, Space] = {
    "throughput": Space(_BASE * sqrt(3) / 2, -1 / 3, -_BASE / 2),
    "accuracy": Space(0, 1, 0),
    "training": Space(-_BASE * sqrt(3) / 2, -1 / 3, -_BASE / 2),
    "latency": Space(0, -1 / 3, _BASE),
}
# The view: turned by `yaw`, tilted by `pitch`; `turn` is how much further as the point goes to the side, `nod` as it goes up.
VIEW = {"yaw": 0.2, "pitch": 0.4, "turn": 0.3, "nod": 0.1, "scale": 172.0, "x": 170.0, "y": 190.0}
# Where along an edge its lever is written, seen from its first corner, how it is set there, and how far beside and below the line.
_LEVERS: Mapping[frozenset[str], tuple[str, float, str, float, float]] = {
    frozenset({"accuracy", "throughput"}): ("accuracy", 0.45, "start", 8, 3),
    frozenset({"accuracy", "training"}): ("accuracy", 0.45, "end", -8, 3),
    frozenset({"accuracy", "latency"}): ("accuracy", 0.34, "middle", 0, 3),
    frozenset({"throughput", "training"}): ("training", 0.3, "middle", 0, 3),
    frozenset({"throughput", "latency"}): ("throughput", 0.5, "start", 8, 6),
    frozenset({"training", "latency"}): ("training", 0.62, "end", -6, 14),
}
# How a corner's name is set: its place beside the corner, and that of its lines.
_NAMES: Mapping[AxisId, tuple[str, float, float]] = {
    "throughput": ("end", 70, -26),
    "accuracy": ("middle", 0, -14),
    "training": ("start", -14, 29),
    "latency": ("middle", 0, 23),
}


def after(points: Mapping[AxisId, float], effects: Mapping[AxisId, Effect]) -> dict[AxisId, float]:
    """Return the points after a technique: what the losing corners pay is shared among the winning ones; without either, nothing moves."""
    weight = {axis: 0.5 if effect.slight else 1.0 for axis, effect in effects.items()}
    winners = [axis for axis in AXES if effects[axis].move == "up"]
    pay = {axis: TOLL * weight[axis] * points[axis] for axis in AXES if effects[axis].move == "down"}
    if not winners or not pay:
        return dict(points)
    share = sum(pay.values()) / sum(weight[axis] for axis in winners)
    return {axis: points[axis] - pay.get(axis, 0) + (share * weight[axis] if axis in winners else 0) for axis in AXES}


def inside(points: Mapping[AxisId, float]) -> Space:
    """Return where in space a design is."""
    whole = sum(points.values()) or 1
    mixed = [sum(points[axis] / whole * CORNERS[axis][i] for axis in AXES) for i in range(3)]
    return Space(*mixed)


def spot(place: Space, looked_from: Space) -> Spot:
    """Return where a place is in the picture, in the view that belongs to the point `looked_from`."""
    yaw = VIEW["yaw"] + VIEW["turn"] * looked_from.x
    pitch = VIEW["pitch"] + VIEW["nod"] * looked_from.y
    x, z = place.x * cos(yaw) + place.z * sin(yaw), place.z * cos(yaw) - place.x * sin(yaw)
    y, depth = place.y * cos(pitch) - z * sin(pitch), place.y * sin(pitch) + z * cos(pitch)
    return Spot(VIEW["x"] + VIEW["scale"] * x, VIEW["y"] - VIEW["scale"] * y, depth)


def draw(data: Tetrahedron, language: str, label: str, described_by: str) -> str:
    """Return the still picture: the first design, and what the technique that is shown does to it."""
    design = data.designs[0].points
    effects = next(each for each in data.techniques if each.id == data.shown).effects(0)
    here, there = inside(design), inside(after(design, effects))
    corner = {axis: spot(CORNERS[axis], there) for axis in AXES}
    levers = {frozenset(edge.between): edge.lever[language] for edge in data.edges}
    parts = [
        _face(corner, face) for face in (("accuracy", "throughput", "training"), ("accuracy", "training", "latency"))
    ]
    parts += [_edge(corner, pair) for pair in sorted(levers, key=sorted)]
    parts += [_spoke(axis, corner[axis], spot(there, there)) for axis in AXES]
    parts += [_lever(corner, pair, levers[pair]) for pair in sorted(levers, key=sorted)]
    parts += [_name(axis.id, corner[axis.id], axis.title[language], effects[axis.id].move) for axis in data.axes]
    start, end = spot(here, there), spot(there, there)
    parts.append(_line("tetra__path", start, end))
    parts.append(f'<circle class="tetra__start" cx="{start.x:.1f}" cy="{start.y:.1f}" r="6"/>')
    parts.append(f'<circle class="tetra__point" cx="{end.x:.1f}" cy="{end.y:.1f}" r="8"/>')
    return (
        f'<svg class="tetra__picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}" '
        f'aria-describedby="{described_by}">{"".join(parts)}</svg>'
    )


def _face(corner: Mapping[AxisId, Spot], face: Sequence[AxisId]) -> str:
    points = " ".join(f"{corner[axis].x:.1f},{corner[axis].y:.1f}" for axis in face)
    return f'<polygon class="tetra__face" data-corners="{" ".join(face)}" points="{points}"/>'


def _edge(corner: Mapping[AxisId, Spot], pair: frozenset[str]) -> str:
    first, second = (axis for axis in AXES if axis in pair)
    behind = " is-behind" if pair == {"throughput", "training"} else ""
    return _line(f"tetra__edge{behind}", corner[first], corner[second], f' data-corners="{first} {second}"')


def _spoke(axis: AxisId, end: Spot, point: Spot) -> str:
    return _line("tetra__spoke", point, end, f' data-corner="{axis}"')


def _line(name: str, start: Spot, end: Spot, more: str = "") -> str:
    return f'<line class="{name}"{more} x1="{start.x:.1f}" y1="{start.y:.1f}" x2="{end.x:.1f}" y2="{end.y:.1f}"/>'


def _lever(corner: Mapping[AxisId, Spot], pair: frozenset[str], lever: str) -> str:
    origin, along, anchor, beside, below = _LEVERS[pair]
    first = next(axis for axis in AXES if axis == origin)
    second = next(axis for axis in AXES if axis in pair and axis != origin)
    x = corner[first].x + (corner[second].x - corner[first].x) * along + beside
    y = corner[first].y + (corner[second].y - corner[first].y) * along + below
    return (
        f'<text class="tetra__lever" data-corners="{first} {second}" data-along="{along}" data-beside="{beside}" data-below="{below}" '
        f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(lever)}</text>'
    )


def _name(axis: AxisId, at: Spot, title: str, move: str) -> str:
    """Write a corner's name, one word a line, beside its dot."""
    anchor, right, down = _NAMES[axis]
    words = title.split()
    up = 13 * (len(words) - 1) if down < 0 else 0
    lines = "".join(
        f'<tspan x="{at.x + right:.1f}" y="{at.y + down - up + 13 * i:.1f}">{escape(word)}</tspan>'
        for i, word in enumerate(words)
    )
    return (
        f'<g class="tetra__corner is-{move}" data-corner="{axis}"><circle cx="{at.x:.1f}" cy="{at.y:.1f}" r="5"/>'
        f'<text class="tetra__name" text-anchor="{anchor}" data-right="{right}" data-down="{down - up}">{lines}</text></g>'
    )

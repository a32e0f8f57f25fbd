"""What keys a place of a data file may have, for those who mistype one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from mlsd.model.yaml_source import Path


def did_you_mean(model: type[BaseModel], where: Path) -> str:
    """Return what to do with a key that is not known there: the nearest known one, or all of them."""
    known = sorted(known_keys(model, where[:-1]))
    near = get_close_matches(str(where[-1]), known, n=1) if where else []
    if near:
        return f"did you mean `{near[0]}`?"
    return f"the known ones are {', '.join(known)}" if known else "take it out"


def known_keys(model: type[BaseModel], where: Path) -> set[str]:
    """Return the keys that a place may have, whichever of its forms it takes."""
    schema = model.model_json_schema(by_alias=True)
    nodes = list(_forms(schema, schema))
    for part in where:
        below = [each for node in nodes for each in _below(node, part)]
        nodes = [form for node in below for form in _forms(schema, node)]
    return {key for node in nodes for key in node.get("properties", ())}


def _forms(schema: Mapping[str, Any], node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what a node may be, references and alternatives resolved."""
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        yield from _forms(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    for key in ("anyOf", "oneOf", "allOf"):
        for each in node.get(key, ()):
            yield from _forms(schema, each)
    yield node


def _below(node: Mapping[str, Any], part: str | int) -> Iterator[Any]:
    if isinstance(part, int):
        yield node.get("items")
        yield from node.get("prefixItems", ())
    elif part in node.get("properties", ()):
        yield node["properties"][part]
    else:
        yield node.get("additionalProperties")
        yield from node.get("patternProperties", {}).values()

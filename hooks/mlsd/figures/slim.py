"""A drawing as it goes into a page: without the markers, styles and names that nothing in it uses. What one sees stays the same."""

from __future__ import annotations

import re

_USED = re.compile(r"url\(['\"]?#([^)'\"]+)|(?:xlink:)?href=\"#([^\"]+)\"|aria-(?:labelledby|describedby)=\"([^\"]+)\"")
_STYLE = re.compile(r"<style>(?P<css>[^<]*)</style>")
_RULE = re.compile(r"(?P<selectors>[^{}@]+)\{(?P<body>[^{}]*)\}")
_MARKER = re.compile(r"<marker id=\"(?P<id>[^\"]*)\".*?</marker>", re.DOTALL)
_ID = re.compile(r"\sid=\"(?P<id>[^\"]*)\"")
_CLASS = re.compile(r"\sclass=\"(?P<names>[^\"]*)\"")
_IDLE = re.compile(r"\sstyle=\"[;\s]*\"|<g(?:\s[^<>]*)?/>|<g(?:\s[^<>]*)?></g>")
_IN_SELECTOR = re.compile(r"\.(?P<name>[\w-]+)|(?:^|[\s>])(?P<tag>[a-z]\w*)")


def slim(svg: str) -> str:
    """Return a drawing without what is not used in it."""
    used = {name for found in _USED.finditer(svg) for name in (found[1] or found[2] or found[3]).split()}
    root = _ID.search(svg)
    used |= {root["id"]} if root else set()
    svg = _MARKER.sub(lambda found: found[0] if found["id"] in used else "", svg)
    svg = _ID.sub(lambda found: found[0] if found["id"] in used else "", svg)
    svg = _IDLE.sub("", svg)
    body = _STYLE.sub("", svg)
    names = {name for found in _CLASS.finditer(body) for name in found["names"].split()}
    styled: set[str] = set()

    def rule(found: re.Match[str]) -> str:
        kept = [each for each in found["selectors"].split(",") if _selects(each, body, names)]
        styled.update(part["name"] for each in kept for part in _IN_SELECTOR.finditer(each) if part["name"])
        return f"{','.join(kept)}{{{found['body']}}}" if kept else ""

    svg = _STYLE.sub(lambda found: f"<style>{_RULE.sub(rule, found['css'])}</style>", svg)
    first = _CLASS.search(svg)  # What a drawing is: others may ask for it.
    return (
        svg[: first.end()] + _CLASS.sub(lambda found: _classes(found["names"], styled), svg[first.end() :])
        if first
        else svg
    )


def _selects(selector: str, body: str, names: set[str]) -> bool:
    """Tell whether a selector may find something in a drawing."""
    parts = list(_IN_SELECTOR.finditer(selector))
    return all(part["name"] in names if part["name"] else f"<{part['tag']}" in body for part in parts)


def _classes(names: str, styled: set[str]) -> str:
    kept = list(dict.fromkeys(name for name in names.split() if name in styled))
    return f' class="{" ".join(kept)}"' if kept else ""

"""Cut the exemplar down to what a case of the standard tier must have: the size of a case that a contributor sends."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlsd.model.case import Case
from mlsd.model.framework import SectionSpec
from mlsd.model.page import CITATION, NUMBER
from mlsd.model.site import Site

TIER = "standard"

_PARTS = {"subheadings": re.compile(r"^(?=### )", re.M), "details": re.compile(r"^(?=\?\?\? )", re.M)}
_SECTION = re.compile(r"^(?=## )", re.M)
_ID = re.compile(r"\{ #([\w-]+)")
_LINK_HERE = re.compile(r"\[([^\]\[]*)\]\((?:index\.\w\w\.md)?#([\w-]+)\)")
_KEY = re.compile(r"^(?=\w+:)", re.M)
_RECORD = re.compile(r"^(?=  (?:- id: )?([\w-]+))", re.M)
_VALUE = re.compile(r": (\w+)$", re.M)


def standard(texts: Mapping[str, str], site: Site, slug: str) -> dict[str, str]:
    """Return the files of the exemplar, by name, with as little in them as its own contract lets a standard case have, and no finding.

    Sections that the tier may leave out are gone, and of those that are counted there are as many parts as are asked for. Of the numbers,
    those stay that are still needed: the exemplar has many more, since the pages of the steps print them.
    """
    assert site.framework
    specs = {
        "index": site.framework.candidate_sections(TIER),
        "interviewer": site.framework.interviewer_sections(TIER),
    }
    pages = {name: _page(text, specs[name.split(".")[0]]) for name, text in texts.items() if name.endswith(".md")}
    ids = {found for page in pages.values() for found in _ID.findall(page)}
    pages = {name: _LINK_HERE.sub(lambda link: link[0 if link[2] in ids else 1], page) for name, page in pages.items()}
    return {**pages, "case.yml": _data(texts["case.yml"], site.cases[slug], "\n".join(pages.values()), ids)}


def _page(text: str, specs: tuple[SectionSpec, ...]) -> str:
    wanted = {spec.id: spec for spec in specs}
    top, *sections = _SECTION.split(text)
    return top + "".join(_section(section, wanted[id_]) for section in sections if (id_ := _id(section)) in wanted)


def _section(text: str, spec: SectionSpec) -> str:
    if spec.counts is None or spec.counts.what not in _PARTS:
        return text
    return "".join(_PARTS[spec.counts.what].split(text)[: 1 + spec.counts.least(TIER)])


def _id(text: str) -> str:
    found = _ID.search(text)
    assert found, f"no id: {text[:80]}"
    return found[1]


def _data(text: str, case: Case, pages: str, ids: set[str]) -> str:
    """Return the data with those records alone that the pages and the rest of the data ask for."""
    assert case.data
    keys = {part.split(":")[0]: part for part in _KEY.split(text)}
    keys["tier"] = f"tier: {TIER}\n"
    keys["flips"] = _records(keys["flips"], ids)
    rest = pages + "".join(part for key, part in keys.items() if key not in ("inputs", "formulas", "checks", "sources"))
    used = _needed(_printed(rest) | set(_VALUE.findall(rest)), case)
    for key in ("inputs", "formulas"):
        keys[key] = _records(keys[key], used)
    checks = {check.id for check in case.data.checks if case.book.compared[check.formula] <= used}
    keys["checks"] = _records(keys["checks"], checks)
    sources = {match["id"] for match in CITATION.finditer(rest)}
    sources |= {item.source for name, item in case.data.inputs.items() if name in used and item.source}
    keys["sources"] = _records(keys["sources"], sources)
    return "".join(keys.values())


def _needed(names: set[str], case: Case) -> set[str]:
    """Return the numbers among the names with all that they are computed from and that their titles print."""
    needed: set[str] = set()
    waiting = names & case.book.results.keys()
    while waiting:
        name = waiting.pop()
        needed.add(name)
        item = case.entry(name)
        assert item
        asked = {*case.book.results[name].uses, *_printed(f"{item.title.ru}{item.title.en}")}
        waiting |= (asked & case.book.results.keys()) - needed
    return needed


def _printed(text: str) -> set[str]:
    return {match["name"] for match in NUMBER.finditer(text)}


def _records(text: str, wanted: set[str]) -> str:
    """Return a key's text with those of its records alone that are wanted."""
    head, *records = _RECORD.split(text)
    return head + "".join(record for id_, record in zip(records[::2], records[1::2], strict=True) if id_ in wanted)

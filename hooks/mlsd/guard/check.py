"""Run every rule over the content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from mlsd.guard import (
    aliases,
    cases,
    figures,
    front_matter,
    links,
    numbers,
    parity,
    reading,
    safety,
    structure,
    translations,
)
from mlsd.guard.rule import CaseRule, Entry, Rule
from mlsd.model.finding import Finding
from mlsd.model.site import Site, read_site

_FAMILIES = (front_matter, structure, figures, cases, numbers, parity, translations, links, safety, reading, aliases)

_Kind = TypeVar("_Kind", bound=Entry)


def _all(kind: type[_Kind]) -> tuple[_Kind, ...]:
    """Return what the families define of one kind, sorted by code."""
    found = (value for family in _FAMILIES for value in vars(family).values() if isinstance(value, kind))
    return tuple(sorted(found, key=lambda entry: entry.code))


# Everything that has a code, for those who ask what it means.
ENTRIES: tuple[Entry, ...] = _all(Entry)
RULES: tuple[Rule, ...] = _all(Rule)
CASE_RULES: tuple[CaseRule, ...] = _all(CaseRule)


def check_site(site: Site, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return all findings of a site, sorted by path and line."""
    found = {*site.findings, *safety.file_findings(site), *aliases.alias_findings(site)}
    for case in site.cases.values():
        for case_rule in CASE_RULES:
            found.update(case_rule.findings(site, case))
    for page in site.pages:
        if any(problem.code == "TX002" for problem in page.problems):
            continue
        for each in rules:
            found.update(each.findings(site, page))
    return sorted(found, key=lambda f: (f.path, f.line, f.code, f.message))


def check_root(root: Path) -> list[Finding]:
    """Return all findings of the project at `root`."""
    return check_site(read_site(root))

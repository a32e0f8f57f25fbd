"""Run every rule over the content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mlsd.guard import cases, figures, front_matter, links, numbers, parity, safety, structure, translations
from mlsd.guard.rule import Rule
from mlsd.model.finding import Finding
from mlsd.model.site import Site, read_site

_FAMILIES = (front_matter, structure, figures, cases, numbers, parity, translations, links, safety)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (value for family in _FAMILIES for value in vars(family).values() if isinstance(value, Rule)),
        key=lambda r: r.code,
    )
)


def check_site(site: Site, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return all findings of a site, sorted by path and line."""
    found = {*site.findings, *cases.case_findings(site), *safety.file_findings(site)}
    for page in site.pages:
        if any(problem.code == "TX002" for problem in page.problems):
            continue
        for each in rules:
            found.update(each.findings(site, page))
    return sorted(found, key=lambda f: (f.path, f.line, f.code, f.message))


def check_root(root: Path) -> list[Finding]:
    """Return all findings of the project at `root`."""
    return check_site(read_site(root))

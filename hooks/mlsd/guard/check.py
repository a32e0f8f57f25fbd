"""Run every rule over the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from mlsd.guard import (
    addresses,
    aliases,
    blocks,
    cases,
    contract,
    figures,
    front_matter,
    interview,
    links,
    numbers,
    parity,
    pictures,
    reading,
    released,
    safety,
    scaffold,
    structure,
    translations,
    typography,
    words,
)
from mlsd.guard.rule import CaseRule, Entry, Rule, TextRule, text_findings
from mlsd.model.content import CASES, slug_of
from mlsd.model.finding import Finding
from mlsd.model.glossary import PATH as GLOSSARY
from mlsd.model.prose import Prose, data_prose
from mlsd.model.released import PATH as RELEASED
from mlsd.model.site import FRAMEWORK, Site, read_site
from mlsd.model.tetrahedron import PATH as TETRAHEDRON
from mlsd.model.text import decode
from mlsd.model.yaml_source import YamlError, parse_once

_FAMILIES = (
    front_matter,
    structure,
    contract,
    blocks,
    figures,
    cases,
    interview,
    numbers,
    parity,
    translations,
    links,
    addresses,
    pictures,
    safety,
    scaffold,
    words,
    typography,
    reading,
    aliases,
    released,
)

# Of other files there is too little to find for keeping it.
_KEPT = (".md", ".svg", ".yml")

# Files of data beside those of cases, with texts in both languages.
_DATA = (FRAMEWORK, GLOSSARY, TETRAHEDRON)

# Of a page with one of these nobody knows what it says.
_UNREAD = ("TX002", "TX007")

_Kind = TypeVar("_Kind", bound=Entry)


def _all(kind: type[_Kind]) -> tuple[_Kind, ...]:
    """Return what the families define of one kind, sorted by code."""
    found = (value for family in _FAMILIES for value in vars(family).values() if isinstance(value, kind))
    return tuple(sorted(found, key=lambda entry: entry.code))


# Everything that has a code, for those who ask what it means.
ENTRIES: tuple[Entry, ...] = _all(Entry)
RULES: tuple[Rule, ...] = _all(Rule)
CASE_RULES: tuple[CaseRule, ...] = _all(CaseRule)
TEXT_RULES: tuple[TextRule, ...] = _all(TextRule)


def check_site(site: Site, wanted: Callable[[str], bool] = lambda path: True) -> list[Finding]:
    """Return all findings of a site, sorted by path and line.

    Args:
        site: the content.
        wanted: says of a path whether its findings are asked for; what is not needed for them is not read.

    """
    # In the order in which they are found, each once: what is said of one line comes in the order of the contract.
    found = {finding: None for finding in site.findings if wanted(finding.path)}
    # Last the cases: the pages that all of them lead to are at hand by then, and were not read for their ids alone, to be read again.
    everything = sorted(site.files, key=lambda path: (path.startswith(f"{CASES}/"), path))
    paths = [path for path in everything if wanted(path)]
    for path in paths:
        found |= dict.fromkeys(_kept(site, path) if path.endswith(_KEPT) else _findings(site, path))
    if wanted(FRAMEWORK):
        found |= dict.fromkeys(_kept(site, FRAMEWORK))
    if any(site.gives_aliases(path) for path in paths):
        found |= dict.fromkeys(finding for finding in aliases.alias_findings(site) if wanted(finding.path))
    if wanted(RELEASED):
        found |= dict.fromkeys(released.page_findings(site))
    if len(paths) == len(everything):
        site.cache.forget([FRAMEWORK, RELEASED, *everything], [FRAMEWORK, *everything])
    site.cache.save()
    return sorted(found, key=lambda f: (f.path, f.line, f.code))


def check_root(root: Path) -> list[Finding]:
    """Return all findings of the project at `root`."""
    return check_site(read_site(root))


def _kept(site: Site, path: str) -> tuple[Finding, ...]:
    """Return the findings of a file: those that were kept, if all that their rules looked at is as it was."""
    kept = site.cache.finding(path)
    if kept is not None:
        facts, findings = kept
        if all(site.value(fact) == value for fact, value in facts):
            return tuple(findings)
    with site.noting() as noted:
        found = tuple(_findings(site, path))
    site.cache.keep_finding(path, ([(fact, site.value(fact)) for fact in sorted(noted)], found))
    return found


def _findings(site: Site, path: str) -> Iterator[Finding]:
    if path in _DATA:
        yield from _data_findings(site, path)
    if path == FRAMEWORK:
        return
    yield from safety.file_findings(site, path)
    if path.endswith(pictures.ENDINGS):
        yield from pictures.picture_findings(path, site.read(path) or b"")
    if slug_of(path):
        yield from _case_findings(site, path)
    elif path.endswith(".md"):
        yield from _page_findings(site, path)


def _case_findings(site: Site, path: str) -> Iterator[Finding]:
    yield from site.reading_findings(path)
    case = site.cases.get(slug_of(path) or "")
    if case is None:
        return
    for rule in CASE_RULES:
        yield from rule.findings(site, case)
    yield from _text_findings(site, path, site.prose(path))


def _data_findings(site: Site, path: str) -> Iterator[Finding]:
    """Yield what the rules over words and numbers find in the texts of a data file."""
    text = decode(site.read(path) or b"")[0]
    if path != FRAMEWORK:
        yield from numbers.data_number_findings(site, path, text)
    try:
        source = parse_once(text)
    except YamlError:
        return  # Reading it has said so.
    texts = data_prose(source, text)
    yield from _text_findings(site, path, texts)
    of_case = cases.figures_differ_in_data
    for hit in cases.odd_figures_in_data(texts):
        yield Finding(path, hit.line, of_case.code, hit.message, of_case.severity)


def _text_findings(site: Site, path: str, texts: Mapping[str, Sequence[Prose]]) -> Iterator[Finding]:
    for language, runs in texts.items():
        yield from text_findings(TEXT_RULES, path, language, runs, site.avoided(language))


def _page_findings(site: Site, path: str) -> Iterator[Finding]:
    yield from site.reading_findings(path)
    page = site.page(path)
    if page is None or any(problem.code in _UNREAD for problem in page.problems):
        return
    for rule in RULES:
        yield from rule.findings(site, page)
    yield from _text_findings(site, path, site.prose(path))

"""When each page last changed, from git: one call for all, and silence where git does not know."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from mlsd.model import glossary
from mlsd.model.page import Page
from mlsd.model.site import DOCS, Kind, Site

_COMMIT = "\x01"


def last_changes(root: Path) -> dict[str, str]:
    """Return the day of the last change of each file under `docs/`, as `2026-11-23`.

    Left out is what git would answer wrongly: where the history is cut off (a shallow clone), the oldest commit seems to have changed
    every file; and a file that is not committed as it stands has changed since.
    """
    log = _git(root, "log", f"--format={_COMMIT}%H %cs", "--name-only", "--no-renames", "--relative", "-z", "--", DOCS)
    if not log:
        return {}
    cut_off = _lines(root / _git(root, "rev-parse", "--git-path", "shallow").strip())
    found: dict[str, str] = {}
    for commit, day, files in _commits(log):
        for name in files:
            found.setdefault(name, "" if commit in cut_off else day)
    changed = set(_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", DOCS).split("\0"))
    return {name: day for name, day in found.items() if day and name not in changed}


def last_commit(root: Path) -> str:
    """Return when the last commit was made, in seconds since 1970; the beginning of 1980, which any archive can hold, without git."""
    return _git(root, "log", "-1", "--format=%ct").strip() or "315532800"


def page_changed(site: Site, page: Page, changes: Mapping[str, str]) -> str | None:
    """Return the day on which a page last changed: its own file, or the data that it shows; None where either is not known."""
    sources = [page.path]
    kind, slug = site.slot(page)
    if kind in (Kind.CASE, Kind.INTERVIEWER) and slug in site.cases:
        sources.append(site.cases[slug].path)
    if any(directive.name == "glossary" for directive in page.directives):
        sources.append(glossary.PATH)
    days = [changes.get(source) for source in sources]
    return max(day for day in days if day) if all(days) else None


def _commits(log: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield hash, day and files of each commit, the newest first."""
    for entry in log.split(_COMMIT)[1:]:
        head, _, names = entry.partition("\0")
        commit, _, day = head.strip().partition(" ")
        yield commit, day, [name for name in names.strip("\n\0").split("\0") if name]


def _git(root: Path, *command: str) -> str:
    """Return what git prints; nothing without git, or outside of a repository."""
    try:
        result = subprocess.run(
            ["git", "-C", str(root), *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return ""
    return result.stdout if result.returncode == 0 else ""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").split()
    except OSError:
        return []

"""Apply what findings offer to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from mlsd.model.finding import Finding, Fix
from mlsd.model.yaml_source import YamlError, parse_once

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = "\ufeff"
_FRONT_MATTER = re.compile(r"(?P<yaml>---[ \t]*\r?\n.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE | re.DOTALL)
# Where a value of YAML may begin with a quotation mark.
_VALUE = re.compile(r"""(?:^|(?<=[:,\[{-])) *(?P<quote>["'])""")
_ENDS = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}


def mend(root: Path, findings: Iterable[Finding]) -> set[Finding]:
    """Apply the findings' fixes to the files under `root`; line ends and byte-order marks are kept.

    Returns:
        the findings that were mended: not those whose line is not as the fix says.

    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fix:
            by_path.setdefault(finding.path, []).append(finding)
    mended_ones: set[Finding] = set()
    for path, found in by_path.items():
        file = root / path
        try:
            text = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # A finding of its own says so.
        mark = _MARK if text.startswith(_MARK) else ""
        fixes = [finding.fix for finding in found if finding.fix]
        new, applied = _apply_with_yaml(text.removeprefix(_MARK), fixes, is_page=not path.endswith(".yml"))
        file.write_bytes((mark + new).encode("utf-8"))
        mended_ones |= {finding for finding in found if finding.fix in applied}
    return mended_ones


def mended(text: str, fixes: Sequence[Fix]) -> str:
    """Return the text with the fixes applied, each once; of two that overlap the one that begins later."""
    return _apply(text, fixes)[0]


def _apply_with_yaml(text: str, fixes: Sequence[Fix], *, is_page: bool) -> tuple[str, set[Fix]]:
    """Apply fixes to a file that is YAML, or to a page, which begins with some.

    What is put between quotation marks of YAML is escaped, and where it would be YAML no more nothing is put.
    """
    rows = [row.rstrip("\r\n") for row in _LINE.findall(text)]
    yaml = _yaml(text, is_page=is_page)
    last = len(rows) if not is_page else yaml.count("\n")
    escaped = {
        _escaped(fix, rows[fix.line - 1]) if fix.line <= last else fix: fix
        for fix in fixes
        if 1 <= fix.line <= len(rows)
    }
    new, applied = _apply(text, [*escaped])
    if _is_yaml(yaml) and not _is_yaml(_yaml(new, is_page=is_page)):
        by_line: dict[int, list[Fix]] = {}
        for fix in escaped:
            by_line.setdefault(fix.line, []).append(fix)
        new, applied = text, set()
        for some in by_line.values():
            tried, fitting = _apply(new, some)
            if _is_yaml(_yaml(tried, is_page=is_page)):
                new, applied = tried, applied | fitting
    return new, {escaped[fix] for fix in applied}


def _yaml(text: str, *, is_page: bool) -> str:
    """Return what of a file is YAML: of a page its front matter, with the line that opens it."""
    found = _FRONT_MATTER.match(text) if is_page else None
    return text if not is_page else found["yaml"] if found else ""


def _escaped(fix: Fix, row: str) -> Fix:
    """Return a fix of a line of YAML as it is written between the quotation marks that its place is in."""
    at, quote = 0, ""
    while fix.column is not None and (found := _VALUE.search(row, at)) and found.end() <= fix.column:
        end = _ENDS[found["quote"]].match(row, found.end())
        if end is None or end.end() > fix.column:
            quote = found["quote"]
            break
        at = end.end()
    if quote == '"':
        return replace(fix, new=fix.new.replace("\\", "\\\\").replace('"', '\\"'))
    return replace(fix, new=fix.new.replace("'", "''")) if quote else fix


def _is_yaml(text: str) -> bool:
    try:
        parse_once(text)
    except YamlError:
        return False
    return True


def _apply(text: str, fixes: Sequence[Fix]) -> tuple[str, set[Fix]]:
    """Return the text with the fixes applied, and those of them that could be."""
    lines = _LINE.findall(text)
    by_line: dict[int, list[Fix]] = {}
    for fix in dict.fromkeys(fixes):
        by_line.setdefault(fix.line, []).append(fix)
    applied: set[Fix] = set()
    for number, found in by_line.items():
        if 1 <= number <= len(lines):
            line = lines[number - 1]
            bare = line.rstrip("\r\n")
            new, fitting = _mended_line(bare, found)
            lines[number - 1] = new + line[len(bare) :]
            applied |= fitting
    return "".join(lines), applied


def _mended_line(line: str, fixes: Sequence[Fix]) -> tuple[str, set[Fix]]:
    """Apply the fixes of one line, from its end to its beginning, so that columns stay true."""
    applied = set()
    placed = sorted((fix for fix in fixes if fix.column is not None), key=lambda fix: fix.column or 0, reverse=True)
    free_until = len(line)
    for fix in placed:
        start = fix.column or 0
        end = start + len(fix.old)
        if end <= free_until and line[start:end] == fix.old:
            line = line[:start] + fix.new + line[end:]
            free_until = start
            applied.add(fix)
    for fix in fixes:
        if fix.column is None and fix.old in line:
            line = line.replace(fix.old, fix.new, 1) if fix.old else line.rstrip() + fix.new
            applied.add(fix)
    return line, applied

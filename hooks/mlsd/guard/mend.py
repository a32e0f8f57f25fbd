"""Apply what findings offer to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from mlsd.model.finding import Finding, Fix

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = "\ufeff"


def mend(root: Path, findings: Iterable[Finding]) -> None:
    """Apply the findings' fixes to the files under `root`; line ends and byte-order marks are kept."""
    by_path: dict[str, list[Fix]] = {}
    for finding in findings:
        if finding.fix:
            by_path.setdefault(finding.path, []).append(finding.fix)
    for path, fixes in by_path.items():
        file = root / path
        try:
            text = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # A finding of its own says so.
        mark = _MARK if text.startswith(_MARK) else ""
        file.write_bytes((mark + mended(text.removeprefix(_MARK), fixes)).encode("utf-8"))


def mended(text: str, fixes: Sequence[Fix]) -> str:
    """Return the text with the fixes applied, each once; of two that overlap the one that begins later."""
    lines = _LINE.findall(text)
    by_line: dict[int, list[Fix]] = {}
    for fix in dict.fromkeys(fixes):
        by_line.setdefault(fix.line, []).append(fix)
    for number, found in by_line.items():
        if 1 <= number <= len(lines):
            line = lines[number - 1]
            bare = line.rstrip("\r\n")
            lines[number - 1] = _mended_line(bare, found) + line[len(bare) :]
    return "".join(lines)


def _mended_line(line: str, fixes: Sequence[Fix]) -> str:
    """Apply the fixes of one line, from its end to its beginning, so that columns stay true."""
    placed = sorted((fix for fix in fixes if fix.column is not None), key=lambda fix: fix.column or 0, reverse=True)
    free_until = len(line)
    for fix in placed:
        start = fix.column or 0
        end = start + len(fix.old)
        if end <= free_until and line[start:end] == fix.old:
            line = line[:start] + fix.new + line[end:]
            free_until = start
    for fix in fixes:
        if fix.column is None:
            line = line.replace(fix.old, fix.new, 1) if fix.old else line.rstrip() + fix.new
    return line

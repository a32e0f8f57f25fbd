"""A finding: one thing to change, at one line of one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error fails the check and the strict build; a notice never does."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True)
class Fix:
    """A safe mend of one line (1-based): `old` becomes `new`; where `old` is empty, `new` is added to the line's end.

    `column` says where on the line `old` stands; without it, it is the first that is found there.
    """

    line: int
    old: str
    new: str
    column: int | None = None


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to change: `path` relative to the root, `line` 1-based in the file on disk."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = Severity.ERROR
    fix: Fix | None = None

    def __str__(self) -> str:
        """Return `path:line: CODE message`, with `note:` before the message of a notice."""
        note = "note: " if self.severity is Severity.NOTICE else ""
        return f"{self.path}:{self.line}: {self.code} {note}{self.message}"


@dataclass(frozen=True)
class Problem:
    """What reading a file found wrong with its form, before any rule looked at it."""

    line: int
    code: str
    message: str
    fix: Fix | None = None

    def found_in(self, path: str) -> Finding:
        """Return it as a finding in a file."""
        return Finding(path, self.line, self.code, self.message, fix=self.fix)

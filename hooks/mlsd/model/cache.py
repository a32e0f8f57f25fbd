"""What was read and found before, so that only what changed is looked at again.

Nothing of it is trusted further than the hashes that it is kept with: a record with that of the file it was read from, findings with the
values of all that the rules looked at, and the whole with the code that made it. Losing it costs time only.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = Path(".cache/content.sqlite")

_PACKAGE = Path(__file__).resolve().parents[1]
_TABLES = """
CREATE TABLE IF NOT EXISTS code (hash TEXT);
CREATE TABLE IF NOT EXISTS record (path TEXT PRIMARY KEY, digest TEXT, summary BLOB, value BLOB);
CREATE TABLE IF NOT EXISTS finding (unit TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
# Writes are kept together, and the file is locked for a moment only: a server and a check may run side by side.
_BATCH = 200


class Cache:
    """The cache of one project; where its file cannot be used, everything is new."""

    def __init__(self, root: Path) -> None:
        """Open the cache of the project at `root`."""
        self._file = root / FILE
        self._base: sqlite3.Connection | None = None
        self._waiting: list[tuple[str, tuple[Any, ...]]] = []
        # Of what there is an entry: most of what is asked of an empty cache is not there.
        self._digests: dict[str, str] = {}
        self._units: set[str] = set()
        self._open()

    def record(self, path: str, digest: str) -> Any | None:
        """Return what was read from a file with this hash."""
        return self._record("SELECT value FROM record WHERE path = ? AND digest = ?", path, digest)

    def summary(self, path: str, digest: str) -> Any | None:
        """Return the summary of what was read from a file with this hash."""
        return self._record("SELECT summary FROM record WHERE path = ? AND digest = ?", path, digest)

    def keep_record(self, path: str, digest: str, value: object, summary: object = None) -> None:
        """Keep what was read from a file."""
        blob = None if summary is None else _dump(summary)
        statement = "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)"
        self._digests[path] = digest
        self._write(statement, path, digest, blob, _dump(value))

    def finding(self, unit: str) -> Any | None:
        """Return what was kept of the findings of one unit."""
        row = self._row("SELECT value FROM finding WHERE unit = ?", unit) if unit in self._units else None
        return _load(row[0]) if row else None

    def keep_finding(self, unit: str, value: object) -> None:
        """Keep the findings of one unit."""
        self._units.add(unit)
        self._write("INSERT OR REPLACE INTO finding VALUES (?, ?)", unit, _dump(value))

    def forget(self, paths: Iterable[str], units: Iterable[str]) -> None:
        """Remove what was kept of files and units that are none of these."""
        for table, column, kept in (("record", "path", set(paths)), ("finding", "unit", set(units))):
            for (name,) in self._rows(f"SELECT {column} FROM {table}"):
                if name not in kept:
                    self._write(f"DELETE FROM {table} WHERE {column} = ?", name)

    def save(self) -> None:
        """Write what is waiting."""
        waiting, self._waiting = self._waiting, []
        if self._base is None or not waiting:
            return
        try:
            with self._base:
                for statement, values in waiting:
                    self._base.execute(statement, values)
        except sqlite3.Error:
            self._close()  # A disk that is full or a file that is locked is no reason to stop.

    def _open(self) -> None:
        for _ in range(2):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(self._file, timeout=2)
                self._base.execute(
                    "PRAGMA page_size = 16384"
                )  # Records are large, and on small pages each is strung together of many.
                self._base.execute("PRAGMA synchronous = OFF")
                with self._base:
                    self._base.executescript(_TABLES)
                self._use_with(code_hash())
                self._digests = dict(self._base.execute("SELECT path, digest FROM record"))
                self._units = {unit for (unit,) in self._base.execute("SELECT unit FROM finding")}
            except (sqlite3.Error, OSError):
                self._close()
                with suppress(OSError):
                    self._file.unlink()  # Cut off, or none of ours.
            else:
                return

    def _use_with(self, code: str) -> None:
        """Empty the cache if other code filled it."""
        if self._base is None or self._base.execute("SELECT hash FROM code").fetchall() == [(code,)]:
            return
        with self._base:
            for table in ("code", "record", "finding"):
                self._base.execute(f"DELETE FROM {table}")
            self._base.execute("INSERT INTO code VALUES (?)", (code,))

    def _close(self) -> None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    def _write(self, statement: str, *values: Any) -> None:
        if self._base is None:
            return
        self._waiting.append((statement, values))
        if len(self._waiting) >= _BATCH:
            self.save()

    def _record(self, statement: str, path: str, digest: str) -> Any | None:
        row = self._row(statement, path, digest) if self._digests.get(path) == digest else None
        return _load(row[0]) if row and row[0] else None

    def _row(self, statement: str, *values: Any) -> Any | None:
        return next(iter(self._rows(statement, *values)), None)

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        if self._base is None:
            return []
        try:
            return self._base.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._close()
            return []

    def __del__(self) -> None:
        self._close()


def code_hash() -> str:
    """Return the hash of what makes records and findings: this package, the packages it uses, and Python."""
    found = sha256(sys.version.encode())
    for path in _files(str(_PACKAGE)):
        with open(path, "rb") as file:  # noqa: PTH123 (at every start two hundred are read, and objects of their paths take as long)
            found.update(f"\0{path.removeprefix(str(_PACKAGE))}\0".encode() + file.read())
    for folder in sys.path:
        with suppress(OSError):
            # The names of these folders are those of the packages with their versions.
            installed = sorted(name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))  # noqa: PTH208 (names are enough)
            found.update("\0".join(installed).encode())
    return found.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield the paths of the files in a folder and below, in order."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_file():
            yield entry.path
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)


class _Pickler(pickle.Pickler):
    """Writes named tuples, of which most of a record is made, as calls of their type: their own way to be written takes twice as long."""

    def reducer_override(self, value: Any) -> Any:
        """Return how a value is to be made anew."""
        return (type(value), tuple(value)) if isinstance(value, tuple) else NotImplemented


def _dump(value: object) -> bytes:
    to = io.BytesIO()
    _Pickler(to, protocol=5).dump(value)
    return to.getvalue()


def _load(blob: bytes) -> Any | None:
    try:
        return pickle.loads(blob)
    except Exception:
        return None  # Cut off, or of another version.

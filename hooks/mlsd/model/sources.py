"""The files of a project: what there is under `docs/`, and of each file its bytes and their hash."""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

ABSENT = ""
_UNREADABLE = "!"
# Nothing of content is as large; reading more would cost memory and time without end.
MAX_BYTES = 20_000_000
# Rules ask for the bytes of what was just parsed: of so many files, none of them larger than this, they stand in memory.
_FILES_AT_HAND = 16
_MAX_AT_HAND = 500_000


class Sources:
    """The files of one project as they are when they are first looked at; paths are relative to its root, with `/`."""

    def __init__(self, root: Path, docs: str) -> None:
        """List the files in the folder `docs` of the project at `root`."""
        self.root = root
        self._digests: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._at_hand: OrderedDict[str, bytes] = OrderedDict()
        files: list[str] = []
        links: list[str] = []
        for path, is_link in _walk(root / docs, docs):
            (links if is_link else files).append(path)
        self.files = frozenset(files)
        self.links = tuple(links)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The files in order."""
        return tuple(sorted(self.files))

    @cached_property
    def folders(self) -> Mapping[str, tuple[str, ...]]:
        """The files of each folder, in order."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where it cannot be read."""
        if path in self._at_hand:
            return self._at_hand[path]
        file = f"{self.root}/{path}"
        try:
            problem = _refusal(os.stat(file))  # noqa: PTH116 (objects of the paths of thousands of files take longer than reading them)
            if problem:
                self._problems[path] = problem
                self._digests[path] = _UNREADABLE + self._problems[path]
                return None
            with open(file, "rb", buffering=0) as opened:  # noqa: PTH123
                data = opened.readall()
        except FileNotFoundError:
            self._digests[path] = ABSENT
            return None
        except OSError as error:
            self._problems[path] = error.strerror or str(error)
            self._digests[path] = _UNREADABLE + self._problems[path]
            return None
        self._digests[path] = sha256(data).hexdigest()
        if len(data) <= _MAX_AT_HAND:
            self._at_hand[path] = data
            if len(self._at_hand) > _FILES_AT_HAND:
                self._at_hand.popitem(last=False)
        return data

    def digest(self, path: str) -> str:
        """Return the hash of a file's bytes; `ABSENT` where there is no such file."""
        if path not in self._digests:
            self.read(path)
        return self._digests[path]

    def is_known(self, path: str) -> bool:
        """Return whether the file was read already."""
        return path in self._digests

    def is_readable(self, path: str) -> bool:
        """Return whether there is such a file that can be read."""
        return not self.digest(path).startswith(_UNREADABLE) and self.digest(path) != ABSENT

    def problem(self, path: str) -> str:
        """Return why a file cannot be read."""
        return self._problems.get(path, "there is no such file")


def _refusal(status: os.stat_result) -> str | None:
    """Return why a file is not opened: a pipe would never end, and a file too large would take all memory."""
    if not stat.S_ISREG(status.st_mode):
        return "it is no plain file"
    return f"it has {status.st_size:,} bytes, more than {MAX_BYTES:,}" if status.st_size > MAX_BYTES else None


def _walk(folder: Path, name: str) -> Iterator[tuple[str, bool]]:
    """Yield the files below a folder, and whether each is a symbolic link.

    Names that begin with a dot are not content (MkDocs skips them), nor is what Python leaves beside a script that it has run.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        path = f"{name}/{entry.name}"
        if entry.is_symlink():
            yield path, True
        elif entry.is_dir():
            yield from _walk(Path(entry.path), path)
        else:
            yield path, False

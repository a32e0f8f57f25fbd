"""Pages that were read before, kept by the hash of their bytes, so that only what changed is parsed again."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from pathlib import Path

from mlsd.model import page as page_module
from mlsd.model.page import Page, read_page

FILE = Path(".cache/pages.pickle")


class PageCache:
    """The records of one project; nothing of it is trusted further than its hash, and losing it costs time only."""

    def __init__(self, root: Path) -> None:
        """Open the cache of the project at `root`."""
        self._file = root / FILE
        # Another parser makes other records.
        self._salt = hashlib.sha256(Path(page_module.__file__).read_bytes()).digest()
        self._old = self._load()
        self._used: dict[bytes, Page] = {}

    def read(self, path: str, data: bytes, languages: Iterable[str]) -> Page:
        """Return the record of a page, parsed only if its bytes are new."""
        key = hashlib.sha256(self._salt + path.encode() + b"\0" + data).digest()
        record = self._old.get(key) or read_page(path, data, languages)
        self._used[key] = record
        return record

    def save(self) -> None:
        """Keep the records that were used, if they differ from those that were kept."""
        if self._used.keys() == self._old.keys():
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = self._file.with_suffix(".unfinished")
            unfinished.write_bytes(pickle.dumps(self._used, protocol=5))
            unfinished.replace(self._file)
        except OSError:
            return  # A folder that cannot be written to is no reason to stop.

    def _load(self) -> dict[bytes, Page]:
        try:
            records = pickle.loads(self._file.read_bytes())
        except Exception:
            return {}  # Absent, cut off, or of another version.
        return records if isinstance(records, dict) else {}

"""What a first visit costs: bytes in gzip, fonts included, and requests; none leaves the origin, none fails."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Visit

# Bytes, as a host sends them.
BOUNDS = {
    "": 120_000,
    "cases/": 120_000,
    "framework/": 140_000,
    "framework/requirements/": 140_000,
    "framework/evaluation/": 140_000,
    "cases/ad-banner/": 200_000,
    "cases/ad-banner/interviewer/": 200_000,
}
REQUESTS = 12
PACKED = {".woff2", ".png", ".jpg", ".webp"}


def weight(path: Path) -> int:
    """Return what a file weighs on the wire."""
    data = path.read_bytes()
    return len(data) if path.suffix in PACKED else len(gzip.compress(data, 6, mtime=0))


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("path", BOUNDS)
def test_a_first_visit_is_light(visit: Callable[..., Visit], built_site: Path, path: str, language: str) -> None:
    opened = visit(language + path, idle=True)
    asked = opened.page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    addresses = {urlsplit(url).path for url in [opened.page.url, *asked] if url.startswith("http")}
    files = [
        built_site / (url.lstrip("/") + "index.html" if url.endswith("/") else url.lstrip("/")) for url in addresses
    ]
    sizes = {file.relative_to(built_site).as_posix(): weight(file) for file in files}
    assert sum(sizes.values()) <= BOUNDS[path], sizes
    assert len(sizes) <= REQUESTS, sizes
    opened.assert_clean()

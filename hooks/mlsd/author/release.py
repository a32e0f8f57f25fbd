"""`mlsd release`: record the pages and ids that are public from now on."""

from __future__ import annotations

from mlsd.model.released import PATH, read_released, written
from mlsd.model.site import Site


def release(site: Site) -> tuple[str, int, int]:
    """Return the new text of `released.yml`, and how many pages and ids are new in it; nothing is ever taken out."""
    known, _ = read_released((site.read(PATH) or b"").decode("utf-8", "replace"))
    pages: dict[str, tuple[str, ...]] = dict(known.pages)
    for page in site.pages:
        if page.language is not None:
            written_ids = dict.fromkeys(mark.id for mark in page.marks)
            pages[page.name] = tuple(dict.fromkeys((*pages.get(page.name, ()), *written_ids)))
    new_ids = sum(map(len, pages.values())) - sum(map(len, known.pages.values()))
    return written(pages, known.moved), len(pages) - len(known.pages), new_ids

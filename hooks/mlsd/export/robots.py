"""`robots.txt`: everything may be read, and where the list of it is."""

from __future__ import annotations

from pathlib import Path


def write_robots(to: Path, site_url: str) -> None:
    """Write the file into the site at `to`; robots heed it where the site stands at the root of its host."""
    (to / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n", "utf-8")

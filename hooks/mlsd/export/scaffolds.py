"""What the page "Submit a case" makes a case from: the scaffold of each kind, with the line of every place that a form fills."""

from __future__ import annotations

import json
from pathlib import Path

from mlsd.author.new_case import CHOICES, DATA, scaffold
from mlsd.model.framework import Framework
from mlsd.model.site import TIERS, Site
from mlsd.model.yaml_source import parse

FOLDER = "assets/submit"
# What stands in the place of the slug and the day until the form is filled in.
SLUG, DAY = "name-of-the-case", "2000-01-01"


def write_scaffolds(site: Site, to: Path) -> None:
    """Write one file for each tier and choice of languages; the page fetches those that it needs."""
    if site.framework is None:
        return
    folder = to / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for tier in TIERS:
        for choice in CHOICES:
            data = scaffold_data(site.framework, tier, choice)
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            (folder / f"{tier}-{choice}.json").write_text(text, "utf-8", newline="\n")


def scaffold_data(framework: Framework, tier: str, choice: str) -> dict[str, object]:
    """Return the files of a scaffold, the places in its data, and what it calls itself in titles."""
    files = scaffold(framework, SLUG, choice, tier, DAY)
    lines = parse(files[DATA]).lines
    places = {".".join(str(part) for part in path): line for path, line in lines.items() if path}
    name = SLUG.replace("-", " ").capitalize()
    return {"files": files, "places": places, "name": name}

"""Make the site without our hooks: what MkDocs, Material and static-i18n build by themselves, for the hooks to be measured against."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from markdown import Markdown
from mlsd.guard.rulebook import FAMILIES
from mlsd.model.page import Page
from mlsd.model.site import DOCS, Site, read_site
from mlsd.model.titles import front_of_case
from mlsd.render.directives import fill
from mlsd.render.figures import fence
from mlsd.render.navigation import navigation
from mlsd.render.numbers import put_numbers
from mlsd.render.safe_source import safe_source

ROOT = Path(__file__).resolve().parents[1]

# Our templates ask the hooks for what they show.
_TEMPLATES = ("  custom_dir: overrides\n", "  - overrides\n")
_HOOKS = "hooks:\n  - hooks/events.py\n"
_DIAGRAM = re.compile(r"^```mermaid\n(?P<source>.*?)^```$", re.MULTILINE | re.DOTALL)


def finish(to: Path, *, is_filled: bool) -> Path:
    """Write the project without the hooks to `to`.

    Args:
        to: a new folder.
        is_filled: whether the pages have what the hooks put into them: numbers, tables from data, diagrams. Without, they are as in `docs/`.

    """
    site = read_site(ROOT)
    shutil.copytree(ROOT / DOCS, to / DOCS)
    shutil.copy(ROOT / "framework.yml", to / "framework.yml")
    # The hooks make the navigation; here the same one is written out.
    nav = "nav:\n" + "".join(_nav(navigation(site), 1))
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    for line in _TEMPLATES:
        text = text.replace(line, "")
    if _HOOKS not in text:
        raise SystemExit("mkdocs.yml does not name the hooks as expected: mend scripts/finished.py")
    (to / "mkdocs.yml").write_text(text.replace(_HOOKS, nav), "utf-8")
    for page in site.pages if is_filled else ():
        (to / page.path).write_text(_finished(site, page), "utf-8")
    return to


def _finished(site: Site, page: Page) -> str:
    text = safe_source(page, (ROOT / page.path).read_bytes(), front_of_case(site, page))
    text = fill(put_numbers(text, site, page), site, page, FAMILIES)
    return _DIAGRAM.sub(lambda match: fence(match["source"], "", "", {}, Markdown(), root=ROOT), text)


def _nav(entries: list[Any], level: int) -> list[str]:
    """Return the lines of a navigation in YAML."""
    lines = []
    for entry in entries:
        if isinstance(entry, str):
            lines.append(f"{'  ' * level}- {entry}\n")
        else:
            for name, inside in entry.items():
                lines += [f"{'  ' * level}- {name}:\n", *_nav(inside, level + 2)]
    return lines

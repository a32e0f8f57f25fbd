"""The navigation, from what there is: the steps in the framework's order, then the folders of `docs/`."""

from __future__ import annotations

from typing import Any

from mlsd.model.site import Site

# A folder is a group; those not named here follow under their own names.
GROUPS: dict[str, dict[str, str]] = {
    "framework": {"ru": "Семь шагов", "en": "The seven steps"},
    "cases": {"ru": "Кейсы", "en": "Cases"},
    "practice": {"ru": "Практика", "en": "Practice"},
    "reference": {"ru": "Справочник", "en": "Reference"},
    "contributing": {"ru": "Как помочь", "en": "Contributing"},
}


HOME = {"ru": "Главная", "en": "Home"}


def navigation(site: Site) -> list[Any]:
    """Return MkDocs' `nav`, with names that carry no language; single cases are not in it, their catalogue is."""
    names = {page.name for page in site.pages if page.language}
    nav: list[Any] = ["index.md"] if "index" in names else []
    folders = sorted({name.split("/")[0] for name in names if "/" in name} - set(GROUPS))
    for folder in (*GROUPS, *folders):
        members = _members(site, folder, names)
        if members:
            nav.append({folder: [f"{name}.md" for name in members]})
    nav += [f"{name}.md" for name in sorted(names) if "/" not in name and name != "index"]
    return nav


def group_title(folder: str, language: str) -> str:
    """Return what a group is called."""
    return GROUPS.get(folder, {}).get(language, folder)


def _members(site: Site, folder: str, names: set[str]) -> list[str]:
    index = f"{folder}/index"
    inside = sorted(name for name in names if name.startswith(f"{folder}/") and name != index)
    if folder == "cases":
        inside = [name for name in inside if name.count("/") == 1]
    if folder == "framework" and site.framework:
        order = [f"framework/{step.id}" for step in site.framework.steps]
        inside.sort(key=lambda name: order.index(name) if name in order else len(order))
    return [index, *inside] if index in names else inside

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
    names = site.groups.get("", ())
    nav: list[Any] = ["index.md"] if "index" in names else []
    for folder in groups(site):
        inside = members(site, folder)
        if inside:
            nav.append({folder: [f"{name}.md" for name in inside]})
    nav += [f"{name}.md" for name in names if name != "index"]
    return nav


def groups(site: Site) -> tuple[str, ...]:
    """Return the folders that are groups: the known ones in their order, then the others."""
    return (*GROUPS, *sorted(site.groups.keys() - {"", *GROUPS}))


def group_title(folder: str, language: str) -> str:
    """Return what a group is called."""
    return GROUPS.get(folder, {}).get(language, folder)


def members(site: Site, folder: str) -> list[str]:
    """Return the names of a group's pages in order: its index, then the steps as the framework has them, others by name."""
    names = site.groups.get(folder, ())
    index = f"{folder}/index"
    inside = [name for name in names if name != index]
    if folder == "framework" and site.framework:
        order = [f"framework/{step.id}" for step in site.framework.steps]
        inside.sort(key=lambda name: order.index(name) if name in order else len(order))
    return [index, *inside] if index in names else inside

"""The theme's files are listed without its icons, which MkDocs would throw away; what it keeps is the same."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateNotFound

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def events() -> ModuleType:
    spec = spec_from_file_location("events", ROOT / "hooks/events.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("main.html", "assets/site.css", ".icons/a/b.svg", "assets/.hidden/c.svg", "assets/.dot"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def test_what_is_listed(events: ModuleType, folder: Path) -> None:
    listed = events._Templates([folder]).list_templates()
    everything = FileSystemLoader([folder]).list_templates()
    assert listed == [name for name in everything if not any(part.startswith(".") for part in name.split("/")[:-1])]
    assert listed == ["assets/.dot", "assets/site.css", "main.html"]


def test_icons_are_found_by_their_names(events: ModuleType, folder: Path) -> None:
    env = Environment(loader=events._Templates([folder]), autoescape=True)
    assert env.get_template(".icons/a/b.svg").render() == ".icons/a/b.svg"
    with pytest.raises(TemplateNotFound):
        env.get_template(".icons/a/c.svg")

from __future__ import annotations

from typing import Any

import pytest
from mlsd.author.new_case import CHOICES
from mlsd.export.scaffolds import DAY, SLUG, scaffold_data
from mlsd.model.site import TIERS, read_site
from mlsd.model.yaml_source import parse
from mlsd.render.submit import limits

from tests.conftest import ROOT


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("tier", TIERS)
def test_every_place_is_the_line_of_its_key(tier: str, choice: str) -> None:
    framework = read_site(ROOT).framework
    assert framework is not None
    data: dict[str, Any] = scaffold_data(framework, tier, choice)
    rows = data["files"]["case.yml"].splitlines()
    assert rows[data["places"]["slug"] - 1] == f"slug: {SLUG}"
    assert rows[data["places"]["date"] - 1] == f"date: {DAY}"
    for path, line in data["places"].items():
        key = path.rpartition(".")[2]
        assert key.isdigit() or f"{key}:" in rows[line - 1], path
    for name, text in data["files"].items():
        assert name == "case.yml" or text.startswith(f"# {data['name']}"), name
    assert parse(data["files"]["case.yml"]).data["tier"] == tier


def test_the_limits_of_the_form_are_those_of_the_schema() -> None:
    found = limits()
    assert found["year"] == [1950, 2100]
    assert found["difficulty"] == [1, 5]
    assert found["slug"]["max"] == 40
    assert found["name"] == {"pattern": "^[a-z][a-z0-9_]*$", "max": 60}
    assert found["url"]["pattern"].startswith("^https://")
    assert (found["title"], found["description"]) == ('<>"', "<>")

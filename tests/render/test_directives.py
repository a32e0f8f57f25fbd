from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from mlsd.model.addresses import page_url, relative_url
from mlsd.model.site import DIRECTIVES as NAMES
from mlsd.model.site import read_site
from mlsd.render.directives import DIRECTIVES, fill

from tests.conftest import ROOT, Project, pair

TERMS = """\
- id: yolka
  ru: {term: ёлка, definition: "Дерево <b>."}
  en: {term: fir, definition: A tree.}
- id: ezh
  abbreviation: EZ
  ru: {term: еж, definition: Зверь.}
  en: {term: hedgehog, definition: An animal.}
"""


def test_every_known_directive_can_be_drawn() -> None:
    assert tuple(sorted(DIRECTIVES)) == NAMES


def filled(project: Project, body: str, language: str = "ru", **files: str) -> BeautifulSoup:
    root = project(
        {**pair("a", body), **pair("framework/data", "# D\n"), "docs/reference/glossary.yml": TERMS, **files}
    )
    site = read_site(root)
    return BeautifulSoup(fill(body, site, site.by_path[f"docs/a.{language}.md"]), "html.parser")


def test_steps_link_to_their_pages_and_say_which_are_to_be_written(project: Project) -> None:
    steps = filled(project, "# T\n\n<!-- mlsd:steps -->\n").select("li.step-path__step")
    assert len(steps) == 7
    assert [step.select_one("a")["href"] for step in steps if step.select_one("a")] == ["../framework/data/"]  # type: ignore[index]
    assert sum("готовится" in step.get_text() for step in steps) == 6


def test_steps_carry_the_size_of_their_checklists(project: Project) -> None:
    steps = filled(project, "# T\n\n<!-- mlsd:steps -->\n").select("li.step-path__step")
    framework = read_site(ROOT).framework
    assert framework
    sizes = [(step["data-step"], step["data-items"], step["data-core"]) for step in steps]
    assert sizes == [(s.id, str(len(s.items)), str(sum(i.is_core for i in s.items))) for s in framework.steps]
    assert ("requirements", "15", "6") in sizes


@pytest.mark.parametrize(("name", "rows"), [("clock", 12), ("checkpoints", 4), ("expectations", 10), ("rubric", 10)])
def test_tables_have_all_their_rows(project: Project, name: str, rows: int) -> None:
    soup = filled(project, f"# T\n\n<!-- mlsd:{name} -->\n", "en")
    assert len(soup.select("tr")) == rows
    assert soup.select("tr th[scope]")


def test_the_glossary_is_in_alphabetical_order_with_the_other_language(project: Project) -> None:
    soup = filled(project, "# T\n\n<!-- mlsd:glossary -->\n")
    assert [(dt["id"], dt.get_text()) for dt in soup.select("dt")] == [("ezh", "еж (EZ)"), ("yolka", "ёлка")]
    assert soup.select_one("dd [lang=en]").get_text() == "hedgehog"  # type: ignore[union-attr]
    assert soup.select("dd b") == []


@pytest.mark.parametrize("body", ["# T\n\n`<!-- mlsd:steps -->`\n", "# T\n\n<!-- mlsd:nothing -->\n"])
def test_what_is_no_directive_stays(project: Project, body: str) -> None:
    root = project(pair("a", body))
    site = read_site(root)
    assert fill(body, site, site.by_path["docs/a.ru.md"]) == body


def test_addresses() -> None:
    assert [page_url(name, "ru") for name in ("index", "framework/index", "framework/data")] == [
        "",
        "framework/",
        "framework/data/",
    ]
    assert page_url("framework/data", "en") == "en/framework/data/"
    assert relative_url("en/framework/data/", "framework/data/") == "../../../framework/data/"
    assert relative_url("", "en/") == "en/"
    assert relative_url("a/", "a/") == "./"


def test_the_overview_draws_its_tables() -> None:
    site = read_site(ROOT)
    record = site.by_path["docs/framework/index.en.md"]
    text = fill((ROOT / record.path).read_text("utf-8"), site, record)
    assert "mlsd:" not in text

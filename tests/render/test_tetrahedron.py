"""The table of techniques and the still picture are drawn from one file, and the picture moves as the table says."""

from __future__ import annotations

import random

import pytest
from bs4 import BeautifulSoup
from mlsd.figures.tetrahedron import after
from mlsd.model.site import Site, read_site
from mlsd.model.tetrahedron import AXES, AxisId, Tetrahedron
from mlsd.render.directives import fill

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


@pytest.fixture(scope="module")
def data(site: Site) -> Tetrahedron:
    assert site.tetrahedron
    return site.tetrahedron


def drawn(site: Site, name: str, language: str) -> BeautifulSoup:
    page = site.by_path[f"docs/framework/index.{language}.md"]
    return BeautifulSoup(fill(f"<!-- mlsd:{name} -->", site, page), "html.parser")


def test_a_move_goes_where_the_arrows_point_and_deals_no_new_points(data: Tetrahedron) -> None:
    chance = random.Random(3)
    for technique in data.techniques:
        for condition in range(technique.conditions):
            effects = technique.effects(condition)
            parts = [chance.random() for _ in AXES]
            points: dict[AxisId, float] = {axis: 10 * part / sum(parts) for axis, part in zip(AXES, parts, strict=True)}
            result = after(points, effects)
            assert sum(result.values()) == pytest.approx(10)
            assert min(result.values()) >= 0
            for axis in AXES:
                change = result[axis] - points[axis]
                if not technique.pays(condition) or effects[axis].move == "same":
                    assert change == pytest.approx(0)
                else:
                    assert (change > 0) == (effects[axis].move == "up"), (technique.id, axis)


def test_numbers_of_the_case_are_computed_and_lead_to_it(site: Site) -> None:
    cell = drawn(site, "techniques", "en").select("tbody tr")[-1].select("td")[0]
    assert cell.get_text().strip() == "↑ scores per request: 300 instead of 20,000"
    assert [link["href"] for link in cell.select("a")] == [
        "../cases/ad-banner/#n-candidates",
        "../cases/ad-banner/#n-active_ads",
    ]
    island = drawn(site, "tetrahedron", "ru").select_one("script")
    assert island
    assert "скоров на\u00a0запрос: 300 вместо 20\u00a0000" in island.get_text()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_table_has_every_technique_and_its_source(site: Site, data: Tetrahedron, language: str) -> None:
    rows = drawn(site, "techniques", language).select("tbody tr")
    assert len(rows) == len(data.techniques) == 9
    cells = [cell.get_text(" ", strip=True) for cell in rows[4].select("th, td")]
    assert cells[0] == data.techniques[4].title[language]
    assert [cell[0] for cell in cells[1:5]] == ["↑", "↓", "↓", "↑"]
    assert rows[4].select("a")[0]["href"] == "https://arxiv.org/abs/1910.01108"
    ensemble = rows[3].select("td")[3].get_text(strip=True)
    assert ensemble == {"ru": "= параллельно; ↓ цепочкой", "en": "= in parallel; ↓ in sequence"}[language]


def test_the_still_picture_is_told_in_words(site: Site) -> None:
    soup = drawn(site, "tetrahedron", "ru")
    picture, caption = soup.select_one("svg"), soup.select_one("figcaption")
    assert picture
    assert caption
    assert picture["aria-describedby"] == caption["id"]
    assert "пропускная способность 2,5, точность 2,5, время обучения 2,5, задержка 2,5" in caption.get_text()
    assert "немного от\u00a0точности" in caption.get_text()
    assert len(picture.select(".tetra__edge")) == len(picture.select(".tetra__lever")) == 6
    assert [corner["class"][1] for corner in picture.select(".tetra__corner")] == [
        "is-up",
        "is-down",
        "is-down",
        "is-up",
    ]
    assert len(soup.select("form[hidden]")) == 2
    assert len(soup.select("input[type=radio]")) == 10


def test_without_its_data_the_place_stays_empty(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("bare")
    (root / "docs/framework").mkdir(parents=True)
    (root / "framework.yml").write_text((ROOT / "framework.yml").read_text("utf-8"), "utf-8")
    text = "# T\n\n<!-- mlsd:tetrahedron -->\n<!-- mlsd:techniques -->\n"
    (root / "docs/framework/index.en.md").write_text(text, "utf-8")
    bare = read_site(root)
    assert fill(text, bare, bare.by_path["docs/framework/index.en.md"]).split() == ["#", "T"]

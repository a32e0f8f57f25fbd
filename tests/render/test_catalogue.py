"""The catalogue: a row for every case, whatever language it is in, and filters that tell the cases apart."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from mlsd.model.site import read_site
from mlsd.render.directives import fill

from tests.conftest import Project, found, pair
from tests.synthetic import CASES, CATALOGUE, Made, case_yaml, files_of


def drawn(project: Project, cases: tuple[Made, ...], language: str = "ru", **files: str) -> BeautifulSoup:
    site = read_site(project({**pair("cases/index", CATALOGUE), **files_of(cases), **files}))
    return BeautifulSoup(fill(CATALOGUE, site, site.by_path[f"docs/cases/index.{language}.md"]), "html.parser")


def row(soup: BeautifulSoup, slug: str) -> Tag:
    title = soup.select_one(f"#case-{slug}")
    assert title
    assert isinstance(title.parent, Tag)
    return title.parent


def facts(case: Tag) -> dict[str, str]:
    return {fact.dt.get_text(): fact.dd.get_text().strip() for fact in case.select("dl > div") if fact.dt and fact.dd}


def test_a_row_says_what_one_chooses_by(project: Project) -> None:
    case = row(drawn(project, CASES), "ads")
    assert case.a
    assert case.a["href"] == "ads/"
    assert facts(case) == {
        "Область": "Реклама",
        "Трек": "Классический ML",
        "ML-задачи": "Бинарная классификация, калибровка",
        "Сложность": "средняя",
        "Время": "45\u00a0мин",
        "Языки": "Русский, English",
        "Обновлён": "1\u00a0мая\u00a02026",
    }
    assert [case[f"data-{name}"] for name in ("domain", "task", "difficulty", "track", "language")] == [
        "advertising",
        "binary-classification calibration",
        "3",
        "classic",
        "ru en",
    ]
    assert [link["href"] for link in case.select(".case__links a")] == ["ads/interviewer/"]


def test_readers_find_their_own_language_first_then_exemplars_then_the_newest(project: Project) -> None:
    titles = [title["id"] for title in drawn(project, CASES, "en").select("h3")]
    assert titles[:3] == ["case-ads", "case-courier", "case-assistant"]
    assert titles[-2:] == ["case-moderation", "case-voice"]
    assert len(titles) == len(CASES)


def test_a_case_in_the_other_language_is_marked_and_invites_a_translation(project: Project) -> None:
    case = row(drawn(project, CASES, "en"), "voice")
    assert case.a
    assert (case.a["href"], case.a["lang"], case.a["hreflang"]) == ("../../cases/voice/", "ru", "ru")
    note = case.select_one(".case__foreign")
    assert note
    assert note.get_text() == "In Russian only so far: translate it"
    assert [link["href"] for link in note.select("a")] == ["#contribute"]
    assert not row(drawn(project, CASES, "ru"), "voice").select("[lang], .case__foreign")[1:]


def test_a_filter_offers_what_there_is_and_stands_where_the_cases_differ(project: Project) -> None:
    soup = drawn(project, CASES)
    facets = [facet["data-facet"] for facet in soup.select("details.facet")]
    assert facets == ["domain", "task", "difficulty", "track", "language"]
    tracks = [(box.get_text(" "), box.input["value"]) for box in soup.select("[data-facet=track] label") if box.input]
    assert tracks == [("Классический ML 10", "classic"), ("LLM-системы 2", "llm")]


@pytest.mark.parametrize(("languages", "facets"), [(("ru", "en"), ["language"]), (("ru",), [])])
def test_a_filter_that_tells_nothing_apart_is_left_out(
    project: Project, languages: tuple[str, ...], facets: list[str]
) -> None:
    soup = drawn(project, (CASES[2]._replace(languages=languages),))
    assert [facet["data-facet"] for facet in soup.select("details.facet")] == facets
    assert len(soup.select("form")) == len(facets)


def test_texts_of_a_case_are_text(project: Project) -> None:
    bad = case_yaml(CASES[0], title={"ru": "<b>T", "en": "T"})
    case = row(drawn(project, CASES, **{"docs/cases/ads/case.yml": bad}), "ads")
    assert case.a
    assert case.a.get_text() == "<b>T"


def test_a_case_without_data_or_without_a_page_is_left_out(project: Project) -> None:
    soup = drawn(project, CASES[:3], **{"docs/cases/ads/case.yml": "[", "docs/cases/new/case.yml": case_yaml(CASES[4])})
    assert [title["id"] for title in soup.select("h3")] == ["case-courier", "case-assistant"]


def test_an_unknown_domain_or_task_is_found_with_what_was_meant(project: Project) -> None:
    wrong = CASES[0]._replace(domain="advertizing", tasks=("calibration", "zzz"))
    findings = found(project(files_of([wrong])), "CS002")
    assert [f.message.partition(":")[0] for f in findings] == ["`advertizing` is no domain", "`zzz` is no task"]
    assert "did you mean `advertising`?" in findings[0].message
    assert "add it to `tasks` of framework.yml" in findings[1].message
    assert found(project(files_of(CASES)), "CS002") == []

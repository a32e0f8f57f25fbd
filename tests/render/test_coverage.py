"""Coverage is computed from the cases' links, says what does not apply and why, and does not grow without bound."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from mlsd.model.site import read_site
from mlsd.render.coverage import MOST_COLUMNS
from mlsd.render.directives import fill

from tests.conftest import Project, pair
from tests.synthetic import CASES, Made, case_yaml, files_of

TEXT = "# T\n\n<!-- mlsd:coverage-by-case -->\n<!-- mlsd:coverage -->\n<!-- mlsd:coverage-reasons -->\n"
EXCUSED = [{"item": "data.privacy", "reason": {"en": "Nothing <personal> is kept."}}]


def drawn(project: Project, cases: tuple[Made, ...], language: str = "en", **files: str) -> BeautifulSoup:
    shared = {**pair("reference/coverage", TEXT), **pair("framework/data", "# D\n")}
    site = read_site(project({**shared, **files_of(cases), **files}))
    page = site.by_path[f"docs/reference/coverage.{language}.md"]
    return BeautifulSoup(fill(TEXT, site, page), "html.parser")


def row(soup: BeautifulSoup, title: str) -> list[str]:
    """Return the cells of the row that begins with a title."""
    head = next(th for th in soup.select("tbody th") if th.get_text(" ", strip=True).startswith(title))
    assert isinstance(head.parent, Tag)
    return [cell.get_text(" ", strip=True) for cell in head.parent.select("td")]


def test_items_are_covered_by_links_excused_by_reasons_and_open_otherwise(project: Project) -> None:
    excused = {"docs/cases/ads/case.yml": case_yaml(CASES[0], not_applicable=EXCUSED)}
    soup = drawn(project, CASES[:2], **excused)
    assert row(soup, "The sources") == ["2/2", "✓", "✓"]
    assert row(soup, "Privacy") == ["0/1", "—", "· not covered"]
    assert row(soup, "Knowledge base") == ["0/1", "another track", "· not covered"]
    marks = soup.select("td a[aria-label=covered]")
    assert [mark["href"] for mark in marks] == ["../../cases/ads/#data", "../../cases/assistant/#data"]
    reason = soup.select_one("#not-applicable-ads + ul li")
    assert reason
    assert reason.get_text() == "Privacy; viewing by employees counts too: Nothing <personal> is kept."
    assert [link["href"] for link in soup.select("td a[aria-label='not applicable']")] == ["#not-applicable-ads"]


def test_a_case_is_counted_by_what_applies_to_it(project: Project) -> None:
    excused = {"docs/cases/ads/case.yml": case_yaml(CASES[0], not_applicable=EXCUSED)}
    soup = drawn(project, CASES[:2], **excused)
    table = soup.select_one(".coverage--cases")
    assert table
    ads, assistant = (line.select("td") for line in table.select("tbody tr"))
    # Eleven items of the step `data`, one of them excused; the other track has one more.
    assert (ads[2].get_text(strip=True), assistant[2].get_text(strip=True)) == ("1/10", "1/12")
    assert ads[-1].get_text(strip=True).startswith("1/")


def test_a_case_in_the_other_language_is_led_to_there(project: Project) -> None:
    soup = drawn(project, CASES[-1:])
    assert [link["href"] for link in soup.select("a[lang=ru]")] == ["../../../cases/voice/"] * 2
    assert soup.select_one("td a[aria-label=covered]")["hreflang"] == "ru"  # type: ignore[index]
    assert "No case has called an item not applicable" in soup.get_text()


def test_with_many_cases_an_item_names_a_few_of_them(project: Project) -> None:
    many = tuple(CASES[2]._replace(slug=f"case-{n:02}") for n in range(MOST_COLUMNS + 1))
    soup = drawn(project, many)
    items = soup.select(".coverage--items thead th")
    assert [head.get_text(strip=True) for head in items] == ["Checklist item", "Cases", "Covered in"]
    assert row(soup, "The sources") == ["31/31", "Case case-00 , Case case-01 , Case case-02"]
    assert len(soup.select(".coverage--cases tbody tr")) == len(many)

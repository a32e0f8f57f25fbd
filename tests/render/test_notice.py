from __future__ import annotations

from bs4 import BeautifulSoup
from mlsd.model.finding import Finding, Severity
from mlsd.model.page import Page
from mlsd.render.notice import SHOWN, notice

PATH = "docs/a.ru.md"
PAGE = Page(PATH, "ru", "a", None)


def box(number: int) -> BeautifulSoup:
    findings = [Finding(PATH, line, "ST004", f"do <{line}>") for line in range(1, number + 1)]
    return BeautifulSoup(notice([*findings, Finding("docs/b.ru.md", 1, "ST004", "x")], PAGE, "ru"), "html.parser")


def test_the_findings_of_the_page_are_shown_in_their_own_language() -> None:
    soup = box(2)
    assert [item.get_text() for item in soup.select("ul[lang=en] > li")] == ["1: ST004 do <1>", "2: ST004 do <2>"]
    assert not soup.select("details")
    assert notice([], PAGE, "ru") == ""


def test_of_many_findings_the_first_stand_open() -> None:
    soup = box(SHOWN + 3)
    assert len(soup.select("div > ul > li")) == SHOWN
    assert len(soup.select("details li")) == 3
    assert soup.select("summary")[0].get_text() == "Ещё замечаний: 3"


def test_findings_of_data_are_shown_on_the_pages_that_show_it() -> None:
    found = [
        Finding("docs/cases/a/case.yml", 7, "NU004", "units"),
        Finding("docs/cases/b/case.yml", 8, "NU004", "units"),
        Finding("docs/reference/glossary.yml", 9, "FM011", "twice"),
    ]
    for name in ("index", "interviewer"):
        page = Page(f"docs/cases/a/{name}.en.md", "en", f"cases/a/{name}", None)
        soup = BeautifulSoup(notice(found, page, "en"), "html.parser")
        assert [item.get_text() for item in soup.select("li")] == ["case.yml:7: NU004 units"]
    glossary = Page("docs/reference/glossary.ru.md", "ru", "reference/glossary", None)
    assert "glossary.yml:9: FM011" in notice(found, glossary, "ru")
    assert notice(found, Page("docs/cases/index.en.md", "en", "cases/index", None), "en") == ""


def test_errors_come_before_notes_and_the_data_before_the_page() -> None:
    path = "docs/cases/a/index.en.md"
    found = [
        Finding("docs/cases/a/case.yml", 9, "TX029", "spelling", Severity.NOTICE),
        Finding(path, 1, "TX023", "a space", Severity.NOTICE),
        Finding(path, 3, "ST004", "add `{ #id }`, or `<b>`"),
        Finding("docs/cases/a/case.yml", 7, "NU004", "units"),
    ]
    page = Page(path, "en", "cases/a/index", None)
    soup = BeautifulSoup(notice(found, page, "en"), "html.parser")
    assert [item.get_text() for item in soup.select("li")] == [
        "case.yml:7: NU004 units",
        "3: ST004 add { #id }, or <b>",
        "case.yml:9: TX029 note: spelling",
        "1: TX023 note: a space",
    ]
    assert [code.get_text() for code in soup.select("code:not(.mlsd-findings__place)")] == ["{ #id }", "<b>"]
    assert soup.select(".failure")
    assert not BeautifulSoup(notice(found[:2], page, "en"), "html.parser").select(".failure")

from __future__ import annotations

from bs4 import BeautifulSoup
from mlsd.render.tables import frame_tables

LONG = "A sentence that nobody reads in a column as wide as a hand."


def framed(head: list[str], *rows: list[str]) -> BeautifulSoup:
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    html = f"<p>a</p><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table><p>b</p>"
    return BeautifulSoup(frame_tables(html, "en"), "html.parser")


def test_a_table_stands_in_a_frame_that_can_be_focused() -> None:
    frame = framed(["A", "B", "C"], ["1", "2", "3"]).select_one(".table-frame")
    assert frame
    assert (frame["tabindex"], frame["role"], frame["aria-label"]) == ("0", "group", "Table")
    assert frame.select_one("table.sheet")
    assert not frame.select(".sheet--prose, [data-label]")


def test_prose_says_the_column_of_each_cell_and_keeps_its_roles() -> None:
    soup = framed(["You hear", "It <em>hurts</em>", "Dig &amp; ask"], ["x", LONG, f"<a href='#'>{LONG}</a>"])
    assert [cell.get("data-label") for cell in soup.select("tbody td")] == [None, "It hurts", "Dig & ask"]
    assert [tag["role"] for tag in soup.select("table, thead, tr, th, tbody, td")] == [
        "table", "rowgroup", "row", *["columnheader"] * 3, "rowgroup", "row", *["cell"] * 3,
    ]  # fmt: skip
    assert soup.select_one("td a")


def test_two_columns_and_seven_stay_tables() -> None:
    assert not framed(["A", "B"], [LONG, LONG]).select(".sheet--prose")
    assert not framed(list("ABCDEFG"), [LONG] * 7).select(".sheet--prose")


def test_a_row_heading_stays_one_and_a_text_without_tables_stays_as_it_is() -> None:
    html = f'<table><thead><tr><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr></thead><tbody><tr><th scope="row">{LONG}</th><td>{LONG}</td><td>{LONG}</td></tr></tbody></table>'
    soup = BeautifulSoup(frame_tables(html, "ru"), "html.parser")
    assert soup.select_one("tbody th")["role"] == "rowheader"  # type: ignore[index]
    assert frame_tables("<p>no table</p>", "ru") == "<p>no table</p>"


def test_one_column_of_sentences_makes_prose_and_its_figures_stand_side_by_side() -> None:
    soup = framed(["Step", "Done when", "Of 30", "Of 45"], ["Data", LONG, "5", "7"], ["Model", LONG, "5", "8 to 10"])
    assert soup.select(".sheet--prose")
    assert [cell.get_text() for cell in soup.select(".is-short")] == ["5", "7", "5"]
    assert not framed(["Step", "Done when", "Of 30"], ["Data", "all is known", "5"]).select(".sheet--prose, .is-short")

"""The parts of a page, each in an element of its own."""

from __future__ import annotations

from mlsd.render.parts import in_parts


def test_a_part_reaches_from_heading_to_heading() -> None:
    html = '<h1>T</h1><p>Lead.</p><h2 id="a">A</h2><p>One <b>two</b>.</p><h3>B</h3><h2 id="c">C</h2><ul><li>D</li></ul>'
    assert in_parts(html) == (
        '<h1>T</h1><p>Lead.</p><section class="part" style="--signs:10"><h2 id="a">A</h2><p>One <b>two</b>.</p><h3>B</h3>'
        '</section><section class="part" style="--signs:2"><h2 id="c">C</h2><ul><li>D</li></ul></section>'
    )


def test_what_is_folded_or_drawn_takes_no_height() -> None:
    html = "<h2>A</h2><details><summary>x</summary><p>long</p></details><svg><title>drawn</title></svg>"
    assert 'style="--signs:1"' in in_parts(html)


def test_a_heading_inside_of_something_else_leaves_the_page_as_it_is() -> None:
    html = "<h1>T</h1><div><h2>A</h2><p>x</p></div>"
    assert in_parts(html) == html


def test_a_page_without_such_headings_stays_as_it_is() -> None:
    assert in_parts("<h1>T</h1><p>x</p>") == "<h1>T</h1><p>x</p>"

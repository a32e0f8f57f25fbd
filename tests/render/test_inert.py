"""What is hidden from the parser is shown as it was written, and what is allowed is left alone."""

from __future__ import annotations

import pytest
from markdown import Markdown
from mlsd.model.addresses import is_harmless
from mlsd.render.inert import hide_tags, show_source, show_tags


def convert(text: str) -> str:
    converter = Markdown(extensions=["mlsd.render.inert", "pymdownx.superfences"])
    return show_tags(converter.convert(hide_tags(text)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"),
        ("H<sub>2</sub>O<br>next<br/>x", "<p>H<sub>2</sub>O<br>next<br/>x</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("<https://example.org/a>", '<p><a href="https://example.org/a">https://example.org/a</a></p>'),
        ("a < b, c <d", "<p>a &lt; b, c &lt;d</p>"),
        ("*x*{ #a }", '<p><em id="a">x</em></p>'),
        ("*x*{ #a .b }", "<p><em>x</em>{ #a .b }</p>"),
        ("[x](java&#9;script:a)", "<p><span>x</span></p>"),
        ("![x](https://example.org/x.png)", "<p><span>x</span></p>"),
    ],
)
def test_a_page_is_text_links_and_ids(text: str, html: str) -> None:
    assert convert(text) == html


def test_comments_that_nothing_can_follow_out_of_are_left() -> None:
    assert hide_tags("<!-- mlsd:steps -->") == "<!-- mlsd:steps -->"
    for text in ("<!--><b>-->", "<!---><b>-->", "<!-- a --!><b>", "<!-- a"):
        assert "<!" not in hide_tags(text), text


def test_a_comment_with_signs_of_tags_is_a_comment() -> None:
    assert convert("Load <!-- a -> b, <b> --> grows.") == "<p>Load <!-- a -&gt; b, &lt;b&gt; --> grows.</p>"
    assert convert("`<!--` opens <!-- mlsd:steps -->") == "<p><code>&lt;!--</code> opens <!-- mlsd:steps --></p>"
    assert "<img" not in convert("<!-- <img src=x onerror=alert(1)> --><img src=x onerror=alert(1)>")
    assert convert("`<!-- a -> b -->`") == "<p><code>&lt;!-- a -&gt; b --&gt;</code></p>"


def test_code_keeps_its_signs() -> None:
    assert "List&lt;int&gt;" in convert("```\nList<int> x\n```").replace("</span>", "").replace("<span>", "")
    assert show_source(hide_tags("A[x<y] <b>")) == "A[x<y] <b>"


@pytest.mark.parametrize(
    ("address", "link", "picture"),
    [
        ("a.png", True, True),
        ("../x:y", True, True),
        ("https://example.org", True, False),
        ("MAILTO:a@example.org", True, False),
        ("//example.org", False, False),
        ("/\\example.org", False, False),
        (" \x01javascript:a", False, False),
        ("java\nscript:a", False, False),
        ("&#106;avascript:a", False, False),
        ("data:image/png;base64,", False, False),
    ],
)
def test_addresses(address: str, link: bool, picture: bool) -> None:
    assert (is_harmless(address), is_harmless(address, is_picture=True)) == (link, picture)

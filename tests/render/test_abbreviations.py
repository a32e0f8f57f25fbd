from __future__ import annotations

import pytest
from mlsd.model.glossary import Sense, Term
from mlsd.render.abbreviations import link_abbreviations

TERMS = (
    Term(
        id="ctr",
        abbreviation="CTR",
        ru=Sense(term="кликабельность", definition="Доля."),
        en=Sense(term="click-through rate", definition='A "share".'),
    ),
    Term(
        id="a-b",
        abbreviation="A/B",
        ru=Sense(term="тест", definition="Сравнение."),
        en=Sense(term="test", definition="A comparison."),
    ),
    Term(id="plain", ru=Sense(term="слово", definition="Слово."), en=Sense(term="word", definition="A word.")),
)


def linked(html: str) -> str:
    return link_abbreviations(html, TERMS, "en", "../glossary/")


def test_the_first_use_leads_to_its_definition() -> None:
    html = linked("<p>CTR and CTR, an A/B test</p>")
    assert html.count('<a class="term"') == 2
    assert html.startswith(
        '<p><a class="term" href="../glossary/#ctr" title="click-through rate — A &quot;share&quot;.">CTR</a> and CTR'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<h2>CTR</h2>",
        "<p><code>CTR</code> <a href='x'>the CTR</a></p>",
        "<label><span>CTR</span></label>",
        "<svg><text>CTR</text></svg>",
        "<p>eCTR, CTRs, pre-CTR</p>",
        "<p title='CTR'>x</p>",
        "<!-- CTR -->",
        '<script type="application/json">{"a": "CTR"}</script>',
    ],
)
def test_where_a_link_has_no_place(html: str) -> None:
    assert linked(html) == html


def test_text_after_a_closed_place_counts_again() -> None:
    assert linked("<p><code>CTR</code> CTR</p>").count("term") == 1

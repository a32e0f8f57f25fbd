"""What strangers could send is refused at its line, in every field that they control."""

from __future__ import annotations

import pytest
from mlsd.guard.check import check_root

from tests.conftest import Project, codes, pair

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src='https://example.org'></iframe>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<br onclick=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//example.org/x)",
    "<javascript:alert(1)>",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "![x](https://example.org/pixel.gif)",
    "![x](data:image/svg+xml,<svg/>)",
    '[x](#top){ onclick="alert(1)" }',
    "Text.\n{: style='background:url(https://example.org)' }",
    "*x*{ .md-button onclick=alert(1) }",
    "``` {.python onclick=alert(1)}\ncode\n```",
]
PLACES = [
    "{attack}\n",
    "- item {attack}\n",
    "> {attack}\n",
    "## Title {attack} {{ #t }}\n\nText.\n",
    "| a |\n|---|\n| {attack} |\n",
    '!!! note "{attack}"\n\n    Text.\n',
    '!!! note "N"\n\n    {attack}\n',
    '=== "Tab"\n\n    {attack}\n',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused(project: Project, attack: str) -> None:
    root = project(pair("a", f"# T\n\n## Top {{ #top }}\n\nText.\n\n{attack}\n"))
    assert any(code.startswith("SE") for _, _, code in codes(root)), codes(root)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("attack", ["<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"])
def test_wherever_it_stands(project: Project, place: str, attack: str) -> None:
    root = project(pair("a", "# T\n\n" + place.format(attack=attack)))
    assert any(code in ("SE001", "SE003") for _, _, code in codes(root)), codes(root)


@pytest.mark.parametrize(
    "body",
    [
        "`<script>`, and\n\n```html\n<script>alert(1)</script>\n```\n",
        "a < b and c > d, x<y\n",
        "[x](https://example.org/?a=javascript:b), [mail](mailto:a@example.org)\n",
        "Set {a, b} and {x | x > 0}, `{ .x }`\n",
        "![x](pic.svg)\n",
    ],
)
def test_what_only_looks_dangerous_is_let_through(project: Project, body: str) -> None:
    files: dict[str, str | bytes] = {
        **pair("a", f"# T\n\n{body}"),
        "docs/pic.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    }
    assert [str(finding) for finding in check_root(project(files))] == []


@pytest.mark.parametrize(
    ("svg", "line"),
    [
        ("<svg>\n<script>alert(1)</script></svg>", 2),
        ("<svg>\n\n<a href='https://example.org'/></svg>", 3),
        ("<svg onload='alert(1)'/>", 1),
        ("<svg><use href='https://example.org/x.svg#a'/></svg>", 1),
        ("<svg><foreignObject/></svg>", 1),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg/>", 1),
        ("<?xml-stylesheet href='https://example.org'?><svg/>", 1),
        ("<svg>", 1),
        ("<svg>\n<style>@import 'https://example.org/x.css';</style></svg>", 2),
        ("<svg>\n<style>*{background:u\\72l(https://example.org)}</style></svg>", 2),
        ("<svg>\n<rect fill='url(https://example.org/x.svg#a)'/></svg>", 2),
        ("<svg>\n<rect style='fill:url( \"https://example.org\" )'/></svg>", 2),
        ('<svg>\n<rect fill="URL(https://example.org/x.svg)"/></svg>', 2),
        ('<svg>\n<rect fill="&#117;rl(https://example.org/x.svg)"/></svg>', 2),
        ('<svg>\n<rect xml:href="https://example.org/"/></svg>', 2),
        ('<svg>\n<rect x="1" OnClick="f()"/></svg>', 2),
        ("<svg>\n<style>*{a:ur<g/>l(https://example.org)}</style></svg>", 2),
        ("<svg>\n<style>*{a:image-\u017fet(b)}</style></svg>", 2),
        ("<svg>\n<g></text></svg>", 2),
    ],
)
def test_a_drawing_that_could_act(project: Project, svg: str, line: int) -> None:
    assert ("docs/pic.svg", line, "SE007") in codes(project({"docs/pic.svg": svg}))


def test_a_drawing_may_point_into_itself(project: Project) -> None:
    svg = "<svg><style>a{fill:url(#b)}</style><rect fill=\"url('#b')\" marker-end='url(#c)'/></svg>"
    assert codes(project({"docs/pic.svg": svg}), "SE007") == []


@pytest.mark.parametrize(
    "target",
    [
        "java&#x09;script:alert(1)",
        "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)",
        "<java\tscript:alert(1)>",
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(project: Project, target: str) -> None:
    assert codes(project(pair("a", f"# T\n\n[x]({target})\n")), "SE003")[0] == ("docs/a.en.md", 7, "SE003")


@pytest.mark.parametrize(
    "name",
    ["docs/x.html", "docs/x.js", "docs/assets/x.html", "docs/x.exe", "docs/a b.png", "docs/x'onload=alert(1).png"],
)
def test_files_that_have_no_place(project: Project, name: str) -> None:
    assert (name, 1, "SE006") in codes(project({name: b"x"}))


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", 'x" onload="alert(1)'])
def test_front_matter_is_words(project: Project, attack: str) -> None:
    root = project(pair("a", "# T\n", front=f"title: '{attack}'\ndescription: '{attack}'\n"))
    assert codes(root)[0] == ("docs/a.en.md", 2, "FM003")

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from mlsd.figures import diagram
from mlsd.figures.formula import FormulaError, to_mathml
from mlsd.figures.slim import slim
from mlsd.guard.check import check_root
from mlsd.model.site import read_site
from mlsd.render.figures import draw_formulas, fence

from tests.conftest import ROOT, Project, codes, pair

SOURCE = 'flowchart TB\n    accTitle: Title\n    accDescr: What it shows.\n    a["Один"] -->|"да"| b["Two"]\n'


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{a}{b}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{иначе} \end{cases}",
    ],
)
def test_formulas_become_mathml(latex: str) -> None:
    assert to_mathml(latex, is_display=True).startswith('<math display="block">')


@pytest.mark.parametrize("latex", [r"\frac{", r"\nosuchcommand", r"\href{javascript:alert(1)}{x}"])
def test_a_broken_formula_is_an_error_in_one_line(latex: str) -> None:
    with pytest.raises(FormulaError) as error:
        to_mathml(latex, is_display=False)
    assert "\n" not in str(error.value)


def test_formulas_on_a_page_are_drawn_and_escaped() -> None:
    html = '<p>a <span class="arithmatex">\\(x &lt; 1\\)</span> b</p><div class="arithmatex">\\[\\nosuch\\]</div>'
    drawn = draw_formulas(html)
    assert "<math>" in drawn
    assert "<code>\\nosuch</code>" in drawn
    assert "<script" not in draw_formulas('<span class="arithmatex">\\(&lt;script&gt;\\)</span>')


def test_a_diagram_is_drawn_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = diagram.draw(SOURCE, tmp_path)
    (kept,) = (tmp_path / "diagrams").iterdir()
    assert kept.name == f"{diagram.key(SOURCE)}.svg"
    assert (drawing.title, drawing.description) == ("Title", "What it shows.")
    assert "Один" in drawing.svg
    assert "<title" in drawing.svg
    assert "my-svg" not in drawing.svg
    monkeypatch.setattr(diagram, "_render", lambda source, name: pytest.fail("drawn twice"))
    assert diagram.draw(SOURCE, tmp_path) == drawing


def test_a_process_that_drew_ends_without_a_word(tmp_path: Path) -> None:
    script = (
        f"from pathlib import Path; from mlsd.figures.diagram import draw; draw({SOURCE!r}, Path({str(tmp_path)!r}))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("", "")


def test_its_colours_are_variables_only() -> None:
    for kept in (ROOT / "diagrams").glob("*.svg"):
        text = re.sub(r"url\(#[^)]*\)|\b(?:href|id|aria-\w+)=\"[^\"]*\"|#dg-[0-9a-f]{16}", "", kept.read_text("utf-8"))
        colours = set(re.findall(r"(?:fill|stroke|color)[:=]\"?\s*(#[0-9a-f]{3,6}|rgb\([^)]*\)|hsl\([^)]*\))", text))
        assert colours <= {"#333", "#000"}, kept.name


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("flowchart TB\n a --> \n ][\n", 3, "Unrecognized"),
        ("pie\n a: 1\n", 1, "begin the diagram with one of"),
        ("", 1, "begin the diagram"),
        ("flowchart TB\n a[Log --> b[Table]\n", 2, "`a[Log --> b[Table]` is not understood: close each bracket"),
        ("flowchart TB\n a[Log] --> b[Table]]\n", 2, "close each bracket"),
        ("flowchart TB\n a[Log (new)] --> b[Table]\n", 2, "put the words of a box in quotation marks"),
        ("flowchart TB\n a --> end\n", 2, "`end` is a word of Mermaid's own"),
        ("flowchart TB\n a -> b\n", 2, "an arrow is written `-->`"),
    ],
)
def test_a_broken_diagram_is_an_error_with_its_line(tmp_path: Path, source: str, line: int, words: str) -> None:
    for _ in range(2):
        with pytest.raises(diagram.DiagramError) as error:
            diagram.draw(source, tmp_path)
        assert error.value.line == line
        assert words in error.value.message
    assert not list(tmp_path.glob("diagrams/*.svg"))


@pytest.mark.parametrize("label", ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>"])
def test_nothing_active_gets_into_a_drawing(tmp_path: Path, label: str) -> None:
    source = f'flowchart TB\n a["{label}"] --> b\n click a href "javascript:alert(1)"\n'
    try:
        svg = diagram.draw(source, tmp_path).svg
    except diagram.DiagramError:
        return
    assert not re.search(r"<(script|img|foreignObject|a)\b|\son\w+=|javascript:", svg)


def test_a_fence_is_a_figure_with_a_name(tmp_path: Path) -> None:
    html = fence(SOURCE, "mermaid", "mermaid", {}, None, root=tmp_path)  # type: ignore[arg-type]
    assert html.startswith('<figure class="diagram">')
    assert 'aria-label="Title"' in html
    assert "<figcaption>Title</figcaption>" in html
    assert fence("pie\n<b>", "mermaid", "", {}, None, root=tmp_path) == "<pre><code>pie\n&lt;b&gt;</code></pre>"  # type: ignore[arg-type]


def test_the_guard_reports_figures_at_their_lines(project: Project) -> None:
    body = "# T\n\n```mermaid\nflowchart TB\n  a -->\n  ][\n```\n\nText $\\nosuch$.\n\n$$\n\\frac{\n$$\n"
    found = [(line, code) for path, line, code in codes(project(pair("a", body))) if path == "docs/a.en.md"]
    assert found == [(8, "ST021"), (8, "ST021"), (10, "ST020"), (13, "ST022"), (15, "ST022")]


def test_money_is_no_formula(project: Project) -> None:
    assert check_root(project(pair("a", "# T\n\nFrom \\$5 to \\$6, and \\$0.10.\n"))) == []


def test_every_kept_drawing_is_of_a_diagram_on_a_page() -> None:
    sources = [figure.source for page in read_site(ROOT).pages for figure in page.figures if figure.kind == "diagram"]
    assert {f"{diagram.key(source)}.svg" for source in sources} == {path.name for path in (ROOT / "diagrams").iterdir()}


def test_a_drawing_depends_on_its_text_alone(tmp_path: Path) -> None:
    assert diagram.draw(SOURCE, tmp_path / "a") == diagram.draw(SOURCE, tmp_path / "b")


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<a href="https://example.org"><text>x</text></a>',
        '<rect onclick="alert(1)"/>',
        '<rect fill="url(https://example.org/x)"/>',
        "<style>body{display:none}</style>",
        "<style>#dg-{name} rect,p{display:none}</style>",
        "<style>#dg-{name} rect{fill:url(//example.org)}</style>",
        "<title><![CDATA[<img src=x>]]></title>",
    ],
)
def test_a_kept_drawing_that_was_not_made_here_is_refused(tmp_path: Path, part: str) -> None:
    kept = tmp_path / diagram.kept_at(SOURCE)
    kept.parent.mkdir()
    name = diagram.key(SOURCE)
    kept.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{part.replace("{name}", name)}</svg>', "utf-8")
    with pytest.raises(diagram.DiagramError):
        diagram.draw(SOURCE, tmp_path)
    kept.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><style>#dg-{name} rect{{fill:red}}</style></svg>', "utf-8"
    )
    assert diagram.draw(SOURCE, tmp_path).title == "Title"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16", "latin-1"])
def test_a_kept_drawing_in_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    kept = tmp_path / diagram.kept_at(SOURCE)
    kept.parent.mkdir()
    kept.write_bytes('<svg xmlns="http://www.w3.org/2000/svg"><title>é</title></svg>'.encode(encoding))
    with pytest.raises(diagram.DiagramError):
        diagram.draw(SOURCE, tmp_path)


@pytest.mark.parametrize(
    ("line", "at"),
    [('%%{init: {"themeCSS": "rect{display:none}"}}%%', 5), ('    click a href "https://example.org"', 1)],
)
def test_a_diagram_has_no_settings_and_no_links(tmp_path: Path, line: str, at: int) -> None:
    with pytest.raises(diagram.DiagramError) as error:
        diagram.draw(f"{SOURCE}{line}\n", tmp_path)
    assert error.value.line == at


DRAWN = (
    '<svg id="dg-1" class="flowchart" aria-labelledby="t"><title id="t">T</title><style>#dg-1{fill:red;}#dg-1 .node rect,#dg-1 .node circle'
    '{fill:blue;}#dg-1 .cluster text{fill:green;}#dg-1 .edge{stroke:red;}</style><g><marker id="a" class="marker"><path d="M 0 0" /></marker>'
    '<marker id="b" class="marker"><path d="M 0 0" /></marker><g class="clusters" /><path id="p" class="edge edge thick" style=";" '
    'marker-end="url(#a)" /><g class="node default" id="n"><rect x="1" /></g></g></svg>'
)


def test_a_drawing_goes_out_without_what_nothing_in_it_uses() -> None:
    assert slim(DRAWN) == (
        '<svg id="dg-1" class="flowchart" aria-labelledby="t"><title id="t">T</title><style>#dg-1{fill:red;}#dg-1 .node rect'
        '{fill:blue;}#dg-1 .edge{stroke:red;}</style><g><marker id="a"><path d="M 0 0" /></marker>'
        '<path class="edge" marker-end="url(#a)" /><g class="node"><rect x="1" /></g></g></svg>'
    )


def test_what_a_drawing_uses_stays() -> None:
    used = '<svg id="s"><style>#s .x>text,#s .y .z{a:b;}</style><g class="x"><text>t</text></g><g class="y"><use href="#z" class="z"/><path id="z"/></g></svg>'
    assert slim(used) == used
    assert slim("<svg><path/></svg>") == "<svg><path/></svg>"

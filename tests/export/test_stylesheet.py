from __future__ import annotations

import re
from pathlib import Path

import pytest
from mlsd.export.stylesheet import ABSENT, TABS, family, pack, slim, write_sheets


@pytest.mark.parametrize(
    ("css", "slimmed"),
    [
        (".a{b:c}", ".a{b:c}"),
        ('@charset "UTF-8";.a{b:c}', '@charset "UTF-8";.a{b:c}'),
        (".md-post{b:c}.a{b:c}", ".a{b:c}"),
        (".md-post__title,.a{b:c}", ".a{b:c}"),
        (".a:is(.x,.md-post) .b,.c{b:c}", ".c{b:c}"),
        (".a:not(.md-post){b:c}", ".a:not(.md-post){b:c}"),
        ("[dir=rtl] .a{b:c}[dir=ltr] .a{b:c}", "[dir=ltr] .a{b:c}"),
        ("@media print{.md-post{b:c}}@media print{.a{b:c}}", "@media print{.a{b:c}}"),
        ("@keyframes md-post{0%{b:c}to{b:d}}", "@keyframes md-post{0%{b:c}to{b:d}}"),
        ('.a{b:"}.md-post{"}.c{b:c}', '.a{b:"}.md-post{"}.c{b:c}'),
        (':root{--md-x-icon:url("data:{};");--md-y-icon:url("y")}.a{b:var(--md-y-icon)}', ':root{--md-y-icon:url("y")}.a{b:var(--md-y-icon)}'),
        ("/*# sourceMappingURL=a.map */", "/*# sourceMappingURL=a.map */"),
    ],
)  # fmt: skip
def test_only_rules_for_absent_parts_go(css: str, slimmed: str) -> None:
    assert slim(css) == slimmed


def test_tabs_go_where_there_are_none() -> None:
    css = ".tabbed-set>.tabbed-labels{a:b}.c{d:e}"
    assert slim(css) == css
    assert slim(css, ABSENT | TABS) == ".c{d:e}"


def test_our_own_sheet_loses_comments_and_white_space_but_not_in_strings() -> None:
    css = '/* one\n{two} */\n.a > .b,\n.c { content: " · "; margin: 0 1em; }\n@media (min-width: 1em) {\n  .d { e: f; }\n}\n'
    assert pack(css) == '.a > .b,.c{content: " · ";margin: 0 1em;}@media (min-width: 1em){.d{e: f;}}'


def test_no_page_has_a_part_whose_rules_are_gone(built_site: Path) -> None:
    seen: dict[str, str] = {}
    for page in built_site.rglob("*.html"):
        for names in set(re.findall(r'class="([^"]*)"', page.read_text("utf-8"))):
            seen |= {family(name): page.name for name in names.split()}
    assert not (ABSENT | TABS) & seen.keys()


def test_the_theme_still_has_what_is_slimmed(built_site: Path) -> None:
    (sheet,) = (built_site / "sub/path/assets/stylesheets").glob("main.*.min.css")
    css = sheet.read_text("utf-8")
    assert ".md-search__input" in css
    assert ".admonition" in css
    assert ".md-post" not in css
    assert css.count("{") == css.count("}")
    assert "sourceMappingURL" not in css


def test_our_sheet_follows_the_theme_in_one_file_and_the_others_stay(tmp_path: Path) -> None:
    for name, css in (("stylesheets/main.1.min.css", ".md-post{a:b}.c{d:e}/*# sourceMappingURL=x */"), ("css/site.css", ".f { g: h; }"), ("css/tools.css", ".i { j: k; }")):  # fmt: skip
        (tmp_path / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "assets" / name).write_text(css, "utf-8")
    write_sheets(tmp_path, ["assets/css/site.css"], has_tabs=False)
    assert (tmp_path / "assets/stylesheets/main.1.min.css").read_text("utf-8") == ".c{d:e}.f{g: h;}"
    assert [path.name for path in (tmp_path / "assets/css").iterdir()] == ["tools.css"]


def test_every_page_has_one_sheet_or_two(built_site: Path) -> None:
    for page in (built_site / "sub/path").rglob("index.html"):
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', page.read_text("utf-8"))
        assert 0 <= len(sheets) <= 2, page
        for sheet in sheets:
            assert (page.parent / sheet).is_file(), (page, sheet)

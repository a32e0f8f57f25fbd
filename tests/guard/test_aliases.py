"""Old addresses: free ones are let through, others are refused at their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.guard.check import check_root
from mlsd.model.aliases import read_aliases
from mlsd.model.site import LANGUAGES, read_site

from tests.conftest import ROOT, Project, found, page


def front(*aliases: str) -> str:
    rows = "".join(f"  - {alias}\n" for alias in aliases)
    return f"title: A title\ndescription: A sentence.\naliases:\n{rows}"


def test_an_alias_is_of_the_language_of_its_page(project: Project) -> None:
    root = project(
        {
            "docs/a.ru.md": page("# A\n", front("/old/", "/older/name.html/")),
            "docs/a.en.md": page("# A\n", front("/old/", "/en/older/")),
        }
    )
    assert found(root, "FM006") == []
    assert check_root(root) == []
    aliases = {alias.address: alias.target for alias in read_aliases(read_site(root))}
    assert aliases == {"old/": "a/", "older/name.html/": "a/", "en/old/": "en/a/", "en/older/": "en/a/"}


@pytest.mark.parametrize(
    ("name", "alias", "reason"),
    [
        ("ru", "/b/", "`docs/b.ru.md` stands"),
        ("ru", "/B/", "`docs/b.ru.md` stands"),
        ("en", "/b/", "`docs/b.en.md` stands"),
        ("en", "/en/b/", "`docs/b.en.md` stands"),
        ("ru", "/a/", "`docs/a.ru.md` stands"),
        ("ru", "/en/old/", "an address in `en`"),
        ("ru", "/feed.xml/", "is a file"),
        ("en", "/feed.xml/", "is a file"),
        ("ru", "/pic.svg/", "is a file"),
        ("ru", "/pic.svg/x/", "is a file"),
    ],
)
def test_an_address_that_is_not_free(project: Project, name: str, alias: str, reason: str) -> None:
    files = {f"docs/{stem}.{language}.md": page(f"# {stem}\n") for stem in "ab" for language in ("ru", "en")}
    files |= {"docs/pic.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    files[f"docs/a.{name}.md"] = page("# a\n", front("/free/", alias))
    (finding,) = found(project(files), "FM006")
    assert (finding.path, finding.line) == (f"docs/a.{name}.md", 6)
    assert reason in finding.message


def test_one_address_leads_to_one_page(project: Project) -> None:
    root = project({f"docs/{stem}.en.md": page(f"# {stem}\n", front("/old/")) for stem in "ab"})
    (finding,) = found(root, "FM006")
    assert (finding.path, finding.line) == ("docs/b.en.md", 5)
    assert "docs/a.en.md:5" in finding.message


@pytest.mark.parametrize(
    "alias",
    [
        "old/",
        "/old",
        "/",
        "//host/",
        "/../x/",
        "/a/../../x/",
        "/.x/",
        "/a b/",
        "/a?b/",
        "/a%2e/",
        "/a#b/",
        "/старый/",
        '/a"/',
    ],
)
def test_the_form_of_an_address(project: Project, alias: str) -> None:
    root = project({"docs/a.ru.md": page("# A\n", f"title: T\ndescription: D.\naliases: ['{alias}']\n")})
    assert [(finding.line, finding.code) for finding in found(root, "FM003")] == [(4, "FM003")]
    assert read_aliases(read_site(root)) == ()


def case_project(project: Project, aliases: str) -> Path:
    """Return a project with the real case's data and bare pages, renamed from the given addresses."""
    text = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8")
    files = {
        f"docs/cases/ad-banner/{name}.{language}.md": "# T\n"
        for name in ("index", "interviewer")
        for language in LANGUAGES
    }
    return project(
        {**files, "docs/cases/ad-banner/case.yml": text.replace("\ntitle:\n", f"\naliases: {aliases}\ntitle:\n", 1)}
    )


def test_a_case_keeps_the_old_addresses_of_all_its_pages(project: Project) -> None:
    root = case_project(project, "[/cases/banner/]")
    assert found(root, "FM006") == []
    assert {alias.address: alias.target for alias in read_aliases(read_site(root))} == {
        "cases/banner/": "cases/ad-banner/",
        "cases/banner/interviewer/": "cases/ad-banner/interviewer/",
        "en/cases/banner/": "en/cases/ad-banner/",
        "en/cases/banner/interviewer/": "en/cases/ad-banner/interviewer/",
    }


def test_an_address_of_a_case_that_is_not_free_or_not_one(project: Project) -> None:
    root = case_project(project, "[/cases/ad-banner/]")
    line = (root / "docs/cases/ad-banner/case.yml").read_text("utf-8").splitlines().index(
        "aliases: [/cases/ad-banner/]"
    ) + 1
    assert {(finding.path, finding.line) for finding in found(root, "FM006")} == {
        ("docs/cases/ad-banner/case.yml", line)
    }
    assert ("docs/cases/ad-banner/case.yml", line) in {
        (finding.path, finding.line) for finding in found(case_project(project, "[/../x/]"), "CS001")
    }

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from mlsd.model.site import read_site
from mlsd.render.credits import FORM, Credits, Person, credits_of

from tests.conftest import ROOT, Project, page

REPO = "https://github.com/example/project"


def credits_on(root: Path, path: str, repo: str | None = REPO) -> Credits:
    site = read_site(root)
    return credits_of(site, site.by_path[path], repo, "https://example.org/en/a/?x=1&y#z")


def test_authors_come_from_the_front_matter(project: Project) -> None:
    front = "title: A\ndescription: B.\nauthors: [octocat, hubot]\n"
    found = credits_on(project({"docs/a.en.md": page("# A\n", front)}), "docs/a.en.md")
    assert found.authors == (
        Person("octocat", "https://github.com/octocat"),
        Person("hubot", "https://github.com/hubot"),
    )


def test_names_that_are_no_handles_are_left_out(project: Project) -> None:
    front = "title: A\ndescription: B.\nauthors: ['x\"><script>']\n"
    assert credits_on(project({"docs/a.en.md": page("# A\n", front)}), "docs/a.en.md").authors == ()


def test_authors_of_a_case_come_from_its_data_on_both_pages() -> None:
    for name, said in (("index.ru", "команда проекта"), ("interviewer.en", "the maintainers")):
        found = credits_on(ROOT, f"docs/cases/ad-banner/{name}.md")
        assert found.authors == (Person(said, f"{REPO}/graphs/contributors"),)
    assert credits_on(ROOT, "docs/cases/ad-banner/index.en.md", None).authors == (Person("the maintainers", None),)


def test_the_form_for_an_error_knows_the_page(project: Project) -> None:
    root = project({"docs/a.en.md": page("# A\n")})
    parts = urlsplit(str(credits_on(root, "docs/a.en.md", f"{REPO}/").report))
    assert parts.path == "/example/project/issues/new"
    assert parse_qs(parts.query) == {"template": [FORM], "page": ["https://example.org/en/a/?x=1&y#z"]}
    assert (ROOT / ".github/ISSUE_TEMPLATE" / FORM).is_file()
    for repo in (None, "", "javascript:alert(1)//"):
        assert credits_on(root, "docs/a.en.md", repo).report is None


def test_the_foot_of_a_built_page(built_site: Path) -> None:
    text = (built_site / "sub/path/cases/ad-banner/index.html").read_text("utf-8")
    foot = BeautifulSoup(text, "html.parser").select_one("aside.page-credits")
    assert foot is not None
    first, second = foot.select("a")
    assert (first.text, first["href"]) == ("команда проекта", f"{REPO}/graphs/contributors")
    assert parse_qs(urlsplit(str(second["href"])).query)["page"] == ["https://example.org/sub/path/cases/ad-banner/"]

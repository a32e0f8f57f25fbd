from __future__ import annotations

from mlsd.model.site import Site, read_site
from mlsd.render.languages import alternates, home_switches, switches
from mlsd.render.navigation import group_title, navigation

from tests.conftest import ROOT, Project, page, pair

URL = "https://example.org/repo/"


def site_of(project: Project) -> Site:
    files = pair("index", "# H\n") | pair("cases/index", "# C\n") | pair("framework/data", "# D\n")
    return read_site(project({**files, "docs/cases/x/index.ru.md": page("# X\n"), "docs/own/b.ru.md": page("# B\n")}))


def test_alternates_are_absolute_with_the_russian_default(project: Project) -> None:
    site = site_of(project)
    found = alternates(site, site.by_path["docs/framework/data.en.md"], URL)
    assert found == [
        ("ru", f"{URL}framework/data/"),
        ("en", f"{URL}en/framework/data/"),
        ("x-default", f"{URL}framework/data/"),
    ]


def test_a_page_in_one_language_has_itself_as_alternate_and_the_switch_leads_to_the_catalogue(project: Project) -> None:
    site = site_of(project)
    case = site.by_path["docs/cases/x/index.ru.md"]
    assert alternates(site, case, URL) == [("ru", f"{URL}cases/x/"), ("x-default", f"{URL}cases/x/")]
    russian, english = switches(site, case)
    assert (russian.url, russian.is_same_page) == ("./", True)
    assert (english.url, english.is_same_page) == ("../../en/cases/", False)


def test_the_switch_of_the_404_page_leads_home_from_anywhere() -> None:
    assert [entry.url for entry in home_switches("/repo")] == ["/repo/", "/repo/en/"]
    assert [entry.url for entry in home_switches("/")] == ["/", "/en/"]


def test_navigation_follows_the_framework_and_leaves_single_cases_out(project: Project) -> None:
    assert navigation(site_of(project)) == [
        "index.md",
        {"framework": ["framework/data.md"]},
        {"cases": ["cases/index.md"]},
        {"own": ["own/b.md"]},
    ]
    assert group_title("cases", "ru") == "Кейсы"
    assert group_title("own", "ru") == "own"


def test_the_real_steps_stand_in_order() -> None:
    steps = next(group["framework"] for group in navigation(read_site(ROOT)) if "framework" in group)
    assert steps[0] == "framework/index.md"
    assert [name.split("/")[1] for name in steps[1:3]] == ["requirements.md", "framing.md"]

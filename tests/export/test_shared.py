"""What leaves the site beside its pages: cards, feeds, the list of pages, pages at old addresses."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mlsd.export.aliases import write_aliases
from mlsd.export.cards import HEIGHT, WIDTH, Card, card, cards_of, remove_unused_cards, write_cards
from mlsd.export.feed import feed, feed_path, write_feeds
from mlsd.export.llms import write_llms
from mlsd.export.shared import shared
from mlsd.model.site import LANGUAGES, Site, read_site
from PIL import Image

from tests.conftest import ROOT, Project, page

HOST = "https://example.org/sub/"
NAMES = {"ru": "Сайт", "en": "Site"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


# Cards ---------------------------------------------------------------------------------------------------------------------------


def test_steps_and_cases_have_cards_of_their_own_and_the_rest_one_for_each_language(site: Site) -> None:
    assert site.framework is not None
    minutes = tuple(step.minutes[45] for step in site.framework.steps)
    cards = {each.path: card(site, each) for each in site.pages}
    assert cards["docs/framework/data.ru.md"] == Card(
        "Шаг 3 из 7", "Подготовка данных", "ML System Design за семь шагов", "мин", 3, minutes
    )
    assert cards["docs/cases/ad-banner/index.en.md"].title == "An ad banner in a mobile app"
    assert cards["docs/cases/ad-banner/interviewer.en.md"] == cards["docs/cases/ad-banner/index.en.md"]
    assert cards["docs/index.ru.md"] == cards["docs/reference/glossary.ru.md"] != cards["docs/index.en.md"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project that has nothing but the fonts."""
    (tmp_path / "docs/assets").mkdir(parents=True)
    (tmp_path / "docs/assets/fonts").symlink_to(ROOT / "docs/assets/fonts")
    return tmp_path


def test_a_card_is_a_picture_of_the_size_that_is_promised_and_light(site: Site, root: Path) -> None:
    write_cards(cards_of(site), root, root / "site")
    for each in cards_of(site):
        path = root / "site" / each.path
        assert path.stat().st_size <= 100_000
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


def test_every_kept_card_is_that_of_a_page(site: Site) -> None:
    assert {each.name for each in cards_of(site)} == {path.name for path in (ROOT / "cards").iterdir()}
    for path in (ROOT / "cards").iterdir():
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


def test_a_card_is_drawn_once_and_again_when_its_text_changes(root: Path) -> None:
    one, other = Card("Case", "One", "", "min", 0, (3, 4)), Card("Case", "Other", "", "min", 0, (3, 4))
    write_cards([one, one], root, root / "site")
    kept = root / "cards"
    (drawn,) = kept.iterdir()
    drawn.write_bytes(b"kept")
    write_cards([one, other], root, root / "site")
    assert (root / "site" / one.path).read_bytes() == b"kept"
    assert len(list(kept.iterdir())) == 2
    assert one.path != other.path
    assert remove_unused_cards(root, [other]) == [kept / one.name]
    assert [path.name for path in kept.iterdir()] == [other.name]


def test_a_title_of_any_length_fits(root: Path) -> None:
    long = [
        Card("Кейс", title, "", "мин", 0, (3, 4))
        for title in ("Очень длинное название кейса " * 20, "щ" * 300, "—", "é 中", "a\x01b")
    ]
    write_cards(long, root, root)
    assert all((root / each.path).stat().st_size <= 100_000 for each in long)


def test_a_card_and_a_feed_can_be_made_of_any_text(project: Project, root: Path) -> None:
    text = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8")
    text = re.sub(
        r"(?m)^title:\n  ru: .*\n  en: .*$", r'title:\n  ru: "Два\\nряда\\x01 & <b>"\n  en: "]]>"', text, count=1
    )
    files = {f"docs/cases/ad-banner/index.{language}.md": "# T\n" for language in LANGUAGES}
    site = read_site(project({"docs/cases/ad-banner/case.yml": text, **files}))
    write_cards(cards_of(site), root, root / "site")
    for language in LANGUAGES:
        assert len(atom(feed(site, language, HOST, "A & B")).findall("a:entry", ATOM)) == 1


# Feeds ---------------------------------------------------------------------------------------------------------------------------


def atom(data: bytes) -> ElementTree.Element:
    """Parse a feed and hold it against the rules of Atom that a feed of articles can break."""
    root = ElementTree.fromstring(data)
    for record in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(record.findall(f"a:{name}", ATOM)) == 1, name
        assert record.findtext("a:id", namespaces=ATOM, default="").startswith("urn:uuid:")
        assert record.find("a:author/a:name", ATOM) is not None
        assert len(record.findall("a:link[@rel='alternate']", ATOM)) == 1
    return root


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_holds_the_cases_of_its_language(site: Site, tmp_path: Path, language: str) -> None:
    write_feeds(site, tmp_path, HOST, NAMES)
    root = atom((tmp_path / feed_path(language)).read_bytes())
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert root.find("a:link[@rel='self']", ATOM).get("href") == HOST + feed_path(language)  # type: ignore[union-attr]
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == len(site.cases)
    for entry in entries:
        url = str(entry.find("a:link", ATOM).get("href"))  # type: ignore[union-attr]
        assert url.startswith(f"{HOST}{'' if language == 'ru' else 'en/'}cases/")
        assert str(entry.findtext("a:updated", namespaces=ATOM)) >= str(entry.findtext("a:published", namespaces=ATOM))


def test_ids_are_stable_and_differ(site: Site) -> None:
    def ids(language: str, host: str) -> list[str | None]:
        root = ElementTree.fromstring(feed(site, language, host, "Site"))
        return [node.text for node in root.iter(f"{{{ATOM['a']}}}id")]

    assert ids("ru", HOST) == ids("ru", "https://elsewhere.example/")
    assert not set(ids("ru", HOST)) & set(ids("en", HOST))


def test_without_a_case_there_is_no_feed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = read_site(project({"docs/index.ru.md": page("# A\n")}))
    to = tmp_path_factory.mktemp("site")
    write_feeds(site, to, HOST, NAMES)
    assert not list(to.iterdir())
    assert shared(site, site.pages[0], HOST, "Site", {}).feed is None


# The rest ------------------------------------------------------------------------------------------------------------------------


def test_the_list_for_language_models_names_every_page_with_its_sentence(site: Site, tmp_path: Path) -> None:
    write_llms(site, tmp_path, HOST, lambda folder, language: f"{folder} in {language}")
    lines = (tmp_path / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    links = [line for line in lines if line.startswith("- [")]
    assert len(links) == len(site.pages)
    assert all("): " in line for line in links)
    assert f"- [Подготовка данных]({HOST}framework/data/): " in "\n".join(lines)
    steps = [line.split("/framework/")[1].split("/")[0] for line in links if "sub/en/framework/" in line][1:]
    assert site.framework is not None
    assert steps == [step.id for step in site.framework.steps]


def test_what_a_page_says_cannot_end_its_element(project: Project) -> None:
    site = read_site(project({"docs/index.en.md": page("# A\n", "title: A & B\ndescription: x\n")}))
    data = shared(site, site.pages[0], HOST, "</script><b>", {}).data
    assert "<" not in data
    assert "&" not in data


def test_an_old_address_leads_on(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    front = "title: Now & then\ndescription: D.\naliases: [/old/name/]\n"
    root = project(
        {
            "docs/a/b.en.md": page("# Now\n", front),
            "docs/c.en.md": page("# C\n", "title: C\ndescription: D.\naliases: [/a/b/]\n"),
        }
    )
    to = tmp_path_factory.mktemp("site")
    write_aliases(read_site(root), to, HOST, lambda html: html + "<!-- finished -->")
    (written,) = to.rglob("*.html")
    assert written.relative_to(to).as_posix() == "en/old/name/index.html"
    html = written.read_text("utf-8")
    assert '<html lang="en">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="{HOST}en/a/b/">' in html
    assert '<meta http-equiv="refresh" content="0; url=../../a/b/">' in html
    assert '<a href="../../a/b/">Now &amp; then</a>' in html
    assert html.endswith("<!-- finished -->")

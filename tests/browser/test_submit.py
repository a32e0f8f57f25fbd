"""The page "Submit a case": a form that becomes a folder which the checks accept, with the findings of the scaffold and no others."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from mlsd.author.new_case import CHOICES, scaffold
from mlsd.guard.check import check_root
from mlsd.model.site import TIERS, read_site
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import BASE, Visit
from tests.conftest import ROOT, copy_content

Visitor = Callable[..., Visit]

PAGE = "contributing/submit/"
KEY = f"mlsd:/{BASE}:v1"
# Signs that mean something to YAML, to Markdown, to HTML, or to nobody.
HOSTILE = [
    "plain",
    "\"quoted\" 'twice' \\ back\\slash",
    "a: b # c",
    "- item",
    "? key",
    "!!python/object/apply:os.system [x]",
    "&a *a <<: *a",
    "{a: 1} [b, c] | > % @ `code`",
    "no",
    "null",
    "1e3",
    "012",
    "2026-11-25",
    "12:30:45",
    "~",
    "ёлочки «и» — тире, 0,6 %",
    "emoji 🎯 and 𝔘nicode",
    "line\u2028separator\u2029paragraph",
    "bom\ufeff and \ufffe",
    "</script><script>alert(1)</script>",
    "---",
    "...",
    "%YAML 1.2",
    "trailing colon:",
    "#hash",
    "\\u0041 \\x41 \\n",
]


def open_form(visit: Visitor, language: str = "en", **options: Any) -> Visit:
    opened = visit(("en/" if language == "en" else "") + PAGE, **options)
    expect(opened.page.locator(".submit__form")).to_be_visible()
    return opened


def fill(page: Page, **texts: str) -> None:
    """Fill fields by name; `__` stands for the dot."""
    for name, text in texts.items():
        control = page.locator(f"[name='{name.replace('__', '.')}']")
        control.evaluate("e => { const d = e.closest('details'); if (d) d.open = true; }")
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)


def fill_essentials(page: Page, slug: str = "payment-fraud", language: str = "en") -> None:
    values = {f"title__{language}": "Payment fraud", f"description__{language}": "Stop stolen cards."}
    fill(page, slug=slug, authors="octocat, @hubot", track="classic", domain="finance", difficulty="4", **values)
    fill(page, **{f"prompt__{language}": "A shop takes cards. Some are stolen. Design the system that tells."})
    page.locator(".submit__choice--many input[type=checkbox]").nth(3).check()


def make(page: Page, language: str = "en") -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the folder" if language == "en" else "Собрать папку").click()
    return Path(download.value.path())


def unpack(archive: Path, to: Path) -> dict[str, str]:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        opened.extractall(to)
        return {name.partition("/")[2]: opened.read(name).decode("utf-8") for name in opened.namelist()}


def findings(folder: Path, slug: str) -> list[tuple[str, str]]:
    """Return file and code of what the guard finds in the case, in the real project with it."""
    return sorted((f.path, f.code) for f in check_root(folder) if f.path.startswith(f"docs/cases/{slug}/"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_content(tmp_path)


def test_a_folder_from_the_form_is_the_scaffold_with_less_to_do(visit: Visitor, project: Path) -> None:
    opened = open_form(visit)
    page = opened.page
    fill_essentials(page)
    archive = make(page)
    files = unpack(archive, project / "docs/cases")
    assert sorted(files) == ["case.yml", "index.en.md", "interviewer.en.md"]
    data = yaml.safe_load(files["case.yml"])
    assert data["slug"] == "payment-fraud"
    assert data["authors"] == ["octocat", "hubot"]
    assert (data["domain"], data["difficulty"], data["track"], data["tier"]) == ("finance", 4, "classic", "standard")
    assert data["title"] == {"en": "Payment fraud"}
    assert files["index.en.md"].startswith("# Payment fraud\n")
    assert files["interviewer.en.md"].startswith("# Payment fraud: the interviewer's page\n")
    mine = findings(project, "payment-fraud")
    framework = read_site(ROOT).framework
    assert framework is not None
    for name, text in scaffold(framework, "payment-fraud", "en", "standard", "2026-11-25").items():
        (project / "docs/cases/payment-fraud" / name).write_text(text, "utf-8")
    theirs = findings(project, "payment-fraud")
    assert len(mine) < len(theirs)
    for found in mine:
        theirs.remove(found)  # nothing that the scaffold has not
    assert {path.rpartition("/")[2] for path, _ in theirs} == {"case.yml"}, "what was said is no longer asked for"

    result = page.locator(".submit__result")
    expect(result.get_by_role("heading", name="The folder is ready")).to_be_focused()
    upload = result.get_by_role("link", name="GitHub's upload page")
    expect(upload).to_have_attribute("href", "https://github.com/example/project/upload/main/docs/cases")
    expect(result).to_contain_text(f"Places left to write: {sum(len(re.findall('fill: ', t)) for t in files.values())}")
    opened.assert_clean()


def test_everything_that_the_form_can_say(visit: Visitor, project: Path) -> None:
    page = open_form(visit, "ru").page
    page.get_by_label("Оба").check()
    page.get_by_label("Образцовый: все разделы").check()
    fill_essentials(page, "a-b-1", "en")
    fill(page, title__ru="Антифрод", description__ru="Остановить чужие карты.", prompt__ru="Магазин принимает карты.")
    for language in ("ru", "en"):
        fill(page, **{
            f"dialogue__0__question__{language}": f"why {language}",
            f"dialogue__0__more__{language}": "one\ntwo\n\nthree\nfour",
            f"dialogue__0__answer__{language}": f"money {language}",
            f"requirements__0__title__{language}": f"goal {language}",
            f"sources__0__taken__{language}": f"taken {language}",
        })  # fmt: skip
    page.locator("[name='dialogue.0.important']").check()
    fill(
        page,
        sources__0__authors="Xinran He; Junfeng Pan",
        sources__0__title="Lessons",
        sources__0__year="2014",
        sources__0__url="https://doi.org/10.1000/x",
    )
    fill(page, inputs__daily_users__value="2 500 000", inputs__peak_factor__value="2,5", inputs__peak_factor__most="30")
    fill(page, inputs__latency_budget__basis="measured", inputs__latency_budget__source="1")
    for name in ("Добавить вопрос", "Добавить требование", "Добавить число", "Добавить источник"):
        page.get_by_role("button", name=name).click()
    fill(
        page,
        own__0__name="stolen_share",
        own__0__title__ru="доля краденых",
        own__0__title__en="share of stolen cards",
        own__0__value="007,50",
        own__0__unit="percent",
        own__0__least="0",
        own__0__most="90",
    )
    fill(page, sources__4__authors="Иванов П. Щёголев", sources__4__year="2020", sources__4__url="https://habr.com/x")
    fill(
        page,
        requirements__3__kind="constraint",
        requirements__3__title__ru="быстро",
        requirements__3__title__en="fast",
        dialogue__8__question__en="ninth?",
    )
    files = unpack(make(page, "ru"), project / "docs/cases")
    assert sorted(files) == ["case.yml", "index.en.md", "index.ru.md", "interviewer.en.md", "interviewer.ru.md"]
    data = yaml.safe_load(files["case.yml"])
    assert data["tier"] == "exemplar"
    first = data["dialogue"][0]
    assert first["question"]["ru"] == ["why ru", "one", "two", "three", "four"]
    assert first["answer"] == {"ru": "money ru", "en": "money en"}
    assert first["important"] is True
    assert (len(data["dialogue"]), data["dialogue"][8]["question"]["en"][0]) == (9, "ninth?")
    assert data["requirements"][0]["title"] == {"ru": "goal ru", "en": "goal en"}
    assert data["requirements"][3] == {
        "id": "requirement-4",
        "kind": "constraint",
        "title": {"ru": "быстро", "en": "fast"},
    }
    source = data["sources"][0]
    assert (source["id"], source["authors"], source["year"]) == ("he-2014", ["Xinran He", "Junfeng Pan"], 2014)
    assert data["sources"][4]["id"] == "shchegolev-2020"
    assert "[@he-2014] [@source-2] [@source-3] [@source-4] [@shchegolev-2020]" in files["index.en.md"]
    inputs = data["inputs"]
    assert inputs["daily_users"]["value"] == 2500000
    assert (inputs["peak_factor"]["value"], inputs["peak_factor"]["range"]) == (2.5, [1, 30])
    assert (inputs["latency_budget"]["basis"], inputs["latency_budget"]["source"]) == ("measured", "he-2014")
    own = inputs["stolen_share"]
    assert (own["value"], own["unit"], own["range"]) == (7.5, "percent", [0, 90])
    assert own["title"] == {"ru": "доля краденых", "en": "share of stolen cards"}
    found = findings(project, "a-b-1")
    assert not {code for _, code in found} & {"CS001", "FM004", "CS003", "CS017", "NU001", "NU006"}, found


def test_hostile_texts_are_read_back_exactly(visit: Visitor, tmp_path: Path) -> None:
    page = open_form(visit).page
    fill_essentials(page)
    for _ in range(len(HOSTILE) - 4):
        page.get_by_role("button", name="Add a source").click()
    for i, text in enumerate(HOSTILE):
        fill(
            page,
            **{
                f"sources__{i}__title": text,
                f"sources__{i}__taken__en": text,
                f"sources__{i}__authors": f"{text}x".replace(";", ","),
            },
        )
    fill(
        page,
        prompt__en=" ".join(HOSTILE),
        title__en="*a* _b_ `c` [d](e) #f $g$ & {h}",
        dialogue__0__answer__en=HOSTILE[1],
    )
    files = unpack(make(page), tmp_path)
    data = yaml.safe_load(files["case.yml"])

    def folded(text: str) -> str:
        return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufeff]+", " ", text).strip()

    assert [source["title"] for source in data["sources"]] == [folded(text) for text in HOSTILE]
    assert [source["taken"]["en"] for source in data["sources"]] == [folded(text) for text in HOSTILE]
    assert [source["authors"] for source in data["sources"]] == [[folded(f"{text}x")] for text in HOSTILE]
    assert data["prompt"]["en"] == folded(" ".join(HOSTILE))
    assert data["title"]["en"] == "*a* _b_ `c` [d](e) #f $g$ & {h}"
    assert files["index.en.md"].splitlines()[0] == r"# \*a\* \_b\_ \`c\` \[d\](e) \#f \$g\$ &amp; \{h\}"
    assert data["slug"] == "payment-fraud"
    assert len(data["dialogue"]) == 8


def test_yaml_and_archive_are_exact_whatever_the_text(visit: Visitor) -> None:
    page = open_form(visit).page
    texts = [*HOSTILE, "\x00\x01\x1f\x7f\x85\x9f", "\ud800", "a\udc00b", "tab\tnew\nline\r\n", "\U0010ffff", ""]
    written = page.evaluate(
        "async ([url, texts]) => { const m = await import(url); return texts.map(t => m.quoted(t)); }",
        [f"/{BASE}assets/js/case-files.js", texts],
    )
    for text, line in zip(texts, written, strict=True):
        assert line.isprintable() or "\t" not in line
        assert "\n" not in line
        assert yaml.safe_load(f"a: {line}\n")["a"] == text.encode("utf-8", "surrogatepass").decode(
            "utf-8", "replace"
        ).replace("\ufffd\ufffd\ufffd", "\ufffd")


def test_numbers_are_read_as_people_write_them(visit: Visitor) -> None:
    page = open_form(visit).page
    expected = {
        "1200": "1200", "1 200": "1200", "1\u00a0200,5": "1200.5", "0,6": "0.6", "0.6": "0.6", "007,50": "7.50", "-5": "-5", "\u22125": "-5",
        "0,600": "0.600", "1,200": None, "12,000,000": None, "1e3": None, "0x10": None, "": None, "a": None, "1.2.3": None, "1:30": None, ".5": None,
    }  # fmt: skip
    read = page.evaluate(
        "async ([url, texts]) => { const m = await import(url); return texts.map(t => m.plainNumber(t)); }",
        [f"/{BASE}assets/js/case-files.js", list(expected)],
    )
    assert dict(zip(expected, read, strict=True)) == expected
    for text in filter(None, read):
        assert isinstance(yaml.safe_load(text), int | float)


def test_bad_input_says_what_to_do_and_leads_there(visit: Visitor) -> None:
    opened = open_form(visit)
    page = opened.page
    page.get_by_role("button", name="Make the folder").click()
    summary = page.locator(".submit__problems")
    expect(summary).to_be_focused()
    assert len(summary.locator("a").all()) == 9
    fill_essentials(page)
    fill(
        page,
        slug="Payment Fraud!",
        authors="octo cat-",
        title__en='A "title"',
        sources__0__year="14",
        sources__0__url="ftp://x",
        dialogue__1__more__en="one",
    )
    fill(
        page,
        inputs__daily_users__value="many",
        inputs__requests_per_user__value="1,200",
        inputs__peak_factor__value="900",
        inputs__latency_model__least="9",
        inputs__latency_model__most="8",
        inputs__label_maturity__basis="vendor",
    )
    page.get_by_role("button", name="Add a number").click()
    fill(
        page,
        own__0__name="daily_users",
        own__0__title__en="x",
        own__0__value="1",
        own__0__unit="user",
        own__0__least="0",
        own__0__most="2",
    )
    page.get_by_role("button", name="Make the folder").click()
    expect(summary).to_be_focused()
    said = [row.inner_text() for row in summary.locator("li").all()]
    for i, part in enumerate([
        'Name of the system: Take out "',
        "Name of the folder: Lowercase Latin letters, digits, and single hyphens, as in payment-fraud.",
        "Authors: “cat-” cannot be a GitHub name",
        "Three more wordings: At least three are needed, one per line: there are 1.",
        "Value: A number is needed",
        "Value: Does the comma separate thousands or decimals?",
        "Value: The number is outside its range, 1 to 20",
        "To: The first number must be less",
        "Basis: Give the number of the source, 1 to 4.",
        "Name: There is already a number with that name",
        "Year: The year is between 1950 and 2100.",
        "Link: A link begins with https://",
    ]):  # fmt: skip
        assert part in said[i], said
    assert len(said) == 12
    summary.get_by_role("link", name="Name of the folder").click()
    slug = page.locator("[name=slug]")
    expect(slug).to_be_focused()
    expect(slug).to_have_attribute("aria-invalid", "true")
    described = str(slug.get_attribute("aria-describedby")).split()
    assert "as in payment-fraud" in page.locator(f"#{described[-1]}").inner_text()
    slug.fill("ad-banner")
    slug.blur()
    expect(page.locator(f"#{described[-1]}")).to_have_text("There is already a case with that name: choose another.")
    slug.fill("ads")
    slug.blur()
    expect(slug).not_to_have_attribute("aria-invalid", "true")
    assert page.locator(".submit__result").is_hidden()
    opened.assert_clean()


def test_the_draft_outlives_the_page_and_serves_both_languages(visit: Visitor) -> None:
    page = open_form(visit).page
    page.evaluate(
        "key => localStorage.setItem(key, JSON.stringify({version: 1, checklist: {'data.leakage': true}}))", KEY
    )
    page.reload()
    fill_essentials(page)
    page.get_by_label("Both").check()
    page.get_by_role("button", name="Add a source").click()
    fill(page, sources__4__title="The fifth")
    page.goto(page.url.replace("/en/", "/"))
    expect(page.locator("[name=slug]")).to_have_value("payment-fraud")
    expect(page.locator("[name='sources.4.title']")).to_have_value("The fifth")
    expect(page.get_by_label("Оба")).to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("Черновик с прошлого раза на месте")
    kept = json.loads(str(page.evaluate("key => localStorage.getItem(key)", KEY)))
    assert kept["checklist"] == {"data.leakage": True}
    assert kept["case-draft"]["slug"] == "payment-fraud"
    page.get_by_role("button", name="Стереть черновик").click()
    page.get_by_role("button", name="Оставить").click()
    expect(page.locator("[name=slug]")).to_have_value("payment-fraud")
    page.get_by_role("button", name="Стереть черновик").click()
    page.get_by_role("button", name="Стереть", exact=True).click()
    expect(page.locator("[name=slug]")).to_have_value("")
    page.reload()
    expect(page.locator("[name=slug]")).to_have_value("")
    kept = json.loads(str(page.evaluate("key => localStorage.getItem(key)", KEY)))
    assert kept["checklist"] == {"data.leakage": True}
    assert "slug" not in kept.get("case-draft", {})


def test_where_nothing_can_be_kept_it_says_so_and_works(visit: Visitor) -> None:
    opened = visit("en/")
    opened.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    opened.go(f"en/{PAGE}")
    page = opened.page
    fill_essentials(page)
    expect(page.get_by_role("status").first).to_contain_text("does not let the page save the draft")
    assert make(page).stat().st_size > 10_000


def test_without_scripts_it_says_how_by_hand(visit: Visitor) -> None:
    page = visit(PAGE, script=False).page
    expect(page.locator("#mlsd-submit")).to_contain_text("Форме нужен JavaScript")
    expect(page.locator("#by-hand")).to_be_visible()
    expect(page.locator("article")).to_contain_text("make new-case SLUG=payment-fraud")


def test_without_the_scaffold_it_says_so(visit: Visitor) -> None:
    opened = visit("en/")
    opened.page.route("**/assets/submit/*.json", lambda route: route.fulfill(status=404))
    opened.go(f"en/{PAGE}")
    expect(opened.page.locator("#mlsd-submit")).to_contain_text("The scaffold did not load")


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", "desktop"), ("ru", "dark", "phone")])
def test_the_form_is_accessible_with_its_errors_and_its_result(
    visit: Visitor, language: str, scheme: str, size: str
) -> None:
    opened = open_form(visit, language, scheme=scheme, size=size)
    page = opened.page
    page.evaluate("document.querySelectorAll('.submit details').forEach(e => e.open = true)")
    page.locator("button[type=submit]").click()
    if size == "phone":
        page.set_viewport_size({"width": 320, "height": 700})
    for state in ("errors", "result"):
        if state == "result":
            fill_essentials(page, language=language)
            make(page, language)
            page.locator(".submit__result summary").click()
        assert violations(page, "article") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    opened.assert_clean()


def test_by_keyboard_alone(visit: Visitor) -> None:
    page = open_form(visit).page
    page.locator("input[name=case-language]").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "ru"
    expect(page.locator("[name='title.ru']")).to_be_visible()
    expect(page.locator("[name='title.en']")).to_be_hidden()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Payment fraud")
    expect(page.locator("[name='title.en']")).to_have_value("Payment fraud")
    page.keyboard.press("Enter")
    expect(page.locator(".submit__problems")).to_be_focused()


def test_every_scaffold_is_published(built_site: Path) -> None:
    for tier in TIERS:
        for choice in CHOICES:
            data = json.loads((built_site / f"sub/path/assets/submit/{tier}-{choice}.json").read_text("utf-8"))
            lines = data["files"]["case.yml"].splitlines()
            assert lines[data["places"]["slug"] - 1].startswith("slug: ")
            assert lines[data["places"]["sources.3.url"] - 1].strip().startswith("url: ")

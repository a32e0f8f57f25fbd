"""ST: what the sections of a step page and of a case hold beyond a number of things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsd.guard.example import EN, RU, STEP, STEP_RU, Example
from mlsd.guard.rule import Hit, rule
from mlsd.model.page import Page, Section
from mlsd.model.site import Kind, Site

_FORK = "→"
_SAID_AND_REMEDY = re.compile(r"\*\*.+?\*\*(?P<remedy>.*)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")

_LEVELS = "## Expectations by level { #levels }\n\n| Level | What is said |\n|---|---|\n"
_LEVELS_RU = "## Чего ждут { #levels }\n\n| Грейд | Что говорит |\n|---|---|\n| Мидл | «Очередь». |\n"
_QUESTIONS_RU = "## Вопросы { #questions }\n\n- **«Какая нагрузка?»** Ровная → одна реплика; пики → запас.\n"


@rule(
    "ST025",
    "В таблице грейдов стоят все грейды шкалы, по порядку.",
    Example(
        bad={STEP: f'{_LEVELS}| Beginner | "A queue." |\n', STEP_RU: _LEVELS_RU},
        good={STEP: f'{_LEVELS}| Mid-level | "A queue." |\n', STEP_RU: _LEVELS_RU},
    ),
)
def levels_differ(site: Site, page: Page) -> Iterator[Hit]:
    """The table of levels has every level of the rubric, in order."""
    section = page.section("levels")
    if section is None or site.framework is None or site.slot(page).kind not in (Kind.STEP, Kind.CASE):
        return
    titles = [level.title[page.language or "en"] for level in site.framework.rubric.expectations]
    for number, (title, said) in enumerate(zip(titles, section.table_heads, strict=False)):
        if said != title:
            line = section.table_line + 2 + number
            yield Hit(line, f"`{title}` belongs here: the levels are {', '.join(titles)}, one a row")
            return


@rule(
    "ST026",
    "У вопроса есть развилка: что делать при одном ответе и что при другом.",
    Example(
        bad={
            STEP: '## Questions to ask { #questions }\n\n- **"What is the load?"** Count it.\n',
            STEP_RU: _QUESTIONS_RU,
        },
        good={
            STEP: '## Questions to ask { #questions }\n\n- **"What is the load?"** Even → one replica; peaks → a reserve.\n',
            STEP_RU: _QUESTIONS_RU,
        },
    ),
)
def question_without_fork(site: Site, page: Page) -> Iterator[Hit]:
    """A question has its fork: what is done after one answer, and what after another."""
    for each in page.references if site.slot(page).kind is Kind.STEP else ():
        if each.section == "questions" and each.parts < 2 and each.text.count(_FORK) < 2:
            yield Hit(
                each.line,
                f"this question has no fork: add `If they say X {_FORK} …` and `if Y {_FORK} …` as a list below",
            )


@rule(
    "ST027",
    "У ошибки сказано, как её избежать.",
    Example(bad="- **A random split.**", good="- A random split: split by time.", where=STEP),
)
def mistake_without_remedy(site: Site, page: Page) -> Iterator[Hit]:
    """A mistake comes with its remedy."""
    for each in page.references if site.slot(page).kind is Kind.STEP else ():
        said = _SAID_AND_REMEDY.match(each.text) if each.section == "mistakes" else None
        if said and not each.parts and not _WORD.search(said["remedy"]):
            yield Hit(each.line, "this mistake has no remedy: say behind it what to do instead")


@rule(
    "ST028",
    "Под каждым заголовком что-то написано.",
    Example(
        bad={EN: "### Peak hours { #peak }\n", RU: "### Часы пик { #peak }\n"},
        good={EN: "### Peak hours { #peak }\n\nText.\n", RU: "### Часы пик { #peak }\n\nТекст.\n"},
    ),
)
def heading_hollow(site: Site, page: Page) -> Iterator[Hit]:
    """Something is written under every heading."""
    required = {spec.id for spec in site.sections(page)}
    for heading in page.headings:
        if heading.line in page.hollow and heading.level > 1 and heading.id not in required:
            said = heading.text.partition("\n")[0]
            yield Hit(heading.line, f"nothing stands under `{said}`: write it, or take the heading out")


@rule(
    "ST029",
    "Разбор примера на странице шага ведёт в кейс.",
    Example(
        bad={
            STEP: "## Worked example: ad banner { #example }\n\nThe queue again.\n",
            STEP_RU: "## На примере баннера { #example }\n\nСнова очередь.\n",
        },
        good={STEP: "The queue again.\n", STEP_RU: "Снова очередь.\n"},
    ),
)
def example_leads_nowhere(site: Site, page: Page) -> Iterator[Hit]:
    """The worked example of a step page leads into the case."""
    section = page.section("example")
    if section is None or site.slot(page).kind is not Kind.STEP or not any(True for _ in site.cases):
        return
    start, end = section.heading.line, _end(page, section)
    if not any(start < link.line < end and link.target.startswith("../cases/") for link in page.links):
        yield Hit(start, "the example has no link into its case: add one, as in `../cases/ad-banner/index.en.md#data`")


def _end(page: Page, section: Section) -> int:
    after = (each.heading.line for each in page.sections if each.heading.line > section.heading.line)
    return min(after, default=1 << 30)

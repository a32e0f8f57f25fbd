"""ST: the headings, sections and checklist items of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from mlsd.guard.example import CASE_PAGE, EN, INTERVIEWER, NEW, NEW_RU, RU, STEP, STEP_RU, Example
from mlsd.guard.interview import FLIPS, below
from mlsd.guard.rule import Hit, rule
from mlsd.guard.scaffold import is_named_after_its_folder
from mlsd.model.finding import Fix, Severity
from mlsd.model.framework import Item as ItemSpec
from mlsd.model.framework import SectionSpec
from mlsd.model.glossary import PATH as GLOSSARY
from mlsd.model.page import Heading, Item, Page, Section
from mlsd.model.site import CASE_DIRECTIVES, DIRECTIVES, DOCS, LANGUAGES, Kind, Site

CHECKLIST = "checklist"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TRACK = re.compile(r"[*_]*\((?P<track>\w+)\)")
_EMPHASIS = re.compile(r"[*_`]")
_NOTES, _NOTES_RU = "## Notes { #notes }\n\n", "## Заметки { #notes }\n\n"
_COUNTED = {
    "list_items": ("item", "in its first list"),
    "all_items": ("item", "in its lists"),
    "table_rows": ("row", "in its first table"),
    "subheadings": ("`###` heading", ""),
    "details": ("`???` block", ""),
}


@rule(
    "ST001",
    "На странице есть все разделы, которые ей положены.",
    Example(
        bad="By the end, the table is on the board.",
        good="## Why this step matters { #goal }\n\nBy the end, the table is on the board.",
        where=STEP,
    ),
)
def section_missing(site: Site, page: Page) -> Iterator[Hit]:
    """A page has every section that its kind requires."""
    if page.is_cut:
        return  # Where it is cut is said, and the section may stand behind that.
    specs = site.sections(page)
    found = _found(specs, page)
    strangers = [s.heading for s in page.sections if s.heading.id and s.heading.id not in {spec.id for spec in specs}]
    for spec in specs:
        if spec.id not in found:
            near = get_close_matches(spec.id, [str(h.id) for h in strangers], n=1, cutoff=0.7)
            same = [h for h in strangers if page.language and h.text == spec.title[page.language]]
            guess = same or [h for h in strangers if h.id in near]
            hint = f" (is it the one at line {guess[0].line}?)" if guess else ""
            title = spec.title[page.language or "en"]
            yield Hit(page.title_line, f"section `{spec.id}` is missing: add `## {title} {{ #{spec.id} }}`{hint}")


@rule(
    "ST002",
    "Обязательные разделы стоят в порядке контракта.",
    Example(
        bad="## Anti-leak variant { #variant }\n\n- Double the load.\n- Halve the budget.\n\n## How to run it { #brief }\n\nGive the prompt and wait.\n",
        good="## How to run it { #brief }\n\nGive the prompt and wait.\n\n## Anti-leak variant { #variant }\n\n- Double the load.\n- Halve the budget.\n",
        where=INTERVIEWER,
    ),
)
def section_out_of_place(site: Site, page: Page) -> Iterator[Hit]:
    """The required sections are in the contract's order."""
    specs = site.sections(page)
    found = _found(specs, page)
    written = sorted(found.values(), key=lambda section: section.heading.line)
    expected = [found[spec.id] for spec in specs if spec.id in found]
    for actual, right in zip(written, expected, strict=True):
        if actual is not right:
            ids = " → ".join(spec.id for spec in specs)
            yield Hit(actual.heading.line, f"`{right.heading.id}` belongs here: put the sections in the order {ids}")
            return


@rule(
    "ST003",
    "В обязательном разделе что-то написано.",
    Example(
        bad="## Why this step matters { #goal }\n\n",
        good="## Why this step matters { #goal }\n\nBy the end, the table is on the board.\n",
        where=STEP,
    ),
)
def section_empty(site: Site, page: Page) -> Iterator[Hit]:
    """A required section is not empty."""
    specs = site.sections(page)
    for section_id, section in _found(specs, page).items():
        if section.is_empty:
            yield Hit(section.heading.line, f"section `{section_id}` is empty: write it")


@rule(
    "ST004",
    "У каждого заголовка ниже названия страницы есть явный id, один на оба языка.",
    Example(
        bad={EN: "## Peak hours\n\nText.\n", RU: "## Часы пик\n\nТекст.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
    fixes=True,
)
def heading_without_id(site: Site, page: Page) -> Iterator[Hit]:
    """Every heading below the title has an explicit id, the same in both languages."""
    rows = _rows(site, page) if any(heading.id is None for heading in page.headings) else ()
    for index, heading in enumerate(page.headings):
        if heading.level == 1:
            continue
        if not heading.text.strip():
            yield Hit(heading.line, "this heading has no words: write them before its id")
        elif heading.id is None:
            # What is underlined may as well be text above a line.
            is_marked = heading.line <= len(rows) and rows[heading.line - 1].lstrip(b" >").startswith(b"#")
            wanted = _proposed(site, page, index) if is_marked else None
            mend = Fix(heading.line, "", f" {{ #{wanted} }}") if wanted else None
            yield Hit(
                heading.line,
                f"this heading has no id: end it with `{{ #{wanted or 'short-english-name'} }}`, the same in both languages",
                mend,
            )
        elif not _ID.fullmatch(heading.id):
            yield Hit(heading.line, f"id `{heading.id}`: use lower-case Latin letters, digits and single hyphens")


def _rows(site: Site, page: Page) -> Sequence[bytes]:
    return (site.read(page.path) or b"").splitlines()


def _proposed(site: Site, page: Page, index: int) -> str | None:
    """Return the id that a heading is to have: the contract's, its twin's in the other language, or its English words; None if unsure."""
    heading = page.headings[index]
    taken = {mark.id for mark in page.marks}
    spec = _spec_of(heading, site.sections(page), page.language)
    twins = [page] if page.language == "en" else []
    for language in LANGUAGES:
        other = site.counterpart(page, language) if page.language and language != page.language else None
        # Only where the two pages have the same headings otherwise is it plain which one is meant.
        if other and _agree(page, other):
            twins.insert(0, other)
    if (case := site.case(page)) and case.data and heading in below(page, FLIPS):
        # Its id is the change's in the data: none is made up for it.
        flips = {flip.title[page.language or "en"]: flip.id for flip in case.data.flips if flip.id not in taken}
        return flips.get(heading.text) or (next(iter(flips.values())) if len(flips) == 1 else None)
    named = [twin.headings[index].id for twin in twins]
    spelt = [_slug(twin.headings[index].text) for twin in twins if twin.language == "en"]
    for wanted in (spec.id if spec else None, *named, *spelt):
        if wanted and _ID.fullmatch(wanted):
            return wanted if wanted not in taken else None
    return None


def _agree(page: Page, other: Page) -> bool:
    """Tell whether two pages have the same headings by level and id, where both have one."""
    pairs = list(zip(page.headings, other.headings, strict=False))
    return len(page.headings) == len(other.headings) and all(
        a.level == b.level and (a.id == b.id or None in (a.id, b.id)) for a, b in pairs
    )


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:5])


@rule(
    "ST005",
    "Один id стоит на странице один раз, считая и те, что делает сборка.",
    Example(
        bad={EN: "## Costs at peak { #costs }\n\nText.\n", RU: "## Цена пика { #costs }\n\nТекст.\n"},
        good={EN: "## Costs at peak { #peak-costs }\n\nText.\n", RU: "## Цена пика { #peak-costs }\n\nТекст.\n"},
    ),
)
def id_twice(site: Site, page: Page) -> Iterator[Hit]:
    """An id is on a page once, counting those that the build makes."""
    made = site.anchors(page) - page.anchors
    first: dict[str, int] = {}
    for mark in page.marks:
        if mark.id in first:
            yield Hit(mark.line, f"id `{mark.id}` is taken at line {first[mark.id]}: keep one, or choose another id")
        elif mark.id in made:
            yield Hit(mark.line, f"id `{mark.id}` is made by what the build fills in on this page: choose another id")
        first.setdefault(mark.id, mark.line)


@rule(
    "ST006",
    "В чек-листе страницы шага каждый пункт контракта стоит задачей.",
    Example(
        bad="- **Show that each input was known.** { #leakage }",
        good="- [ ] **Show that each input was known.** { #leakage }",
        where=STEP,
    ),
)
def item_missing(site: Site, page: Page) -> Iterator[Hit]:
    """The checklist of a step page has every item of the contract as a task."""
    checklist = page.section(CHECKLIST)
    if checklist is None or page.is_cut:
        return
    tasks = {item.id for item in page.items if item.is_task}
    plain = {item.id: item for item in page.items if not item.is_task}
    for spec in _items(site, page):
        if spec.id in plain and spec.id not in tasks:
            yield Hit(plain[spec.id].line, f"item `{spec.id}` is not a task: begin it with `- [ ] `")
        elif spec.id not in tasks:
            title = spec.title[page.language or "en"]
            yield Hit(page.title_line, f"checklist item `{spec.id}` is missing: add `- [ ] {title} {{ #{spec.id} }}`")


@rule(
    "ST007",
    "В чек-листе страницы шага нет пунктов, кроме пунктов контракта.",
    Example(
        bad={
            STEP: f"{_NOTES}- [ ] Name the owner. {{ #owner }}\n",
            STEP_RU: f"{_NOTES_RU}- [ ] Назовите владельца. {{ #owner }}\n",
        },
        good={STEP: f"{_NOTES}- Name the owner.\n", STEP_RU: f"{_NOTES_RU}- Назовите владельца.\n"},
    ),
)
def item_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """The checklist of a step page has no items but the contract's."""
    specs = _items(site, page)
    known = [spec.id for spec in specs]
    if not specs or page.section(CHECKLIST) is None:
        return
    for item in page.items:
        if not item.is_task or item.id in known:
            continue
        if item.id is None:
            if item.section == CHECKLIST:
                yield Hit(item.line, "this item has no id: close its first line with `{ #item-id }`")
            continue
        near = get_close_matches(item.id, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else "add it to framework.yml first, or take it out"
        yield Hit(item.line, f"item `{item.id}` is not in the contract: {hint}")


@rule(
    "ST008",
    "Пункты стоят в разделе чек-листа, в порядке контракта.",
    Example(
        bad="- [ ] **Show that each input was known.** { #leakage }\n\n    A leak looks like a good metric.\n\n"
        "- [ ] **List the sources.** { #sources }\n\n    Whoever owns a source can change it.\n",
        good="- [ ] **List the sources.** { #sources }\n\n    Whoever owns a source can change it.\n\n"
        "- [ ] **Show that each input was known.** { #leakage }\n\n    A leak looks like a good metric.\n",
        where=STEP,
    ),
)
def item_out_of_place(site: Site, page: Page) -> Iterator[Hit]:
    """The items are in the checklist section, in the contract's order."""
    known = [spec.id for spec in _items(site, page)]
    tasks: dict[str, Item] = {}
    for item in page.items:
        if item.is_task and item.id in known:
            tasks.setdefault(str(item.id), item)
    for item in tasks.values():
        if item.section != CHECKLIST and not page.is_cut:
            yield Hit(item.line, f"item `{item.id}` stands outside the checklist: move it to the section `{CHECKLIST}`")
    written = [item for item in tasks.values() if item.section == CHECKLIST]
    expected = [tasks[item_id] for item_id in known if item_id in tasks and tasks[item_id].section == CHECKLIST]
    for actual, right in zip(sorted(written, key=lambda item: item.line), expected, strict=True):
        if actual is not right:
            yield Hit(actual.line, f"`{right.id}` belongs here: put the items in the order of framework.yml")
            return


@rule(
    "ST009",
    "У пункта чек-листа есть текст, пояснение под ним и пустой квадрат.",
    Example(
        bad="- [x] **List the sources.** { #sources }", good="- [ ] **List the sources.** { #sources }", where=STEP
    ),
    fixes=True,
)
def item_hollow(site: Site, page: Page) -> Iterator[Hit]:
    """A checklist item has a text, an explanation below it, and an empty box."""
    known = {spec.id for spec in _items(site, page)}
    for item in page.items:
        if not item.is_task or item.id not in known:
            continue
        if not item.text.strip(" *_`"):
            yield Hit(item.line, f"item `{item.id}` has no text: write it before the id")
        elif not item.is_explained:
            yield Hit(item.line, f"item `{item.id}` is not explained: add a paragraph below, indented by 4 spaces")
        if item.is_ticked:
            mend = Fix(item.line, "[x]", "[ ]")
            yield Hit(item.line, f"item `{item.id}` is ticked: write `- [ ]`, the tick is the reader's", mend)


@rule(
    "ST010",
    "В разделе не меньше пунктов, строк, заголовков или блоков, чем требует контракт.",
    Example(bad="- Double the load.\n", good="- Double the load.\n- Halve the budget.\n", where=INTERVIEWER),
)
def too_few(site: Site, page: Page) -> Iterator[Hit]:
    """A section holds at least as many items, rows, headings, or blocks as the contract says."""
    tier = site.page_tier(page)
    found = _found(site.sections(page), page)
    for spec in site.sections(page):
        section = found.get(spec.id)
        if spec.counts is None or section is None or section.is_empty or page.is_cut:
            continue
        number = getattr(section, spec.counts.what)
        case = site.case(page)
        if spec.id == "sources" and case and any(d.name == "sources" for d in page.directives):
            if case.data is None:
                continue  # What is wrong with the data has been said there.
            number = len(case.data.sources)
        least = spec.counts.least(tier)
        if number < least:
            noun, where = _COUNTED[spec.counts.what]
            have = f"{number} {noun}{'' if number == 1 else 's'} {where}".strip()
            yield Hit(section.heading.line, f"section `{spec.id}` has {have}: it needs at least {least}")


@rule(
    "ST011",
    "У страницы одно название, `# …`, и оно стоит первым.",
    Example(bad="# A page\n\n# Another title", good="# A page"),
    Example(bad="Text.\n\n# A page", good="# A page"),
)
def title_count(site: Site, page: Page) -> Iterator[Hit]:
    """A page has one title, `# …`, and it comes first."""
    titles = [heading for heading in page.headings if heading.level == 1]
    if not titles:
        yield Hit(1, "the page has no title: begin its text with `# Title`")
    for heading in titles[1:]:
        yield Hit(heading.line, f"a second title (the first is at line {titles[0].line}): make it `## … {{ #id }}`")
    if titles and page.headings[0].level != 1:
        yield Hit(page.headings[0].line, f"this heading stands before the title (line {titles[0].line}): move it below")
    elif titles and page.lead:
        yield Hit(page.lead, f"this stands before the title (line {titles[0].line}): move it below")


@rule(
    "ST012",
    "Заголовки опускаются по одному уровню.",
    Example(
        bad={EN: "#### Peak hours { #peak }\n\nText.\n", RU: "#### Часы пик { #peak }\n\nТекст.\n"},
        good={EN: "### Peak hours { #peak }\n\nText.\n", RU: "### Часы пик { #peak }\n\nТекст.\n"},
    ),
)
def level_skipped(site: Site, page: Page) -> Iterator[Hit]:
    """Headings go down one level at a time."""
    level = 1
    for heading in page.headings:
        if heading.level > level + 1:
            yield Hit(heading.line, f"a heading of level {heading.level} under level {level}: use {'#' * (level + 1)}")
        level = heading.level


@rule(
    "ST013",
    "То, что относится к пункту списка, отступает на четыре пробела.",
    Example(
        bad={EN: "- A replica\n\n  It costs more than the query.\n", RU: "- Реплика\n\n    Она дороже запроса.\n"},
        good={EN: "- A replica\n\n    It costs more than the query.\n", RU: "- Реплика\n\n    Она дороже запроса.\n"},
    ),
)
def stray_indent(site: Site, page: Page) -> Iterator[Hit]:
    """What belongs to a list item is indented by four spaces."""
    for line in page.stray_indents:
        yield Hit(line, "fewer than 4 spaces end the list item: indent what belongs to it by 4 (8 for the next level)")


@rule(
    "ST014",
    "Сборка знает каждое место, которое ей велено заполнить, и на странице оно одно.",
    Example(bad="<!-- mlsd:glosary -->", good="<!-- mlsd:glossary -->", where=INTERVIEWER),
)
def directive_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """A place that the build is told to fill is one that it knows, and is on a page once."""
    seen: dict[str, int] = {}
    for directive in page.directives:
        if directive.name in seen:
            yield Hit(
                directive.line,
                f"`mlsd:{directive.name}` stands at line {seen[directive.name]} already: keep one of them",
            )
        seen.setdefault(directive.name, directive.line)
        if directive.name == "glossary" and GLOSSARY not in site.files:
            yield Hit(directive.line, f"nothing is drawn here: {GLOSSARY} is missing")
        known = (*DIRECTIVES, *CASE_DIRECTIVES)
        if directive.name not in known:
            near = get_close_matches(directive.name, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the known ones are {', '.join(sorted(known))}"
            yield Hit(directive.line, f"`mlsd:{directive.name}` is not known: {hint}")


@rule(
    "ST015",
    "Имя файла говорит о языке, а в `framework/` лежат только обзор и шаги.",
    Example(
        bad={"docs/notes.md": NEW},
        good={"docs/notes.en.md": NEW, "docs/notes.ru.md": NEW_RU},
    ),
)
def place_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """A file's name says its language, and `framework/` holds the overview and the steps only."""
    if page.language is None:
        yield Hit(
            1, f"the name does not say the language: rename it to `{page.name.rsplit('/')[-1]}.ru.md` or `….en.md`"
        )
    folder, _, name = page.name.partition("/")
    if folder == "framework" and name != "index" and site.framework and site.slot(page).kind is not Kind.STEP:
        steps = ", ".join(step.id for step in site.framework.steps)
        yield Hit(1, f"`{name}` is no step: name the file after one of {steps}, or move it out of `{DOCS}/framework`")


@rule(
    "ST016",
    "Обязательный раздел называется так, как в контракте.",
    Example(bad="## Why this step matters { #goal }", good="## Зачем этот шаг { #goal }", where=STEP_RU),
    severity=Severity.NOTICE,
    fixes=True,
)
def heading_renamed(site: Site, page: Page) -> Iterator[Hit]:
    """A required section's heading has the contract's words."""
    for spec in site.sections(page) if page.language else ():
        section = _found((spec,), page).get(spec.id)
        if section and page.language and section.heading.text != spec.title[page.language]:
            heading, title = section.heading, spec.title[page.language]
            # On a page that was copied to be translated it is plain what is meant; other words may be on purpose.
            is_foreign = any(heading.text == spec.title[language] for language in LANGUAGES)
            mend = Fix(heading.line, heading.text, title) if is_foreign else None
            yield Hit(heading.line, f"the contract calls this section `{title}`", mend)


@rule(
    "ST031",
    "Заголовок шага или кейса говорит то же, что его название.",
    Example(bad="# The data", good="# Data preparation", where=STEP),
    Example(bad="# A queue", good="# A queue of requests", where=CASE_PAGE),
    severity=Severity.NOTICE,
)
def title_differs(site: Site, page: Page) -> Iterator[Hit]:
    """The heading of a step or a case says what its title says."""
    heading = next((each for each in page.headings if each.level == 1), None)
    title, place = _title(site, page)
    if not heading or not title or _words(heading.text) == _words(title):
        return
    # Of a title that is still to be written another rule speaks.
    if not (title.startswith("fill:") or is_named_after_its_folder(site, page, heading.text)):
        yield Hit(heading.line, f"{place} calls this page `{title}`: say the same here and there")


def _title(site: Site, page: Page) -> tuple[str, str]:
    """Return the title of a step's or a case's page, empty for others and where there is none, and the place where it is said."""
    kind = site.slot(page).kind
    if kind is Kind.STEP:
        said = page.front_matter.data.get("title") if page.front_matter else None
        return said if isinstance(said, str) else "", "`title`"
    case = site.case(page) if kind is Kind.CASE else None
    if case is None or case.data is None or page.language is None:
        return "", ""
    return getattr(case.data.title, page.language) or "", f"`title` in {case.path}"


def _words(text: str) -> str:
    return " ".join(_EMPHASIS.sub("", text).split())


@rule(
    "ST032",
    "Строка из одних выделенных слов — заголовок; так она и написана.",
    Example(
        bad={EN: "**Peak hours**\n\nText.\n", RU: "**Часы пик**\n\nТекст.\n"},
        good={EN: "## Peak hours { #peak }\n\nText.\n", RU: "## Часы пик { #peak }\n\nТекст.\n"},
    ),
    severity=Severity.NOTICE,
)
def heading_in_bold(site: Site, page: Page) -> Iterator[Hit]:
    """A line of bold words alone is a heading, and is written as one."""
    for line, words in page.bold_lines:
        yield Hit(
            line, f"`{words}` looks like a heading and is none: write `### {words} {{ #id }}`, or make it a sentence"
        )


@rule(
    "ST033",
    "Пункт чек-листа, который нужен кейсам одного трека, с него и начинается: `(LLM)`; остальные пункты — для всех.",
    Example(
        bad="- [ ] **(Classic) List the sources.** { #sources }",
        good="- [ ] **List the sources.** { #sources }",
        where=STEP,
    ),
)
def item_unmarked(site: Site, page: Page) -> Iterator[Hit]:
    """A checklist item that only cases of one track need begins with its name, `(LLM)`; the others are for all."""
    tracks = {spec.id: spec.track for spec in _items(site, page)}
    known = {track.id for track in site.framework.tracks} if site.framework else set()
    for item in page.items:
        if item.id not in tracks or not item.is_task:
            continue
        track, said = tracks[item.id], _TRACK.match(item.text)
        if track and (said is None or said["track"].lower() != track):
            yield Hit(
                item.line,
                f"item `{item.id}` is for cases of the track `{track}`: begin its text with `({track.upper()})`",
            )
        elif said and not track and said["track"].lower() in known:
            yield Hit(item.line, f"item `{item.id}` is for cases of every track: take `({said['track']})` out")


def _found(specs: Sequence[SectionSpec], page: Page) -> dict[str, Section]:
    """Return the sections that stand on the page, by id; one whose id was left off is known by its words."""
    found: dict[str, Section] = {}
    wanted = {spec.id for spec in specs}
    for section in page.sections:
        section_id = section.heading.id
        if not section_id:
            spec = _spec_of(section.heading, specs, page.language)
            section_id = spec.id if spec else None
        if section_id in wanted:
            found.setdefault(str(section_id), section)
    return found


def _spec_of(heading: Heading, specs: Sequence[SectionSpec], language: str | None) -> SectionSpec | None:
    return next((spec for spec in specs if language and spec.title[language] == heading.text), None)


def _items(site: Site, page: Page) -> tuple[ItemSpec, ...]:
    step = site.step(page)
    return step.items if step else ()

"""The catalogue of cases: a compact row for each, made from its data, and the filters over them.

A case that is written in one language stands in both catalogues: in the other one it is marked with its language and invites a translation.
The filters are for those who have scripts (assets/js/catalogue.js shows them and makes them work); without, all rows are there to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from mlsd.model.case import Both, CaseData
from mlsd.model.framework import Framework, Titled
from mlsd.render.html import element, in_a_list, text
from mlsd.render.place import Place

DIFFICULTIES = (1, 2, 3, 4, 5)
DAY_FORMS = {"ru": "d MMM y", "en": "MMM d, y"}
# The section of the catalogue's page that says how to bring a case or a translation.
INVITATION = "contribute"


@dataclass(frozen=True)
class Entry:
    """A case as the catalogue of one language shows it; `shown_in` is the language that it is read in from there."""

    slug: str
    title: Both
    description: Both
    tier: str
    minutes: int
    updated: str
    languages: tuple[str, ...]
    shown_in: str
    values: Mapping[str, tuple[str, ...]]


def _entry(slug: str, data: CaseData, languages: tuple[str, ...], language: str) -> Entry:
    """Keep of a case what its row shows; `values` is what the filters look at, in their order."""
    return Entry(
        slug,
        data.title,
        data.description,
        data.tier,
        max((minute.to for minute in data.minutes), default=0),
        data.updated or data.date,
        languages,
        language if language in languages else languages[0],
        {
            "domain": (data.domain,),
            "task": data.tasks,
            "difficulty": (str(data.difficulty),),
            "track": (data.track,),
            "language": languages,
        },
    )


def entries(place: Place, framework: Framework) -> list[Entry]:
    """Return the cases that have a page: those in the reader's language first, then exemplars, then the newest."""
    found = []
    for slug, case in place.site.cases.items():
        name = f"cases/{slug}/index"
        languages = tuple(language for language in framework.language_ids if place.site.has(name, language))
        if case.data and languages:
            found.append(_entry(slug, case.data, languages, place.language))
    found.sort(key=lambda entry: entry.title[place.language].casefold())
    found.sort(key=lambda entry: entry.updated, reverse=True)
    return sorted(found, key=lambda entry: (entry.shown_in != place.language, entry.tier != "exemplar"))


def catalogue(place: Place, framework: Framework) -> str:
    """Return the filters, the number of cases, the rows, and what to do where the filters leave nothing."""
    cases = entries(place, framework)
    words = place.words
    names = _names(framework, place)
    count = element(
        "p",
        words["cases_count"].format(total=len(cases)),
        class_="catalogue__count",
        role="status",
        data_shown=words["cases_shown"],
        data_all=words["cases_count"],
    )
    nothing = element(
        "div",
        element("p", text(words["cases_nothing"])),
        element("button", text(words["cases_reset"]), type="button", class_="small-button catalogue__reset"),
        class_="catalogue__nothing",
        hidden=True,
    )
    rows = element("ul", *(_row(entry, place, names) for entry in cases), class_="catalogue__list")
    return element("div", _filters(cases, place, names), count, rows, nothing, class_="catalogue")


def _names(framework: Framework, place: Place) -> dict[str, dict[str, str]]:
    """Return what each value of each filter is called, in the order in which a reader looks for it."""

    def by_name(records: Iterable[Titled]) -> dict[str, str]:
        pairs = [(record.id, record.title[place.language]) for record in records]
        return dict(sorted(pairs, key=lambda pair: pair[1].casefold().replace("ё", "е")))

    return {
        "domain": by_name(framework.domains),
        "task": by_name(framework.tasks),
        "difficulty": {str(level): place.words[f"difficulty_{level}"] for level in DIFFICULTIES},
        "track": {track.id: track.title[place.language] for track in framework.tracks},
        "language": {language.id: language.name for language in framework.languages},
    }


def _filters(cases: list[Entry], place: Place, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return a set of boxes for every property in which the cases differ; a property with one value tells nothing apart."""
    facets = []
    for facet, known in names.items():
        counts = {value: sum(value in entry.values[facet] for entry in cases) for value in known}
        options = [_option(facet, value, known[value], count) for value, count in counts.items() if count]
        if len(options) > 1:
            facets.append(_facet(facet, place.words[f"filter_{facet}"], options))
    if not facets:
        return ""
    reset = element("button", text(place.words["cases_reset"]), type="reset", class_="small-button", hidden=True)
    return element(
        "form",
        *facets,
        reset,
        class_="catalogue__filters",
        aria_label=place.words["cases_filters"],
        autocomplete="off",
    )


def _facet(facet: str, title: str, options: list[str]) -> str:
    chosen = element("span", class_="facet__chosen")
    legend = element("legend", text(title), class_="for-readers-aloud")
    return element(
        "details",
        element("summary", element("span", text(title), class_="facet__title"), chosen),
        element("fieldset", legend, *options),
        class_="facet",
        data_facet=facet,
    )


def _option(facet: str, value: str, name: str, count: int) -> str:
    box = element("input", type="checkbox", name=facet, value=value)
    return element(
        "label",
        box,
        element("span", text(name), class_="facet__name"),
        element("span", str(count), class_="facet__count"),
        class_="facet__option",
        lang=value if facet == "language" else None,
    )


def _row(entry: Entry, place: Place, names: Mapping[str, Mapping[str, str]]) -> str:
    foreign = entry.shown_in if entry.shown_in != place.language else None
    title = element(
        "a",
        text(entry.title[place.language]),
        href=place.way(f"cases/{entry.slug}/index", entry.shown_in),
        hreflang=foreign,
        lang=entry.title.foreign(place.language),
    )
    exemplar = ""
    if entry.tier == "exemplar":
        exemplar = " " + element("span", text(place.words["tier_exemplar"]), class_="case__tier")
    description = element(
        "p",
        text(entry.description[place.language]),
        class_="case__description",
        lang=entry.description.foreign(place.language),
    )
    return element(
        "li",
        element("h3", title, exemplar, class_="case__title", id=f"case-{entry.slug}"),
        element("div", description, _about(entry, place, names), _links(entry, place), class_="case__body"),
        _figures(entry, place, names),
        class_="case",
        **{f"data_{facet}": " ".join(values) for facet, values in entry.values.items()},
    )


def _about(entry: Entry, place: Place, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return what the case is about: its domain, its track and its tasks."""

    def called(facet: str) -> str:
        first, *rest = (names[facet].get(value, value) for value in entry.values[facet])
        return ", ".join([first, *(in_a_list(name) for name in rest)])

    return _facts(
        "case__about", [(place.words[f"filter_{facet}"], text(called(facet))) for facet in ("domain", "track", "task")]
    )


def _figures(entry: Entry, place: Place, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return what helps to choose: difficulty, time, languages, age."""
    words, level = place.words, int(entry.values["difficulty"][0])
    steps = "".join(element("i", class_="is-on" if step <= level else None) for step in DIFFICULTIES)
    meter = element("span", steps, class_="case__meter", aria_hidden="true")
    facts = [(words["filter_difficulty"], meter + text(words[f"difficulty_{level}"]))]
    if entry.minutes:
        facts.append((words["cases_time"], f"{entry.minutes}\u00a0{words['minutes']}"))
    languages = (element("span", text(names["language"][one]), lang=one) for one in entry.languages)
    facts.append((words["cases_languages"], ", ".join(languages)))
    day = text(_day(entry.updated, place.language))
    facts.append((words["cases_updated"], element("time", day, datetime=entry.updated)))
    return _facts("case__figures", facts)


def _day(iso: str, language: str) -> str:
    """Return a day as the language writes it."""
    return format_date(date.fromisoformat(iso), DAY_FORMS[language], language).replace(" ", "\u00a0")


def _facts(name: str, facts: Iterable[tuple[str, str]]) -> str:
    return element("dl", *(element("div", element("dt", text(k)), element("dd", v)) for k, v in facts), class_=name)


def _links(entry: Entry, place: Place) -> str:
    """Return the way to the interviewer's page, with its warning, and what is missing of the case in the reader's language."""
    words = place.words
    parts = []
    name = f"cases/{entry.slug}/interviewer"
    if place.site.has(name, entry.shown_in):
        foreign = entry.shown_in if entry.shown_in != place.language else None
        link = element("a", text(words["cases_interviewer"]), href=place.way(name, entry.shown_in), hreflang=foreign)
        parts.append(element("span", link, text(words["cases_spoilers"])))
    if entry.shown_in != place.language:
        invitation = text(words["cases_translate"])
        if INVITATION in place.page.anchors:
            invitation = element("a", invitation, href=f"#{INVITATION}")
        parts.append(element("span", text(words[f"cases_only_{entry.shown_in}"]), invitation, class_="case__foreign"))
    return element("p", *parts, class_="case__links") if parts else ""

"""NU: the numbers that pages print from a case's data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from mlsd.guard.example import CASE_PAGE, EN, RU, Example
from mlsd.guard.parity import place_in_words
from mlsd.guard.rule import Hit, rule
from mlsd.model.case import Case
from mlsd.model.finding import Finding
from mlsd.model.layout import Loss, Slip
from mlsd.model.page import NUMBER, NumberMark, Page, number_marks
from mlsd.model.site import LANGUAGES, Kind, Site
from mlsd.numbers.evaluate import Result
from mlsd.numbers.format import (
    BARE,
    are_of_one_kind,
    counted_units,
    form_hint,
    forms,
    in_form,
    style,
    units_in_words,
    units_of_word,
)

# The units that are printed as signs, in full.
_IN_FULL = {
    "%": ("percent", "процент", "процента", "процентов"),
    "$": ("USD", "dollar", "dollars", "доллар", "доллара", "долларов"),
    "ms": ("millisecond", "milliseconds"),
    "мс": ("миллисекунда", "миллисекунды", "миллисекунд"),
    "s": ("second", "seconds"),
    "с": ("секунда", "секунды", "секунд"),
    "min": ("minute", "minutes"),
    "мин": ("минута", "минуты", "минут"),
    "h": ("hour", "hours"),
    "ч": ("час", "часа", "часов"),
    "GB": ("gigabyte", "gigabytes"),
    "ГБ": ("гигабайт", "гигабайта"),
}
_SIGNS = {"percent": "%", "money": "$"}
# Sections whose figures belong to an answer that is being judged.
INVENTED = ("find-the-mistake", "levels")
# Sections of an interviewer's page that count minutes and scores.
COUNTED = ("minutes", "score-sheet")
# Sections that work a case with its numbers, outside of the case's own pages.
EXAMPLES_OF_PAGE = {"index": ("idea",)}
# Two numbers and an equals sign between signs of arithmetic: the whole of what stands on the left.
_TERM = re.sub(r"\?P<\w+>", "?:", NUMBER.pattern)
_BEGINS = r"\{\{"
_ALONE = rf"(?<![−+√]{_BEGINS})(?<![*×·/÷+−√^(=] {_BEGINS})"
_EQUATION = re.compile(
    rf"({_BEGINS}{_ALONE}{_TERM.removeprefix(_BEGINS)}(?: [*×·/÷+−] {_TERM})+) [=≈] ({_TERM})(?! [*×·/÷+−])"
)
_EQUALS = ("=", "≈")
_OPERATION = re.compile(r"\}\} ([*×·/÷+−]) \{\{")
# A page prints two or three digits of a number, so that a reader's own result differs by so much.
_ROUNDED = 0.02


@rule(
    "NU010",
    "Число, которое печатает страница, — входное число или формула кейса.",
    Example(bad="takes {{ lod }}", good="takes {{ load }}", where=CASE_PAGE),
    Example(bad="takes {{ load * 2 }}", good="takes {{ load }}", where=CASE_PAGE),
)
def number_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """A number printed on a page is an input or a formula of a case."""
    if is_without_data(site, page):
        return
    cases: dict[str | None, Case | None] = {}
    for mark in page.numbers:
        if mark.slug not in cases:
            cases[mark.slug] = _case_of(site, page, mark)
        elif mark.slug and cases[mark.slug] is None:
            continue  # That there is no such case is said once.
        yield from _unknown(site, mark, cases[mark.slug])
    for slip in page.slips:
        if slip.kind is Loss.CODED:
            yield from _coded(site, page, slip)
        if slip.kind is Loss.NUMBER:
            yield Hit(
                slip.line,
                f"`{slip.text[:60]}` prints no number: write `{{{{ name }}}}`, the name of an input or a formula",
            )


def _coded(site: Site, page: Page, slip: Slip) -> Iterator[Hit]:
    """Yield the numbers of cases that stand in code, where nothing is computed."""
    for mark in number_marks(slip.text, slip.line, None)[0]:
        case = _case_of(site, page, mark)
        if case and mark.name in case.book.results:
            said = f"{mark.slug}.{mark.name}" if mark.slug else mark.name
            remedy = "take out its backticks, or put in the one that is missing before it"
            yield Hit(slip.line, f"`{{{{ {said} }}}}` stands in code, so it is printed as it is written: {remedy}")
            return


def is_without_data(site: Site, page: Page) -> bool:
    """Tell whether a page is a case's that has no `case.yml`, which is said once and not at each number."""
    return (
        page.front_matter is None and site.case(page) is None and site.slot(page).kind in (Kind.CASE, Kind.INTERVIEWER)
    )


def data_number_findings(site: Site, path: str, text: str) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of cases that the texts of a data file print."""
    for line, row in enumerate(text.splitlines(), 1):
        for mark in number_marks(row, line, None)[0] if "{{" in row else ():
            for hit in _unknown(site, mark, site.cases.get(mark.slug or "")):
                yield Finding(path, hit.line, "NU010", hit.message)


def _unknown(site: Site, mark: NumberMark, case: Case | None) -> Iterator[Hit]:
    if case is None and mark.slug:
        near = get_close_matches(mark.slug, list(site.cases), n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(sorted(site.cases)) or 'none yet'}"
        yield Hit(mark.line, f"`{{{{ {mark.slug}.{mark.name} }}}}` is of no case: {hint}")
    elif case is None:
        slugs = ", ".join(sorted(site.cases)) or "none yet"
        said = f"{mark.name}:{mark.form}" if mark.form else mark.name
        remedy = f"{mark.name}.{mark.form}" if mark.name in site.cases else f"slug.{said}"
        yield Hit(mark.line, f"`{{{{ {said} }}}}` belongs to no case: write `{{{{ {remedy} }}}}` (cases: {slugs})")
        return
    elif case.data is not None and case.entry(mark.name) is None:
        near = get_close_matches(mark.name, [*case.data.inputs, *case.data.formulas], n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"define it in {case.path}"
        yield Hit(mark.line, f"`{mark.name}` is not a number of the case `{case.slug}`: {hint}")
    if mark.form is not None and mark.form not in forms():
        yield Hit(mark.line, f"`{mark.form}` is not a form of a number: {form_hint(mark.form)}")


@rule(
    "NU011",
    "На обоих языках в одних и тех же разделах напечатаны одни и те же числа.",
    Example(
        bad={EN: "It takes {{ queue.load }}."},
        good={EN: "It takes {{ queue.load }}.", RU: "Она принимает {{ queue.load }}."},
    ),
)
def numbers_differ(site: Site, page: Page) -> Iterator[Hit]:
    """Both languages print the same numbers in the same sections."""
    for language in LANGUAGES:
        other = site.counterpart(page, language) if page.language and language != page.language else None
        # Of a page that is not written yet nobody knows what it will print.
        if other is None or other.is_cut or page.is_cut or other.fills or page.fills:
            continue
        ours, theirs = ({(mark.section, mark.name) for mark in each.numbers} for each in (page, other))
        # That the sections differ is said by others; only then is it known which numbers are in the same one.
        if ours == theirs or _section_ids(page) != _section_ids(other):
            continue
        # A number that is written wrong is what differs, and has been told.
        if _has_broken_number(site, page) or _has_broken_number(site, other):
            continue
        odd: dict[tuple[int, str | None], dict[str, None]] = {}
        for mark in page.numbers:
            if (mark.section, mark.name) not in theirs:
                odd.setdefault((mark.line, mark.section), {})[f"`{mark.name}`"] = None
        for (line, section), names in odd.items():
            where = place_in_words(section)
            it = "it" if len(names) == 1 else "them"
            yield Hit(
                line,
                f"{other.path} does not print {', '.join(names)} in {where}: add {it} there, or take {it} out here",
            )
        yield from _numbers_lost(page, other, ours)


@rule(
    "NU017",
    "За числом не повторена единица, которую печатает сборка.",
    Example(bad="It takes {{ load }} requests per second.", good="It takes {{ load }}.", where=CASE_PAGE),
    Example(bad="Half of {{ kept }}% is kept.", good="Half of {{ kept }} is kept.", where=CASE_PAGE),
)
def unit_twice(site: Site, page: Page) -> Iterator[Hit]:
    """A number is not followed by the unit that the build prints with it."""
    for mark in page.numbers:
        if page.language is None or mark.beside not in _all_units():
            continue
        case = _case_of(site, page, mark)
        if case and (message := unit_said_twice(case, mark, page.language)):
            yield Hit(mark.line, message)


def unit_said_twice(case: Case, mark: NumberMark, language: str) -> str | None:
    """Return what to do where a unit stands beside a number that is printed with it."""
    entry = case.entry(mark.name)
    if (
        entry is None
        or mark.name not in case.book.results
        or mark.beside not in _units(entry.unit, mark.form, language)
    ):
        return None
    said = f"{mark.name}:{mark.form}" if mark.form else mark.name
    sign = ", which `bare` keeps" if mark.form == BARE and mark.beside in _SIGNS.values() else ""
    return f"`{{{{ {said} }}}}` is printed with its unit{sign}, so `{mark.beside}` would stand there twice: take it out"


@rule(
    "NU019",
    "За числом без единицы названа та, в которой оно измерено.",
    Example(bad="It takes {{ scoring:bare }} s.", good="It takes {{ scoring:bare }} ms.", where=CASE_PAGE),
)
def unit_contradicted(site: Site, page: Page) -> Iterator[Hit]:
    """A number that is printed without its unit is followed by the unit that it is measured in."""
    for mark in page.numbers:
        named = units_of_word(mark.beside, page.language) if mark.form == BARE and page.language else frozenset()
        case = _case_of(site, page, mark) if named else None
        entry = case.entry(mark.name) if case and mark.name in case.book.results else None
        measured = counted_units(entry.unit) if entry else frozenset()
        if entry and measured and measured.isdisjoint(named) and are_of_one_kind(measured, named):
            said = f"`{{{{ {mark.name}:bare }}}} {mark.beside}`"
            remedy = f"name that unit, or mend the `unit` of `{mark.name}`"
            yield Hit(mark.line, f"{said}: the number is measured in `{entry.unit}`: {remedy}")


@rule(
    "NU022",
    "Равенство, составленное из чисел кейса, верно.",
    Example(
        bad="A day brings {{ users }} × {{ kept }} = {{ load }}.",
        good="A day brings {{ users }} × {{ requests_per_user }} = {{ load }}.",
        where=CASE_PAGE,
    ),
)
def equation_false(site: Site, page: Page) -> Iterator[Hit]:
    """An equation that is made of a case's numbers holds."""
    lines = {mark.line for mark in page.numbers if mark.beside in _EQUALS and mark.section not in INVENTED}
    rows = (site.read(page.path) or b"").decode("utf-8", "replace").split("\n") if lines else ()
    for line in sorted(lines):
        for found in _EQUATION.finditer(rows[line - 1] if line <= len(rows) else ""):
            results = {}
            for mark in number_marks(found[0], line, None)[0]:
                case = _case_of(site, page, mark)
                if case and mark.name in case.book.results:
                    results[mark.slug, mark.name] = case.book.results[mark.name]
            if (message := _false(found[1], found[2], results)) is not None:
                yield Hit(line, f"`{found[0]}` is false: {message}")


def _false(left: str, right: str, results: Mapping[tuple[str | None, str], Result]) -> str | None:
    """Return by how much two sides of an equation differ, unless they agree in base units or as they are printed."""
    sides = [[results.get((mark.slug, mark.name)) for mark in number_marks(side, 0, None)[0]] for side in (left, right)]
    terms, wanted = [one for one in sides[0] if one], sides[1][0]
    if wanted is None or len(terms) < len(sides[0]):
        return None  # That there is no such number has been told.
    operations = _OPERATION.findall(left)
    pairs = [
        (_come_to([one.base for one in terms], operations), wanted.base),
        (_come_to([_printed(one) for one in terms], operations), _printed(wanted)),
    ]
    if any(abs(found - meant) <= _ROUNDED * abs(meant) for found, meant in pairs):
        return None
    found, meant = pairs[1]
    return f"the left side comes to {found:.4g}, the right one is {meant:.4g}: name the numbers that are meant"


def _printed(result: Result) -> float:
    """Return the number as a reader calculates with it: a share is no hundred of percent."""
    return result.base if result.unit == "percent" else result.value


def _come_to(terms: list[float], operations: list[str]) -> float:
    """Return what terms with an operation between each two come to, products before sums."""
    total, product = 0.0, terms[0]
    for operation, term in zip(operations, terms[1:], strict=True):
        if operation in "+−":
            total, product = total + product, term if operation == "+" else -term
        elif operation in "/÷":
            product = product / term if term else float("inf")
        else:
            product *= term
    return total + product


@cache
def _units(unit: str, form: str | None, language: str) -> frozenset[str]:
    """Return the words that would say again the unit which a number is printed with."""
    how = in_form(style(unit, 0, language), form, language)
    printed = {*_SIGNS.get(how.kind, ()), *how.forms}
    # Behind a number of seconds it is a preposition as well: «за 5 с с запасом».
    return frozenset(printed.union(*(_IN_FULL.get(each, ()) for each in printed))) - {"с"}


@cache
def _all_units() -> frozenset[str]:
    """Return the words that would say a unit again, whichever it is: most of what stands beside numbers is none of these."""
    printed = {word for language in LANGUAGES for word in units_in_words(language)} | {*_SIGNS.values()}
    return frozenset(printed.union(*_IN_FULL.values()))


def _has_broken_number(site: Site, page: Page) -> bool:
    """Tell whether a page has a number that is not known, or that is written so that it is none."""
    if any(slip.kind is Loss.NUMBER for slip in page.slips):
        return True
    cases = {mark.slug: _case_of(site, page, mark) for mark in page.numbers}
    known = {slug: case for slug, case in cases.items() if case and case.data}
    return any(mark.slug not in known or known[mark.slug].entry(mark.name) is None for mark in page.numbers)


def _section_ids(page: Page) -> set[str | None]:
    return {section.heading.id for section in page.sections}


def _numbers_lost(page: Page, other: Page, ours: set[tuple[str | None, str]]) -> Iterator[Hit]:
    """Yield the sections of a page that lack numbers of the other language's, at their headings."""
    lost: dict[str | None, dict[str, int]] = {}
    for mark in other.numbers:
        if (mark.section, mark.name) not in ours:
            lost.setdefault(mark.section, {}).setdefault(mark.name, mark.line)
    for section_id, names in lost.items():
        section = page.section(section_id) if section_id else None
        if section or section_id is None:
            said = ", ".join(f"`{name}` ({other.path}:{line})" for name, line in names.items())
            yield Hit(
                section.heading.line if section else page.title_line,
                f"not printed here, though in the other language: {said}: add it, or take it out there",
            )


@rule(
    "NU013",
    "Число в тексте кейса вычислено, взято из источника или названо допущением.",
    Example(
        bad="A replica sheds 35% of its requests.",
        good="A replica sheds 35% of its requests [@one-2015].",
        where=CASE_PAGE,
    ),
)
def figure_typed(site: Site, page: Page) -> Iterator[Hit]:
    """A figure in a case's prose is computed, sourced, or called an assumption."""
    if site.slot(page).kind is not Kind.CASE:
        return
    for figure in page.typed_figures:
        if figure.section not in INVENTED:
            hint = "print it with `{{ name }}`, cite its source in the paragraph, or call it an assumption there"
            yield Hit(figure.line, f"`{figure.text}` is typed, and nothing says where it comes from: {hint}")


@rule(
    "NU014",
    "Число в разборе примера берётся из данных кейса и меняется вместе с ними, взято из источника или названо допущением.",
    Example(
        bad="| Replicas | Load |\n|---|---|\n| 12 | {{ load }} |",
        good="| Replicas | Load |\n|---|---|\n| 12 (assumption) | {{ load }} |",
        where=CASE_PAGE,
    ),
)
def example_figure_typed(site: Site, page: Page) -> Iterator[Hit]:
    """A figure in a worked example follows the case's data, has a source, or is called an assumption."""
    reported = {(figure.line, figure.text) for figure in page.typed_figures if site.slot(page).kind is Kind.CASE}
    for figure in page.loose_figures:
        if _works_a_case(site, page, figure.section) and (figure.line, figure.text) not in reported:
            hint = "print it with `{{ name }}`, link its source there, or call it an assumption or an illustration"
            yield Hit(figure.line, f"`{figure.text}` is typed, so it stays when the case's numbers change: {hint}")


def _works_a_case(site: Site, page: Page, section: str | None) -> bool:
    match site.slot(page).kind:
        case Kind.STEP:
            return section == "example"
        case Kind.CASE:
            return section not in INVENTED
        case Kind.INTERVIEWER:
            return section not in COUNTED
        case _:
            return section in EXAMPLES_OF_PAGE.get(page.name, ())


def _case_of(site: Site, page: Page, mark: NumberMark) -> Case | None:
    return site.cases.get(mark.slug) if mark.slug else site.case(page)

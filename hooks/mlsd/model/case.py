"""`case.yml`: what both languages of a case share, typed, with its numbers computed."""

# The types of the models are no texts, as annotations are elsewhere: pydantic would compile each of them at every start.

import bisect
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from mlsd.model.finding import Finding
from mlsd.model.framework import Id, Link, Text, schema_findings
from mlsd.model.front_matter import ALIAS
from mlsd.model.page import CITATION, NumberMark, number_marks
from mlsd.model.prose import MAX_TEXT, Prose, data_prose
from mlsd.model.yaml_source import Path, YamlError, YamlSource, parse
from mlsd.numbers.evaluate import Book, Entry, compute
from mlsd.numbers.units import ALL_UNITS

CODE = "CS001"
UNFILLED = "CS019"


def _real(day: str) -> str:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        raise ValueError("there is no such day") from None
    return day


_NAME = r"^[a-z][a-z0-9_]*$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_HANDLE = r"^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$"
_ITEM = r"^[a-z-]+\.[a-z0-9-]+$"
_FEATURE = r"^[a-z0-9]+([_-][a-z0-9]+)*$"

# What an author is told of a value that has not the shape of its kind.
SHAPES = {
    _NAME: "the name of a number begins with a lower-case Latin letter and goes on with letters, digits and `_`",
    _DAY: "write the day as year-month-day, as in 2026-11-26",
    _HANDLE: "write the name on GitHub alone, without @ and without the address",
    _ITEM: "write the item with its step, as in `requirements.constraints-device`",
    _FEATURE: "an id has lower-case Latin letters, digits and single hyphens or `_` only",
    ALIAS: "an old address begins and ends with `/`",
}

NumberName = Annotated[str, Field(pattern=_NAME, max_length=60)]
Day = Annotated[str, Field(pattern=_DAY), AfterValidator(_real)]
Alias = Annotated[str, Field(pattern=ALIAS)]
Handle = Annotated[str, Field(pattern=_HANDLE)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Both(_Record):
    """One text in the languages that the case is written in."""

    ru: Text | None = None
    en: Text | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.ru is None and self.en is None:
            raise ValueError("write the text in `ru`, in `en`, or in both")
        return self

    def __getitem__(self, language: str) -> str:
        """Return the text in `language`, in the other one where there is none."""
        first, second = (self.ru, self.en) if language == "ru" else (self.en, self.ru)
        return first or second or ""

    def foreign(self, language: str) -> str | None:
        """Return the language that a reader of `language` gets the text in, where it is another one."""
        written = {"ru": self.ru, "en": self.en}
        return None if written[language] else next((other for other, said in written.items() if said), None)


class Input(_Record):
    """A number that is assumed, measured or stated by a vendor; `range` is what a reader may set. The panel folds away an `is_detail`."""

    title: Both
    value: Finite
    unit: Text
    range: Annotated[tuple[Finite, Finite], Field(min_length=2, max_length=2)]
    basis: Literal["assumption", "measured", "vendor"]
    is_detail: bool = False
    source: Id | None = None
    digits: Annotated[int, Field(ge=1, le=6)] = 3


class Formula(_Record):
    """A number that follows from others, shown in `unit`."""

    title: Both
    formula: Text
    unit: Text
    digits: Annotated[int, Field(ge=1, le=6)] = 3


class Check(_Record):
    """A claim about the numbers; `broken` is what is said when it does not hold.

    The design rests on a `design` check; a `prose` check guards words of the pages, such as "rarely".
    """

    id: Id
    guards: Literal["design", "prose"] = "design"
    formula: Text
    title: Both
    broken: Both


class Requirement(_Record):
    """What the system must do, or must not exceed."""

    id: Id
    kind: Literal["goal", "functional", "constraint"]
    title: Both


class Feature(_Record):
    """A feature with the event it comes from and when it is known, seen from the prediction."""

    id: Annotated[str, Field(pattern=_FEATURE)]
    title: Both
    source_event: Both
    computed: Both
    available: Literal["before", "at", "after"]


class Stage(_Record):
    """A share of the latency budget."""

    value: NumberName
    title: Both
    overrun: Both | None = None


class Latency(_Record):
    """The latency budget and its stages, which are inputs."""

    budget: NumberName
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]


class Metric(_Record):
    """A metric and the requirement that it serves."""

    id: Id | Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    kind: Literal["offline", "online", "guardrail"]
    title: Both
    serves: Id
    note: Both | None = None


class Alert(_Record):
    """What is watched, who answers, and what is done first."""

    metric: Text
    threshold: Both
    owner: Both
    action: Both


class Training(_Record):
    """How the model is trained; the cross-checks of meaning read it."""

    split: Literal["time", "entity", "random"]
    has_time: bool
    negative_rate: NumberName | None = None
    recalibration: NumberName | None = None
    label_maturity: NumberName
    retrain_every: NumberName
    min_label_age: NumberName | None = None  # of the rows that training takes
    baseline: Both
    fallback: Annotated[tuple[Both, ...], Field(min_length=1)]


class Source(_Record):
    """A public document, and what was taken from it."""

    id: Id
    authors: Annotated[tuple[Text, ...], Field(min_length=1)]
    title: Text
    year: Annotated[int, Field(ge=1950, le=2100)]
    url: Link
    taken: Both


class NotApplicable(_Record):
    """A checklist item that the case does not cover, and why."""

    item: Annotated[str, Field(pattern=_ITEM)]
    reason: Both


class Phrases(_Record):
    """A question as it is shown, then as it is also put."""

    ru: tuple[Text, ...] | None = None
    en: tuple[Text, ...] | None = None

    @model_validator(mode="after")
    def _enough(self) -> Self:
        for language, phrases in (("ru", self.ru), ("en", self.en)):
            if phrases is not None and len(phrases) < 4:
                raise ValueError(f"`{language}` needs the question and at least three paraphrases")
        if self.ru is None and self.en is None:
            raise ValueError("write the question in `ru`, in `en`, or in both")
        return self

    def __getitem__(self, language: str) -> tuple[str, ...]:
        """Return the phrases in `language`, in the other one where there are none."""
        first, second = (self.ru, self.en) if language == "ru" else (self.en, self.ru)
        return first or second or ()


class Exchange(_Record):
    """A question that the candidate may ask, and the interviewer's answer."""

    id: Id
    step: Id
    question: Phrases
    answer: Both
    important: bool = False


class Hints(_Record):
    """Hints of three strengths for one step."""

    step: Id
    weak: Both
    medium: Both
    strong: Both


class Minute(_Record):
    """What the interviewer does from one minute to another, of 45."""

    from_: int = Field(alias="from", ge=0, le=45)
    to: int = Field(ge=0, le=45)
    step: Id
    do: Both


class ScoreAnchors(_Record):
    """What an answer to this case says at each score, 1 to 4."""

    step: Id
    anchors: Annotated[tuple[Both, ...], Field(min_length=4, max_length=4)]


class Flip(_Record):
    """A change of the conditions."""

    id: Id
    title: Both
    change: Both


class CaseData(_Record):
    """The whole of `case.yml`."""

    slug: Id
    tier: Literal["exemplar", "standard"]
    track: Id
    domain: Id
    tasks: Annotated[tuple[Id, ...], Field(min_length=1)]
    difficulty: Annotated[int, Field(ge=1, le=5)]
    date: Day
    updated: Day | None = None
    authors: Annotated[tuple[Handle, ...], Field(min_length=1)]
    aliases: tuple[Alias, ...] = ()
    title: Both
    description: Both
    prompt: Both
    inputs: dict[NumberName, Input] = Field(default_factory=dict)
    formulas: dict[NumberName, Formula] = Field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    features: tuple[Feature, ...] = ()
    latency: Latency | None = None
    metrics: Annotated[tuple[Metric, ...], Field(min_length=1)]
    alerts: tuple[Alert, ...] = ()
    training: Training | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=4)]
    not_applicable: tuple[NotApplicable, ...] = ()
    dialogue: Annotated[tuple[Exchange, ...], Field(min_length=8)]
    withhold: tuple[Both, ...] = ()
    hints: tuple[Hints, ...] = ()
    minutes: tuple[Minute, ...] = ()
    score: tuple[ScoreAnchors, ...] = ()
    flips: tuple[Flip, ...] = ()


# A text without quotation marks, and behind it what is no comment by its look: people put a space after the sign of one.
_CUT = re.compile(r"\s*(?:- )?(?:ru|en): [^\s\"'\[{|>#][^#]* (#[^\s#].*)$")
# Where the scaffold asks for a value.
_MARK = re.compile(r"(?:^|[ \t])#[ \t]*fill:(.*)$")


class Marked(NamedTuple):
    """A text that prints numbers or cites sources: its place among the texts of the file, its language, its line, these numbers and sources."""

    place: int
    language: str | None
    line: int
    numbers: tuple[NumberMark, ...]
    cited: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A case's data with its numbers; `data` is None where the file cannot be relied on. From the cache it comes without prose, as pages do."""

    slug: str
    path: str
    source: YamlSource | None
    data: CaseData | None
    book: Book
    findings: tuple[Finding, ...]
    prose: Mapping[str, Sequence[Prose]] = field(default_factory=dict)
    has_prose: bool = True

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept in the cache: a record of a few thousand objects is made sooner from plain data than from another record."""
        kept = {key: getattr(self, key) for key in ("slug", "path", "source", "book", "findings")}
        return {**kept, "prose": {}, "has_prose": False, "data": self.data is not None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was kept in the cache."""
        data = CaseData.model_validate(state["source"].data) if state["data"] else None
        self.__dict__.update({**state, "data": data})

    @property
    def tier(self) -> str:
        """What the case is held to: what its file says, even one that cannot be relied on otherwise; the less where it says nothing."""
        if self.data is not None:
            return self.data.tier
        said = self.source.data.get("tier") if self.source and isinstance(self.source.data, dict) else None
        return "exemplar" if said == "exemplar" else "standard"

    def line(self, *where: str | int) -> int:
        """Return the line of a place in the file."""
        return self.source.line(where) if self.source else 1

    def entry(self, name: str) -> Input | Formula | None:
        """Return an input or a formula."""
        return self._entries.get(name)

    @cached_property
    def _entries(self) -> Mapping[str, Input | Formula]:
        return {**self.data.formulas, **self.data.inputs} if self.data else {}

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What was worked out of the data before, under keys of whoever did it: the same number stands on many pages."""
        return {}

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """The texts of the file that print numbers or cite sources."""
        found = []
        for place, (language, line, text) in enumerate(self.source.texts if self.source else ()):
            numbers = number_marks(text, line, None)[0] if "{{" in text else ()
            cited = CITATION.findall(text) if "[@" in text else ()
            if numbers or cited:
                found.append(Marked(place, language, line, tuple(numbers), tuple(cited)))
        return tuple(found)


def read_case(path: str, slug: str, text: str) -> Case:
    """Read `case.yml` and compute its numbers; what is wrong with it stands in the findings.

    Args:
        path: the file, relative to the root.
        slug: the name of its folder.
        text: its contents.

    """
    try:
        source = parse(text)
    except YamlError as error:
        return Case(
            slug, path, None, None, Book(), (Finding(path, error.line, "FM004", f"not valid YAML: {error.message}"),)
        )
    unfilled = (*_unfilled(path, source, text), *_cut_short(path, text), *_too_long(path, source))
    words = data_prose(source, text)
    try:
        data = CaseData.model_validate(source.data)
    except ValidationError as error:
        found = (*schema_findings(path, CODE, source, error, CaseData, SHAPES), *unfilled)
        return Case(slug, path, source, None, Book(), tuple(sorted(found)), words)
    entries = {name: Entry(item.unit, value=item.value) for name, item in data.inputs.items()}
    entries |= {name: Entry(item.unit, formula=item.formula) for name, item in data.formulas.items()}
    book = compute(entries, {check.id: check.formula for check in data.checks})
    findings = [Finding(path, source.line(where), code, message) for where, code, message in _troubles(data, book)]
    return Case(slug, path, source, data, book, tuple(sorted([*findings, *unfilled])), words)


def _too_long(path: str, source: YamlSource) -> Iterator[Finding]:
    """Yield the texts that are too long to be looked at."""
    for _, line, words in source.texts:
        if len(words) > MAX_TEXT:
            message = f"the text has {len(words):,} characters, more than {MAX_TEXT:,}: put what is long on the page"
            yield Finding(path, line, "TX002", message)


def _cut_short(path: str, text: str) -> Iterator[Finding]:
    """Yield the texts that end where the author went on: without quotation marks, YAML takes what follows ` #` for a comment."""
    end = 0
    while (at := text.find(" #", end)) >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if found := _CUT.match(text[start:end]):
            message = f"the text ends before `{found[1][:40]}`, which YAML takes for a comment: put all of it in quotation marks"
            yield Finding(path, text.count("\n", 0, start) + 1, "FM004", message)


def _unfilled(path: str, source: YamlSource, text: str) -> Iterator[Finding]:
    """Yield what the scaffold left to be written, once for each record: texts that begin with `fill:`, values with such a comment."""
    if "fill:" not in text:
        return
    places = sorted(((line, where) for where, line in source.lines.items()), key=itemgetter(0))
    lines = [line for line, _ in places]

    def place_of(line: int) -> Path:
        before = bisect.bisect_right(lines, line)
        return places[before - 1][1] if before else ()

    rows = text.split("\n")
    marks = [(i, place_of(i), match[1]) for i, row in enumerate(rows, 1) if (match := _MARK.search(row))]
    for where, line in source.lines.items():
        said = _at(source.data, where)
        if isinstance(said, str) and said.startswith("fill:"):
            marks.append((line, where, said[5:]))
    records: dict[Path, list[tuple[int, str]]] = {}
    for line, where, said in marks:
        records.setdefault(_record(source.data, where), []).append((line, said.strip()))
    for where, found in records.items():
        line, said = min(found)
        name = _name(source.data, where)
        places_left = f" ({len(found)} places)" if len(found) > 1 else ""
        yield Finding(path, line, UNFILLED, f"fill in {name}{places_left}: {said}")


def _at(data: Any, where: Path) -> Any:
    for part in where:
        data = data[part]
    return data


def _record(data: Any, where: Path) -> Path:
    """Return the record that a place belongs to: an entry of a list, a number, or all that a key holds."""
    if len(where) < 2 or not isinstance(data, dict):
        return where[:1]
    held = data.get(where[0])
    is_entry = isinstance(held, list) and isinstance(held[int(where[1])], dict)
    return where[:2] if is_entry or where[0] in ("inputs", "formulas") else where[:1]


def _name(data: Any, where: Path) -> str:
    """Return what an author calls a record: its key, and of an entry its id or its number."""
    if len(where) < 2 or isinstance(where[1], str):
        return " ".join(f"`{part}`" for part in where) or "the file"
    entry = data[where[0]][where[1]]
    known = (
        next((entry[key] for key in ("id", "step", "metric") if key in entry), None)
        if isinstance(entry, dict)
        else None
    )
    return f"`{where[0]}` {f'`{known}`' if known else int(where[1]) + 1}"


def _troubles(data: CaseData, book: Book) -> Iterator[tuple[Path, str, str]]:
    """Yield what is wrong with the numbers, each at its place in the file."""
    places: dict[str, Path] = {check.id: ("checks", i, "formula") for i, check in enumerate(data.checks)}
    places |= {name: ("inputs", name, "unit") for name in data.inputs}
    places |= {name: ("formulas", name, "formula") for name in data.formulas}
    told: set[str] = set()
    for trouble in book.troubles:
        place = places[trouble.name]
        # The list of the units is long, and a unit that is not known stands at many numbers.
        message = trouble.message.partition(ALL_UNITS)[0] if trouble.message in told else trouble.message
        told.add(trouble.message)
        if trouble.code == "NU009" and trouble.name in data.formulas:
            place = ("formulas", trouble.name, "unit")
        yield place, trouble.code, f"`{trouble.name}`: {message}"
    for name in data.formulas:
        if name in data.inputs:
            yield ("formulas", name), "NU001", f"`{name}` is an input as well: keep one"
    for name, item in data.inputs.items():
        least, most = item.range
        if least > most:
            yield ("inputs", name, "range"), "NU006", f"`{name}`: the range runs backward: write [{most:g}, {least:g}]"
        elif not least <= item.value <= most:
            yield (
                ("inputs", name, "value"),
                "NU006",
                f"`{name}` is outside its range, {least:g} to {most:g}: fix the value or the range",
            )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `case.yml`, for editors."""
    return CaseData.model_json_schema()

"""`framework.yml` as typed data: steps, items, sections, clock, case and rubric."""

# The types of the models are no texts, as annotations are elsewhere: pydantic would compile each of them at every start.

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mlsd.model.finding import Finding
from mlsd.model.schema import did_you_mean
from mlsd.model.schema_advice import LINK, message, worth_saying
from mlsd.model.yaml_source import Path, YamlError, YamlSource, parse_once

CODE = "FM010"

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Link = Annotated[str, Field(pattern=LINK)]
Counted = Literal["list_items", "all_items", "table_rows", "subheadings", "details"]
Mark = Literal["seed", "core"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Bilingual(_Record):
    """One text in both languages."""

    ru: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        """Return the text in `language`."""
        return {"ru": self.ru, "en": self.en}[language]


class Minutes(_Record):
    """Minutes of an interview of 30, 45 and 60."""

    of_30: int = Field(alias="30", ge=0, le=30)
    of_45: int = Field(alias="45", ge=0, le=45)
    of_60: int = Field(alias="60", ge=0, le=60)

    def __getitem__(self, length: int) -> int:
        """Return the minutes of an interview of `length`."""
        return {30: self.of_30, 45: self.of_45, 60: self.of_60}[length]


LENGTHS = (30, 45, 60)


class Language(_Record):
    """A language of the site; the first one is served at the root."""

    id: Id
    name: Text


class Titled(_Record):
    """Anything with an id and a title."""

    id: Id
    title: Bilingual


class Also(_Record):
    """What readers may look for a thing by, in each language, where its page says it in other words."""

    ru: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()

    def __getitem__(self, language: str) -> tuple[str, ...]:
        """Return the words in `language`."""
        return {"ru": self.ru, "en": self.en}[language]


class Slot(Titled):
    """A share of the clock; `outcome` is what must be true when it is over."""

    minutes: Minutes
    outcome: Bilingual


class Checkpoint(_Record):
    """What must be true when `step` is over, and by which minute."""

    step: Id
    minutes: Minutes
    title: Bilingual


class Clock(_Record):
    """The clock around the steps."""

    before: tuple[Slot, ...]
    after: tuple[Slot, ...]
    checkpoints: tuple[Checkpoint, ...]


class Counts(_Record):
    """What of a section is counted, and the least number of it (by tier, where tiers differ)."""

    what: Counted
    minimum: int | dict[str, int]

    def least(self, tier: str) -> int:
        """Return the minimum for a page of `tier`."""
        return self.minimum if isinstance(self.minimum, int) else self.minimum.get(tier, 0)


class SectionSpec(Titled):
    """A section that a page must have; `tiers` narrows it to cases of those tiers."""

    counts: Counts | None = None
    tiers: tuple[Id, ...] | None = None


class StepSections(_Record):
    """Stands for the sections of the seven steps."""

    steps: Literal[True]


class Item(Titled):
    """A checklist item; `track` narrows it to cases of one track, `also` is for search."""

    marks: frozenset[Mark] = frozenset()
    track: Id | None = None
    also: Also = Also()

    @property
    def is_core(self) -> bool:
        """Whether it belongs to what one can go through in an interview."""
        return "core" in self.marks

    @property
    def is_seed(self) -> bool:
        """Whether it comes from the founding notes."""
        return "seed" in self.marks


class Step(Slot):
    """One of the seven steps; `also` is for search."""

    also: Also = Also()
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class CaseSpec(_Record):
    """What a case's two pages must have."""

    tiers: tuple[Titled, ...]
    candidate: tuple[SectionSpec | StepSections, ...]
    interviewer: tuple[SectionSpec, ...]


class Anchor(_Record):
    """What an interviewer observes at one score."""

    score: Annotated[int, Field(ge=1, le=4)]
    ru: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        """Return the text in `language`."""
        return {"ru": self.ru, "en": self.en}[language]


class Score(_Record):
    """A name of the scale."""

    score: Annotated[int, Field(ge=1, le=4)]
    name: Bilingual


class Dimension(Titled):
    """One thing that is scored, with an anchor for each score."""

    anchors: tuple[Anchor, ...]


class Expectation(Titled):
    """What a candidate of one level is expected to score."""

    scores: dict[str, Annotated[int, Field(ge=1, le=4)]]
    note: Bilingual


class Rubric(_Record):
    """How an interview is scored."""

    scale: tuple[Score, ...]
    dimensions: tuple[Dimension, ...]
    expectations: tuple[Expectation, ...]


class Framework(_Record):
    """The contract: the single source of steps, sections, items, clock, case and rubric."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    tracks: tuple[Titled, ...]
    domains: tuple[Titled, ...]
    tasks: tuple[Titled, ...]
    clock: Clock
    step_sections: tuple[SectionSpec, ...]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    case: CaseSpec
    rubric: Rubric

    @property
    def language_ids(self) -> tuple[str, ...]:
        """The languages' ids, the root's first."""
        return tuple(language.id for language in self.languages)

    def step(self, step_id: str) -> Step | None:
        """Return the step with this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def candidate_sections(self, tier: str) -> tuple[SectionSpec, ...]:
        """Return the sections of a case's candidate page of `tier`, the steps' own put in."""
        return _of_tier(self._candidate, tier)

    @cached_property
    def _candidate(self) -> tuple[SectionSpec, ...]:
        steps = tuple(SectionSpec(id=step.id, title=step.title) for step in self.steps)
        sections: list[SectionSpec] = []
        for spec in self.case.candidate:
            sections += steps if isinstance(spec, StepSections) else (spec,)
        return tuple(sections)

    def interviewer_sections(self, tier: str) -> tuple[SectionSpec, ...]:
        """Return the sections of a case's interviewer page of `tier`."""
        return _of_tier(self.case.interviewer, tier)


def _of_tier(sections: Sequence[SectionSpec], tier: str) -> tuple[SectionSpec, ...]:
    return tuple(spec for spec in sections if spec.tiers is None or tier in spec.tiers)


def read_framework(path: str, text: str) -> tuple[Framework | None, list[Finding]]:
    """Read `framework.yml`.

    Args:
        path: the file, relative to the root, for the findings.
        text: its contents.

    Returns:
        the framework, None if it cannot be relied on, and what is to be changed.

    """
    try:
        source = parse_once(text)
    except YamlError as error:
        return None, [Finding(path, error.line, "FM004", f"not valid YAML: {error.message}")]
    try:
        framework = Framework.model_validate(_tuples(source.data))
    except ValidationError as error:
        return None, sorted(schema_findings(path, CODE, source, error, Framework))
    findings = [Finding(path, source.line(where), CODE, message) for where, message in _inconsistencies(framework)]
    return (None if findings else framework), sorted(findings)


def schema_findings(
    path: str,
    code: str,
    source: YamlSource,
    error: ValidationError,
    model: type[BaseModel],
    shapes: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Turn pydantic's errors into findings at the YAML's lines, one for each place.

    Args:
        path: the file, relative to the root.
        code: the rule's code.
        source: the file's data.
        error: what pydantic says of it.
        model: what the data should have been.
        shapes: what a value has to look like, by the pattern that it does not match.

    """
    seen: set[tuple[int, str]] = set()
    for detail in worth_saying(error.errors(include_url=False)):
        where = _yaml_path(source.data, detail["loc"])
        line = source.line(where)
        hint = did_you_mean(model, where) if detail["type"] == "extra_forbidden" else ""
        said = message(detail, where, shapes, hint)
        if (line, said) not in seen:
            seen.add((line, said))
            yield Finding(path, line, code, said)


def _yaml_path(data: Any, loc: tuple[str | int, ...]) -> Path:
    """Keep of a pydantic location what is a path in the data (it also names the members of unions)."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(data, dict) and (
            part in data or (isinstance(part, str) and part.isdigit() and int(part) in data)
        ):
            key = part if part in data else int(part)
            path.append(key)
            data = data[key]
        elif isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
        elif part == loc[-1] and isinstance(data, dict) and part != "[key]":
            path.append(part)
    return tuple(path)


def _tuples(data: Any) -> Any:
    """Turn lists into tuples and number keys into words, which is what the strict model takes."""
    if isinstance(data, dict):
        return {str(key) if isinstance(key, int) else key: _value(key, value) for key, value in data.items()}
    return tuple(_tuples(value) for value in data) if isinstance(data, list) else data


def _value(key: Any, value: Any) -> Any:
    return frozenset(value) if key == "marks" and isinstance(value, list) and _hashable(value) else _tuples(value)


def _hashable(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _inconsistencies(framework: Framework) -> Iterator[tuple[Path, str]]:
    """Yield what each part allows and the whole does not."""
    yield from _duplicates(framework)
    yield from _clock_sums(framework)
    yield from _references(framework)
    yield from _rubric_gaps(framework)


def _duplicates(framework: Framework) -> Iterator[tuple[Path, str]]:
    lists: list[tuple[Path, Sequence[Any]]] = [
        (("languages",), framework.languages),
        (("tracks",), framework.tracks),
        (("domains",), framework.domains),
        (("tasks",), framework.tasks),
        (("steps",), framework.steps),
        (("step_sections",), framework.step_sections),
        (("case", "tiers"), framework.case.tiers),
        (("case", "interviewer"), framework.case.interviewer),
        (("rubric", "dimensions"), framework.rubric.dimensions),
        (("rubric", "expectations"), framework.rubric.expectations),
    ]
    for base, records in lists:
        for i in _later(record.id for record in records):
            yield (*base, i, "id"), "this id stands above already: choose another"
    seen = {section.id: "a section" for section in framework.step_sections}
    for i, step in enumerate(framework.steps):
        own = dict(seen)
        for j, item in enumerate(step.items):
            if item.id in own:
                message = f"id `{item.id}` is taken by {own[item.id]} of the same page: choose another"
                yield ("steps", i, "items", j, "id"), message
            own[item.id] = "an item"


def _later(ids: Iterator[str]) -> list[int]:
    counts: Counter[str] = Counter()
    later = []
    for i, record_id in enumerate(ids):
        counts[record_id] += 1
        if counts[record_id] > 1:
            later.append(i)
    return later


def _clock_sums(framework: Framework) -> Iterator[tuple[Path, str]]:
    clock = framework.clock
    for length in LENGTHS:
        before = sum(slot.minutes[length] for slot in clock.before)
        total = before + sum(part.minutes[length] for part in (*framework.steps, *clock.after))
        if total != length:
            yield ("clock",), f"the shares of {length} minutes add up to {total}: change them until they make {length}"
        reached, minute = {}, before
        for step in framework.steps:
            minute += step.minutes[length]
            reached[step.id] = minute
        for i, checkpoint in enumerate(clock.checkpoints):
            expected = reached.get(checkpoint.step)
            if expected is not None and checkpoint.minutes[length] != expected:
                where = ("clock", "checkpoints", i, "minutes", length)
                yield where, f"the shares up to `{checkpoint.step}` add up to minute {expected}: write {expected}"


def _references(framework: Framework) -> Iterator[tuple[Path, str]]:
    steps = {step.id for step in framework.steps}
    tracks = {track.id for track in framework.tracks}
    tiers = {tier.id for tier in framework.case.tiers}
    for i, checkpoint in enumerate(framework.clock.checkpoints):
        if checkpoint.step not in steps:
            yield ("clock", "checkpoints", i, "step"), f"`{checkpoint.step}` is no step: name one of {_names(steps)}"
    for i, step in enumerate(framework.steps):
        for j, item in enumerate(step.items):
            if item.track is not None and item.track not in tracks:
                yield ("steps", i, "items", j, "track"), f"`{item.track}` is no track: name one of {_names(tracks)}"
    for page in ("candidate", "interviewer"):
        for i, spec in enumerate(getattr(framework.case, page)):
            for tier in getattr(spec, "tiers", None) or ():
                if tier not in tiers:
                    yield ("case", page, i, "tiers"), f"`{tier}` is no tier: name one of {_names(tiers)}"
    if {language.id for language in framework.languages} != {"ru", "en"}:
        yield ("languages",), "the languages are `ru` and `en`: every text of this file is written in those two"


def _rubric_gaps(framework: Framework) -> Iterator[tuple[Path, str]]:
    wanted = [*(step.id for step in framework.steps), "communication", "judgement"]
    found = [dimension.id for dimension in framework.rubric.dimensions]
    if found != wanted:
        yield ("rubric", "dimensions"), f"the dimensions are {', '.join(found)}: make them {', '.join(wanted)}"
    for i, dimension in enumerate(framework.rubric.dimensions):
        if [anchor.score for anchor in dimension.anchors] != [1, 2, 3, 4]:
            yield (
                ("rubric", "dimensions", i, "anchors"),
                f"`{dimension.id}` needs one anchor for each score, 1 to 4 in order",
            )
    for i, expectation in enumerate(framework.rubric.expectations):
        if set(expectation.scores) != set(wanted):
            yield (
                ("rubric", "expectations", i, "scores"),
                f"`{expectation.id}` needs one score for each of {', '.join(wanted)}",
            )


def _names(ids: set[str]) -> str:
    return ", ".join(sorted(ids))

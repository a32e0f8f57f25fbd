"""The scaffold of `case.yml`: the template, filled from the framework, in the languages that the case is written in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from mlsd.author.guide import FOLDER, Guide
from mlsd.model.framework import Framework, Item
from mlsd.numbers.expression import FUNCTIONS

SOURCES, FLIPS, EXCHANGES, PHRASES, SCORES = 4, 3, 8, 4, (1, 2, 3, 4)
LENGTH = 45

_PLACE = re.compile(r"@(?P<name>[a-z_]+)")
_SAID_IN = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<language>ru|en): ")


def case_yml(framework: Framework, slug: str, tier: str, languages: Sequence[str], date: str) -> str:
    """Return the text of a new case's data.

    Args:
        framework: the contract.
        slug: the name of the case's folder.
        tier: what the case is held to.
        languages: the languages it is written in; where it is both, explanations are in English, as findings are.
        date: the day, as in 2026-11-23.

    """
    explained_in = "en" if "en" in languages else languages[0]
    data = _Data(framework, languages, explained_in)
    values = {"slug": slug, "tier": tier, "date": date, "functions": ", ".join(sorted(FUNCTIONS)), **data.lists()}

    def put(match: re.Match[str]) -> str:
        name = match["name"]
        known = data.guide[explained_in].knows("data", name)
        return values[name] if name in values else data.guide[explained_in]("data", name) if known else match[0]

    template = (FOLDER / "case.template.yml").read_text("utf-8")
    return _PLACE.sub(put, "".join(_in_languages(template.splitlines(keepends=True), languages, explained_in)))


def _in_languages(lines: Iterable[str], languages: Sequence[str], explained_in: str) -> Iterator[str]:
    """Keep the texts in the case's languages, and the comments in one."""
    dash = ""
    for line in lines:
        if line.startswith(("# ru: ", "# en: ")):
            if line[2:4] == explained_in:
                yield f"# {line[6:]}"
            continue
        said = _SAID_IN.match(line)
        if said and said["language"] not in languages:
            dash = said["dash"] or dash
            continue
        yield f"{line[: len(said['indent']) - 2]}{dash}{line.lstrip()}" if said and dash else line
        dash = ""


class _Data:
    """The parts of the data that the framework says the number of."""

    def __init__(self, framework: Framework, languages: Sequence[str], explained_in: str) -> None:
        self.framework = framework
        self.languages = languages
        self.explained_in = explained_in
        self.guide = {language: Guide(language) for language in languages}

    def lists(self) -> dict[str, str]:
        """Return the lists of the template by name, as lines of YAML."""
        lists = {name: "\n".join(getattr(self, f"_{name}")()) for name in _LISTS}
        for name, known in (("domain", self.framework.domains), ("task", self.framework.tasks)):
            ids = [each.id for each in known]
            lists |= {name: ids[0], f"{name}s": "\n".join(wrap(", ".join(ids), initial_indent="#   ", **_COMMENT))}
        return lists

    def _text(self, indent: int, where: str, **values: object) -> Iterator[str]:
        for language in self.languages:
            yield f"{' ' * indent}{language}: {_quoted(self.guide[language]('data', where).format(**self._in(language, values)))}"

    def _in(self, language: str, values: dict[str, object]) -> dict[str, object]:
        return {key: value.title[language] if isinstance(value, Item) else value for key, value in values.items()}

    def _mark(self, where: str) -> str:
        return f"# fill: {self.guide[self.explained_in]('data', where)}"

    def _sources(self) -> Iterator[str]:
        first = self.guide[self.explained_in]
        for number in range(1, SOURCES + 1):
            yield f"  - id: source-{number} {self._mark('fill_source')}"
            yield f"    authors: [{_quoted(first('data', 'source_authors'))}]"
            yield f"    title: {_quoted(first('data', 'source_title'))}"
            yield f"    year: {2000 + number} {self._mark('fill_year')}"
            yield f"    url: https://example.org/source-{number} {self._mark('fill_url')}"
            yield "    taken:"
            yield from self._text(6, "source_taken")

    def _flips(self) -> Iterator[str]:
        for number in range(1, FLIPS + 1):
            yield f"  - id: flip-{number} {self._mark('fill_flip')}"
            for key in ("title", "change"):
                yield f"    {key}:"
                yield from self._text(6, f"flip_{key}")

    def _dialogue(self) -> Iterator[str]:
        """Begin with what the first step cannot do without: its core items, then the founding ones."""
        step = self.framework.steps[0]
        items = sorted(step.items, key=lambda item: (not item.is_core, not item.is_seed))
        for item in items[:EXCHANGES]:
            yield f"  - id: {item.id}"
            yield f"    step: {step.id}"
            yield "    question:"
            for language in self.languages:
                guide = self.guide[language]
                yield f"      {language}:"
                yield f"        - {_quoted(guide('data', 'question').format(title=item.title[language]))}"
                yield from [f"        - {_quoted(guide('data', 'paraphrase'))}"] * (PHRASES - 1)
            yield "    answer:"
            yield from self._text(6, "answer")

    def _hints(self) -> Iterator[str]:
        for step in self.framework.steps:
            yield f"  - step: {step.id}"
            for strength in ("weak", "medium", "strong"):
                yield f"    {strength}:"
                yield from self._text(6, strength)

    def _minutes(self) -> Iterator[str]:
        minute = 0
        clock = self.framework.clock
        for slot in (*clock.before, *self.framework.steps, *clock.after):
            until = minute + slot.minutes[LENGTH]
            yield f"  - from: {minute}"
            yield f"    to: {until}"
            yield f"    step: {slot.id}"
            yield "    do:"
            yield from self._text(6, "do")
            minute = until

    def _score(self) -> Iterator[str]:
        for step in self.framework.steps:
            yield f"  - step: {step.id}"
            yield "    anchors:"
            for score in SCORES:
                first, *rest = self._text(8, "anchor", score=score)
                yield from (f"{first[:6]}- {first[8:]}", *rest)


_COMMENT: Any = {"width": 120, "subsequent_indent": "#   ", "break_on_hyphens": False}
_LISTS = ("sources", "flips", "dialogue", "hints", "minutes", "score")


def _quoted(text: str) -> str:
    """Return a text as YAML writes it in quotes."""
    return json.dumps(text, ensure_ascii=False)

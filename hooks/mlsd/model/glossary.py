"""`docs/reference/glossary.yml`: the terms of both languages, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from mlsd.model.finding import Finding
from mlsd.model.framework import Id, Text, schema_findings
from mlsd.model.yaml_source import YamlError, YamlSource, parse_once

CODE = "FM011"
PATH = "docs/reference/glossary.yml"


Word = Annotated[str, Field(pattern=r"^[^\s*][^*]*[^\s*]\*?$")]


class Sense(BaseModel):
    """A term in one language.

    `avoid` are the words that pages do not use for it, `also` those that readers may look for it by: a `*` at the end stands for any ending.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    term: Text
    definition: Text
    avoid: tuple[Word, ...] = ()
    also: tuple[Word, ...] = ()


class Term(BaseModel):
    """One notion in both languages; `id` is its anchor, `abbreviation` is the same in both."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: Id
    abbreviation: Text | None = None
    ru: Sense
    en: Sense

    def __getitem__(self, language: str) -> Sense:
        """Return the sense in `language`."""
        return {"ru": self.ru, "en": self.en}[language]


@dataclass(frozen=True)
class Avoided:
    """The words that the glossary replaces in one language, as one pattern; each with the word that it prefers.

    Each of them begins with one of the `beginnings`, whatever its case.
    """

    pattern: re.Pattern[str]
    beginnings: tuple[str, ...]
    preferred: Mapping[str, str]

    @classmethod
    def of(cls, terms: Iterable[Term], language: str) -> Avoided:
        """Gather them from the glossary."""
        preferred = {word.casefold(): term[language].term for term in terms for word in term[language].avoid}
        words = "|".join(map(_any_ending, sorted(preferred, key=lambda word: (-len(word), word))))
        pattern = re.compile(rf"(?<![\w-])(?:{words or '(?!)'})(?![\w-])", re.IGNORECASE)
        beginnings: list[str] = []
        for word in sorted(word.removesuffix("*") for word in preferred):
            if not beginnings or not word.startswith(beginnings[-1]):
                beginnings.append(word)
        return cls(pattern, tuple(beginnings), preferred)

    def instead_of(self, found: str) -> str:
        """Return the word that the glossary prefers to one that was found."""
        word = found.casefold()
        stems = (stem for stem in self.preferred if stem.endswith("*") and word.startswith(stem[:-1]))
        return self.preferred.get(word) or self.preferred.get(max(stems, key=len, default=""), "")


def _any_ending(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


class _Terms(RootModel[tuple[Term, ...]]):
    """The file's top level."""


def read_glossary(path: str, text: str) -> tuple[tuple[Term, ...], list[Finding]]:
    """Read the glossary.

    Args:
        path: the file, relative to the root, for the findings.
        text: its contents.

    Returns:
        the terms (none of them if the file is broken), and what is to be changed.

    """
    try:
        source = parse_once(text)
    except YamlError as error:
        return (), [Finding(path, error.line, "FM004", f"not valid YAML: {error.message}")]
    try:
        terms = _Terms.model_validate(source.data).root
    except ValidationError as error:
        return (), sorted(schema_findings(path, CODE, source, error, _Terms))
    findings = []
    seen: dict[str, int] = {}
    for i, term in enumerate(terms):
        for name in filter(None, (term.id, term.abbreviation)):
            line = source.line((i, "id"))
            if name in seen:
                findings.append(Finding(path, line, CODE, f"`{name}` stands already at line {seen[name]}: keep one"))
            seen[name] = line
    for language in ("ru", "en"):
        said: dict[str, int] = {}
        for i, term in enumerate(terms):
            word, line = term[language].term.casefold(), source.line((i, language, "term"))
            if word in said:
                findings.append(
                    Finding(path, line, CODE, f"`{word}` is explained already at line {said[word]}: keep one")
                )
            said[word] = line
    return terms, findings + list(_twice(path, source, terms))


def _twice(path: str, source: YamlSource, terms: tuple[Term, ...]) -> Iterator[Finding]:
    """Yield the words that would lead a search to two terms."""
    for language in ("ru", "en"):
        owners: dict[str, str] = {}
        for i, term in enumerate(terms):
            for j, word in enumerate(term[language].also):
                owner = owners.setdefault(word.casefold(), term.id)
                if owner != term.id:
                    line = source.line((i, language, "also", j))
                    yield Finding(path, line, CODE, f"`{word}` already leads search to `{owner}`: keep one")

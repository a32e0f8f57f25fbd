"""What a rule is: its code, what it says in one line, an example of each kind, and a generator over the content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from mlsd.guard.example import Example
from mlsd.guard.sign import Runs, Sign, words_in_any_case
from mlsd.model.case import Case, CaseData
from mlsd.model.finding import Finding, Fix, Severity
from mlsd.model.glossary import Avoided
from mlsd.model.page import Page
from mlsd.model.prose import Prose, Where
from mlsd.model.site import LANGUAGES, Site


class Hit(NamedTuple):
    """What a rule found on the page it was given: the line, and what to do."""

    line: int
    message: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Entry:
    """What is known of a code: `summary` is the rule in one line, `summary_ru` the same in Russian; `fixes` if `--fix` mends it."""

    code: str
    summary: str
    summary_ru: str
    examples: tuple[Example, ...] = field(compare=False)
    severity: Severity = Severity.ERROR
    fixes: bool = False


Check = Callable[[Site, Page], Iterator[Hit]]
CaseCheck = Callable[[Site, Case, CaseData], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Rule(Entry):
    """A rule over a page. Its check looks at nothing but the site and the page that it is given.

    What it finds is kept with all that it looked at through the site (see `mlsd.model.content`), and is not looked for again until that
    changes. So it reads files by `site.read` only, and knows no clock, no environment, and no state of a module. To look at another page by
    `site.by_path` makes it run again at every change of that page, and at `site.pages` at every change of any; `site.anchors_at`,
    `path in site.files`, `site.folder` and `site.mentions` ask for less.
    """

    check: Check

    def findings(self, site: Site, page: Page) -> Iterator[Finding]:
        """Yield what the rule finds on `page`."""
        for hit in self.check(site, page):
            yield Finding(page.path, hit.line, self.code, hit.message, self.severity, hit.fix)


@dataclass(frozen=True, kw_only=True)
class CaseRule(Entry):
    """A rule over a case's data. Its check looks at nothing but the site and the case, as that of a `Rule`."""

    check: CaseCheck

    def findings(self, site: Site, case: Case) -> Iterator[Finding]:
        """Yield what the rule finds in the case's `case.yml`."""
        for hit in self.check(site, case, case.data) if case.data else ():
            yield Finding(case.path, hit.line, self.code, hit.message, self.severity, hit.fix)


class Text(NamedTuple):
    """A run of text with what a rule over words may look at besides it: its language and the glossary."""

    language: str
    prose: Prose
    avoided: Avoided

    @property
    def words(self) -> str:
        """The text itself."""
        return self.prose.text


class TextHit(NamedTuple):
    """What a rule found in a text: from where to where, what to do, and what to write there, if that is safe to say."""

    start: int
    end: int
    message: str
    new: str | None = None


TextCheck = Callable[[Text], Iterator[TextHit]]

# Where languages differ in what a sign is, each has its own.
Signs = Sign | Mapping[str, Sign] | None
# The sign of a rule over the words that the glossary avoids: they are known when they are read.
AVOIDED = Sign()


@dataclass(frozen=True, kw_only=True)
class TextRule(Entry):
    """A rule over a run of text, on pages and in data alike; `languages` are those that it is about.

    A run that has no `sign` has nothing for the rule to find: the texts of a file are searched for it all at once, so that most rules look
    at few runs. Where it has something to say about a few kinds of runs only, `where`, the others are not searched.
    """

    check: TextCheck
    languages: tuple[str, ...]
    sign: Signs = None
    where: tuple[Where, ...] | None = None

    def sign_in(self, language: str, avoided: Avoided) -> Sign | None:
        """Return the sign in one language."""
        if self.sign is AVOIDED:
            return _sign_of_words(avoided.beginnings)
        return self.sign if self.sign is None or isinstance(self.sign, Sign) else self.sign[language]

    def findings(self, path: str, text: Text) -> Iterator[Finding]:
        """Yield what the rule finds in a text of the file `path`."""
        for hit in self.check(text):
            line, mend = text.prose.line(hit.start), None
            column = text.prose.column(hit.start, hit.end)
            if hit.new is not None and column is not None:
                mend = Fix(line, text.words[hit.start : hit.end], hit.new, column)
            yield Finding(path, line, self.code, hit.message, self.severity, mend)


def rule(
    code: str, summary_ru: str, *examples: Example, severity: Severity = Severity.ERROR, fixes: bool = False
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function, whose docstring is the rule in one line."""

    def make(check: Check) -> Rule:
        return Rule(
            code=code,
            summary=_summary(check),
            summary_ru=summary_ru,
            examples=examples,
            severity=severity,
            fixes=fixes,
            check=check,
        )

    return make


def case_rule(
    code: str, summary_ru: str, *examples: Example, severity: Severity = Severity.ERROR
) -> Callable[[CaseCheck], CaseRule]:
    """Make a rule over a case's data of a generator function, whose docstring is the rule in one line."""

    def make(check: CaseCheck) -> CaseRule:
        return CaseRule(
            code=code,
            summary=_summary(check),
            summary_ru=summary_ru,
            examples=examples,
            severity=severity,
            check=check,
        )

    return make


def text_rule(
    code: str,
    summary_ru: str,
    *examples: Example,
    languages: tuple[str, ...] = LANGUAGES,
    severity: Severity = Severity.ERROR,
    fixes: bool = False,
    sign: Signs = None,
    where: tuple[Where, ...] | None = None,
) -> Callable[[TextCheck], TextRule]:
    """Make a rule over words of a generator function, whose docstring is the rule in one line."""

    def make(check: TextCheck) -> TextRule:
        return TextRule(
            code=code,
            summary=_summary(check),
            summary_ru=summary_ru,
            examples=examples,
            severity=severity,
            fixes=fixes,
            check=check,
            languages=languages,
            sign=sign,
            where=where,
        )

    return make


def text_findings(
    rules: Iterable[TextRule], path: str, language: str, runs: Sequence[Prose], avoided: Avoided
) -> Iterator[Finding]:
    """Yield what rules over words find in the texts of one language in one file."""
    # Of what is left to be filled in a rule of its own says so.
    everything = Runs(runs).not_beginning_with("fill:") if path.endswith(".yml") else Runs(runs)
    for each in rules:
        if language not in each.languages:
            continue
        sign, searched = each.sign_in(language, avoided), everything.of(each.where)
        for prose in searched.runs if sign is None else searched.having(sign):
            yield from each.findings(path, Text(language, prose, avoided))


@lru_cache(maxsize=8)
def _sign_of_words(words: tuple[str, ...]) -> Sign:
    return Sign(in_small=words_in_any_case(*words))


def _summary(check: Callable[..., Iterator[NamedTuple]]) -> str:
    return (check.__doc__ or "").strip()

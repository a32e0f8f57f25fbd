"""What a rule is: its code, what it says in one line, an example of each kind, and a generator over the content."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from mlsd.guard.example import Example
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


@dataclass(frozen=True)
class Text:
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

_BETWEEN = "\n\n"
Sign = re.Pattern[str] | Mapping[str, re.Pattern[str]] | None
# The sign of a rule over the words that the glossary avoids: they are known when they are read.
AVOIDED = re.compile("(?!)")


@dataclass(frozen=True, kw_only=True)
class TextRule(Entry):
    """A rule over a run of text, on pages and in data alike; `languages` are those that it is about.

    A run in which `sign` is nowhere found has nothing for the rule to find: the texts of a file are searched for it all at once, so that
    most rules look at few runs. A sign is ten times faster to look for where it begins with a set of characters (`[…]`) and looks back
    behind that for what else there is to tell. Where languages differ in what a sign is, each has its own. What the rule has nothing to say
    about, `besides`, is not searched.
    """

    check: TextCheck
    languages: tuple[str, ...]
    sign: Sign = None
    besides: frozenset[Where] = frozenset()

    def sign_in(self, language: str, avoided: Avoided) -> re.Pattern[str] | None:
        """Return the sign in one language."""
        if self.sign is AVOIDED:
            return avoided.sign
        return self.sign[language] if isinstance(self.sign, Mapping) else self.sign

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
    sign: Sign = None,
    besides: frozenset[Where] = frozenset(),
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
            besides=besides,
        )

    return make


def text_findings(
    rules: Iterable[TextRule], path: str, language: str, runs: Sequence[Prose], avoided: Avoided
) -> Iterator[Finding]:
    """Yield what rules over words find in the texts of one language in one file."""
    whole = _BETWEEN.join(prose.text for prose in runs)
    starts = list(accumulate((len(prose.text) + len(_BETWEEN) for prose in runs), initial=0))
    kinds = {prose.where for prose in runs}
    for each in rules:
        if language not in each.languages or kinds <= each.besides:
            continue
        sign = each.sign_in(language, avoided)
        for prose in runs if sign is None else _with_sign(sign, whole, starts, runs):
            if prose.where not in each.besides:
                yield from each.findings(path, Text(language, prose, avoided))


def _with_sign(sign: re.Pattern[str], whole: str, starts: Sequence[int], runs: Sequence[Prose]) -> list[Prose]:
    """Return the runs in which a sign begins, ends or lies."""
    found: set[int] = set()
    for match in sign.finditer(whole):
        first, last = (bisect_right(starts, at) - 1 for at in match.span())
        found.update(range(first, min(last + 1, len(runs))))
    return [runs[index] for index in sorted(found)]


def _summary(check: Callable[..., Iterator[NamedTuple]]) -> str:
    return (check.__doc__ or "").strip()

"""What a rule is: a generator over the content, its code, and in its docstring the rule in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mlsd.model.finding import Finding, Fix, Severity
from mlsd.model.page import Page
from mlsd.model.site import Site


class Hit(NamedTuple):
    """What a rule found on the page it was given: the line, and what to do."""

    line: int
    message: str
    fix: Fix | None = None


Check = Callable[[Site, Page], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """A rule with its code; `summary` is its docstring."""

    code: str
    summary: str
    check: Check
    severity: Severity = Severity.ERROR

    def findings(self, site: Site, page: Page) -> Iterator[Finding]:
        """Yield what the rule finds on `page`."""
        for hit in self.check(site, page):
            yield Finding(page.path, hit.line, self.code, hit.message, self.severity, hit.fix)


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Rule]:
    """Make a rule of a generator function."""

    def make(check: Check) -> Rule:
        return Rule(code, (check.__doc__ or "").strip(), check, severity)

    return make

"""The findings as the summary of a workflow run: all of them, grouped by file, since annotations are capped.

What stands in a finding may come from anyone's pull request, so the summary is HTML with everything escaped and no line that Markdown
would read; GitHub shows it as it shows Markdown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from mlsd.model.finding import Finding, Severity
from mlsd.render.html import element, text

# GitHub refuses a summary of more than 1 MiB as a whole: better some of it than none.
MAX_BYTES = 1_000_000

_CODE = re.compile(r"`([^`]+)`")
# Signs that GitHub makes links of: a person, an issue, an address.
_LINKS = re.compile(r"[@#]|(?<=[Ww])(?=[Ww][Ww]\.)|(?<=[A-Za-z])(?=://)")


def summary(findings: Sequence[Finding]) -> str:
    """Return the findings as a summary whose lines lead to the files, where the run says what repository it is of."""
    return summarize(findings, source_url(os.environ))


def source_url(environment: Mapping[str, str]) -> str | None:
    """Return the address of the files at the commit that the run looks at; None outside of a run."""
    parts = [environment.get(name) for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")]
    return "{}/{}/blob/{}".format(*parts) if all(parts) else None


def summarize(findings: Sequence[Finding], source: str | None = None) -> str:
    """Return the findings grouped by file; `source` is the address that the lines lead to."""
    head = f"### Content: {_verdict(findings)}\n\n"
    if not findings:
        return head
    rows = [(finding.path, element("tr", *_cells(finding, source))) for finding in findings]
    shown = list(_that_fit(rows))
    parts = [head, _advice(findings), "\n\n"]
    parts += [_file(path, [row for _, row in group]) for path, group in groupby(shown, key=lambda row: row[0])]
    if len(shown) < len(rows):
        parts.append(f"{len(rows) - len(shown)} more do not fit here: `make check` lists them all.\n")
    return "".join(parts)


def _that_fit(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    room = MAX_BYTES
    for path, row in rows:
        room -= len(path.encode()) * 6 + len(row.encode()) + 60
        if room < 0:
            return
        yield path, row


def _verdict(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    notes = len(findings) - errors
    if not findings:
        return "nothing to change"
    said = [count(errors, "error")] if errors else []
    said += [count(notes, "note")] if notes else []
    files = len({finding.path for finding in findings})
    return f"{' and '.join(said)} in {count(files, 'file')}"


def _advice(findings: Sequence[Finding]) -> str:
    mended = sum(finding.fix is not None for finding in findings)
    said = ["The same list on your own machine: `make check`; `mlsd explain CODE` says more about a rule."]
    if mended:
        said.insert(
            0, f"`make format` fixes {mended} of {len(findings)} by itself; look at the change, then commit it."
        )
    if all(finding.severity is Severity.NOTICE for finding in findings):
        said.append("Notes fail nothing.")
    return " ".join(said)


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _file(path: str, rows: Sequence[str]) -> str:
    head = element("h4", element("code", text(flat(path))))
    return f"{head}\n{element('table', *rows)}\n\n"


def place(path: str, line: int, source: str | None, label: str) -> str:
    """Return `label`, which leads to a line of a file where `source` says what repository it is of."""
    if source is None:
        return text(label)
    # Without `plain` a page is shown rendered, where lines are nowhere.
    return element("a", text(label), href=f"{source}/{quote(path)}?plain=1#L{line}")


def _cells(finding: Finding, source: str | None) -> list[str]:
    message = ("note: " if finding.severity is Severity.NOTICE else "") + finding.message
    where = place(finding.path, finding.line, source, f"line {finding.line}")
    return [element("td", cell).strip() for cell in (where, element("code", text(finding.code)), _prose(message))]


def _prose(message: str) -> str:
    """Return a message as HTML in which only what stands between backticks is set apart."""
    parts = _CODE.split(flat(message))
    return "".join(element("code", text(part)) if i % 2 else inert(part) for i, part in enumerate(parts))


def inert(part: str) -> str:
    """Return HTML text of which GitHub makes no mention and no link: an empty comment stands where one would begin."""
    pieces = re.split(f"({_LINKS.pattern})", part)
    return "".join(f"{text(piece)}<!-- -->" if i % 2 else text(piece) for i, piece in enumerate(pieces))


def flat(value: str) -> str:
    """Return text in one line: a blank one would end the HTML, and Markdown begin."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", value).strip()

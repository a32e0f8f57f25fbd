"""What the numbers of a case come to, for those who write its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from mlsd.author.refusal import RefusalError
from mlsd.model.case import Case, CaseData, Formula, Input
from mlsd.model.site import Site
from mlsd.render.numbers import written

LANGUAGE = "en"
_NO_VALUE = "no value: check says why"


def numbers(site: Site, slug: str) -> str:
    """Return the inputs, formulas and checks of a case, each with what it comes to.

    Raises:
        RefusalError: there is no such case, or its data cannot be read.

    """
    case = site.cases.get(slug)
    if case is None:
        near = get_close_matches(slug, list(site.cases), n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(site.cases)) or 'none yet'}"
        raise RefusalError(f"there is no case {slug}: {hint}")
    if case.data is None:
        raise RefusalError(f"{case.path} is not well formed, so nothing is computed: check says where")
    data = case.data
    rows = [*_entries(case, data.inputs), "", *_entries(case, data.formulas), "", *_checks(case, data)]
    return "\n".join(rows) + "\n"


def _entries(case: Case, entries: Mapping[str, Input | Formula]) -> Iterator[str]:
    values = {name: (written(case, name, LANGUAGE) or _NO_VALUE).replace("\u00a0", " ") for name in entries}
    yield from _aligned([(name, values[name], _origin(entry)) for name, entry in entries.items()])


def _origin(entry: Input | Formula) -> str:
    return entry.basis if isinstance(entry, Input) else f"= {entry.formula}"


def _checks(case: Case, data: CaseData) -> Iterator[str]:
    found = {check.id: case.book.checks.get(check.id) for check in data.checks}
    said = {id_: ("holds" if result[0] else "does not hold") if result else _NO_VALUE for id_, result in found.items()}
    yield from _aligned([(check.id, said[check.id], check.formula) for check in data.checks])


def _aligned(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    """Yield rows of which the first two columns are as wide as their widest cells."""
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for name, value, origin in rows:
        yield f"{name:<{widths[0]}}  {value:<{widths[1]}}  {origin}"

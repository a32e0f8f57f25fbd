"""FM: the old addresses that pages keep."""

from __future__ import annotations

from collections.abc import Iterator

from mlsd.guard.example import EN, Example
from mlsd.guard.rule import Entry
from mlsd.model.aliases import read_aliases
from mlsd.model.finding import Finding
from mlsd.model.site import Site

FM006 = Entry(
    "FM006",
    "An old address is free: no page, file, or other alias has it.",
    "Старый адрес свободен: по нему нет ни страницы, ни файла, ни другого старого адреса.",
    (Example(bad="aliases: [/framework/data/]", good="aliases: [/old/page/]", where=EN),),
)


def alias_findings(site: Site) -> Iterator[Finding]:
    """Yield the old addresses that cannot be kept."""
    for alias in read_aliases(site):
        if alias.problem:
            yield Finding(alias.path, alias.line, FM006.code, alias.problem)

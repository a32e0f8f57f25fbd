"""What a code means, for the console."""

from __future__ import annotations

from difflib import get_close_matches
from textwrap import indent

from mlsd.author.refusal import RefusalError
from mlsd.guard.check import ENTRIES
from mlsd.guard.example import Example, Fragment
from mlsd.guard.rule import Entry
from mlsd.guard.rulebook import FAMILIES

LANGUAGE = "en"
# What is not seen is shown by a sign.
_NBSP, _SPACE = "\u00a0", "␣"


def overview() -> str:
    """Return every code with its rule in one line, by family."""
    parts = []
    for family in FAMILIES:
        rows = [f"  {entry.code}  {entry.summary}" for entry in family.entries]
        parts.append("\n".join([family.title[LANGUAGE], *rows]))
    return "\n\n".join(parts) + "\n"


def explain(code: str) -> str:
    """Return what a code means: the rule, why it is there, examples, and how to mend what breaks it.

    Raises:
        RefusalError: there is no such code.

    """
    known = {entry.code: entry for entry in ENTRIES}
    entry = known.get(code.upper())
    if entry is None:
        near = get_close_matches(code.upper(), known, n=1)
        hint = f"did you mean {near[0]}?" if near else "`mlsd explain` lists them all"
        raise RefusalError(f"there is no rule {code}: {hint}")
    return "\n".join(_parts(entry))


def _parts(entry: Entry) -> list[str]:
    family = next(family for family in FAMILIES if entry.code.startswith(family.id))
    why = family.reasons.get(entry.code, family.why)[LANGUAGE]
    parts = [f"{entry.code} ({entry.severity}): {entry.summary}", "", f"Why: {why}", ""]
    for example in entry.examples:
        parts += [*_side("Bad", example.bad, example), *_side("Good", example.good, example)]
    if any(_SPACE in part for part in parts):
        parts += [f"({_SPACE} stands for a non-breaking space.)", ""]
    mend = (
        "`mlsd check --fix` (`make format`) does it"
        if entry.fixes
        else "by hand; the finding names the place and the remedy"
    )
    return [*parts, f"Fix: {mend}.", ""]


def _side(name: str, fragment: Fragment, example: Example) -> list[str]:
    if not example.is_run:
        return [f"{name}: {fragment}", ""]
    files = {example.where: fragment} if isinstance(fragment, str) else fragment
    parts = []
    for where, text in files.items():
        parts += [f"{name}, in {where}:", "", indent(text.rstrip("\n").replace(_NBSP, _SPACE), "    "), ""]
    return parts

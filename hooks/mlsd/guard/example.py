"""What a rule is shown with: a fragment that breaks it and one that keeps it, both of which the tests run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Files of the sample project (`tests/guard/sample`).
EN, RU = "docs/page.en.md", "docs/page.ru.md"
STEP, STEP_RU = "docs/framework/data.en.md", "docs/framework/data.ru.md"
CASE = "docs/cases/queue/case.yml"
CASE_PAGE = "docs/cases/queue/index.en.md"
INTERVIEWER = "docs/cases/queue/interviewer.en.md"

# Pages that the sample project does not have yet.
NEW = "---\ntitle: Notes\ndescription: What was noted.\n---\n\n# Notes\n\nText.\n"
NEW_RU = "---\ntitle: Заметки\ndescription: Что записано.\n---\n\n# Заметки\n\nТекст.\n"

Fragment = str | Mapping[str, str]


@dataclass(frozen=True)
class Example:
    """A fragment of a file that breaks a rule, and one that keeps it.

    Each is run in the sample project (`tests/guard/sample`): where the good fragment stands in the file `where` it is replaced by the bad
    one, elsewhere the fragment is added to the file's end. A mapping adds fragments to several files, or new files. What cannot be shown
    as text (a picture's weight) is told in words; `is_run` is then false, and `ru` tells both in Russian.
    """

    bad: Fragment
    good: Fragment
    where: str = EN
    is_run: bool = True
    ru: tuple[str, str] | None = None

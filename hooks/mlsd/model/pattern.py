"""Patterns that are compiled when they are first used: of the many that there are, a command uses few."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Later:
    """Stands for a pattern until something is asked of it."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)  # From now on it is found without coming here.
        return found


def later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` does, but at no cost as long as nobody uses it."""
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))

"""The site's own words in both languages: what the build writes that no author does."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "ru": {
        "also": "в английском",
        "avoid": "не пишем",
        "expected": "Чего ждут",
        "findings": "Что поправить на этой странице",
        "level": "Грейд",
        "minutes": "мин",
        "of": "Из {length} мин",
        "score": "Балл",
        "share": "{minutes} из 45 мин",
        "step": "Шаг",
        "steps": "Семь шагов",
        "table": "Таблица",
        "total": "Всего",
        "unwritten": "готовится",
        "by_minute": "К минуте",
        "true_by_then": "Что готово",
    },
    "en": {
        "also": "in Russian",
        "avoid": "not written",
        "expected": "Expected",
        "findings": "To mend on this page",
        "level": "Level",
        "minutes": "min",
        "of": "Of {length} min",
        "score": "Score",
        "share": "{minutes} of 45 min",
        "step": "Step",
        "steps": "The seven steps",
        "table": "Table",
        "total": "Total",
        "unwritten": "to be written",
        "by_minute": "By minute",
        "true_by_then": "What is done",
    },
}

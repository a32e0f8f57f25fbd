"""All that has a code, by family: for those who ask what a finding means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mlsd.guard.check import ENTRIES
from mlsd.guard.reasons import REASONS
from mlsd.guard.rule import Entry


@dataclass(frozen=True)
class Family:
    """The rules whose codes begin alike: what they are about, and what they are for."""

    id: str
    title: Mapping[str, str]
    why: Mapping[str, str]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The family's rules, by code."""
        return tuple(entry for entry in ENTRIES if entry.code.startswith(self.id))

    @property
    def reasons(self) -> Mapping[str, Mapping[str, str]]:
        """Why a single rule is there, by code, where that is not what the family is for."""
        return REASONS


FAMILIES = (
    Family(
        "FM",
        {"en": "Front matter and data files", "ru": "Шапка страницы и файлы данных"},
        {
            "en": "Titles, descriptions, and dates appear in the catalog, in search results, and in feeds. A key that nobody reads is a mistake that nobody sees.",
            "ru": "Заголовки, описания и даты отсюда попадают в каталог, в поиск и в ленты. Ключ, который никто не читает, — ошибка, которую никто не видит.",
        },
    ),
    Family(
        "ST",
        {"en": "Structure of a page", "ru": "Строение страницы"},
        {
            "en": "Readers find the same section in the same place on every page; links and saved ticks depend on the ids.",
            "ru": "Один и тот же раздел читатель находит на одном и том же месте каждой страницы; на идентификаторах держатся ссылки и отметки читателей.",
        },
    ),
    Family(
        "PR",
        {"en": "Two languages", "ru": "Два языка"},
        {
            "en": "Both languages say the same thing. What one of them lacks is lost to half of the readers.",
            "ru": "Оба языка говорят одно и то же. Чего в одном нет, то потеряно для половины читателей.",
        },
    ),
    Family(
        "LN",
        {"en": "Links", "ru": "Ссылки"},
        {
            "en": "A link is a promise. A dead one costs the reader the very thing that the sentence was about.",
            "ru": "Ссылка — обещание. Мёртвая отнимает у читателя ровно то, о чём была фраза.",
        },
    ),
    Family(
        "CS",
        {"en": "A case's data", "ru": "Данные кейса"},
        {
            "en": "Both pages of a case and both languages draw from its data, so a contradiction in it is printed everywhere.",
            "ru": "Из этих данных берут обе страницы кейса и оба языка, поэтому противоречие в них напечатано везде.",
        },
    ),
    Family(
        "NU",
        {"en": "Numbers", "ru": "Числа"},
        {
            "en": "A number that cannot be recomputed cannot be trusted: the build computes what follows from other numbers, the rest say where they come from.",
            "ru": "Числу, которое нельзя пересчитать, нельзя верить: следующее из других считает сборка, про остальные сказано, откуда они.",
        },
    ),
    Family(
        "TX",
        {"en": "Text", "ru": "Текст"},
        {
            "en": "People, search, and screen readers read it: encoding, language, terms, and typography make it one text and not many.",
            "ru": "Его читают люди, поиск и программы чтения с экрана: кодировка, язык, термины и типографика делают из разных текстов один.",
        },
    ),
    Family(
        "SE",
        {"en": "What a page may bring in", "ru": "Чего на странице быть не может"},
        {
            "en": "Anyone may send in a page, and readers' browsers run what is on it. So the list of what may be there is closed.",
            "ru": "Страницу может прислать кто угодно, а исполнят её браузеры читателей. Поэтому список допустимого закрыт.",
        },
    ),
)

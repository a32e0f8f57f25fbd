"""How a number with its unit is written in each language. `assets/js/numbers.js` does the same in the browser, from the same `Style`."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from mlsd.numbers.units import Unit, unit

NBSP = "\u00a0"

BARE = "bare"
OF = "of"
# Forms of a counted noun: Russian for 1, 2, 5; English for 1, 2. Then the words for "per one of it".
_NOUNS: dict[str, dict[str, tuple[tuple[str, ...], str]]] = {
    "ad": {"ru": (("объявление", "объявления", "объявлений"), "на объявление"), "en": (("ad", "ads"), "per ad")},
    "call": {"ru": (("звонок", "звонка", "звонков"), "на звонок"), "en": (("call", "calls"), "per call")},
    "click": {"ru": (("клик", "клика", "кликов"), "за клик"), "en": (("click", "clicks"), "per click")},
    "close": {"ru": (("закрытие", "закрытия", "закрытий"), "за закрытие"), "en": (("close", "closes"), "per close")},
    "core": {"ru": (("ядро", "ядра", "ядер"), "на ядро"), "en": (("core", "cores"), "per core")},
    "day": {"ru": (("день", "дня", "дней"), "в сутки"), "en": (("day", "days"), "a day")},
    "document": {
        "ru": (("документ", "документа", "документов"), "на документ"),
        "en": (("document", "documents"), "per document"),
    },
    "driver": {
        "ru": (("водитель", "водителя", "водителей"), "на водителя"),
        "en": (("driver", "drivers"), "per driver"),
    },
    "hour": {"ru": (("ч",) * 3, "в час"), "en": (("h", "h"), "an hour")},
    "impression": {
        "ru": (("показ", "показа", "показов"), "на показ"),
        "en": (("impression", "impressions"), "per impression"),
    },
    "item": {"ru": (("айтем", "айтема", "айтемов"), "на айтем"), "en": (("item", "items"), "per item")},
    "label": {"ru": (("метка", "метки", "меток"), "на метку"), "en": (("label", "labels"), "per label")},
    "message": {
        "ru": (("сообщение", "сообщения", "сообщений"), "на сообщение"),
        "en": (("message", "messages"), "per message"),
    },
    "minute": {"ru": (("мин",) * 3, "в минуту"), "en": (("min", "min"), "a minute")},
    "order": {"ru": (("заказ", "заказа", "заказов"), "на заказ"), "en": (("order", "orders"), "per order")},
    "payment": {"ru": (("платёж", "платежа", "платежей"), "на платёж"), "en": (("payment", "payments"), "per payment")},
    "photo": {
        "ru": (("фотография", "фотографии", "фотографий"), "на фотографию"),
        "en": (("photo", "photos"), "per photo"),
    },
    "query": {"ru": (("запрос", "запроса", "запросов"), "на запрос"), "en": (("query", "queries"), "per query")},
    "replica": {"ru": (("реплика", "реплики", "реплик"), "на реплику"), "en": (("replica", "replicas"), "per replica")},
    "request": {"ru": (("запрос", "запроса", "запросов"), "на запрос"), "en": (("request", "requests"), "per request")},
    "review": {"ru": (("отзыв", "отзыва", "отзывов"), "на отзыв"), "en": (("review", "reviews"), "per review")},
    "row": {"ru": (("строка", "строки", "строк"), "на строку"), "en": (("row", "rows"), "per row")},
    "score": {"ru": (("скор", "скора", "скоров"), "на скор"), "en": (("score", "scores"), "per score")},
    "second": {"ru": (("с",) * 3, "в секунду"), "en": (("s", "s"), "per second")},
    "session": {"ru": (("сессия", "сессии", "сессий"), "на сессию"), "en": (("session", "sessions"), "per session")},
    "show": {
        "ru": (("показ", "показа", "показов"), "за показ"),
        "en": (("impression", "impressions"), "per impression"),
    },
    "ticket": {
        "ru": (("обращение", "обращения", "обращений"), "на обращение"),
        "en": (("ticket", "tickets"), "per ticket"),
    },
    "token": {"ru": (("токен", "токена", "токенов"), "на токен"), "en": (("token", "tokens"), "per token")},
    "trip": {"ru": (("поездка", "поездки", "поездок"), "на поездку"), "en": (("trip", "trips"), "per trip")},
    "user": {
        "ru": (("пользователь", "пользователя", "пользователей"), "на пользователя"),
        "en": (("user", "users"), "per user"),
    },
    "video": {"ru": (("ролик", "ролика", "роликов"), "на ролик"), "en": (("video", "videos"), "per video")},
    "week": {"ru": (("неделя", "недели", "недель"), "в неделю"), "en": (("week", "weeks"), "a week")},
    "year": {"ru": (("год", "года", "лет"), "в год"), "en": (("year", "years"), "a year")},
}
# What is counted in prose and measured in no unit of its own: `{{ candidates:candidate }}`.
_COUNTED: dict[str, dict[str, tuple[str, ...]]] = {
    "byte": {"ru": ("байт", "байта", "байт"), "en": ("byte", "bytes")},
    "candidate": {"ru": ("кандидат", "кандидата", "кандидатов"), "en": ("candidate", "candidates")},
    "fold": {"ru": ("раз", "раза", "раз"), "en": ("times", "times")},
    "network": {"ru": ("сеть", "сети", "сетей"), "en": ("network", "networks")},
    "newcomer": {"ru": ("новинка", "новинки", "новинок"), "en": ("new ad", "new ads")},
    "tree": {"ru": ("дерево", "дерева", "деревьев"), "en": ("tree", "trees")},
    "zone": {"ru": ("зона", "зоны", "зон"), "en": ("zone", "zones")},
}
_SYMBOLS = {
    "nanosecond": {"ru": "нс", "en": "ns"},
    "microsecond": {"ru": "мкс", "en": "µs"},
    "millisecond": {"ru": "мс", "en": "ms"},
    "byte": {"ru": "Б", "en": "B"},
    "flop": {"ru": "FLOP", "en": "FLOP"},
    "megaflop": {"ru": "MFLOP", "en": "MFLOP"},
    "gigaflop": {"ru": "GFLOP", "en": "GFLOP"},
    "kilobyte": {"ru": "КБ", "en": "KB"},
    "megabyte": {"ru": "МБ", "en": "MB"},
    "gigabyte": {"ru": "ГБ", "en": "GB"},
    "terabyte": {"ru": "ТБ", "en": "TB"},
    "petabyte": {"ru": "ПБ", "en": "PB"},
}
# What a large number is counted in; bytes have prefixes of their own.
_SCALES = {
    "ru": ((1e12, f"{NBSP}трлн"), (1e9, f"{NBSP}млрд"), (1e6, f"{NBSP}млн"), (1e3, f"{NBSP}тыс.")),
    "en": ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")),
}


@dataclass(frozen=True)
class Style:
    """All that turns a value into words: the same fields go to the browser.

    `forms` are the noun's forms (Russian for 1, 2, 5 and a fraction; English for 1 and the rest), `per` is what follows it, `is_rate` says
    that thousands are written short.
    """

    digits: int
    kind: str
    forms: tuple[str, ...]
    per: str
    is_rate: bool
    decimal: str
    group: str
    scales: tuple[tuple[float, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the style as the browser reads it."""
        return asdict(self)


@cache
def style(unit_text: str, digits: int, language: str) -> Style:
    """Return how numbers of a unit are written in a language."""
    own = unit(unit_text)
    locale = Locale(language)
    numerator = [name for name, power in own.parts for _ in range(round(power)) if power > 0]
    denominator = [name for name, power in own.parts for _ in range(round(-power)) if power < 0]
    kind = {"percent": "percent", "USD": "money"}.get(" ".join(numerator), "plain")
    is_rate = "second" in denominator
    group = get_group_symbol(locale)
    return Style(
        digits=digits,
        kind=kind,
        forms=() if kind != "plain" else _forms(numerator, language),
        per=_per(denominator, language),
        is_rate=is_rate,
        decimal=get_decimal_symbol(locale),
        group=NBSP if language == "ru" else group,
        scales=_SCALES[language],
    )


def _forms(numerator: list[str], language: str) -> tuple[str, ...]:
    if not numerator:
        return ()
    *symbols, last = sorted(numerator, key=lambda name: name in _SYMBOLS)
    prefix = "".join(
        f"{_NOUNS[name][language][0][-1] if name in _NOUNS else _SYMBOLS[name][language]}·" for name in symbols
    )
    if last in _SYMBOLS:
        return (prefix + _SYMBOLS[last][language],)
    return tuple(prefix + form for form in _agreeing(_NOUNS[last][language][0]))


def _agreeing(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return a noun's forms with the one after a fraction, which in Russian is that after 2."""
    return (*forms, forms[1]) if len(forms) == 3 else forms


def _in_genitive(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms after a number in the genitive: of 1, of 2, of 5, of a fraction."""
    return (forms[1], forms[2], forms[2], forms[3]) if len(forms) == 4 else forms


@cache
def nouns(language: str) -> dict[str, tuple[str, ...]]:
    """Return the nouns that a form of a number may name, each with its forms."""
    known = {name: _agreeing(noun[language][0]) for name, noun in _NOUNS.items()}
    known |= {name: _agreeing(noun[language]) for name, noun in _COUNTED.items()}
    return dict(sorted(known.items()))


@cache
def units_in_words(language: str) -> frozenset[str]:
    """Return the words and symbols that numbers are printed with."""
    symbols = {symbol[language] for symbol in _SYMBOLS.values()}
    return frozenset(symbols.union(*nouns(language).values()))


_TIMES = ("nanosecond", "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "year")
_BYTES = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte")


@cache
def units_of_word(word: str, language: str) -> frozenset[str]:
    """Return the units that a word or a symbol behind a number may name; none for `с`, which is a preposition as well."""
    own = {name: noun[language][0] for name, noun in _NOUNS.items()}
    own |= {name: (symbol[language],) for name, symbol in _SYMBOLS.items()}
    return frozenset(name for name, words in own.items() if word in words and word != "с")


@cache
def counted_units(unit_text: str) -> frozenset[str]:
    """Return the units above the line of a unit that have words of their own: `show / user / day` counts shows."""
    return frozenset(
        name for name, power in unit(unit_text).parts if power > 0 and (name in _NOUNS or name in _SYMBOLS)
    )


def are_of_one_kind(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two sets of units measure the same: times, bytes, or how many there are of something."""
    return _kinds(left) == _kinds(right)


def _kinds(units: frozenset[str]) -> set[str]:
    return {"time" if name in _TIMES else "bytes" if name in _BYTES else "count" for name in units}


@cache
def forms() -> tuple[str, ...]:
    """Return the forms in which a page may print a number, `{{ name:form }}`."""
    known = nouns("en")
    return (BARE, OF, *known, *(f"{OF}-{noun}" for noun in known))


def form_hint(form: str) -> str:
    """Return what to write instead of a form that is not known."""
    near = get_close_matches(form, forms(), n=1)
    return f"did you mean `{near[0]}`?" if near else "write `bare`, `of`, a noun such as `candidate`, or `of-candidate`"


def in_form(how: Style, form: str | None, language: str) -> Style:
    """Return the style of a form: `bare` has no words for the unit, `of` has them in the genitive, a noun takes their place, `of-noun` is both.

    A form that is not known changes nothing; the guard reports it.
    """
    if form is None or form not in forms():
        return how
    if form == BARE:
        return replace(how, forms=(), per="")
    noun = form.removeprefix(f"{OF}-")
    words, per = (how.forms, how.per) if form == OF else (nouns(language)[noun], "")
    return replace(how, forms=words if form == noun != OF else _in_genitive(words), per=per)


def _per(denominator: list[str], language: str) -> str:
    return "".join(
        f" {_NOUNS[name][language][1]}" if name in _NOUNS else f"/{_SYMBOLS[name][language]}"
        for name in sorted(denominator, key=_time_last)
    )


def _time_last(name: str) -> tuple[bool, str]:
    return name in ("second", "minute", "hour", "day", "week", "year"), name


def write(value: float, how: Style, language: str) -> str:
    """Return a value, in the unit that the style is for, with its unit.

    Thousands of a rate and all millions are written short; money has at least two decimals below a hundred.
    """
    if how.kind == "percent":
        return digits(value, how) + (f"{NBSP}%" if language == "ru" else "%") + how.per
    if how.kind == "money":
        return _money(value, how, language) + how.per
    scaled, scale = _scale(value, how)
    number = digits(scaled, how) + scale
    if not how.forms:
        return number + how.per
    return number + NBSP + how.forms[_plural(scaled, scale, how)] + how.per


def _money(value: float, how: Style, language: str) -> str:
    scaled, scale = _scale(value, how)
    number = digits(abs(scaled), how)
    whole, dot, decimals = number.partition(how.decimal)
    if dot and len(decimals) == 1 and abs(scaled) < 100:
        number = f"{whole}{dot}{decimals}0"
    sign = "−" if value < 0 else ""
    return f"{sign}${number}{scale}" if language == "en" else f"{sign}{number}{scale}{NBSP}$"


def _scale(value: float, how: Style) -> tuple[float, str]:
    """Return the number that is written and the word for its scale."""
    rounded = abs(_round(value, how.digits))
    for factor, word in how.scales:
        if rounded >= factor and (factor > 1e3 or how.is_rate):
            return value / factor, word
    return value, ""


def _round(value: float, number_of_digits: int) -> Decimal:
    exact = Decimal(value)
    if not exact:
        return Decimal(0)
    last = exact.adjusted() - number_of_digits + 1
    return exact.quantize(Decimal((0, (1,), last)), rounding=ROUND_HALF_UP) if last > -30 else Decimal(0)


def digits(value: float, how: Style) -> str:
    """Return a value with so many significant digits, no trailing zeros, and the language's signs."""
    text = format(_round(value, how.digits), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign, text = ("−", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, decimals = text.partition(".")
    # Four digits stand together in Russian.
    if len(whole) > (4 if how.group == NBSP else 3):
        whole = _grouped(whole, how.group)
    return sign + whole + (how.decimal + decimals if dot else "")


def _grouped(whole: str, group: str) -> str:
    first = len(whole) % 3 or 3
    return group.join([whole[:first], *(whole[i : i + 3] for i in range(first, len(whole), 3))])


def _plural(scaled: float, scale: str, how: Style) -> int:
    """Return which form of the noun follows the number."""
    if len(how.forms) == 1:
        return 0
    shown = abs(float(_round(scaled, how.digits)))
    if len(how.forms) == 2:
        return 0 if shown == 1 and not scale else 1
    if scale:
        return 2
    if not math.isclose(shown, round(shown)):
        return 3
    number = round(shown)
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def written(value: float, of: Unit, number_of_digits: int, language: str) -> str:
    """Return a value with its unit in a language."""
    return write(value, style(of.text, number_of_digits, language), language)

from __future__ import annotations

import pytest
from mlsd.numbers.format import form_hint, forms, in_form, style, write


@pytest.mark.parametrize(
    ("value", "unit", "digits", "en", "ru"),
    [
        (5555.6, "request / second", 2, "5.6k requests per second", "5,6 тыс. запросов в секунду"),
        (1.2e8, "show / day", 3, "120M impressions a day", "120 млн показов в сутки"),
        (720_000, "click / day", 3, "720,000 clicks a day", "720 000 кликов в сутки"),
        (4320, "USD / day", 3, "$4,320 a day", "4320 $ в сутки"),
        (0.1, "USD / click", 2, "$0.10 per click", "0,10 $ за клик"),
        (0.0006, "USD / show", 2, "$0.0006 per impression", "0,0006 $ за показ"),
        (-385, "USD / day", 3, "−$385 a day", "−385 $ в сутки"),
        (0.6, "percent", 2, "0.6%", "0,6 %"),
        (180, "gigabyte / day", 3, "180 GB a day", "180 ГБ в сутки"),
        (1, "day", 2, "1 day", "1 день"),
        (2, "day", 2, "2 days", "2 дня"),
        (11, "day", 2, "11 days", "11 дней"),
        (21, "day", 2, "21 days", "21 день"),
        (10.8, "day", 3, "10.8 days", "10,8 дня"),
        (1.08e10, "show", 3, "10.8B impressions", "10,8 млрд показов"),
        (0.03668, "dimensionless", 3, "0.0367", "0,0367"),
        (300, "dimensionless", 3, "300", "300"),
        (83.3, "microsecond", 2, "83 µs", "83 мкс"),
        (0, "show", 3, "0 impressions", "0 показов"),
        (999_999, "show", 3, "1M impressions", "1 млн показов"),
    ],
)
def test_numbers_in_both_languages(value: float, unit: str, digits: int, en: str, ru: str) -> None:
    for language, expected in (("en", en), ("ru", ru)):
        assert write(value, style(unit, digits, language), language).replace("\u00a0", " ") == expected


def test_the_unit_does_not_part_from_its_number() -> None:
    assert "\u00a0" in write(5, style("percent", 2, "ru"), "ru")
    assert " " not in write(100, style("millisecond", 3, "en"), "en")


@pytest.mark.parametrize(
    ("value", "unit", "form", "en", "ru"),
    [
        (20, "show / close", "bare", "20", "20"),
        (20, "show / close", "show", "20 impressions", "20 показов"),
        (21, "show / close", "show", "21 impressions", "21 показ"),
        (1, "show / close", "show", "1 impression", "1 показ"),
        (300, "dimensionless", "candidate", "300 candidates", "300 кандидатов"),
        (301, "dimensionless", "candidate", "301 candidates", "301 кандидат"),
        (302, "dimensionless", "candidate", "302 candidates", "302 кандидата"),
        (301, "dimensionless", "of-candidate", "301 candidates", "301 кандидата"),
        (302, "dimensionless", "of-candidate", "302 candidates", "302 кандидатов"),
        (2.5, "dimensionless", "of-candidate", "2.5 candidates", "2,5 кандидата"),
        (8.33, "dimensionless", "fold", "8.33 times", "8,33 раза"),
        (8, "dimensionless", "fold", "8 times", "8 раз"),
        (3, "dimensionless", "fold", "3 times", "3 раза"),
        (21, "dimensionless", "fold", "21 times", "21 раз"),
        (2, "day", "of", "2 days", "2 дней"),
        (1, "day", "of", "1 day", "1 дня"),
        (1e7, "user", "of", "10M users", "10 млн пользователей"),
        (1000, "ad / day", "newcomer", "1,000 new ads", "1000 новинок"),
        (0.6, "percent", "of", "0.6%", "0,6 %"),
        (20, "show / close", "no-such-form", "20 impressions per close", "20 показов за закрытие"),
    ],
)
def test_forms_of_a_number(value: float, unit: str, form: str, en: str, ru: str) -> None:
    for language, expected in (("en", en), ("ru", ru)):
        how = in_form(style(unit, 3, language), form, language)
        assert write(value, how, language).replace("\u00a0", " ") == expected


def test_an_unknown_form_has_a_hint() -> None:
    assert "candidate" in forms()
    assert form_hint("candidates") == "did you mean `candidate`?"
    assert "of-candidate" in form_hint("zzzz")

"""Rules over words: what they find and mend, and what they let stand."""

from __future__ import annotations

import pytest
from mlsd.guard.check import TEXT_RULES
from mlsd.guard.mend import mended
from mlsd.guard.rule import text_findings
from mlsd.model.finding import Finding
from mlsd.model.glossary import Avoided, read_glossary
from mlsd.model.page_reader import read_page

GLOSSARY = """
- {id: f, ru: {term: признак, definition: А, avoid: [фич*]}, en: {term: feature, definition: A, avoid: [lag time]}}
- {id: c, ru: {term: кэш, definition: А, avoid: [кеш, кеша]}, en: {term: cache, definition: A}}
"""
TERMS = read_glossary("g.yml", GLOSSARY)[0]


def found(language: str, text: str) -> list[Finding]:
    page = read_page(f"docs/a.{language}.md", text.encode(), ("ru", "en"))
    return list(text_findings(TEXT_RULES, page.path, language, page.prose, Avoided.of(TERMS, language)))


def codes(language: str, text: str) -> set[str]:
    return {finding.code for finding in found(language, text)}


def mend(language: str, text: str) -> str:
    """Mend until nothing is left to mend, as an author does."""
    for _ in range(3):
        text = mended(text, [finding.fix for finding in found(language, text) if finding.fix])
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Quotation marks.
        ('Слово "очередь" здесь.', "Слово «очередь» здесь."),
        ('**"Сколько показов?"**', "**«Сколько показов?»**"),
        ('("очередь") и\u00a0["ссылка"](a.md "title")', '(«очередь») и\u00a0[«ссылка»](a.md "title")'),
        ("“Очередь” и\u00a0„буфер”", "«Очередь» и\u00a0«буфер»"),
        ('«Что значит "быстро"?»', "«Что значит „быстро“?»"),
        ("«Что значит «быстро»?»", "«Что значит „быстро“?»"),
        ('Сказал: "да", `"x"` и\u00a0"нет"', 'Сказал: «да», `"x"` и\u00a0«нет»'),
        ('| "слово" | `"` |\n|---|---|\n| "в\u00a0г" | "д" |', '| «слово» | `"` |\n|---|---|\n| «в\u00a0г» | «д» |'),
        # Dashes.
        ("Очередь - буфер", "Очередь\u00a0— буфер"),
        ("Очередь -- буфер", "Очередь\u00a0— буфер"),
        ("Очередь – буфер", "Очередь\u00a0— буфер"),
        ("Очередь—буфер", "Очередь\u00a0— буфер"),
        ("`a - b` - код", "`a - b`\u00a0— код"),
        # Numbers.
        ("Около 0.6\u00a0% и\u00a01.5 ГБ", "Около 0,6\u00a0% и\u00a01,5\u00a0ГБ"),
        ("x ≈ 2.5 и\u00a0≤ 3.25, но Python ≥ 3.11", "x ≈ 2,5 и\u00a0≤ 3,25, но Python ≥ 3.11"),
        ("Пришло 120000 и\u00a01,234,567", "Пришло 120\u00a0000 и\u00a01\u00a0234\u00a0567"),
        # Unbreakable spaces.
        ("Ответ за 50 мс, а в пике за 5 с — много", "Ответ за 50\u00a0мс, а\u00a0в\u00a0пике за 5\u00a0с\u00a0— много"),
        ("№ 5, 30 %, 5 млн", "№\u00a05, 30\u00a0%, 5\u00a0млн"),
        ("Так далее...", "Так далее…"),
        ("Два  слова , и всё", "Два слова, и\u00a0всё"),
        ("Растёт,потом падает;или нет.Потом снова", "Растёт, потом падает; или нет. Потом снова"),
        # Ordinal numbers.
        ("На 12ой минуте, не\u00a0позже 20-ой", "На 12-й минуте, не\u00a0позже 20-й"),
        ("Из 5-ого во 2-ые, к\u00a03-ему", "Из 5-го во 2-е, к\u00a03-му"),
        # Scripts.
        ("Oчередь тepяет", "Очередь теряет"),
    ],
)
def test_russian_is_mended(before: str, after: str) -> None:
    assert mend("ru", before) == after
    assert codes("ru", after) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The “queue” isn’t full", 'The "queue" isn\'t full'),
        ("A queue -- a buffer", "A queue—a buffer"),
        ("A queue — a buffer", "A queue—a buffer"),
        ("A queue - a buffer", "A queue—a buffer"),
        ("About 120000 of 1 234 567", "About 120,000 of 1,234,567"),
        ("It sheds 0,6% in 1,5 ms", "It sheds 0.6% in 1.5 ms"),
        ("And so on... Two  words , then", "And so on… Two words, then"),
        ("It fills,then sheds;it grows", "It fills, then sheds; it grows"),
        ("The qu\u0435ue, \u0430 buffer, is full", "The queue, a buffer, is full"),
        ("It sheds 6  % of them", "It sheds 6% of them"),
        ("The load ,which grows, ( at noon ) .", "The load, which grows, (at noon)."),
        ("The load grows.. Why ? It peaks!!! And so,, on....", "The load grows. Why? It peaks! And so, on…"),
        ("A range of 5-7 requests, 3 x 5 of them.", "A range of 5–7 requests, 3 × 5 of them."),
        ("An week, a hour, a answer, an queue.", "A week, a hour, an answer, a queue."),
        ("The 2th, 21th, 11th and 3st.", "The 2nd, 21st, 11th and 3rd."),
        ("The l\u03bfad is \ufb01ne, it doesn\u00b4t grow\uff0c then.", "The load is fine, it doesn't grow, then."),
        ("The BEHAVIOUR, Optimised and GREY; a Programme", "The BEHAVIOR, Optimized and GRAY; a Program"),
    ],
)
def test_english_is_mended(before: str, after: str) -> None:
    assert mend("en", before) == after
    assert codes("en", after) == set()


@pytest.mark.parametrize(
    "text",
    [
        # Code, formulas, addresses, numbers, comments and attributes are none of these rules' business.
        '`x - "y" -- 0.5 ... 120000` и\u00a0$a - b "c" 0.5$ и\u00a0$$x -- y$$',
        '```python\nprint("x - y", 0.5, 120000)\n```',
        '    x = "y" - 0.5\n',
        '[ссылка](https://example.org/a-b/0.5/120000?x=y...) и\u00a0<https://example.org/"x"/0.5>',
        "{{ ad-banner.load }} и\u00a0{{ rate:bare }} от\u00a0[@he-2014]",
        '<!-- "x" - 0.5 ... -->\n\nТекст.',
        "Адрес https://example.org/0.5/a--b виден.",
        # Titles and names in Latin letters, versions, sections, dates, identifiers.
        'Книга "Designing Machine Learning Systems" и\u00a0"Rules of ML".',
        "Python 3.11, iOS 14.5, версия 8.2, раздел 5.3, §\u00a04.2, рис.\u00a02.1, 2026-11-23, arXiv:1706.04599.",
        "Разделы 1.1–1.4, дни 1–82, 45–52\u00a0%, 80/20, p99,9.",
        "He et al., [Practical Lessons from Predicting Clicks on Ads](https://doi.org/10.1000/x), 2014: о\u00a0свежести.",
        "D. Sculley, O'Brien, L'Hôpital.",
        # Hyphens that are hyphens, minus signs, ranges, arrows.
        "ML-модель, A/B-тест, k-й, онлайн- и\u00a0офлайн-метрики, −5\u00a0%, x − 1, 5 - 3, x - y, а\u00a0→ б.",
        "— Сколько показов?\n\n— Двенадцать.",
        # Nested quotation marks, a speech of several paragraphs.
        "«Как отличить „не кликнул“ от „не увидел“?»",
        "«Первый абзац.\n\nВторой абзац».",
        'Монитор 27" стоит на\u00a0столе.',
        # Jargon in quotation marks and brackets.
        "Признак (на жаргоне «фича») известен; признаки (фичи) тоже.",
        '- пункт\n\n    - вложенный\n\n        ```\n        "код" - 0.5\n        ```\n',
        '!!! note "Заметка"\n\n    Текст.\n\n=== "Вкладка"\n\n    Текст.\n',
        "Заголовок { #id }\n-----------------\n\nТекст.",
        "| а\u00a0б | `x|y` |\n|---|---|\n| экран \\| б | 2 |\n",
        "Пропуски надо заполнить медианой; сравните a < b и\u00a0c > d.",
        "Порог 1\u00a0000 показов, год 2024, 10:30, 5×3, 2⁵, H₂O, 3D.",
        '[Ссылка][r] и\u00a0сноска.\n\n[r]: https://example.org/a_(b) "Title - x"',
        "The Economist и\u00a0Yandex Cloud пишут об этом.",
        "> Цитата: «так».\n>\n> - список\n",
        "Клавиша <kbd>Ctrl</kbd><br>и\u00a0H<sub>2</sub>O.<BR/>Потом.",
        "В\u00a0«Яндекс.Директе» так же.",
        "Число c берём из сравнения: P − c · Q. Вариант a < b. Группа A растёт, метрика F1, p99, 3D, 3х-кратный, а\u00a0также 2-е.",
        "Как он сказал, «да, да»,\u00a0— и\u00a0всё; еле-еле; чуть-чуть; счёт 2:1, 24/7.",
        "Отрезки [0; 1) и\u00a0(0; 1], пункты а) и\u00a0б), 1) и\u00a02), f(g(x)).",
        "5-й, 5-го, 12-му, 3-х, 2-е, k-й, 10-минутный, 5-ядерный, P(а,б) в\u00a0$f(x,y)$, Node.js, ML.NET.",
        "Это 5\u00a0млн. запросов, т.\u00a0е. тыс. в\u00a0час, рис. ниже. p99 растёт. numpy быстрее; см. проч. случаи, и\u00a0т.\u00a0д. и\u00a0т.\u00a0п.",
        "Приложение хранит TODO-список.",
        "«Первый абзац.\n\nВторой абзац»,\u00a0— сказал он.",
        "Очередь принимает всё, что приходит в\u00a0пик, а\u00a0её длину задаёт\n\n$$x = y$$\n\nгде всё уже\u00a0известно.",
        "## Зачем эта очередь?\n\n### Узлы, рёбра и\u00a0т.\u00a0д.\n\nКороткий абзац без точки",
        "Так пишут He et al. в\u00a0статье. Attention Is All You Need. Это про внимание.",
    ],
)
def test_russian_that_stands(text: str) -> None:
    assert [str(finding) for finding in found("ru", text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "`“x” — y -- 0,5 ... 120000` and $a -- b$",
        'She said "no," it\'s full—and left.',
        "Russian calls it «очередь»; a nested „слово“ too.",
        "Бабушкин, [Как проходят секции по машинному обучению](https://example.org/x), 2019 (in Russian).",
        "In 2024, pages 10000-style ids like x10000, arXiv 1706.04599, 2026-11-23, rules 29–37, 10:30.",
        "It takes 1,234,567 of 120,000; (1, 2), f(1,2), 3.5 ms, p99.9, v1.2.3, $5.8 million.",
        "A well-known state-of-the-art model, 5 - 3, -5, x - y.",
        "[a](https://example.org/x--y/120000?z=0,5) <https://example.org/“x”>",
        "✓ covered, — not applicable.",
        'The latency (lag time) and the "lag time" of it.',
        "a < b and c > d; List<int>; f<T>(x)",
        "An &lt;em&gt;tag&lt;/em&gt;, R&D;the rest, AT&T, a &amp;b, a &#124;b, `x&mdash;y`.",
        "A 50/50 split, 24/7 support, and and/or logic.",
        "Between TODO lists, a todo app and the to-do list there is no difference.",
        "- [ ] Task **bold—text** _it's_ { #task }\n",
        "The word XXXL and the TODOs of others are words.",
        "etc., e.g., i.e., U.S., p. 5, No. 5; and so on.",
        "The Centre for Data Ethics is a name.",
        'The word "метки" and its form (метки) are Russian, and so is Яндекс.',
        "He said that that had had no effect; bye-bye; a b b c; 5 5 5.",
        "An hour, a user, a European, a one-hot vector, an F1, an LLM, an nth item, an x-axis; between a and b; a 2nd, the 11th, 112th.",
        "On 2026-11-23, ISO 8601-1:2019, arXiv:1706.03762, 10.1145/1-2, F1-2, 555-1234-56, 0x10, 3x3x3, BM25-2.",
        "α-β search, Δt, 5 µm, σ-algebra, βTC; wait… what?! A ratio a : b!",
        "Half-open, [0, 1) and (0, 1], a) then 1) then (b), f(g(x)), and a smile :)",
        'A 27" screen and a 15" one; the "27" in it; `f(a,b)`, Node.js, torch.Tensor, U.S.A., J.Smith.',
        '| a | b |\n|---|---|\n| c | d |\n| " | e |\n',
        '"The first paragraph.\n\n"The last paragraph."',
        "Clicks, closes, etc. are logged, approx. five of them, A vs. b, see fig. two. iOS counts, macOS. p99 grows. x is.",
    ],
)
def test_english_that_stands(text: str) -> None:
    assert [str(finding) for finding in found("en", text)] == []


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "The load is TODO.", "TX004"),
        ("en", "TBD", "TX004"),
        ("en", "Lorem ipsum dolor.", "TX004"),
        ("en", "The load is [[number]].", "TX004"),
        ("ru", "Нагрузка: <посчитать>.", "TX004"),
        ("ru", "Нагрузка: (заполнить).", "TX004"),
        ("ru", "…", "TX004"),
        ("en", "## Очередь принимает запросы и\u00a0теряет { #x }", "TX010"),
        ("en", "| Очередь принимает запросы | a |\n|---|---|\n| b | c |", "TX010"),
        ("ru", "The queue takes requests and sheds a part of them.", "TX010"),
        ("ru", "![The load grows until noon](a.svg)", "TX010"),
        ("en", "![Нагрузка растёт до полудня](a.svg)", "TX010"),
        ("ru", "Каждая фича известна.", "TX030"),
        ("ru", "Фичи лежат в\u00a0кеше и\u00a0без кеша.", "TX030"),
        ("en", "The Lag time grows.", "TX030"),
        ("en", "The queue\u0430 takes.", "TX011"),
        ("en", "The queue (a buffer sheds.", "TX039"),
        ("en", "It sheds NN% of them.", "TX004"),
        ("en", "fill: say why.", "TX004"),
        ("ru", "Доля растёт (проверить).", "TX004"),
        ("en", "It waits.The queue grows.", "TX024"),
        ("ru", "Очередь растёт,и\u00a0запросы ждут.", "TX024"),
        ("en", "The queue, a buffer) sheds.", "TX039"),
        ("ru", "Очередь (буфер (теряет).", "TX039"),
        ("ru", "Слово « очередь» и\u00a0другие.", "TX024"),
        ("en", "And the load load grows.", "TX036"),
        ("en", "Mature метки win.", "TX010"),
        ("ru", "Очередь растёт. The queue sheds the rest. Потом всё повторяется.", "TX010"),
        ("en", "The queue fills. then it sheds.", "TX040"),
        ("en", "It fills&mdash;then it sheds.", "TX041"),
        ("en", "## Peak hours. { #peak }", "TX043"),
        ("ru", "## Часы пик: { #peak }", "TX043"),
        ("en", "It forecasts \u0420(click) for each.", "TX011"),
        ("ru", "Метки растут c\u00a0задержкой.", "TX038"),
        ("ru", "Порог 5&nbsp;мс.", "TX041"),
        ("ru", "Слово очередь» и\u00a0другие.", "TX020"),
        ("ru", "| а | очередь» |\n|---|---|\n| б | в |", "TX020"),
        ("ru", "Очередь растёт. в\u00a0пик она теряет запросы.", "TX040"),
        ("ru", "Зрілые метки растут.", "TX038"),
        ("ru", "Метки c\u00a0задержкой растут, a потом c ними и\u00a0доля.", "TX038"),
        ("ru", "А/В-тест идёт неделю.", "TX038"),
        ("ru", "0чень 3релые метки.", "TX038"),
        ("ru", 'Слово "очередь.', "TX020"),
        ("en", 'The word "queue.', "TX033"),
        ("en", 'She said: "The queue." Then: "The buffer.', "TX033"),
    ],
)
def test_what_is_found_and_not_mended(language: str, text: str, code: str) -> None:
    assert code in codes(language, text)


def test_a_finding_stands_at_its_line_and_its_fix_at_its_column() -> None:
    text = '# З\n\nСлово `"x"` и\u00a0ещё\nодно "слово" здесь.\n'
    (one, two) = found("ru", text)
    assert (one.line, two.line, one.fix and one.fix.column, two.fix and two.fix.column) == (4, 4, 5, 11)


def test_mending_keeps_line_ends_and_everything_else() -> None:
    text = "# З\r\n\r\nОчередь - буфер `a - b`\r\n"
    assert mend("ru", text) == "# З\r\n\r\nОчередь\u00a0— буфер `a - b`\r\n"


def test_a_lost_character_is_found_once() -> None:
    problems = read_page("docs/a.en.md", "# T\n\nThe qu\ufffdue and the l\ufffdad.\n".encode(), ["en"]).problems
    assert [(problem.line, problem.code) for problem in problems] == [(3, "TX001")]
    broken = read_page("docs/a.en.md", b"# T\n\nThe qu\xffue.\n", ["en"]).problems
    assert [(problem.line, problem.code) for problem in broken] == [(3, "TX001")]

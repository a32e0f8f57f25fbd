"""TX: how each language is set. Both follow what the pages do already, so that a reader meets one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from mlsd.guard.example import RU, Example
from mlsd.guard.rule import Text, TextHit, text_rule
from mlsd.guard.sign import Sign, any_case, words_in_any_case
from mlsd.model.finding import Severity
from mlsd.model.pattern import later
from mlsd.model.prose import OBJECT, Where

NBSP = "\u00a0"
# The others are set on one line and read elsewhere as well (titles of tabs, results of search): there a line break does no harm.
_BROKEN = (Where.PARAGRAPH, Where.CELL)

_CYRILLIC = later(r"[А-Яа-яЁё]")
_UNIT = (
    r"(?:%|‰|\$|€|₽|нс|мкс|мс|с|мин|ч|сут|[КМГТкмгт]?Б|[КМГТ]?бит|[KMGT]?B|[кМГ]?Гц|[мкc]?м|[мк]?г|[кМ]?Вт|млн|млрд|трлн|тыс|раза?|руб)"
    r"(?![\w²³])"
)
_QUOTE_OPENS = later(r"(?:^|[\s(\[—–/«„])$")
_QUOTES = later(r"[\"«»„“”‘]")
_OUTER, _INNER = ("«", "»"), ("„", "“")

_DASH = later(r"(?<=[^\s\d]) (?:-|–|--|---) (?=\S)|(?<=\S)[ \u00a0](?:-|–|--|---) (?=[^\s\d])|(?<=\w)--+(?=\w)")
_DECIMAL = later(
    r"(?P<before>(?:(?<!\w)\w{1,30}|[№§])[ \u00a0]{1,2})?(?P<sign>[<>=≈~±−≤≥×$][ \u00a0]?)?(?<![\w.,/-])(?P<number>\d{1,15}\.\d{1,15})(?![.\w]|-\w)(?P<after>[ \u00a0]?(?:"
    + _UNIT
    + "|×))?"
)
_NUMBERED = later(r"верси|выпуск|раздел|глав|част|рис|табл|пункт|правил|приложени|формул|[A-Za-z№§]", re.IGNORECASE)
_VERSIONED = later(r"[A-Z][A-Za-z]+ |[Вв]ерси")
_THOUSANDS_RU = later(
    r"(?<![\w.,])[1-9]\d{0,2},000(?![\w,])|(?<![\w.,])\d{1,3}(?:,\d{3}){2,}(?![\w,])|(?<![\w.,/])\d{5,}(?![\w.,/-]*\w)"
)
_THOUSANDS_EN = later(r"(?<![\w.,/#-])\d{5,}(?![\w/-]|[.,]\d)|(?<![\w.,])\d{1,3}(?:[ \u00a0]\d{3})+(?![\w,])")
_DECIMAL_EN = later(
    r"(?<![\w.,])(?P<whole>\d+),(?P<part>\d{1,2}|\d{4,})(?=[ \u00a0]?(?:%|ms|s|GB|MB|KB|TB|×)(?!\w))|(?<![\w.,])0,\d+(?![\w,])"
)

_TYPED_SIGN = later(r"(?<![<=-])(?:--?|=)>(?![>=])|(?<![<>=])[<>]=(?![<>=])|!=(?!=)|\+/?-(?=\d)")
_SIGNS = {
    "->": "→", "-->": "→", "=>": "→", "<=": "≤", ">=": "≥", "!=": "≠", "+-": "±", "+/-": "±",
}  # fmt: skip
_GOES_ON = later(r"[ \u00a0]\w")
_INSIDE = later(r"[а-яё,][ \u00a0]$")
_YOU = later(r"(?<=[а-яё,;][ \u00a0])(?:Вы|Вас|Вами?|Ваш(?:[аеиу]|его|ей|ему|им|ими|их|ем)?)(?![\w-])")
_AMERICAN = {
    "centre": "center",
    "centres": "centers",
    "defence": "defense",
    "grey": "gray",
    "licence": "license",
    "programme": "program",
}
# Words that pages of this kind have; not a dictionary.
_OUR = "behavi|col|fav|hon|harb|lab|neighb|rum|flav|endeav"
_ISE = (
    "optim|normal|general|random|minim|maxim|summar|regular|organ|priorit|real|recogn|serial|token|quant|penal|util|categor|custom"
    "|emphas|standard|factor|vector|initial|anonym|pseudonym|modern|monet|personal|visual|parallel|final|critic"
)
_LL = "mode|labe|cance|trave|leve|signa|channe"
_BRITISH = later(
    rf"\b(?:(?:{_OUR})(?P<our>our)(?:s|ed|ing|able|ite|al|hood|ally)?"
    rf"|(?:{_ISE})(?P<ise>is)(?:e[sdr]?|ing|ations?)"
    r"|(?:ana|para|cata)(?P<lyse>lys)(?:ed?|ing)"
    r"|cata(?P<logue>logue)s?"
    rf"|(?:{_LL})(?P<ll>ll)(?:ed|ing|ers?)"
    r"|centres?|defence|grey|licence|programme)\b",
    re.IGNORECASE,
)

_SPACE_BEFORE = later(
    r"(?:(?<=[^\W\d_])|(?<=[)»\"]))[ \u00a0]+(?=[,.;!?](?:\s|$)|[,;][^\W\d_])|(?<=[^\W\d_]{3})[ \u00a0]+(?=:(?:\s|$))"
)
_REPEATED = later(r"(?<=\w)\.{2}(?![.\w/])|(?<=\w)\.{4,}|,{2,}|(?<=\w)!{2,}(?!=)")
_RANGE = later(r"(?<![\w.,/:+-])(?P<low>\d{1,4})(?P<sign>-)(?P<high>\d{1,4})(?![\w/-]|[.,]\d)")
_MINUS = later(r"(?:^|(?<=[\s(]))(?P<sign>-)(?=\d)")
_TIMES = later(r"(?<![\w.,])(?!0x)\d+[ \u00a0]?(?P<sign>[xх])[ \u00a0]?\d+(?!\w)")
_TWICE = r" (?P<word>\w{2,}+) (?P=word)(?![\w/-])"
# More than that, and several times faster to look for.
_MAY_BE_TWICE = r" (?=([^ ]{2,}+) \1(?![\w-]))[^ \n]++ "
# A word behind the end of a sentence, and words that are shortened with a period; a name in Latin letters may be a small one.
_SMALL = {
    "en": later(r"(?<![\w.-])(?P<end>[^\W\d_]{3,40})\. (?P<small>[a-z]{2,40})(?![\w/(-]|\.\w)"),
    "ru": later(r"(?<![\w.-])(?P<end>[^\W\d_]{3,40})\. (?P<small>[а-яё]{1,40})(?![\w/(-]|\.\w)"),
}
_SHORT_FORMS = """etc approx est min max avg inc ltd corp resp incl excl fig figs sec eqs ref dept тыс млн млрд трлн руб коп стр рис табл
илл разд чел сек мин час мес нед сут шт экз им напр проч англ лат фр нем разг букв ред авт изд соотв прим сокр макс
средн долл кв куб ул просп акад проф доц гос мед тех физ мат"""
_SHORTENED = frozenset(_SHORT_FORMS.split())
_MAY_STAND_TWICE = ("that", "had")
_AN = later(r"(?<![\w'-])[Aa]n(?= (?=[bcdfgjklmnpqrtvwyz])[a-z]{0,2}[aeiou][a-z]+)")
# Of a variable: "a and b".
_A = later(r"(?<![\w'-])a(?= (?!eu|ewe|one|onc|oui|(?:and|are|into|equals|exceeds|among)\b)[aeio][a-z]{2})")
_ORDINAL_EN = later(r"(?<![\w.,])(?P<number>\d{1,9})(?P<end>st|nd|rd|th)(?!\w)")
# A word that begins a sentence and no name of a module.
_BEGINS_EN = "(?:The|There|They|This|That|These|It|In|On|At|By|For|If|When|But|And|So|We|You|As|No|Not|An?) "
_TIGHT = later(
    rf"(?<=[^\W\d_]{{2}})[,;](?=[^\W\d_]{{2}}|[иаовскуя][ \u00a0])|(?<=[а-яё])(?<!Яндекс)\.(?=[А-ЯЁ])|(?<=[a-z]{{2}})\.(?={_BEGINS_EN})"
)
# A character by its name or its number in HTML, but those that Markdown itself or a table would take for a mark.
_ENTITY = later(r"&(?!(?:lt|gt|amp|vert|#124|#42|#95|#96);)(?:[A-Za-z]{2,20}\d{0,2}|#\d{2,6});")
_NAMED = later(r"&#?\w{2,20};\Z")
_ORDINALS = {
    "ой": "й", "ый": "й", "ий": "й", "ая": "я", "ое": "е", "ые": "е", "ых": "х", "ого": "го", "его": "го", "ому": "му", "ему": "му",
    "ым": "м", "ыми": "ми", "ую": "ю",
}  # fmt: skip
# Without a hyphen only the endings in й are looked for, as the rule's sign says.
_ORDINAL = later(rf"(?<=\d)(?:-|(?=[оыи]й))(?P<end>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?![а-яё-])")

# A letter or a number of a list is followed by a parenthesis that closes, and a half-open interval and a smile have one.
_NEAR = 80
_MAY_CLOSE = later(r"(?:^|[\s\u00a0])(?:\w|\d\d)$|\[[^\[\]()]*$|[:;]-?$")
_HALF_OPEN = later(r"\([^\[\]()]{0,80}\]")

# What a pattern takes for a digit, and little that these pages have besides: `\d` is twice as slow to look for.
_DIGIT = r"[^\0-/:-\u065f\u2000-\u2bff]"


def _ends(words: str, length: int) -> str:
    """Return the last letters of words, each once: what stands before a place is looked at in one length only."""
    return "|".join(sorted({word[-length:] for word in words.split("|")}))


_GLUE = later(
    r"(?<![\w\u00a0-])(?P<word>[вксуоиаВКСУОИА]) (?=[\w«„(\ufffc$])"
    r"|(?P<number>(?<![\w.,])[\d,.]*\d) (?=" + _UNIT + r")"
    r"|(?P<tight>(?<![\w.,])[\d,.]*\d)(?=%)"
    r"|(?P<mark>[№§]) ?(?=\d)"
    r"|(?P<dash>(?<=[\w»“)\]\ufffc.,%!?…$]) )(?=— )"
)


@text_rule(
    "TX020",
    "Кавычки в русском тексте — «ёлочки», внутри них — „лапки“.",
    Example(bad='Слово "очередь" здесь значит буфер.', good="Слово «очередь» здесь значит буфер.", where=RU),
    Example(bad="Спросите: «Что значит «быстро»?»", good="Спросите: «Что значит „быстро“?»", where=RU),
    languages=("ru",),
    fixes=True,
    sign=Sign(*'"«»„“”‘'),
)
def quotes_ru(text: Text) -> Iterator[TextHit]:
    """Quotation marks in Russian are «these», and „these“ inside them; a title in Latin letters keeps its own."""
    words = text.words
    opened: list[tuple[str, int]] = []
    for match in _QUOTES.finditer(words):
        at, mark = match.start(), match[0]
        opens = _opens(words, at, mark)
        if opens:
            opened.append((mark, at))
            continue
        if not opened:
            if mark == '"' and words[at - 1 : at].isdigit():
                continue  # Inches.
            # A speech of several paragraphs closes in the last, where the sentence ends.
            is_speech = mark == _OUTER[1] and text.prose.where is Where.PARAGRAPH and not _GOES_ON.match(words, at + 1)
            if not is_speech:
                yield TextHit(at, at + 1, f"`{mark}` closes what nothing opens: {_near(words, at)}")
            continue
        first, start = opened.pop()
        inside = words[start + 1 : at]
        right = _INNER if opened else _OUTER
        if (first, mark) == right or (not _CYRILLIC.search(inside) and first in '"“‘'):
            continue
        message = f"write {right[0]}{_short(inside)}{right[1]}"
        if first != right[0]:
            yield TextHit(start, start + 1, message, right[0])
        if mark != right[1]:
            yield TextHit(at, at + 1, message, right[1])
    for mark, at in opened:
        # A speech of several paragraphs opens in the first, where a sentence begins, and closes in the last.
        if mark == '"' or text.prose.where is not Where.PARAGRAPH or _INSIDE.search(words[:at]):
            yield TextHit(at, at + 1, f"`{mark}` is not closed: {_near(words, at)}")


def _opens(words: str, at: int, mark: str) -> bool:
    """Tell whether a quotation mark opens: some say so themselves, the others by what stands before."""
    if mark in "«„‘":
        return True
    if mark in "»":
        return False
    before = words[:at].rstrip("*_")
    return bool(_QUOTE_OPENS.search(before[-1:])) or (
        mark == '"' and before[-1:] in ('"', "“") and not words[at + 1 : at + 2].isspace()
    )


@text_rule(
    "TX021",
    "Тире в русском тексте длинное, с пробелами; дефис и короткое тире его не заменяют.",
    Example(bad="Очередь - это буфер.", good="Очередь\u00a0— это буфер.", where=RU),
    languages=("ru",),
    fixes=True,
    sign=Sign(patterns=[r"-(?:-|(?<=[ \u00a0]-) )", r"–(?<=[ \u00a0]–) ", r"—(?<=\w—)\w"]),
)
def dash_ru(text: Text) -> Iterator[TextHit]:
    """A dash in Russian is `—` with spaces, the first of them non-breaking; not a hyphen, not two."""
    for match in _DASH.finditer(text.words):
        if _is_difference(text.words, match):
            continue
        yield TextHit(match.start(), match.end(), f"a dash is ` — `: {_near(text.words, match.start())}", f"{NBSP}— ")
    for match in re.finditer(r"(?<=[А-Яа-яЁё])—(?=[а-яё])", text.words):
        yield TextHit(
            match.start(), match.end(), f"put spaces around the dash: {_near(text.words, match.start())}", f"{NBSP}— "
        )


@text_rule(
    "TX022",
    "Десятичный знак в русском тексте — запятая, разряды разделены неразрывным пробелом.",
    Example(bad="Очередь теряет 0.6\u00a0% запросов.", good="Очередь теряет 0,6\u00a0% запросов.", where=RU),
    Example(bad="Приходит 120000 запросов.", good="Приходит 120\u00a0000 запросов.", where=RU),
    Example(bad="Приходит 120,000 запросов.", good="Приходит 120\u00a0000 запросов.", where=RU),
    languages=("ru",),
    fixes=True,
    sign=Sign(
        patterns=[r"\.(?<=\d\.)\d", r",(?<=\d,)(?:\d{3},\d{3}|000(?![\w,]))"],
        shapes={rf"{_DIGIT}\d{{4}}(?<=\d{{5}})": (b"00000",)},
    ),
)
def number_ru(text: Text) -> Iterator[TextHit]:
    """A number in Russian has a decimal comma, and non-breaking spaces between thousands."""
    for match in _DECIMAL.finditer(text.words):
        number = match["number"]
        sure = number.startswith("0.") or match["sign"] or match["after"]
        named = _VERSIONED if match["sign"] else _NUMBERED
        if sure and not (match["before"] and named.match(match["before"])):
            new = number.replace(".", ",")
            yield TextHit(match.start("number"), match.end("number"), f"a decimal comma: `{new}`", new)
    for match in _THOUSANDS_RU.finditer(text.words):
        new = _grouped(match[0].replace(",", ""), NBSP)
        yield TextHit(match.start(), match.end(), f"thousands stand apart: `{new}`, with non-breaking spaces", new)


@text_rule(
    "TX023",
    "Неразрывный пробел стоит между числом и единицей, после однобуквенных слов и перед тире.",
    Example(bad="Ответ приходит за 50 мс.", good="Ответ приходит за 50\u00a0мс.", where=RU),
    Example(bad="Теряется 5% запросов.", good="Теряется 5\u00a0% запросов.", where=RU),
    languages=("ru",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(
        patterns=[
            rf" (?<=[\dвксуоиаВКСУОИА] )(?:(?<=(?<![\w\u00a0-])\D )|(?<=\d )(?={_UNIT}))",
            "—(?<= —) ",
            r"%(?<=\d%)",
            r"№ ?\d",
            r"§ ?\d",
        ]
    ),
    where=_BROKEN,
)
def unbreakable_ru(text: Text) -> Iterator[TextHit]:
    """In Russian a non-breaking space stands between a number and its unit, after one-letter words, and before a dash."""
    for match in _GLUE.finditer(text.words):
        kept = match["word"] or match["number"] or match["tight"] or match["mark"] or ""
        reason = "before the dash" if match["dash"] else f"after `{kept}`"
        yield TextHit(
            match.start(),
            match.end(),
            f"put a non-breaking space {reason}: {_near(text.words, match.start())}",
            kept + NBSP,
        )


@text_rule(
    "TX024",
    "Многоточие — один знак, между словами один пробел, перед запятой и точкой пробела нет, после них он есть.",
    Example(bad="And so on...", good="And so on…"),
    Example(bad="<!-- Words behind a comment are words. --> And so on...", good="<!-- A comment. --> And so on…"),
    Example(bad="Two  spaces.", good="One space."),
    Example(bad="The queue fills,then it sheds.", good="The queue fills, then it sheds."),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(
        "  ",
        patterns=[
            r"\u00a0(?:[ \u00a0]|(?<= .))",
            r"\.(?:\.|(?<=[ \u00a0]\.)(?!\S))",
            r",(?:,|(?<=[ \u00a0],)|(?<=[^\W\d_]{2},)(?:[^\W\d_]{2}|[иаовскуя][ \u00a0]))",
            r";(?:(?<=[ \u00a0];)|(?<=[^\W\d_]{2};)(?:[^\W\d_]{2}|[иаовскуя][ \u00a0]))",
            r"!(?:!|(?<=[ \u00a0]!))",
            r"\?(?<=[ \u00a0]\?)",
            r":(?<=[ \u00a0]:)(?!\S)",
            r"\([ \u00a0]",
            r"\)(?<=[ \u00a0]\))",
            r"«[ \u00a0]",
            r"»(?<=[ \u00a0]»)",
            r"\.(?<=[а-яё]\.)[А-ЯЁ]",
            rf"\.(?<=[a-z]{{2}}\.){_BEGINS_EN}",
        ],
    ),
)
def spacing(text: Text) -> Iterator[TextHit]:
    """An ellipsis is one character, words are one space apart, and no space precedes a comma or a period, but one follows."""
    words = text.words
    for match in re.finditer(r"(?<![.\w/])\.{3}(?![.\w/])|(?<=\w)\.{3}(?![.\w/])", words):
        yield TextHit(match.start(), match.end(), f"write `…`: {_near(words, match.start())}", "…")
    for match in re.finditer(r"(?<=[^\s:])[ \u00a0]{2,}(?=\S)", words):
        yield TextHit(match.start(), match.end(), f"one space is enough: {_near(words, match.start())}", " ")
    for match in _SPACE_BEFORE.finditer(words):
        sign = words[match.end()]
        behind = " " if words[match.end() + 1 : match.end() + 2].isalpha() else ""
        yield TextHit(
            match.start(), match.end() + 1, f"no space before `{sign}`: {_near(words, match.start())}", sign + behind
        )
    for match in re.finditer(r"(?<=[(«])[ \u00a0]+(?=\w)|(?<=\w)[ \u00a0]+(?=[)»])", words):
        where = "quotation marks" if {words[match.start() - 1], words[match.end()]} & {*"«»"} else "parentheses"
        yield TextHit(match.start(), match.end(), f"no space inside of {where}: {_near(words, match.start())}", "")
    for match in _REPEATED.finditer(words):
        new = "…" if match[0].startswith("...") else match[0][0]
        yield TextHit(match.start(), match.end(), f"write `{new}`: {_near(words, match.start())}", new)
    for match in _TIGHT.finditer(words):
        if match[0] == ";" and _NAMED.search(words[: match.end()][-_NEAR:]):
            continue
        message = f"a space behind `{match[0]}`: {_near(words, match.start())}"
        yield TextHit(match.start(), match.end(), message, f"{match[0]} ")


@text_rule(
    "TX039",
    "Скобка, которая открылась, закрыта, и наоборот.",
    Example(bad="The queue (a buffer sheds.", good="The queue (a buffer) sheds."),
    Example(bad="The queue, a buffer) sheds.", good="The queue (a buffer) sheds."),
    severity=Severity.NOTICE,
    sign=Sign(pair="()"),
)
def parenthesis_open(text: Text) -> Iterator[TextHit]:
    """A parenthesis that opens is closed, and the other way round."""
    words = text.words
    open_ones: list[int] = []
    for match in re.finditer("[()]", words):
        at = match.start()
        if match[0] == "(":
            open_ones.append(at)
        elif open_ones:
            open_ones.pop()
        elif not _MAY_CLOSE.search(words[max(at - _NEAR, 0) : at]):
            yield TextHit(at, at + 1, f"`(` is missing before it: {_near(words, at)}")
            return  # One is enough to look at the sentence.
    for at in open_ones:
        # Of what was to be a link another rule speaks.
        if words[at - 1 : at] != "]" and not _HALF_OPEN.match(words, at):
            yield TextHit(at, at + 1, f"`)` is missing behind it: {_near(words, at)}")
            return


@text_rule(
    "TX033",
    "Кавычка, которая открылась, закрыта.",
    Example(bad='The word "queue means a buffer.', good='The word "queue" means a buffer.'),
    languages=("en",),
    sign=Sign('"'),
)
def quote_open(text: Text) -> Iterator[TextHit]:
    """A quotation mark that opens is closed."""
    words = text.words
    if words.count('"') % 2 == 0 or words.strip() == '"':
        return  # The latter says "as above" in a table.
    # A speech of several paragraphs opens in each of them, and closes in the last.
    is_speech = text.prose.where is Where.PARAGRAPH and words.startswith('"')
    marks = [at for at, sign in enumerate(words) if sign == '"' and not words[at - 1 : at].isdigit()]  # Not inches.
    if len(marks) % 2 and not is_speech:
        yield TextHit(marks[-1], marks[-1] + 1, f"a quotation mark is missing: {_near(words, marks[-1])}")


@text_rule(
    "TX034",
    "К порядковому числительному цифрами пишут одну букву или две: 5-й, 5-го.",
    Example(bad="Запросы теряет 2-ой пик.", good="Запросы теряет 2-й пик.", where=RU),
    languages=("ru",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(patterns=[r"-(?<=\d-)[оыиаеу]", r"й(?<=\d[оыи]й)"]),
)
def ordinal_ru(text: Text) -> Iterator[TextHit]:
    """An ordinal number in figures ends in Russian with one letter or two."""
    for match in _ORDINAL.finditer(text.words):
        new = f"-{_ORDINALS[match['end']]}"
        yield TextHit(match.start(), match.end(), f"write `{new}`: {_near(text.words, match.start())}", new)


@text_rule(
    "TX035",
    "Минус, тире диапазона и знак умножения — не дефис и не буква: −5, 5–7, 3 × 5.",
    Example(bad="The load grows by 5-7 requests.", good="The load grows by 5–7 requests."),
    Example(bad="Нагрузка меняется на -5 запросов.", good="Нагрузка меняется на −5 запросов.", where=RU),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(
        patterns=[
            r"-(?:(?<=\d-)|(?<![^\s(]-))\d",
            r"x(?:(?<=\dx)|(?<=\d[ \u00a0]x))[ \u00a0]?\d",
            r"х(?:(?<=\dх)|(?<=\d[ \u00a0]х))[ \u00a0]?\d",
        ]
    ),
)
def sign_of_arithmetic(text: Text) -> Iterator[TextHit]:
    """A minus, the dash of a range, and a sign of multiplication are no hyphen and no letter: −5, 5–7, 3 × 5."""
    for pattern, new in ((_RANGE, "–"), (_MINUS, "−"), (_TIMES, "×")):
        if pattern is _MINUS and text.language != "ru":
            continue  # In English the hyphen that the keyboard has stands for it everywhere.
        for match in pattern.finditer(text.words):
            if pattern is _RANGE and int(match["low"]) >= int(match["high"]):
                continue  # The part of a standard, a score of a game.
            start, end = match.span("sign")
            yield TextHit(start, end, f"write `{new}`: {_near(text.words, start)}", new)


@text_rule(
    "TX036",
    "Слово не стоит два раза подряд.",
    Example(bad="The load load grows.", good="The load grows."),
    severity=Severity.NOTICE,
    sign=Sign(patterns=[_MAY_BE_TWICE]),
    # In the other texts there is less of it than it costs to look.
    where=(Where.PARAGRAPH,),
)
def word_twice(text: Text) -> Iterator[TextHit]:
    """A word does not stand twice in a row."""
    for match in re.finditer(_TWICE, text.words):
        if match["word"].isalpha() and match["word"] not in _MAY_STAND_TWICE:
            yield TextHit(match.start() + 1, match.end(), f"`{match[0].strip()}`: take one of the two out")


@text_rule(
    "TX040",
    "После точки предложение начинается с большой буквы.",
    Example(bad="The queue fills. then it sheds.", good="The queue fills. Then it sheds."),
    Example(
        bad="Очередь растёт. потом она теряет запросы.", good="Очередь растёт. Потом она теряет запросы.", where=RU
    ),
    severity=Severity.NOTICE,
    sign=Sign(patterns=[r"\. [a-zа-яё](?<=[^\W\d_]{3}\. .)"]),
)
def sentence_small(text: Text) -> Iterator[TextHit]:
    """Behind a period a sentence begins with a capital."""
    for match in _SMALL[text.language].finditer(text.words):
        if match["end"].lower() not in _SHORTENED:
            start, end = match.span("small")
            yield TextHit(start, end, f"`{match[0]}`: write `{match['small'].capitalize()}`, or a comma before it")


@text_rule(
    "TX041",
    "Знак стоит сам, а не под именем из HTML: `—`, а не `&mdash;`.",
    Example(bad="The queue fills&mdash;then it sheds.", good="The queue fills—then it sheds."),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(patterns=["&[A-Za-z#]"]),
)
def entity(text: Text) -> Iterator[TextHit]:
    """A character stands itself, not by its name in HTML: `—`, not `&mdash;`."""
    for match in _ENTITY.finditer(text.words):
        sign = unescape(match[0])
        if len(sign) == 1 and (
            sign.isprintable() or sign == "\u00a0"
        ):  # Of a name that nobody knows another rule speaks.
            name = "the non-breaking space" if sign == "\u00a0" else f"`{sign}`"
            yield TextHit(match.start(), match.end(), f"`{match[0]}`: write {name} itself", sign)


@text_rule(
    "TX037",
    "Артикль и окончание числительного согласованы: a load, an hour, 2nd, 3rd.",
    Example(bad="It takes an week.", good="It takes a week."),
    Example(bad="It sheds a answer.", good="It sheds an answer."),
    Example(bad="The 2th request waits.", good="The 2nd request waits."),
    languages=("en",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(
        patterns=[r" an [bcdfgjklmnpqrtvwyz]", r"An [bcdfgjklmnpqrtvwyz]", r" a [aeio]"],
        shapes={rf"{_DIGIT}(?:st|nd|rd|th)": (b"0st", b"0nd", b"0rd", b"0th")},
    ),
)
def agreement_en(text: Text) -> Iterator[TextHit]:
    """An article and the ending of an ordinal number agree with what they stand beside: a load, an hour, 2nd, 3rd."""
    words = text.words
    for pattern, vowel in ((_AN, ""), (_A, "n")):
        for match in pattern.finditer(words):
            new = match[0][0] + vowel
            yield TextHit(match.start(), match.end(), f"write `{new}`: {_near(words, match.start())}", new)
    for match in _ORDINAL_EN.finditer(words):
        number = int(match["number"])
        new = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        if match["end"] != new:
            yield TextHit(match.start("end"), match.end(), f"write `{number}{new}`", new)


@text_rule(
    "TX031",
    "Стрелка и знак сравнения — один знак: →, ≤, ≥, ≠, ±.",
    Example(bad="If the queue is full -> shed.", good="If the queue is full → shed."),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(patterns=[r">(?:=|(?<=[-=]>))", r"=(?<=[<!]=)", r"\+/?-"]),
)
def typed_sign(text: Text) -> Iterator[TextHit]:
    """An arrow and a sign of comparison is one character: →, ≤, ≥, ≠, ±."""
    for match in _TYPED_SIGN.finditer(text.words):
        sign = _SIGNS[match[0]]
        yield TextHit(match.start(), match.end(), f"write `{sign}`: {_near(text.words, match.start())}", sign)


@text_rule(
    "TX025",
    "Кавычки и апострофы в английском тексте прямые; «ёлочки» — только вокруг русских слов.",
    Example(bad="The word “queue” means a buffer.", good='The word "queue" means a buffer.'),
    languages=("en",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(*"“”„«»‘’"),
)
def quotes_en(text: Text) -> Iterator[TextHit]:
    """Quotation marks and apostrophes in English are straight; «these» stand around Russian words only."""
    words = text.words
    russian = [match.span() for match in re.finditer(r"«[^»]*[А-Яа-яЁё][^»]*»|„[^“]*[А-Яа-яЁё][^“]*“", words)]
    for match in re.finditer("[“”„«»‘’]", words):
        if not any(start <= match.start() < end for start, end in russian):
            new = "'" if match[0] in "‘’" else '"'
            yield TextHit(match.start(), match.end(), f"write `{new}`: {_near(words, match.start())}", new)


@text_rule(
    "TX026",
    "Тире в английском тексте длинное и без пробелов.",
    Example(bad="A queue -- a buffer -- fills.", good="A queue—a buffer—fills."),
    languages=("en",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(patterns=["—(?: |(?<= —))", "-(?:-|(?<= -) )", "–(?<= –) "]),
)
def dash_en(text: Text) -> Iterator[TextHit]:
    """A dash in English is `—` without spaces; not a hyphen, not two."""
    for match in re.finditer(
        r"(?<=[\w)]) ?(?:—|--|---) ?(?=\w)|(?:(?<=[A-Za-z]{2})|(?<=\))) [-–] (?=[A-Za-z(])", text.words
    ):
        if match[0] != "—":
            yield TextHit(
                match.start(), match.end(), f"a dash is `—` without spaces: {_near(text.words, match.start())}", "—"
            )


@text_rule(
    "TX027",
    "Десятичный знак в английском тексте — точка, разряды разделены запятой, перед знаком процента пробела нет.",
    Example(bad="It takes 120000 requests.", good="It takes 120,000 requests."),
    Example(bad="It sheds 0,6% of them.", good="It sheds 0.6% of them."),
    Example(bad="It sheds 6 % of them.", good="It sheds 6% of them."),
    languages=("en",),
    fixes=True,
    sign=Sign(
        patterns=[
            r",(?<=\d,)(?:(?!\d{3}\b)|(?<=0,))\d",
            r"%(?<=[ \u00a0]%)",
        ],
        shapes={
            rf"{_DIGIT}(?:\d{{4}}(?<=\d{{5}})|[ \u00a0]\d{{3}}(?<=\d.{{4}}))": (b"00000", b"0 000", b"0\xc2\xa0000")
        },
    ),
)
def number_en(text: Text) -> Iterator[TextHit]:
    """A number in English has a decimal point, commas between thousands, and no space before a percent sign."""
    for match in _THOUSANDS_EN.finditer(text.words):
        new = _grouped(re.sub(r"\D", "", match[0]), ",")
        yield TextHit(match.start(), match.end(), f"commas between thousands: `{new}`", new)
    for match in _DECIMAL_EN.finditer(text.words):
        new = match[0].replace(",", ".")
        yield TextHit(match.start(), match.end(), f"a decimal point: `{new}`", new)
    for match in re.finditer(r"(?<=\d)[ \u00a0]+%", text.words):
        yield TextHit(match.start(), match.end(), f"no space before `%`: {_near(text.words, match.start())}", "%")


@text_rule(
    "TX028",
    "Читателю говорят «вы» с маленькой буквы.",
    Example(bad="Скажите, что Вы считаете нагрузкой.", good="Скажите, что вы считаете нагрузкой.", where=RU),
    languages=("ru",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(patterns=[r"В(?<=[а-яё,;][ \u00a0]В)[ыа]"]),
)
def you_ru(text: Text) -> Iterator[TextHit]:
    """The reader is addressed in Russian with a small letter."""
    for match in _YOU.finditer(text.words):
        new = match[0].lower()
        yield TextHit(match.start(), match.end(), f"write `{new}` with a small letter", new)


@text_rule(
    "TX029",
    "Английский текст пишут по-американски.",
    Example(bad="The behaviour of the queue is modelled.", good="The behavior of the queue is modeled."),
    languages=("en",),
    severity=Severity.NOTICE,
    fixes=True,
    sign=Sign(
        in_small=[
            *any_case("u", rf"r(?<=(?:{_ends(_OUR, 2)})our)"),
            *any_case("s", rf"[eai](?:(?<=is.)(?<=(?:{_ends(_ISE, 3)})is.)|(?<=lyse)|(?<=lysi)n)"),
            *any_case("l", rf"l(?<=(?:{_ends(_LL, 3)})ll)[ei]"),
            *words_in_any_case("catalogue", *_AMERICAN),
        ]
    ),
)
def spelling_en(text: Text) -> Iterator[TextHit]:
    """English is spelled as in America; titles in links and quotations keep their own."""
    found = list(_BRITISH.finditer(text.words))
    quoted = [*text.prose.labels, *(match.span() for match in re.finditer(r'"[^"]*"', text.words) if found)]
    for match in found:
        # A centre is also the name of many.
        if match[0] != "Centre" and not any(start <= match.start() < end for start, end in quoted):
            new = _american(match)
            yield TextHit(match.start(), match.end(), f"American spelling: `{new}`", new)


def _american(match: re.Match[str]) -> str:
    for name, ending in (("our", "or"), ("ise", "iz"), ("lyse", "lyz"), ("logue", "log"), ("ll", "l")):
        if match[name]:
            start, end = match.start(name) - match.start(), match.end(name) - match.start()
            return match[0][:start] + (ending.upper() if match[name].isupper() else ending) + match[0][end:]
    new = _AMERICAN[match[0].lower()]
    if match[0].isupper():
        return new.upper()
    return new if match[0][0].islower() else new.capitalize()


def _is_difference(words: str, match: re.Match[str]) -> bool:
    """Tell whether a hyphen stands for a minus: between numbers and single letters."""
    left, right = words[: match.start()].split()[-1:], words[match.end() :].split()[:1]
    return "-" in match[0] and all(
        len(side[0].strip("().,")) <= 1 or side[0][0].isdigit() for side in (left, right) if side
    )


def _grouped(digits: str, separator: str) -> str:
    return f"{int(digits):,}".replace(",", separator)


def _near(words: str, at: int) -> str:
    """Return the words around a place, short enough for a message."""
    start, end = max(0, at - 18), min(len(words), at + 18)
    inside = words[start:end].replace(NBSP, " ").replace(OBJECT, "·").replace("\n", " ")
    return f"`{'…' if start else ''}{inside.strip()}{'…' if end < len(words) else ''}`"


def _short(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= 40 else f"{words[:20]}…{words[-15:]}"

"""TX: the words of a text: nothing left to be written, one language, one script in a word, the glossary's terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mlsd.guard.example import EN, RU, Example
from mlsd.guard.rule import AVOIDED, Hit, Text, TextHit, rule, text_rule
from mlsd.guard.sign import Sign, words_in_any_case
from mlsd.model.finding import Severity
from mlsd.model.layout import Loss
from mlsd.model.page import Page
from mlsd.model.pattern import later
from mlsd.model.prose import OBJECT, Where
from mlsd.model.site import Site

_PLACEHOLDER = later(
    # A list of things to do is none.
    r"\b(?:TODO(?!(?:[ -]list|[ -]app)s?\b|-спис|-прилож)|TBD|FIXME|XXX|TKTK)\b|\blorem ipsum\b|[\[<(](?:заполнить|дописать|заполните|допишите|проверить|уточнить)[^\])>]*[\])>]|(?-i:^fill: |\bNN[ \u00a0]?%)"
    # What language models leave of their citations, and what they say of themselves.
    r"|:?(?:contentReference)?\[oaicite:[^\]\n]*\](?:\{[^{}\n]*\})?|【[^【】\n]*】|(?:cite)?turn\d+(?:search|view|news|file)\d+|\bas an ai (?:language )?model\b"
    r"|\[(?:citation needed|source\?|источник\??|нужен источник|нет источника)\]|\((?:source\?|источник\?)\)"
    r"|\[(?:insert|fill in|your|write|add|вставить|вставьте|впишите|напишите|to be)\b[^\[\]\n]{0,60}\](?![(\[])|(?<![\w?])\?{3}(?!\?)|\[\[[^\[\]\n]+\]\]|(?<![\w<])<(?=[^\W\d])[^<>\n]{1,60}(?<=[\w.…])>|^\s*(?:…|\.{3})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_MAY_BE_PLACEHOLDER = Sign(
    "[",
    "【",
    patterns=[
        r"\?(?=\?\?|\))",
        r"\((?i:заполни|допи[сш]|провери|уточни)",
        r"f(?<![^\n]f)ill: ",
        r"N(?<!\wN)N[ \u00a0]?%",
        r"<[^\W\d]",
        r"…(?<!\S.)\s*(?m:$)",
        r"\.(?<!\S.)\.\.\s*(?m:$)",
    ],
    in_small=words_in_any_case(
        "todo", "tbd", "fixme", "xxx", "tktk", "lorem ipsum", "as an ai", "turn0search", "turn0view", "turn1search"
    ),
)
_QUOTED = later(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|„[^“„]*“|\"[^\"]*\"|“[^”]*”|\([^()]*\)")
_LATIN_WORD = later(r"(?<![\w-])[A-Za-z][a-z'’]+(?![\w-])")
_GRAMMAR = """a an and are as at be but by can for from has have how if in into is it its not of on or so than that the their then there they
this to until was we were what when where which who why will with you your per each after before between only more most all"""
_FUNCTION_WORDS = frozenset(_GRAMMAR.split())
_OTHER = {
    "en": "is Russian in an English text: write it in English, or quote it",
    "ru": "is English in a Russian text: write it in Russian, or quote it",
}
_NAMES = frozenset({Where.HEADING, Where.FRONT, Where.PICTURE, Where.TITLE, Where.DATA})
# Here a few words say that the other language was pasted: names stand elsewhere.
_SHORT = (Where.PICTURE, Where.DATA)
_TITLED = (Where.DATA, Where.TITLE)
_LATIN_LETTER = later("[A-Za-z]")
_IN_A_ROW = {
    "en": later(r"[А-яЁё]{1,40}(?:[,:;]?[ \u00a0][А-яЁё]{1,40}){2,60}"),
    "ru": later(r"(?<![\w-])[A-Za-z][A-Za-z'’]{0,40}(?:[,:;]?[ \u00a0][A-Za-z'’]{1,40}){5,60}"),
}
# A whole sentence is told from a name by fewer words.
_ENGLISH_SENTENCE = later(
    r"(?:^|[.!?…][ \u00a0])(?P<said>[A-Z][a-z'’]{0,40}(?:[,:;]?[ \u00a0][A-Za-z'’]{1,40}){3,60}[.!?])"
)
_LATIN_LETTERS = later(r"[A-Za-z][A-Za-z]*")
_CYRILLIC_WORD = later(r"[а-яё]+", re.IGNORECASE)
# A name has a capital, and of two letters another rule speaks.
_LONE_WORD = later(r"(?<![\w-])[а-яё]{3,}(?![\w-])")
_WORD = later(r"[A-Za-zА-Яа-яЁё]+")
# What a text in the other language has at the least: three words of it.
_MAY_BE_OTHER = {
    "en": later(r"(?:[а-яё]+[^а-яё]+){2}[а-яё]", re.IGNORECASE),
    "ru": later(r"(?:[A-Za-z][a-z'’]+.*?){3}", re.DOTALL),
}
_BESIDE_CYRILLIC = "(?:(?=[А-Яа-яЁё])|(?<=[А-Яа-яЁё].))"
_MIXED = later(f"[A-Za-z]{_BESIDE_CYRILLIC}")
# Letters of the other alphabet: a word of them, or one within a word. (A set of three ranges is looked up in a table, which is faster than
# to compare with the ends of two: for that the sign of the kelvin stands beside the letters.)
_OTHER_LETTERS = {
    "en": Sign(shapes={r"[А-яЁё\u1c80-\u1c88]": (b"\xd0", b"\xd1", b"\xe1\xb2")}),
    "ru": Sign(patterns=[rf"[A-Za-z\u212a](?:[a-z'’]|{_BESIDE_CYRILLIC})"]),
}
# Latin letters as Russian words of one letter, letters of neighbours, and signs made for other scripts, by what a file has of them in bytes.
_LATIN_AS_WORDS = [rf"{letter}(?<=[а-яё,][ \u00a0]{letter})[ \u00a0][а-яё]" for letter in "aco"]
_UKRAINIAN = "іїєґўІЇЄҐЎ"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_OTHER_WIDTH = "\ufb00\ufb01\ufb02\ufb03\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1f"
_LOOKS_LIKE = later(
    rf"(?P<russian>[{_UKRAINIAN}]|(?<=[а-яё,][ \u00a0])[aco](?=[ \u00a0][а-яё])|(?<!\w)[рР](?=9[059]|50)|(?<!\w)[03](?=[а-яё]{{3}})|(?<!\w)А/В(?!\w))"
    rf"|(?:(?<=[A-Za-z])[{_GREEK}]|[{_GREEK}](?=[A-Za-z]))|[{_OTHER_WIDTH}]|\u00b4(?=[a-z])"
)
# Letters of the two scripts that look the same.
_LATIN, _RUSSIAN = "ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"
_LOOKED_LIKE = {
    "a": "а", "c": "с", "o": "о", "р": "p", "Р": "P", "3": "З", "0": "О", "А/В": "A/B", "\u00b4": "'", "Ο": "O", "ο": "o", "Ρ": "P", "Η": "H", "Υ": "Y", "Χ": "X",
    **{letter: letter for letter in _UKRAINIAN},
    **dict(zip("ΑΒΕΖΙΚΜΝΤ", "ABEZIKMNT", strict=True)),
}  # fmt: skip
_TO_RUSSIAN, _TO_LATIN = str.maketrans(_LATIN, _RUSSIAN), str.maketrans(_RUSSIAN, _LATIN)


@text_rule(
    "TX004",
    "Текст дописан: в нём не осталось пометок вроде TODO и мест, которые надо заполнить.",
    Example(bad="The load is TODO.", good="The load is what the peak brings."),
    Example(bad="Нагрузка: [[посчитать]].", good="Нагрузку задаёт пик.", where=RU),
    Example(bad="The load is ??? a day.", good="The load is what the peak brings."),
    Example(bad="The load grows【4†source】.", good="The load grows."),
    sign=_MAY_BE_PLACEHOLDER,
)
def placeholder(text: Text) -> Iterator[TextHit]:
    """A text is finished: nothing like TODO, `[[…]]`, or `<…>` is left in it."""
    found = list(_PLACEHOLDER.finditer(text.words))
    quoted = _spans(_QUOTED, text.words) if found else []
    for match in found:
        if not _inside(match.start() + 1, [span for span in quoted if span != match.span()]):
            yield TextHit(match.start(), match.end(), f"`{match[0].strip()}` is left here: write the text")


@rule(
    "TX005",
    "На странице не осталось пояснений заготовки `<!-- fill: … -->`.",
    Example(bad="<!-- fill: say what one replica costs -->", good="One replica costs a server."),
)
def place_unfilled(site: Site, page: Page) -> Iterator[Hit]:
    """A scaffold's explanations, `<!-- fill: … -->`, are gone from a page."""
    for fill in page.fills:
        what = f": {fill.text}" if fill.text else ""
        yield Hit(fill.line, f"write this, then take the comment out{what}")


@rule(
    "TX042",
    "Абзац кончается знаком препинания, если за ним не идёт то, чем он продолжается: формула, список, таблица.",
    Example(
        bad="The queue takes what the peak brings, and sheds what is too old for anybody to\n",
        good="The queue takes what the peak brings, and sheds what is too old for anybody to read.\n",
    ),
    severity=Severity.NOTICE,
)
def paragraph_cut(site: Site, page: Page) -> Iterator[Hit]:
    """A paragraph ends with a sign of punctuation, unless what goes on with it stands below: a formula, a list, a table."""
    for slip in page.slips:
        if slip.kind is Loss.CUT:
            yield Hit(slip.line, f"this paragraph breaks off: `…{slip.text}`: end the sentence, or put its period")


@text_rule(
    "TX043",
    "Заголовок кончается без точки.",
    Example(
        bad={EN: "## Peak hours. { #peak }\n\nNoon.\n", RU: "## Часы пик { #peak }\n\nПолдень.\n"},
        good={EN: "## Peak hours { #peak }\n\nNoon.\n", RU: "## Часы пик { #peak }\n\nПолдень.\n"},
    ),
    severity=Severity.NOTICE,
    sign=Sign(".", ":"),
    where=(Where.HEADING,),
)
def heading_ends(text: Text) -> Iterator[TextHit]:
    """A heading ends without a period."""
    words = text.words.rstrip()
    if words.endswith((".", ":")) and not words.endswith(("...", "etc.", "т. д.", "т.\u00a0д.")):
        yield TextHit(len(words) - 1, len(words), f"a heading has no `{words[-1]}` at its end: take it out")


@text_rule(
    "TX010",
    "Текст написан на языке своей страницы.",
    Example(
        bad="Очередь принимает запросы и теряет часть из них.",
        good="The queue takes requests and sheds a part of them.",
    ),
    Example(
        bad="The queue takes requests and sheds a part of them.",
        good="Очередь принимает запросы и\u00a0теряет часть из них.",
        where=RU,
    ),
    Example(
        bad="The queue grows, потому что запросов стало больше, and sheds a part of them.",
        good='The queue grows ("потому что запросов стало больше") and sheds a part of them.',
    ),
    sign=_OTHER_LETTERS,
)
def wrong_language(text: Text) -> Iterator[TextHit]:
    """A text is in the language of its page; names, titles in links, and quotations may be in the other."""
    if text.language == "ru" and _has_few_latin_words(text):
        return
    if not _MAY_BE_OTHER[text.language].search(text.words):
        is_name = text.language == "en" and text.prose.where in _NAMES and not _LATIN_LETTER.search(text.words)
        if is_name and _CYRILLIC_WORD.search(_without_titles(text)):
            yield TextHit(0, len(text.words), f"this {_OTHER['en']}")
        elif text.language == "en" and (word := _LONE_WORD.search(_without_titles(text))):
            at = max(text.words.find(word[0]), 0)
            yield TextHit(at, at + len(word[0]), f"`{word[0]}` {_OTHER['en']}")
        return
    own = _without_titles(text)
    cyrillic = _CYRILLIC_WORD.findall(own)
    if (
        text.language == "en"
        and len(cyrillic) >= 3
        and sum(map(len, cyrillic)) > sum(c.isalpha() and c.isascii() for c in own)
    ):
        yield TextHit(0, len(text.words), f"this {_OTHER['en']}")
    elif (cyrillic or text.language == "ru") and (passage := _passage(text.language, own)):
        at = max(text.words.find(passage.split()[0]), 0)
        yield TextHit(at, at + 1, f"`{passage[:40]}…` {_OTHER[text.language]}")
    elif text.language == "ru" and not cyrillic:
        latin = [word.lower() for word in _LATIN_WORD.findall(own)]
        grammar = sum(word in _FUNCTION_WORDS for word in latin)
        is_sentence = (len(latin) >= 6 and grammar >= 2) or (
            text.prose.where in _TITLED and len(latin) >= 3 and grammar
        )
        if is_sentence or (text.prose.where is Where.PICTURE and len(latin) >= 3):
            yield TextHit(0, len(text.words), f"this {_OTHER['ru']}")


def _has_few_latin_words(text: Text) -> bool:
    """Tell whether a Russian text has too few of them to be English or to hold a passage of it: most have a name or two."""
    fewest = 3 if text.prose.where in _SHORT or text.prose.where in _TITLED else 4
    return len(_LATIN_LETTERS.findall(_without_links(text))) < fewest


def _passage(language: str, own: str) -> str:
    """Return words of the other language that stand in a row where they are neither a name nor a quotation; empty for none."""
    for match in _IN_A_ROW[language].finditer(own):
        words = _WORD.findall(match[0])
        if language == "en" and sum(word.islower() for word in words) >= 3:
            return match[0]
        if language == "ru" and len(words) >= 6 and sum(word.lower() in _FUNCTION_WORDS for word in words) >= 2:
            return match[0]
    for match in _ENGLISH_SENTENCE.finditer(own) if language == "ru" else ():
        words = _WORD.findall(match["said"])
        # In a title most words are capitals.
        if sum(map(str.islower, words)) * 2 > len(words) and not _FUNCTION_WORDS.isdisjoint(words):
            return match["said"]
    return ""


@text_rule(
    "TX011",
    "В слове буквы одного алфавита.",
    Example(bad="The qu\u0435ue takes requests.", good="The queue takes requests."),
    Example(bad="Очере\u0434ь тepяет запросы.", good="Очередь теряет запросы.", where=RU),
    fixes=True,
    sign=_OTHER_LETTERS,
)
def mixed_scripts(text: Text) -> Iterator[TextHit]:
    """A word has letters of one script: a Latin letter in a Russian word looks the same, and no search finds it."""
    if text.language == "ru" and not _MIXED.search(text.words):
        return
    for match in _WORD.finditer(text.words):
        word = match[0]
        latin = sum(letter.isascii() for letter in word)
        if latin in (0, len(word)):
            if (
                text.language == "en"
                and latin == 0
                and len(word) <= 2
                and _is_alone(text.words, match)
                and set(word) <= set(_RUSSIAN)
            ):
                yield TextHit(
                    match.start(),
                    match.end(),
                    f"`{word}` is in Cyrillic letters: {_spelt(word)}",
                    word.translate(_TO_LATIN),
                )
            continue
        new = word.translate(_TO_LATIN if latin * 2 > len(word) else _TO_RUSSIAN)
        if any(letter.isascii() for letter in new) and not new.isascii():
            new = word.translate(_TO_RUSSIAN if latin * 2 > len(word) else _TO_LATIN)
        is_whole = new.isascii() or not any(letter.isascii() for letter in new)
        yield TextHit(
            match.start(), match.end(), f"`{word}` mixes Latin and Cyrillic: {_spelt(word)}", new if is_whole else None
        )


def _is_alone(words: str, match: re.Match[str]) -> bool:
    """Tell whether English words stand on both sides, or the letter is a function of them."""
    return words[match.end() : match.end() + 1] == "(" or bool(
        re.search(r"[A-Za-z][,;]? $", words[: match.start()]) and re.match(r" [A-Za-z]", words[match.end() :])
    )


def _spelt(word: str) -> str:
    """Name the letters of the script that is the rarer one in the word."""
    latin = [letter for letter in word if letter.isascii()]
    rare = latin if 0 < len(latin) * 2 <= len(word) else [letter for letter in word if not letter.isascii()]
    names = ", ".join(dict.fromkeys(f"{letter} is {unicodedata.name(letter, '?').title()}" for letter in rare))
    return names + ("" if len(latin) in (0, len(word)) else "; put a hyphen between two words")


@text_rule(
    "TX038",
    "Буква — из алфавита языка, цифра — цифра: не похожие на них знаки других алфавитов.",
    Example(bad="Растёт р99.", good="Растёт p99.", where=RU),
    Example(bad="The l\u03bfad grows.", good="The load grows."),
    Example(bad="The load is \ufb01ne.", good="The load is fine."),
    fixes=True,
    sign={
        "ru": Sign(
            *_UKRAINIAN,
            *_GREEK,
            *_OTHER_WIDTH,
            patterns=[
                *_LATIN_AS_WORDS,
                *(rf"{first}(?<=[рР]{first})[059]" for first in "59"),
                *(rf"{digit}(?<!\w{digit})[а-яё]{{3}}" for digit in "03"),
                r"/(?<=А/)В",
            ],
        ),
        "en": Sign("\u00b4", *_GREEK, *_OTHER_WIDTH),
    },
)
def like_a_letter(text: Text) -> Iterator[TextHit]:
    """A letter is of the language's alphabet and a digit is a digit, not a sign of another alphabet that looks like it."""
    for match in _LOOKS_LIKE.finditer(text.words):
        sign = match[0]
        if match.lastgroup == "russian" and (text.language != "ru" or _is_variable(sign, text.words)):
            continue
        new = _LOOKED_LIKE.get(sign) or unicodedata.normalize("NFKC", sign)
        name = unicodedata.name(sign[0], "?").title()
        mend = new if new != sign else None
        what = f"write `{new}`" if mend else "write it in Russian letters"
        yield TextHit(match.start(), match.end(), f"`{sign}` is {name} here: {what}", mend)


def _is_variable(letter: str, words: str) -> bool:
    """Tell whether a text reckons with a letter, so that it is one elsewhere in it as well."""
    return letter in "aco" and bool(re.search(rf"[−+·=×/(<>≤≥] ?{letter}(?!\w)|(?<!\w){letter} ?[−+·=×/)<>≤≥]", words))


@text_rule(
    "TX030",
    "Для понятия стоит слово, которое предпочёл глоссарий; другое — только в кавычках или в скобках.",
    Example(bad="Каждая фича известна заранее.", good="Каждый признак (фича) известен заранее.", where=RU),
    Example(bad="The lag time of the queue grows.", good="The latency of the queue grows."),
    sign=AVOIDED,
)
def term_avoided(text: Text) -> Iterator[TextHit]:
    """A concept goes by the glossary's word; another may stand in quotation marks or parentheses, as what interviewers say."""
    for match in text.avoided.pattern.finditer(text.words):
        if not _inside(match.start(), [*_spans(_QUOTED, text.words), *text.prose.labels]):
            preferred = text.avoided.instead_of(match[0])
            yield TextHit(match.start(), match.end(), f"`{match[0]}`: the glossary says `{preferred}`")


def _without_titles(text: Text) -> str:
    """Return the text without links, quotations and what is no word."""
    return _QUOTED.sub(" ", _without_links(text)).replace(OBJECT, " ")


def _without_links(text: Text) -> str:
    words = text.words
    for start, end in reversed(text.prose.labels):
        words = f"{words[:start]} {words[end:]}"
    return words


def _spans(pattern: re.Pattern[str], words: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(words)]


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < at < end for start, end in spans)

"""What reading a file finds before any rule looks at it: the codes that the model and this package give, each with its examples."""

from __future__ import annotations

from mlsd.guard.example import CASE, Example
from mlsd.guard.rule import Entry

_GLOSSARY = "docs/reference/glossary.yml"


def _formula(wrong: str) -> Example:
    return Example(bad=f"    formula: {wrong}\n", good="    formula: kept / (kept + 1)\n", where=CASE)


FM004 = Entry(
    "FM004",
    "Front matter and data files are YAML without duplicate keys, aliases, or tags.",
    "Первые строки страниц и файлы данных — YAML без повторных ключей, ссылок и тегов.",
    (Example(bad="title: [A page\n", good="title: A page\n"),),
)
FM010 = Entry(
    "FM010",
    "`framework.yml` is well formed and does not contradict itself.",
    "У `framework.yml` верная форма, и он не противоречит себе.",
    (
        Example(
            bad="    titel: {ru: Классический ML, en: Classic ML}",
            good="    title: {ru: Классический ML, en: Classic ML}",
            where="framework.yml",
        ),
    ),
)
FM011 = Entry(
    "FM011",
    "The glossary is well formed, and each term is in it once.",
    "У глоссария верная форма, и термин стоит в нём один раз.",
    (Example(bad="    terms: latency\n", good="    term: latency\n", where=_GLOSSARY),),
)
FM013 = Entry(
    "FM013",
    "The tetrahedron's data is well formed and does not contradict itself.",
    "У данных тетраэдра верная форма, и они не противоречат себе.",
    (
        Example(
            bad="a technique that says nothing of one corner",
            good="all four corners",
            is_run=False,
            ru=("приём, который молчит об одной из вершин", "все четыре вершины"),
        ),
    ),
)
TX001 = Entry(
    "TX001",
    "A file is UTF-8 text that can be read.",
    "Файл — это текст в UTF-8, и его можно прочитать.",
    (
        Example(
            bad="a page saved as Windows-1251",
            good="the same page saved as UTF-8",
            is_run=False,
            ru=("страница в кодировке Windows-1251", "та же страница в UTF-8"),
        ),
    ),
)
TX002 = Entry(
    "TX002",
    "A page is not so large that nobody can read it.",
    "Страница не так велика, чтобы её никто не прочитал.",
    (
        Example(
            bad="a page of 200,001 bytes, a line of 10,001, or 40,001 without an empty line",
            good="two pages, and paragraphs",
            is_run=False,
            ru=(
                "страница в 200 001 байт, строка в 10 001 или 40 001 без пустой строки",
                "две страницы, и в них абзацы",
            ),
        ),
    ),
)
TX003 = Entry(
    "TX003",
    "Lists and quotes are not nested too deep.",
    "Списки и цитаты вложены не слишком глубоко.",
    (Example(bad=">" * 40 + " deep", good="> not deep"),),
)
TX007 = Entry(
    "TX007",
    "A merge has left no two versions of a text beside each other.",
    "Слияние не оставило в тексте двух версий рядом.",
    (
        Example(
            bad="<<<<<<< HEAD\nThe queue sheds a third.\n=======\nThe queue sheds a half.\n>>>>>>> peak",
            good="The queue sheds a half.",
        ),
    ),
)
TX012 = Entry(
    "TX012",
    "A text has no invisible characters, and each letter in it is one character.",
    "В тексте нет невидимых знаков, и каждая буква в нём — один знак.",
    (Example(bad="The queue\u200b takes requests.", good="The queue takes requests."),),
    fixes=True,
)
TX014 = Entry(
    "TX014",
    "A text is written in words, without emoji.",
    "Текст написан словами, без эмодзи.",
    (Example(bad="The queue is full \U0001f680.", good="The queue is full."),),
)
SE002 = Entry(
    "SE002",
    "Content is files, not symbolic links.",
    "Содержимое — это файлы, а не символические ссылки.",
    (
        Example(
            bad="`docs/notes.en.md` as a link to another file",
            good="the file itself",
            is_run=False,
            ru=("`docs/notes.en.md` — ссылка на другой файл", "сам файл"),
        ),
    ),
)
SE006 = Entry(
    "SE006",
    "A file has a plain name and a type that has a place in `docs/`.",
    "У файла простое имя, и его типу есть место в `docs/`.",
    (Example(bad={"docs/run.exe": "MZ"}, good={"docs/load.csv": "hour,load\n1,2\n"}),),
)
SE007 = Entry(
    "SE007",
    "A drawing consists of plain shapes and cannot act.",
    "Рисунок состоит из простых фигур и ничего не может сделать.",
    (
        Example(
            bad={"docs/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'},
            good={"docs/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'},
        ),
    ),
)
CS001 = Entry(
    "CS001",
    "`case.yml` is well formed.",
    "У `case.yml` верная форма.",
    (Example(bad="dificulty: 2", good="difficulty: 2", where=CASE),),
)
NU001 = Entry(
    "NU001",
    "A formula is arithmetic over names, and a name is either an input or a formula.",
    "Формула — это арифметика над именами, а имя — либо входное число, либо формула.",
    (_formula("kept / (kept + 1"),),
)
NU002 = Entry(
    "NU002",
    "The names in a formula are inputs or formulas of the case.",
    "Имена в формуле — это входные числа или формулы кейса.",
    (_formula("kept / (kep + 1)"),),
)
NU003 = Entry(
    "NU003",
    "A formula does not depend on itself.",
    "Формула не зависит от самой себя.",
    (_formula("kept / (corrected + 1)"),),
)
NU004 = Entry(
    "NU004",
    "The units of a formula agree with each other and with its own.",
    "Единицы в формуле сходятся между собой и с её собственной.",
    (_formula("kept * maturity"),),
)
NU005 = Entry(
    "NU005",
    "A formula has a value for the inputs as they stand.",
    "У формулы есть значение при заданных входных числах.",
    (_formula("kept / (kept - kept)"),),
)
NU006 = Entry(
    "NU006",
    "The value of an input is within its range.",
    "Значение входного числа лежит в его диапазоне.",
    (Example(bad="    value: 10\n    unit: user / day", good="    value: 1000000\n    unit: user / day", where=CASE),),
)
NU009 = Entry(
    "NU009",
    "A unit is one that the build knows.",
    "Сборка знает каждую единицу.",
    (Example(bad="    unit: usr / day", good="    unit: user / day", where=CASE),),
)
CS019 = Entry(
    "CS019",
    "Everything that a case's scaffold asked for has been written.",
    "Всё, что просила написать заготовка кейса, написано.",
    (
        Example(
            bad='title: {en: "fill: the system in a few words"}', good="title: {en: A queue of requests}", where=CASE
        ),
        Example(bad="difficulty: 3 # fill: 1 to 5", good="difficulty: 2", where=CASE),
    ),
)

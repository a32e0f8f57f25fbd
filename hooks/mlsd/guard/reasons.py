"""Why a rule is there, where its own line and what its family is for do not say it."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, dict[str, str]]] = {
    "FM002": {
        "en": "A mistyped key is ignored without a word, and the page lacks what its author believes it says.",
        "ru": "Ключ с опечаткой молча не действует, и странице не хватает того, что автор считает сказанным.",
    },
    "FM005": {
        "en": "What is said twice drifts apart: the catalog would show one title and the page another.",
        "ru": "Сказанное дважды расходится: в каталоге был бы один заголовок, на странице другой.",
    },
    "FM006": {
        "en": "Of two things at one address readers get one, and whoever follows an old link gets the wrong one.",
        "ru": "Из двух страниц по одному адресу читатель увидит одну, а пришедший по старой ссылке — не ту.",
    },
    "ST004": {
        "en": "The id is the section's address and the key under which readers' ticks are saved. One made from the words would change with them and differ between the languages.",
        "ru": "Идентификатор — адрес раздела и ключ, под которым сохраняются отметки. Сделанный из слов, он менялся бы вместе с ними и в двух языках был бы разным.",
    },
    "ST009": {
        "en": "An item without its reason is a word to memorize, and the tick in the box belongs to the reader.",
        "ru": "Пункт без причины можно только заучить, а галочку ставит читатель.",
    },
    "ST012": {
        "en": "Screen readers list the headings as a tree; a skipped level is a hole in it.",
        "ru": "Программы чтения с экрана показывают заголовки деревом; пропущенный уровень — дыра в нём.",
    },
    "ST013": {
        "en": "The site's Markdown ends the list there, and the rest of the item falls out of it without a word.",
        "ru": "Markdown сайта на этом месте закрывает список, и остаток пункта молча выпадает из него.",
    },
    "ST016": {
        "en": "Readers recognize a section by its heading. Other words are allowed, but somebody should look at them.",
        "ru": "Читатель узнаёт раздел по словам. Другие тоже допустимы, но пусть на них кто-нибудь взглянет.",
    },
    "ST018": {
        "en": "Otherwise it is read as a part of the paragraph above, and the page loses its list or its table.",
        "ru": "Иначе это читается как продолжение абзаца, и страница теряет список или таблицу.",
    },
    "ST021": {
        "en": "Whoever cannot see the drawing gets the words instead, and so does search.",
        "ru": "Кто не видит рисунка, получит слова; поиск тоже.",
    },
    "ST030": {
        "en": "Others link to it, and readers' ticks are kept under it.",
        "ru": "На него ссылаются, и под ним хранятся отметки читателей.",
    },
    "PR003": {
        "en": "Whoever switches the language in the middle of a page should land at the same place.",
        "ru": "Кто посреди страницы сменил язык, должен оказаться на том же месте.",
    },
    "PR006": {
        "en": "Readers should know that the other language has gone ahead. It is a notice: a red build would only make people stop translating.",
        "ru": "Читателю стоит знать, что другой язык ушёл вперёд. Сборка от этого не падает: иначе переводить просто перестанут.",
    },
    "PR008": {
        "en": "The interviewer's page is half of a case: without it nobody can run the interview.",
        "ru": "Страница интервьюера — половина кейса: без неё интервью не провести.",
    },
    "PR009": {
        "en": "Where a text is missing, the page shows the other language in the middle of its own.",
        "ru": "Где текста нет, страница показывает посреди своего языка чужой.",
    },
    "PR015": {
        "en": "A name of a field or a command that differs between the languages is wrong in one of them, and nobody reads both.",
        "ru": "Если имя поля или команда в двух языках разные, в одном из них ошибка, а оба языка не читает никто.",
    },
    "PR016": {
        "en": "A paragraph that was lost in a translation leaves no trace on the page, and only the other language shows that it is missing.",
        "ru": "Потерянный при переводе абзац следа на странице не оставляет: что его нет, видно только по другому языку.",
    },
    "ST031": {
        "en": "The menu, search and shared links show the title: whoever follows them should see that they have arrived.",
        "ru": "Меню, поиск и ссылки показывают название: кто по ним пришёл, должен увидеть, что пришёл куда хотел.",
    },
    "ST032": {
        "en": "Screen readers and the list of contents know headings only, and nobody can link to bold words.",
        "ru": "Программы чтения с экрана и оглавление знают только заголовки, и на выделенные слова нельзя сослаться.",
    },
    "LN003": {
        "en": "Whoever follows it is in the other language without having asked for it.",
        "ru": "Тот, кто по ней пойдёт, окажется на другом языке, хотя об этом не просил.",
    },
    "LN004": {
        "en": "A site may be published under a path, as on GitHub Pages, where the root belongs to somebody else.",
        "ru": "Сайт может стоять не в корне, как на GitHub Pages, где корень чужой.",
    },
    "LN009": {
        "en": "They tell a third party where its readers come from, and the address changes with every campaign.",
        "ru": "Они рассказывают третьей стороне, откуда пришёл читатель, и меняются с каждой кампанией.",
    },
    "CS010": {
        "en": "Offline the model looks excellent; online the value is not there when it is asked for.",
        "ru": "Офлайн модель выглядит прекрасно, а онлайн в момент запроса значения ещё нет.",
    },
    "CS011": {
        "en": "A metric that serves nothing decides nothing; a goal without a metric can be neither met nor missed.",
        "ru": "Метрика, которая ничему не служит, ничего не решает; цель без метрики нельзя ни достичь, ни провалить.",
    },
    "CS012": {
        "en": "A guardrail that nobody watches is a wish.",
        "ru": "Защитная метрика, на которую никто не смотрит, — пожелание.",
    },
    "CS013": {
        "en": "A budget that its stages cannot meet is a design that does not work, and their sum is what an interviewer checks first.",
        "ru": "Если этапы не укладываются в бюджет, решение не работает, а сумму интервьюер проверяет первой.",
    },
    "CS014": {
        "en": "Dropping negatives multiplies the odds, and whoever reads the score as a probability overpays.",
        "ru": "Отброшенные негативы умножают шансы, и кто читает скор как вероятность, переплачивает.",
    },
    "CS015": {
        "en": "Young rows count as negative what has not happened yet, and the model learns to expect less.",
        "ru": "Молодые строки считают негативом то, что ещё не случилось, и модель учится ждать меньшего.",
    },
    "CS016": {
        "en": "A random split shows the model the very days that it is tested on.",
        "ru": "При случайном разбиении модель видит те самые дни, на которых её проверяют.",
    },
    "CS017": {
        "en": "A citation that leads nowhere cannot be checked.",
        "ru": "Ссылку, которая никуда не ведёт, не проверить.",
    },
    "CS018": {
        "en": "A source that nobody cites is decoration; a measured number without one is an assumption.",
        "ru": "Источник без ссылок — украшение, а измеренное число без источника — допущение.",
    },
    "CS020": {
        "en": "What a case leaves out without a word, a candidate who learned from it leaves out too.",
        "ru": "О чём кейс умолчал, то пропустит и кандидат, который по нему учился.",
    },
    "CS024": {
        "en": "The interviewer has the change from the data, and the answer stands on the page: one without the other is a question without its answer.",
        "ru": "Изменение интервьюер видит из данных, а ответ стоит на странице: одно без другого — вопрос без ответа.",
    },
    "CS025": {
        "en": "The interviewer has the change from the data, and the answer stands on the page: one without the other is a question without its answer.",
        "ru": "Изменение интервьюер видит из данных, а ответ стоит на странице: одно без другого — вопрос без ответа.",
    },
    "NU001": {
        "en": "The build computes formulas and runs nothing else, so it knows arithmetic, a few functions, and no other language.",
        "ru": "Формулы считает сборка и ничего больше не исполняет: она знает арифметику и несколько функций, других языков не знает.",
    },
    "NU002": {
        "en": "A name that nothing defines has no value, nor has anything that is computed from it.",
        "ru": "У имени, которого никто не определил, нет значения, как и у всего, что из него считают.",
    },
    "NU003": {
        "en": "A number that rests on itself never comes to a value.",
        "ru": "Число, которое опирается само на себя, не вычислить.",
    },
    "NU004": {
        "en": "Most errors on the back of an envelope are errors of units: a day's load read as a second's.",
        "ru": "Ошибки в прикидках чаще всего в единицах: суточную нагрузку прочли как секундную.",
    },
    "NU006": {
        "en": "Readers move the number within its range on the page, so it has to begin there.",
        "ru": "На странице читатель двигает число в его пределах, значит, начинать надо внутри.",
    },
    "NU007": {
        "en": "A number that decides nothing costs the reader's attention.",
        "ru": "Число, которое ничего не решает, отнимает у читателя внимание.",
    },
    "NU009": {
        "en": "Units are checked by what they mean, so the build has to know each of them.",
        "ru": "Единицы сверяются по смыслу, поэтому сборка должна знать каждую.",
    },
    "NU010": {
        "en": "A name that the case does not have would leave a hole in the sentence.",
        "ru": "Имя, которого в кейсе нет, оставило бы в предложении дыру.",
    },
    "NU013": {
        "en": "Readers will repeat the figure in an interview and be asked where it comes from.",
        "ru": "Читатель повторит это число на собеседовании, и его спросят, откуда оно.",
    },
    "NU017": {
        "en": "The reader would see `5 ms ms`, or the dollar sign twice.",
        "ru": "Читатель увидел бы «5 мс мс» или два знака доллара.",
    },
    "NU018": {
        "en": "The reader would see `5 ms ms`, or the dollar sign twice.",
        "ru": "Читатель увидел бы «5 мс мс» или два знака доллара.",
    },
    "NU019": {
        "en": "A number beside another unit is another number, wrong by as much as the units differ.",
        "ru": "Число при чужой единице — другое число: ошибка во столько раз, во сколько различаются единицы.",
    },
    "NU022": {
        "en": "Readers check the arithmetic that they are shown, and one false equation discredits the rest.",
        "ru": "Показанную арифметику читатель проверит, и одно неверное равенство подорвёт доверие к остальным.",
    },
    "TX011": {
        "en": "The word looks right, and neither search nor a screen reader knows it.",
        "ru": "Слово выглядит верно, но ни поиск, ни программа чтения с экрана его не узнают.",
    },
    "TX023": {
        "en": "Otherwise a line ends with the number and the next begins with its unit, or a preposition is left hanging.",
        "ru": "Иначе число остаётся в конце строки, а единица уходит на следующую, или повисает предлог.",
    },
    "TX030": {
        "en": "Two words for one notion make a reader look for a difference that is not there.",
        "ru": "Два слова для одного понятия заставляют искать разницу, которой нет.",
    },
    "TX039": {
        "en": "A reader who looks for the other half of a parenthesis has lost the sentence.",
        "ru": "Пока читатель ищет вторую половину скобки, он теряет фразу.",
    },
    "TX040": {
        "en": "A reader takes the small letter for the same sentence and reads it again.",
        "ru": "По маленькой букве читатель решает, что предложение продолжается, и перечитывает его.",
    },
    "TX041": {
        "en": "Whoever edits the text reads it, and so do the checks: a name in place of a sign hides it from both.",
        "ru": "Текст читает и тот, кто его правит, и проверки: имя вместо знака прячет его от обоих.",
    },
    "TX042": {
        "en": "It may have lost its end in a merge or in copying, and nobody else will notice.",
        "ru": "Возможно, конец пропал при слиянии или копировании, и больше этого никто не заметит.",
    },
    "SE001": {
        "en": "Raw HTML can load, track, and run, and it does not outlive a change of the site generator.",
        "ru": "HTML может загружать, следить и исполнять, а смену генератора сайта он не переживёт.",
    },
    "SE003": {
        "en": "`javascript:` and `data:` would run in the reader's browser as a part of the site.",
        "ru": "`javascript:` и `data:` исполнились бы в браузере читателя как часть сайта.",
    },
    "SE005": {
        "en": "An attribute can carry a script or a style; an id is all that a page needs.",
        "ru": "В атрибуте может оказаться скрипт или стиль; странице нужен только идентификатор.",
    },
    "SE007": {
        "en": "An SVG is a document that may hold scripts and load others.",
        "ru": "SVG — документ, в котором могут быть скрипты и чужие файлы.",
    },
    "SE008": {
        "en": "The texts of data go into tables, cards, and search, so they are words alone: markup would be printed as it is typed.",
        "ru": "Тексты данных попадают в таблицы, карточки и поиск, поэтому это только слова: разметка напечаталась бы как есть.",
    },
    "SE010": {
        "en": "The texts of data go into tables, cards, and search, so they are words alone: markup would be printed as it is typed.",
        "ru": "Тексты данных попадают в таблицы, карточки и поиск, поэтому это только слова: разметка напечаталась бы как есть.",
    },
}

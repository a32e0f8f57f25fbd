"""What the build draws on a case's pages from its data: dialogue, tables, budget, checks, score sheet."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from mlsd.model.case import Both, Case, CaseData, Check
from mlsd.model.framework import Framework
from mlsd.model.page import Page
from mlsd.model.site import Site
from mlsd.numbers.evaluate import program
from mlsd.numbers.expression import Steps
from mlsd.numbers.format import Style, nouns
from mlsd.numbers.units import unit
from mlsd.render.html import element, table, text
from mlsd.render.numbers import basis, in_text, parts, style_of, way_home, written
from mlsd.render.words import WORDS


class Sheet:
    """A case in one language, as its directives draw it."""

    def __init__(self, site: Site, case: Case, data: CaseData, language: str, home: str) -> None:
        """Open the case's data for a page in `language`; `home` is the way to the case's own page."""
        self.home = home
        self.framework: Framework | None = site.framework
        self.case = case
        self.data = data
        self.language = language
        self.words = WORDS[language]

    def say(self, both: Both) -> str:
        """Return a text of the case as HTML, with its numbers."""
        return in_text(both[self.language], self.case, self.language, self.home)

    def step_title(self, step_id: str) -> str:
        """Return the title of a step or of a slot of the clock."""
        if self.framework is None:
            return step_id
        slots = (*self.framework.clock.before, *self.framework.steps, *self.framework.clock.after)
        return next((text(slot.title[self.language]) for slot in slots if slot.id == step_id), step_id)


def _prompt(sheet: Sheet) -> str:
    return element("blockquote", element("p", sheet.say(sheet.data.prompt)), class_="prompt")


def _dialogue(sheet: Sheet) -> str:
    """Draw the exchanges of the first step; the others are for those who practise."""
    rows = []
    for exchange in sheet.data.dialogue:
        if exchange.step != "requirements":
            continue
        question = element("p", text(exchange.question[sheet.language][0]), class_="dialogue__question")
        answer = element("p", sheet.say(exchange.answer), class_="dialogue__answer")
        rows.append(element("li", question, answer, class_="dialogue__exchange", id=f"q-{exchange.id}"))
    return element("ol", *rows, class_="dialogue")


def _assumptions(sheet: Sheet) -> str:
    rows = []
    for name, item in sheet.data.inputs.items():
        named = f"{sheet.say(item.title)} {element('code', name)}"
        rows.append([named, _value(sheet, name), text(basis(sheet.case, item, sheet.language))])
    head = [sheet.words["quantity"], sheet.words["value"], sheet.words["basis"]]
    body = element(
        "details",
        element("summary", sheet.words["all_assumptions"]),
        table(head, rows, [f"n-{name}" for name in sheet.data.inputs]),
    )
    return body + _panel(sheet)


def _estimates(sheet: Sheet) -> str:
    rows = []
    for name, item in sheet.data.formulas.items():
        formula = element("code", escape(f"{name} = {item.formula}", quote=False))
        rows.append([sheet.say(item.title), _value(sheet, name), formula])
    head = [sheet.words["quantity"], sheet.words["value"], sheet.words["formula"]]
    body = table(head, rows, [f"n-{name}" for name in sheet.data.formulas])
    return element("details", element("summary", sheet.words["all_estimates"]), body)


def _value(sheet: Sheet, name: str) -> str:
    value = written(sheet.case, name, sheet.language)
    return element("span", text(value or "—"), class_="number-value", data_number=name)


def _panel(sheet: Sheet) -> str:
    """Draw the data that the live panel is made of; the panel itself needs the script, so nothing of it stands here.

    What the tables of the page say, such as what a number is called, the script reads there; what many numbers share is said once.
    """
    book = sheet.case.book
    styles: dict[Style, int] = {}
    numbers: dict[str, dict[str, object]] = {}
    for name, result in book.results.items():
        how = style_of(sheet.case, name, sheet.language)
        if how is None:
            continue
        numbers[name] = {"style": styles.setdefault(how, len(styles))}
        factor = unit(result.unit).factor
        if factor != 1:
            numbers[name]["factor"] = _short(factor)
        if result.steps:
            numbers[name]["program"] = _postfix(result.steps)
        if name in sheet.data.inputs:
            item = sheet.data.inputs[name]
            least, most = item.range
            numbers[name] |= {"value": _short(item.value), "range": [_short(least), _short(most)]}
            if item.is_detail:
                numbers[name]["is_detail"] = True
    checks = [
        {
            "id": check.id,
            "broken": parts(check.broken[sheet.language], sheet.case, sheet.language),
            "program": _postfix(book.checks[check.id][1]),
        }
        for check in sheet.data.checks
        if check.id in book.checks
    ]
    words = {
        key: sheet.words[key]
        for key in (
            "panel",
            "panel_details",
            "panel_reset",
            "panel_share",
            "panel_copied",
            "panel_hint",
            "holds",
            "broken",
        )
    }
    data = {
        "language": sheet.language,
        "styles": _differences([how.as_json() for how in styles]),
        "numbers": numbers,
        "checks": checks,
        "nouns": nouns(sheet.language),
        "words": words,
    }
    # `</` would end the script element.
    island = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="application/json" id="mlsd-numbers">{island}</script>' + element("div", id="mlsd-panel")


def _postfix(steps: Steps) -> str:
    """Return a program as one text, which is read faster and weighs less than a list."""
    return " ".join(part if isinstance(part, str) else str(_short(part)) for part in program(steps))


def _short(value: float) -> float:
    """Return a number without the decimals that it does not need."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _differences(styles: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return styles that say what differs from the first one only."""
    first = styles[0] if styles else {}
    return [*styles[:1], *({key: how[key] for key in how if how[key] != first[key]} for how in styles[1:])]


def _requirements(sheet: Sheet) -> str:
    rows = [[sheet.say(r.title), text(sheet.words[f"kind_{r.kind}"])] for r in sheet.data.requirements]
    return table([sheet.words["requirement"], sheet.words["kind"]], rows)


def _features(sheet: Sheet) -> str:
    head = [sheet.words[key] for key in ("feature", "source_event", "computed", "known")]
    rows = [
        [
            sheet.say(f.title),
            sheet.say(f.source_event),
            sheet.say(f.computed),
            text(sheet.words[f"available_{f.available}"]),
        ]
        for f in sheet.data.features
    ]
    return table(head, rows)


def _latency(sheet: Sheet) -> str:
    """Draw the budget as a bar of its stages above the table of the same."""
    latency = sheet.data.latency
    if latency is None:
        return ""
    results = sheet.case.book.results
    stages = [stage for stage in latency.stages if stage.value in results]
    budget = results.get(latency.budget)
    whole = max(sum(results[stage.value].base for stage in stages), budget.base if budget else 0) or 1
    bars = [
        element(
            "span",
            element("span", text(f"{results[stage.value].value:g}"), class_="latency__number"),
            class_="latency__stage",
            style=f"flex-grow:{results[stage.value].base / whole:.4f}",
            data_number=stage.value,
            data_title=stage.title[sheet.language],
            title=f"{stage.title[sheet.language]}: {written(sheet.case, stage.value, sheet.language)}",
        )
        for stage in stages
    ]
    label = ", ".join(
        f"{stage.title[sheet.language]} {written(sheet.case, stage.value, sheet.language)}" for stage in stages
    )
    bar = element("div", *bars, class_="latency", role="img", aria_label=label)
    head = [sheet.words["stage"], sheet.words["share_of_budget"], sheet.words["overrun"]]
    rows = [
        [sheet.say(stage.title), _value(sheet, stage.value), sheet.say(stage.overrun) if stage.overrun else "—"]
        for stage in stages
    ]
    return bar + table(head, rows, foot=[sheet.words["budget"], _value(sheet, latency.budget), ""])


def _metrics(sheet: Sheet) -> str:
    titles = {requirement.id: sheet.say(requirement.title) for requirement in sheet.data.requirements}
    rows = [
        [
            sheet.say(m.title),
            text(sheet.words[f"metric_{m.kind}"]),
            titles.get(m.serves, text(m.serves)),
            sheet.say(m.note) if m.note else "",
        ]
        for m in sheet.data.metrics
    ]
    return table([sheet.words[key] for key in ("metric", "kind", "serves", "note")], rows)


def _alerts(sheet: Sheet) -> str:
    titles = {metric.id: sheet.say(metric.title) for metric in sheet.data.metrics}
    rows = [
        [titles.get(a.metric, text(a.metric)), *(sheet.say(part) for part in (a.threshold, a.owner, a.action))]
        for a in sheet.data.alerts
    ]
    return table([sheet.words[key] for key in ("metric", "threshold", "owner", "action")], rows)


def _fallback(sheet: Sheet) -> str:
    steps = sheet.data.training.fallback if sheet.data.training else ()
    return element("ol", *(element("li", sheet.say(step)) for step in steps))


def _checks(sheet: Sheet) -> str:
    """Draw what the design rests on, and folded below it what the words of the pages rest on."""
    design = _check_list(sheet, [check for check in sheet.data.checks if check.guards == "design"])
    prose = [check for check in sheet.data.checks if check.guards == "prose"]
    if not prose:
        return design
    return design + element("details", element("summary", sheet.words["prose_checks"]), _check_list(sheet, prose))


def _check_list(sheet: Sheet, checks: list[Check]) -> str:
    items = []
    for check in checks:
        holds = sheet.case.book.checks.get(check.id, (True, ()))[0]
        verdict = sheet.words["holds"] if holds else sheet.words["broken"]
        note = "" if holds else ". " + sheet.say(check.broken)
        mark = element("strong", text(verdict), class_="check__verdict")
        items.append(
            element(
                "li",
                mark,
                " ",
                sheet.say(check.title),
                element("span", note, class_="check__broken"),
                data_check=check.id,
                class_="check",
            )
        )
    return element("ul", *items, class_="checks")


def _sources(sheet: Sheet) -> str:
    items = []
    for source in sheet.data.sources:
        authors = text(", ".join(source.authors[:3]) + (" et al." if len(source.authors) > 3 else ""))
        title = element("a", text(source.title), href=source.url)
        items.append(
            element(
                "li",
                f"{authors.rstrip('.')}. {title}, {source.year}. ",
                sheet.say(source.taken),
                id=f"source-{source.id}",
            )
        )
    return element("ol", *items, class_="sources")


def _withhold(sheet: Sheet) -> str:
    return element("ul", *(element("li", sheet.say(entry)) for entry in sheet.data.withhold))


def _facts(sheet: Sheet) -> str:
    """Draw all exchanges as facts to give if asked, with the step they belong to."""
    rows = []
    for exchange in sheet.data.dialogue:
        question = text(exchange.question[sheet.language][0])
        rows.append(
            [
                element("strong", question) if exchange.important else question,
                sheet.say(exchange.answer),
                sheet.step_title(exchange.step),
            ]
        )
    return table([sheet.words[key] for key in ("if_asked", "answer", "step")], rows)


def _hints(sheet: Sheet) -> str:
    rows = [
        [sheet.step_title(h.step), *(sheet.say(part) for part in (h.weak, h.medium, h.strong))]
        for h in sheet.data.hints
    ]
    return table([sheet.words[key] for key in ("step", "hint_weak", "hint_medium", "hint_strong")], rows)


def _minutes(sheet: Sheet) -> str:
    rows = [[f"{m.from_}–{m.to}", sheet.step_title(m.step), sheet.say(m.do)] for m in sheet.data.minutes]
    return table([sheet.words[key] for key in ("minute", "step", "interviewer_does")], rows)


def _score(sheet: Sheet) -> str:
    rows = [[sheet.step_title(s.step), *(sheet.say(anchor) for anchor in s.anchors)] for s in sheet.data.score]
    return element("div", table([sheet.words["step"], "1", "2", "3", "4"], rows), class_="rubric")


DRAWINGS: dict[str, Callable[[Sheet], str]] = {
    "alerts": _alerts,
    "assumptions": _assumptions,
    "checks": _checks,
    "dialogue": _dialogue,
    "estimates": _estimates,
    "facts": _facts,
    "fallback": _fallback,
    "features": _features,
    "hints": _hints,
    "latency": _latency,
    "metrics": _metrics,
    "minutes": _minutes,
    "prompt": _prompt,
    "requirements": _requirements,
    "score": _score,
    "sources": _sources,
    "withhold": _withhold,
}


def draw(name: str, site: Site, page: Page) -> str | None:
    """Return what a directive draws on a case's page; None where there is nothing to draw from."""
    case = site.case(page)
    drawing = DRAWINGS.get(name)
    if drawing is None or case is None or case.data is None or page.language is None:
        return None
    return drawing(Sheet(site, case, case.data, page.language, way_home(page, case)))

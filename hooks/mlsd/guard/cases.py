"""CS and NU: what a case's data says, held against itself and against its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from mlsd.guard.example import CASE, CASE_PAGE, EN, Example
from mlsd.guard.numbers import is_without_data, unit_said_twice
from mlsd.guard.parity import figures_apart, odd_figures
from mlsd.guard.rule import Hit, case_rule, rule
from mlsd.model.case import Case, CaseData, Latency
from mlsd.model.coverage import item_links
from mlsd.model.finding import Severity
from mlsd.model.framework import Titled
from mlsd.model.layout import Loss
from mlsd.model.page import NUMBER, Page
from mlsd.model.prose import Prose
from mlsd.model.site import CASE_DIRECTIVES, Kind, Site
from mlsd.model.yaml_source import Path
from mlsd.numbers.expression import ExpressionError, names, parse
from mlsd.numbers.format import form_hint, forms
from mlsd.numbers.units import CONSTANTS

_INITIALS = re.compile(r"(?:[A-ZА-ЯЁ]\.?-?){1,3}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# Numbers of the training that say how old a label is, or how long the training waits for it.
_WAITS = ("label_maturity", "retrain_every", "min_label_age")


@case_rule(
    "CS002",
    "Имя кейса — имя его папки, а то, что он называет, есть в `framework.yml`.",
    Example(bad="slug: queues", good="slug: queue", where=CASE),
    Example(bad="tasks: [rankin]", good="tasks: [ranking]", where=CASE),
)
def slug_differs(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The slug is the folder's name, and what the case names exists in `framework.yml`."""
    if data.slug != case.slug:
        yield Hit(case.line("slug"), f"the slug is `{data.slug}`, the folder `{case.slug}`: make them equal")
    if site.framework:
        tracks = [track.id for track in site.framework.tracks]
        if data.track not in tracks:
            yield Hit(case.line("track"), f"`{data.track}` is no track: name one of {', '.join(tracks)}")
        yield from _unknown(case, ("domain",), data.domain, "domain", site.framework.domains)
        for i, task in enumerate(data.tasks):
            yield from _unknown(case, ("tasks", i), task, "task", site.framework.tasks)
        steps = {step.id for step in site.framework.steps}
        slots = {slot.id for slot in (*site.framework.clock.before, *site.framework.clock.after)}
        for key in ("dialogue", "hints", "score", "minutes"):
            known = steps | slots if key == "minutes" else steps
            for i, record in enumerate(getattr(data, key)):
                if record.step not in known:
                    yield Hit(
                        case.line(key, i, "step"), f"`{record.step}` is no step: name one of {', '.join(sorted(known))}"
                    )


@case_rule(
    "CS003",
    "Один id стоит в своём списке один раз.",
    Example(bad="  - id: load\n    step: data\n", good="  - id: users\n    step: data\n", where=CASE),
)
def ids_twice(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """An id is in its list once."""
    for key in ("checks", "requirements", "features", "metrics", "sources", "dialogue", "flips"):
        seen: set[str] = set()
        for i, record in enumerate(getattr(data, key)):
            if record.id in seen:
                yield Hit(case.line(key, i, "id"), f"id `{record.id}` stands above already: choose another")
            seen.add(record.id)
    for i, task in enumerate(data.tasks):
        if task in data.tasks[:i]:
            yield Hit(case.line("tasks", i), f"`{task}` stands above already: take it out")


@case_rule(
    "CS030",
    "Два входных числа не называются одинаково, и у двух источников не один адрес.",
    Example(
        bad="    title: {en: the latency budget}\n    value: 20",
        good="    title: {en: the time to score}\n    value: 20",
        where=CASE,
    ),
)
def said_twice(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """No two inputs of a case have the same title, and no two sources the same address."""
    titles: dict[tuple[str | None, str | None], str] = {}
    for name, item in data.inputs.items():
        said = (item.title.ru, item.title.en)
        first = titles.setdefault(said, name)
        if first != name and not str(item.title.ru or item.title.en).startswith("fill:"):
            yield Hit(
                case.line("inputs", name, "title"),
                f"`{first}` has this title as well, and readers cannot tell them apart: say what `{name}` is",
            )
    addresses: dict[str, str] = {}
    for i, source in enumerate(data.sources):
        known = addresses.setdefault(source.url, source.id)
        if known != source.id:
            yield Hit(
                case.line("sources", i, "url"),
                f"`{known}` has this address already: cite that one, or fix the address",
            )


@case_rule(
    "CS010",
    "Каждый признак известен в момент предсказания.",
    Example(bad="    available: after", good="    available: before", where=CASE),
)
def feature_from_the_future(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every feature is known when the prediction is made."""
    for i, feature in enumerate(data.features):
        if feature.available == "after":
            yield Hit(
                case.line("features", i, "available"),
                f"`{feature.id}` is known only after the prediction: it leaks; take it out or delay it",
            )


@case_rule(
    "CS011",
    "Каждая метрика служит существующему требованию, и у каждой цели есть метрика.",
    Example(
        bad="  - {id: answered, kind: online, title: {en: answered requests}, serves: answer}",
        good="  - {id: answered, kind: online, title: {en: answered requests}, serves: answers}",
        where=CASE,
    ),
)
def metric_serves_nothing(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every metric serves a requirement that exists, and every goal is served by a metric."""
    known = [requirement.id for requirement in data.requirements]
    for i, metric in enumerate(data.metrics):
        if metric.serves not in known:
            yield Hit(
                case.line("metrics", i, "serves"),
                f"`{metric.id}` serves `{metric.serves}`, which is no requirement: name one of {', '.join(known)}",
            )
    served = {metric.serves for metric in data.metrics}
    for i, requirement in enumerate(data.requirements):
        if requirement.kind == "goal" and requirement.id not in served:
            yield Hit(case.line("requirements", i, "id"), f"no metric serves the goal `{requirement.id}`: add one")


@case_rule(
    "CS012",
    "У каждой защитной метрики есть алерт, и каждый алерт следит за существующей метрикой.",
    Example(bad="  - metric: sheds\n", good="  - metric: shed\n", where=CASE),
)
def guardrail_unwatched(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every guardrail has an alert, and every alert watches a metric that exists."""
    watched = {alert.metric for alert in data.alerts}
    for i, metric in enumerate(data.metrics):
        if metric.kind == "guardrail" and metric.id not in watched:
            yield Hit(
                case.line("metrics", i, "id"),
                f"the guardrail `{metric.id}` has no alert: add one with threshold, owner and action",
            )
    known = {metric.id for metric in data.metrics}
    for i, alert in enumerate(data.alerts):
        if alert.metric not in known:
            yield Hit(
                case.line("alerts", i, "metric"),
                f"`{alert.metric}` is not a metric of the case: add the metric or fix the name",
            )


@case_rule(
    "CS013",
    "Задержки этапов укладываются в бюджет.",
    Example(
        bad="    title: {en: the time to score}\n    value: 80",
        good="    title: {en: the time to score}\n    value: 20",
        where=CASE,
    ),
)
def latency_over_budget(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The stages' latencies fit the budget."""
    if data.latency is None:
        return
    named = [(("latency", "budget"), data.latency.budget)]
    named += [(("latency", "stages", i, "value"), stage.value) for i, stage in enumerate(data.latency.stages)]  # type: ignore[misc]
    for where, name in named:
        if name not in data.inputs:
            yield Hit(case.line(*where), f"`{name}` is no input: a stage and the budget are inputs")
    seen: set[str] = set()
    for i, stage in enumerate(data.latency.stages):
        if stage.value in seen:
            yield Hit(
                case.line("latency", "stages", i, "value"), f"`{stage.value}` is a stage already: name another input"
            )
        seen.add(stage.value)
    share = _share_of_budget(case, data.latency)
    if share is not None and share > 1 + 1e-9:
        over = (share - 1) * 100
        yield Hit(
            case.line("latency", "stages"),
            f"the stages take {over:.0f}% more than the budget: shorten them or raise it",
        )


@case_rule(
    "CS031",
    "Этапы вместе дают весь бюджет задержки: запас — тоже этап.",
    Example(
        bad="    title: {en: the time to score}\n    value: 15",
        good="    title: {en: the time to score}\n    value: 20",
        where=CASE,
    ),
    severity=Severity.NOTICE,
)
def latency_left(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The stages make up the whole latency budget: a reserve is a stage as well."""
    share = _share_of_budget(case, data.latency) if data.latency else None
    if share is not None and share < 1 - 1e-9:
        yield Hit(
            case.line("latency", "stages"),
            f"the stages take {share * 100:.3g}% of the budget, and nothing is said of the rest: add the stage that is missing, or a reserve",
        )


def _share_of_budget(case: Case, latency: Latency) -> float | None:
    """Return what part of the latency budget the stages take; None where one of them has no value."""
    results = case.book.results
    budget = results.get(latency.budget)
    if budget is None or not budget.base or any(stage.value not in results for stage in latency.stages):
        return None
    return sum(results[stage.value].base for stage in latency.stages) / budget.base


@case_rule(
    "NU021",
    "В тексте данных на обоих языках одни и те же числа.",
    Example(
        bad='  taken: {en: "from 1,800 to 47 ms", ru: "с 1800 до 74 мс"}',
        good='  taken: {en: "from 1,800 to 74 ms", ru: "с 1800 до 74 мс"}',
        is_run=False,
        ru=(
            'taken: {en: "from 1,800 to 47 ms", ru: "с 1800 до 74 мс"}',
            'taken: {en: "from 1,800 to 74 ms", ru: "с 1800 до 74 мс"}',
        ),
    ),
    severity=Severity.NOTICE,
)
def figures_differ_in_data(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A text of the data has the same figures in both languages."""
    yield from odd_figures_in_data(site.prose(case.path))


def odd_figures_in_data(texts: Mapping[str, Sequence[Prose]]) -> Iterator[Hit]:
    """Yield what figures differ between the languages in the texts of a data file, which are given by language."""
    english, russian = (texts.get(language, ()) for language in ("en", "ru"))
    wholes = ["\n".join([run.text for run in runs]) for runs in (english, russian)]
    # What is not translated is told by others; where all figures are the same, none is looked at alone.
    if len(english) != len(russian):
        return
    apart = figures_apart(wholes[0], "en", wholes[1], "ru")
    if not any(apart):
        return
    for here, there in zip(english, russian, strict=True):
        odd = odd_figures(here.text, "en", there.text, "ru", apart)
        if odd:
            yield Hit(
                here.line(0), f"the figures of this text differ between the languages: {odd}; write the same in both"
            )


@case_rule(
    "CS033",
    "Число кейса не называется так, как число, которое есть у формул само: `one_day`, `one_request`.",
    Example(
        bad="inputs:\n  one_user:\n    title: {en: one user}\n    value: 1\n    unit: user\n    range: [1, 1]\n    basis: assumption\n",
        good="inputs:\n",
        where=CASE,
    ),
)
def name_taken(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A number of a case is not named as one that formulas have by themselves: `one_day`, `one_request`."""
    for key, given in (("inputs", data.inputs), ("formulas", data.formulas)):
        for name in given:
            if name in CONSTANTS:
                said = f"`{name}` is one `{CONSTANTS[name]}` in every formula, whatever stands here"
                yield Hit(case.line(key, name), f"{said}: take this out, or give it another name")


@case_rule(
    "CS032",
    "Автор источника назван так, как его цитируют: сначала имя или инициалы, в конце фамилия.",
    Example(
        bad="    authors: [Author A.]\n    title: Part one",
        good="    authors: [A. Author]\n    title: Part one",
        where=CASE,
    ),
)
def author_turned(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """An author of a source is named as citations need it: the given name or its initials first, the family name last."""
    for i, source in enumerate(data.sources):
        for j, author in enumerate(source.authors):
            *names, last = author.split() or [""]
            if author.startswith("fill:"):
                continue
            if "," in author or (names and _INITIALS.fullmatch(last)):
                turned = " ".join([last, *names]).replace(",", "")
                yield Hit(
                    case.line("sources", i, "authors", j),
                    f"`{author}` would be cited by the last word: write the family name last, as in `{turned}`",
                )


@case_rule(
    "CS014",
    "Там, где негативы прорежены, скоры калибруют заново.",
    Example(bad="  recalibration: null", good="  recalibration: corrected", where=CASE),
)
def sampling_uncorrected(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Where negatives are sampled, the scores are recalibrated."""
    training = data.training
    if training is None or training.negative_rate is None:
        return
    rate = case.book.results.get(training.negative_rate)
    if rate is None:
        if case.entry(training.negative_rate) is None:
            yield Hit(
                case.line("training", "negative_rate"),
                f"`{training.negative_rate}` is no number of the case: name the input",
            )
    elif rate.base < 1 and training.recalibration is None:
        yield Hit(
            case.line("training", "negative_rate"),
            "negatives are sampled, so scores are no probabilities: name the formula of the correction in `recalibration`",
        )
    elif training.recalibration is not None and training.recalibration not in data.formulas:
        yield Hit(
            case.line("training", "recalibration"), f"`{training.recalibration}` is no formula of the case: define it"
        )


@case_rule(
    "CS015",
    "Дообучение ждёт, пока созреют метки, или берёт строки достаточного возраста.",
    Example(
        bad="    title: {en: the time between trainings}\n    value: 12",
        good="    title: {en: the time between trainings}\n    value: 48",
        where=CASE,
    ),
)
def labels_immature(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Retraining waits for labels to mature, or takes rows that are old enough."""
    training = data.training
    if training is None:
        return
    found = {}
    for key in _WAITS:
        name = getattr(training, key)
        if name is None:
            continue
        if case.entry(name) is None:
            yield Hit(case.line("training", key), f"`{name}` is no number of the case: name the input")
        elif result := case.book.results.get(name):
            found[key] = result.base
    key = "min_label_age" if training.min_label_age else "retrain_every"
    if {key, "label_maturity"} <= found.keys() and found[key] < found["label_maturity"] * (1 - 1e-9):
        yield Hit(
            case.line("training", key),
            "the model is trained on labels that are not mature: if it leaves young rows out, name the age of the youngest that it takes "
            "in `min_label_age`; else raise `retrain_every`, or correct young rows, say so on the page, "
            "and let `label_maturity` be the wait that is left",
        )


@case_rule(
    "CS016",
    "Данные со временем делят по времени.",
    Example(bad="  split: random", good="  split: time", where=CASE),
)
def split_mixes_times(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Data that has time is split by time."""
    if data.training and data.training.has_time and data.training.split == "random":
        yield Hit(case.line("training", "split"), "a random split lets the future into training: split by `time`")


@case_rule(
    "CS018",
    "На каждый источник ссылается страница или входное число, а измеренное число называет свой источник.",
    Example(
        bad="    range: [1000, 10000000]\n    basis: measured\n",
        good="    range: [1000, 10000000]\n    basis: assumption\n",
        where=CASE,
    ),
)
def source_unused(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every source is used on a page or by an input, and a measured input names its source."""
    used = {citation.id for page in site.case_pages(case.slug) for citation in page.citations}
    used |= {item.source for item in data.inputs.values() if item.source}
    used |= {cited for text in case.marked for cited in text.cited}
    is_written = not any(page.fills for page in site.case_pages(case.slug))
    for i, source in enumerate(data.sources):
        if source.id not in used and is_written:
            yield Hit(
                case.line("sources", i, "id"),
                f"nobody cites `{source.id}`: cite it as `[@{source.id}]`, or take it out",
            )
        said = source.id[-4:]
        if source.id[-5:-4] == "-" and said.isdigit() and int(said) != source.year:
            yield Hit(
                case.line("sources", i, "year"),
                f"`{source.id}` says {said} and its year {source.year}: make them equal",
            )
    known = {source.id for source in data.sources}
    for name, item in data.inputs.items():
        if item.source and item.source not in known:
            yield Hit(case.line("inputs", name, "source"), f"`{item.source}` is not among the sources: add it there")
        if item.basis != "assumption" and item.source is None:
            yield Hit(
                case.line("inputs", name, "basis"),
                f"`{name}` is {item.basis}, so it has a `source`: name it, or call it an assumption",
            )


@case_rule(
    "CS021",
    "Неприменимым называют пункт, который есть во фреймворке.",
    Example(
        bad="not_applicable:\n  - {item: data.leak, reason: {en: Nothing is predicted.}}",
        good="not_applicable: []",
        where=CASE,
    ),
)
def not_applicable_unknown(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """What is called not applicable is an item of `framework.yml`."""
    if site.framework is None:
        return
    known = {f"{step.id}.{item.id}" for step in site.framework.steps for item in step.items}
    for i, entry in enumerate(data.not_applicable):
        if entry.item not in known:
            yield Hit(
                case.line("not_applicable", i, "item"),
                f"`{entry.item}` is no checklist item: write it as `step.item-id`",
            )


@case_rule(
    "NU007",
    "Каждое входное число нужно формуле, проверке, странице или другой части кейса.",
    Example(
        bad="inputs:\n  spare:\n    title: {en: spare replicas}\n    value: 2\n    unit: dimensionless\n    range: [1, 9]\n    basis: assumption\n",
        good="inputs:\n",
        where=CASE,
    ),
)
def input_unused(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every input is used by a formula, a check, a page, or another part of the case."""
    used = {mark.name for page in site.case_pages(case.slug) for mark in page.numbers if mark.slug is None}
    used |= {mark.name for text in case.marked for mark in text.numbers}
    for name, item in data.formulas.items():
        result = case.book.results.get(name)
        used |= set(result.uses) if result else _names(item.formula)
    for check in data.checks:
        used |= case.book.compared.get(check.formula) or _names(check.formula)
    if data.latency:
        used |= {data.latency.budget, *(stage.value for stage in data.latency.stages)}
    if data.training:
        used |= {str(getattr(data.training, key)) for key in ("negative_rate", *_WAITS)}
    unused = [name for name in data.inputs if name not in used and name not in CONSTANTS]
    # The other pages are looked at last: there are many, and few cases need that.
    mentioned = site.mentions(case.slug) if unused else ()
    for name in unused:
        if name not in mentioned:
            yield Hit(
                case.line("inputs", name),
                f"nobody uses `{name}`: print it on a page, use it in a formula, or take it out",
            )


@case_rule(
    "NU012",
    "Число, которое печатают тексты кейса, — его входное число или формула, а ссылка ведёт к одному из его источников.",
    Example(bad='prompt: {en: "Design a queue for {{ lod }}."}', good="prompt: {en: Design a queue.}", where=CASE),
)
def text_unknown_number(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A number that a text of the case prints is one of its inputs or formulas, and a citation names one of its sources."""
    sources = {source.id for source in data.sources}
    for text in case.marked:
        for mark in text.numbers:
            if case.entry(mark.name) is None:
                near = get_close_matches(mark.name, [*data.inputs, *data.formulas], n=1)
                hint = f"did you mean `{near[0]}`?" if near else "define it among inputs or formulas"
                yield Hit(text.line, f"`{mark.name}` is not a number of this case: {hint}")
            if mark.form and mark.form not in forms():
                yield Hit(text.line, f"`{mark.form}` is not a form of a number: {form_hint(mark.form)}")
        for cited in text.cited:
            if cited not in sources:
                yield Hit(text.line, f"`{cited}` is not among the sources: add it there")


@case_rule(
    "NU018",
    "В текстах кейса за числом не повторена единица, которую печатает сборка.",
    Example(
        bad='prompt: {en: "Design a queue for {{ load }} requests per second."}',
        good="prompt: {en: Design a queue.}",
        where=CASE,
    ),
)
def text_unit_twice(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """In the texts of a case, a number is not followed by the unit that the build prints with it."""
    for text in case.marked:
        for mark in text.numbers:
            if text.language and mark.beside and (message := unit_said_twice(case, mark, text.language)):
                yield Hit(text.line, message)


@case_rule(
    "NU015",
    "Симуляция кейса посчитана на его нынешних входных числах.",
    Example(
        bad={"docs/cases/queue/lab.json": '{"inputs": {"requests_per_user": 1}}'},
        good={"docs/cases/queue/lab.json": '{"inputs": {"requests_per_user": 10}}'},
    ),
)
def lab_outdated(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """A case's simulation was run on its current inputs."""
    for name, value in _simulated(site.read(f"docs/cases/{case.slug}/lab.json")).items():
        if name in data.inputs and data.inputs[name].value != value:
            message = f"`lab.json` was computed with {value:g}: run `make lab`, then bring the figures of the lab's section up to date"
            yield Hit(case.line("inputs", name, "value"), message)


def _simulated(raw: bytes | None) -> dict[str, float]:
    """Return the inputs that a simulation says it was run on."""
    try:
        inputs = json.loads(raw or b"{}").get("inputs", {})
        return {str(name): float(value) for name, value in inputs.items()}
    except (AttributeError, RecursionError, TypeError, ValueError):
        return {}


@case_rule(
    "NU008",
    "Каждая проверка верна на числах самого кейса.",
    Example(
        bad="    formula: kept >= maturity / retraining", good="    formula: kept <= maturity / retraining", where=CASE
    ),
)
def check_broken(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """Every check holds with the case's own numbers."""
    for i, check in enumerate(data.checks):
        holds = case.book.checks.get(check.id)
        if holds is not None and not holds[0]:
            words = NUMBER.sub(lambda match: match["name"], check.broken["en"])
            yield Hit(case.line("checks", i, "formula"), f"the check `{check.id}` does not hold: {words}")


@rule(
    "CS017",
    "Ссылка на источник называет один из источников кейса.",
    Example(bad="A queue grows [@nobody-2020].", good="A queue grows [@one-2015].", where=CASE_PAGE),
    Example(bad="A queue grows [one-2015].", good="A queue grows [@one-2015].", where=CASE_PAGE),
)
def source_unknown(site: Site, page: Page) -> Iterator[Hit]:
    """A citation names a source of the case."""
    case = site.case(page)
    if is_without_data(site, page) or (case is not None and case.data is None):
        return
    known = {source.id for source in case.data.sources} if case and case.data else set()
    for citation in page.citations:
        if citation.id not in known:
            where = case.path if case else "a case"
            near = get_close_matches(citation.id, sorted(known), n=1)
            hint = f"did you mean `{near[0]}`?" if near else "add it there, or fix the id"
            yield Hit(citation.line, f"`{citation.id}` is not among the sources of {where}: {hint}")
    for slip in page.slips:
        if slip.kind is Loss.CITATION and slip.text in known:
            yield Hit(slip.line, f"`{slip.text}` is a source, and this does not cite it: write `[@{slip.text}]`")


@rule(
    "CS020",
    "Кейс разбирает каждый пункт шага с пометкой `core` или `seed`: ссылка на него стоит в разделе этого шага, или сказано, почему он неприменим.",
    Example(bad="and nothing leaks", good="and nothing [leaks](../../framework/data.en.md#leakage)", where=CASE_PAGE),
)
def item_uncovered(site: Site, page: Page) -> Iterator[Hit]:
    """A case covers every `core` and `seed` item of a step with a link in that step's section, or says why it does not apply."""
    case = site.case(page)
    if site.slot(page).kind is not Kind.CASE or case is None or case.data is None or site.framework is None:
        return
    covered, astray = _linked_items(page)
    excused = {entry.item for entry in case.data.not_applicable}
    for step in site.framework.steps:
        section = page.section(step.id)
        for item in step.items:
            wanted = item.is_core or item.is_seed or item.track == case.data.track
            name = f"{step.id}.{item.id}"
            if item.track not in (None, case.data.track) or not wanted or section is None:
                continue
            if name not in covered and name not in excused:
                link = f"../../framework/{step.id}.{page.language}.md#{item.id}"
                remedy = f"link `{link}` where it is, or add it to `not_applicable`"
                if name in astray:
                    remedy = f"move the link of line {astray[name]} into this section, `{step.id}`"
                yield Hit(section.heading.line, f"`{item.id}` is not covered: {remedy}")
            elif name in covered and name in excused:
                yield Hit(
                    covered[name], f"`{item.id}` has a link here, and stands in `not_applicable`: take it out of one"
                )


def _linked_items(page: Page) -> tuple[dict[str, int], dict[str, int]]:
    """Return the lines of the links to checklist items: of those in their step's section, and of those elsewhere."""
    covered: dict[str, int] = {}
    astray: dict[str, int] = {}
    for link in item_links(page):
        (covered if link.is_at_home else astray).setdefault(link.item, link.line)
    return covered, astray


@rule(
    "CS022",
    "То, что сборка рисует по данным кейса, стоит на странице кейса, у которого есть данные.",
    Example(bad={EN: "<!-- mlsd:facts -->"}, good={CASE_PAGE: "<!-- mlsd:facts -->"}),
)
def case_directive_astray(site: Site, page: Page) -> Iterator[Hit]:
    """What the build draws from a case's data is on a page of a case that has data."""
    if is_without_data(site, page):
        return
    case = site.case(page)
    for directive in page.directives:
        if directive.name in CASE_DIRECTIVES and case is None:
            yield Hit(
                directive.line,
                f"`mlsd:{directive.name}` draws from a case's data: it belongs on the page of a case with a case.yml",
            )


def _unknown(case: Case, where: Path, name: str, kind: str, known: Iterable[Titled]) -> Iterator[Hit]:
    """Yield what to do about a name that the framework's list does not have."""
    ids = [each.id for each in known]
    if name not in ids:
        near = get_close_matches(name, ids, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"name one of {', '.join(ids)},"
        yield Hit(
            case.line(*where),
            f"`{name}` is no {kind}: {hint} or add it to `{kind}s` of framework.yml in both languages",
        )


def _names(text: str) -> set[str]:
    for is_check in (False, True):
        try:
            return set(names(parse(text, is_check=is_check)))
        except ExpressionError:
            continue
    # What is wrong with it has been said there; that it uses what it names is plain nevertheless.
    return set(_NAME.findall(text))

"""The page of all rules, each with what breaks it and what keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mlsd.render.html import element, text
from mlsd.render.words import WORDS

Fragment = str | Mapping[str, str]

# What is not seen is shown by a sign.
_NBSP, _SPACE = "\u00a0", "␣"


class Example(Protocol):
    """A fragment that breaks a rule and one that keeps it; `ru` tells in Russian what is told in words."""

    @property
    def bad(self) -> Fragment: ...  # noqa: D102
    @property
    def good(self) -> Fragment: ...  # noqa: D102
    @property
    def where(self) -> str: ...  # noqa: D102
    @property
    def is_run(self) -> bool: ...  # noqa: D102
    @property
    def ru(self) -> tuple[str, str] | None: ...  # noqa: D102


class Rule(Protocol):
    """What is known of a code."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def summary(self) -> str: ...  # noqa: D102
    @property
    def summary_ru(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def fixes(self) -> bool: ...  # noqa: D102
    @property
    def examples(self) -> Sequence[Example]: ...  # noqa: D102


class Family(Protocol):
    """Rules whose codes begin alike."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def why(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def reasons(self) -> Mapping[str, Mapping[str, str]]: ...  # noqa: D102
    @property
    def entries(self) -> Sequence[Rule]: ...  # noqa: D102


def rule_list(families: Sequence[Family], language: str) -> str:
    """Return the rules by family, as Markdown whose headings the table of contents finds."""
    parts = []
    for family in families:
        parts.append(f"## {family.title[language]} {{ #{family.id.lower()} }}")
        parts.append(element("p", text(family.why[language])))
        parts += [_rule(rule, family.reasons.get(rule.code), language) for rule in family.entries]
    return "\n\n".join(parts)


def _rule(rule: Rule, reason: Mapping[str, str] | None, language: str) -> str:
    words = WORDS[language]
    summary = rule.summary_ru if language == "ru" else rule.summary
    head = element("h3", element("code", rule.code), " ", _said(summary), id=rule.code.lower(), class_="rule__head")
    notes = [words[f"severity_{rule.severity}"], *([words["rule_fixes"]] if rule.fixes else [])]
    note = element("p", text(" · ".join(notes)), class_="rule__note")
    why = element("p", _said(reason[language]), class_="rule__why") if reason else ""
    return element("div", head, note, why, *(_example(example, language) for example in rule.examples), class_="rule")


def _example(example: Example, language: str) -> str:
    words = WORDS[language]
    if not example.is_run:
        told = example.ru if language == "ru" and example.ru else (str(example.bad), str(example.good))
        sides = [element("p", _said(words)) for words in told]
    else:
        sides = [_code(example.bad, example.where), _code(example.good, example.where)]
    pair = [
        element("div", element("p", text(words[f"rule_{name}"]), class_="rule__label"), side, class_=f"rule__{name}")
        for name, side in zip(("bad", "good"), sides, strict=True)
    ]
    legend = (
        element("p", text(words["rule_space"]), class_="rule__note") if any(_SPACE in side for side in sides) else ""
    )
    return element("div", *pair, class_="rule__pair") + legend


def _code(fragment: Fragment, where: str) -> str:
    files = {where: fragment} if isinstance(fragment, str) else fragment
    return "".join(
        element("p", element("code", text(path)), class_="rule__where") + element("pre", element("code", _inert(code)))
        for path, code in files.items()
    )


def _said(summary: str) -> str:
    """Return a sentence with what stands in backticks as code."""
    return "".join(element("code", _inert(part)) if i % 2 else text(part) for i, part in enumerate(summary.split("`")))


def _inert(code: str) -> str:
    """Return text that stands on one line and that Markdown, whose fences are found before HTML is, does not read."""
    return (
        text(code.strip("\n"))
        .replace(_NBSP, _SPACE)
        .replace("`", "&#96;")
        .replace("~", "&#126;")
        .replace("\n", "&#10;")
    )

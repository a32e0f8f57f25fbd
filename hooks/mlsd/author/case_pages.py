"""The scaffold of a case's two pages: every section of the framework, explained in place."""

from __future__ import annotations

from collections.abc import Iterator

from mlsd.author.guide import Guide
from mlsd.model.framework import Framework, SectionSpec, Step

TRACK = "classic"

# What the build draws from the data, by the section where it belongs; under a heading of its own where a part is named.
DRAWN: dict[str, tuple[str, ...]] = {
    "prompt": ("prompt",),
    "requirements": ("dialogue", "requirements"),
    "envelope": ("assumptions", "estimates", "checks"),
    "data": ("features",),
    "evaluation": ("metrics",),
    "deployment": ("latency", "fallback"),
    "monitoring": ("alerts",),
    "sources": ("sources",),
    "withhold": ("withhold",),
    "facts": ("facts",),
    "hints": ("hints",),
    "minutes": ("minutes",),
    "score-sheet": ("score",),
    "brief": ("prompt",),
}
# Headings of level 3 in a section.
PARTS = {
    "requirements": ("envelope",),
    "whiteboard": ("two-minutes",),
    "find-the-mistake": ("review",),
    "withhold": ("facts",),
}
SOURCES_CITED_IN = "deep-dives"


def named_after(slug: str) -> str:
    """Return the title that a page begins with."""
    return slug.replace("-", " ").capitalize()


class Pages:
    """The two pages of a new case in one language."""

    def __init__(self, framework: Framework, slug: str, tier: str, sources: int, language: str) -> None:
        """Take what the pages are made from; `sources` is the number of sources that the data begins with."""
        self.framework = framework
        self.name = named_after(slug)
        self.tier = tier
        self.sources = sources
        self.language = language
        self.guide = Guide(language)

    def candidate(self) -> str:
        """Return the candidate's page."""
        blocks = [f"# {self.name}", self.guide.fill("page", "title")]
        for spec in self.framework.candidate_sections(self.tier):
            blocks += self._section(spec)
        return _joined(blocks)

    def interviewer(self) -> str:
        """Return the interviewer's page."""
        title = {"ru": "страница интервьюера", "en": "the interviewer's page"}[self.language]
        mark = self.guide.fill("page", "interviewer-title")
        blocks = [f"# {self.name}: {title}", mark, self.guide("page", "spoiler")]
        for spec in self.framework.interviewer_sections(self.tier):
            blocks += self._section(spec)
        return _joined(blocks)

    def _section(self, spec: SectionSpec) -> Iterator[str]:
        yield f"## {spec.title[self.language]} {{ #{spec.id} }}"
        step = self.framework.step(spec.id)
        explained = self.guide("sections", spec.id)
        is_first = step is self.framework.steps[0]
        yield f"<!-- fill: {explained} {self.guide('page', 'items')} -->" if is_first else f"<!-- fill: {explained} -->"
        yield from _drawn(spec.id)
        if step:
            yield self._items(step)
        yield from self._counted(spec)
        for part in PARTS.get(spec.id, ()):
            yield from self._part(part, spec)

    def _items(self, step: Step) -> str:
        """Return the items that a case covers, each as the link that covers it."""
        wanted = [item for item in step.items if item.track in (None, TRACK) and (item.is_core or item.is_seed)]
        page = f"../../framework/{step.id}.{self.language}.md"
        mark = self.guide.fill("page", "item")
        rows = [f"- [{i.title[self.language]}]({page}#{i.id}): {mark.format(item=i.id)}" for i in wanted]
        return "\n".join(rows)

    def _counted(self, spec: SectionSpec) -> Iterator[str]:
        """Yield as many headings, questions or rows as the framework asks for."""
        if not self.guide.knows("counted", spec.id):
            return
        mark = self.guide.fill("counted", spec.id, "fill")
        what = spec.counts.what if spec.counts else "subheadings"
        if what == "table_rows":
            yield self._levels(spec, mark)
            return
        least = spec.counts.least(self.tier) if spec.counts else 2
        for number in range(1, least + 1):
            title = self.guide("counted", spec.id, "title").format(n=number)
            if what == "details":
                yield f'??? question "{title}"\n\n    {mark}'
            else:
                yield f"### {title} {{ #{_heading_id(spec.id)}-{number} }}"
                yield mark
        if spec.id == SOURCES_CITED_IN:
            cited = " ".join(f"[@source-{number}]" for number in range(1, self.sources + 1))
            yield f"{cited} {self.guide.fill('page', 'cited')}"

    def _levels(self, spec: SectionSpec, mark: str) -> str:
        answer = {"ru": "Ответ", "en": "Answer"}[self.language]
        head = f"| {self.guide('counted', spec.id, 'title')} | {answer} |\n|---|---|\n"
        levels = self.framework.rubric.expectations
        return head + "\n".join(f"| {level.title[self.language]} | {mark} |" for level in levels)

    def _part(self, part: str, spec: SectionSpec) -> Iterator[str]:
        yield f"### {self.guide('parts', part, 'title')} {{ #{part} }}"
        yield self.guide.fill("parts", part, "fill")
        if self.guide.knows("parts", part, "text"):
            yield self.guide("parts", part, "text")
        if self.guide.knows("parts", part, "each"):
            least = spec.counts.least(self.tier) if spec.counts else 1
            mark = self.guide.fill("parts", part, "each")
            yield "\n".join(f"{number}. {mark.format(n=number)}" for number in range(1, least + 1))
        yield from _drawn(part)


def _drawn(place: str) -> Iterator[str]:
    yield from (f"<!-- mlsd:{name} -->" for name in DRAWN.get(place, ()))


def _heading_id(section: str) -> str:
    """Return the singular of a section's id: the headings in it are numbered."""
    return section.removesuffix("s")


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"

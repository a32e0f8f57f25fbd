"""ST: ids and pages that were released stay where they are, or say what replaces them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from mlsd.guard.example import Example
from mlsd.guard.rule import Entry, Hit, rule
from mlsd.model.addresses import page_url
from mlsd.model.finding import Finding
from mlsd.model.page import Page
from mlsd.model.released import PATH
from mlsd.model.site import DOCS, LANGUAGES, Site

FM012 = Entry(
    "FM012",
    "`released.yml` is well formed.",
    "У `released.yml` верная форма.",
    (Example(bad="page:\n  page:\n", good="pages:\n  page:\n", where=PATH),),
)


@rule(
    "ST030",
    "Опубликованный id остаётся на своей странице, или released.yml говорит, чем он заменён.",
    Example(bad="    - cost\n    - peak\n", good="    - costs\n    - peak\n", where=PATH),
    Example(bad="moved: {}", good="moved:\n  page#peak: page#costs", where=PATH),
)
def id_gone(site: Site, page: Page) -> Iterator[Hit]:
    """A released id stays on its page, or `released.yml` says what replaces it."""
    released = site.released
    ids = released.pages.get(page.name, ())
    present = site.anchors_at(page.path) if ids else None
    if present is None or present.issuperset(ids):
        return
    asked_for = _asked_for(site, page)
    for each in ids:
        if each in present or each in asked_for:
            continue
        moved = released.moved.get(f"{page.name}#{each}")
        if moved is None:
            near = get_close_matches(each, sorted(present), n=1)
            new = near[0] if near else "new-id"
            yield Hit(
                page.title_line,
                f"the released id `{each}` is gone, and readers' links with it: bring it back, or say in {PATH} under `moved:` "
                f"what replaces it, as in `{page.name}#{each}: {page.name}#{new}`",
            )


def _asked_for(site: Site, page: Page) -> set[str]:
    """Return the ids that other rules ask for: those of the contract, and of the headings that the other language has."""
    step = site.step(page)
    found = {spec.id for spec in site.sections(page)} | {item.id for item in (step.items if step else ())}
    for language in LANGUAGES:
        other = site.counterpart(page, language) if page.language and language != page.language else None
        if other and not other.is_cut:
            found |= {heading.id for heading in other.headings if heading.id}
    return found


def page_findings(site: Site) -> Iterator[Finding]:
    """Yield the released pages that are gone in all languages and that nothing replaces."""
    released = site.released
    for name in released.pages:
        if any(site.has(name, language) for language in LANGUAGES):
            continue
        moved = released.moved.get(name)
        line = released.lines.get(name, 1)
        if moved is None:
            yield Finding(
                PATH,
                line,
                "ST030",
                f"the released page {DOCS}/{name} is gone: bring it back, or say under `moved:` what replaces it, as in `{name}: other/page`, "
                f"and put `aliases: [/{page_url(name, LANGUAGES[0])}]` on that page",
            )
    for old, new in released.moved.items():
        written = [language for language in LANGUAGES if site.has(new.partition("#")[0], language)]
        lacking = [language for language in written if not _leads_somewhere(site, new, language)]
        if lacking or not written:
            where = f" in {' and '.join(f'`{language}`' for language in lacking)}" if lacking else ""
            message = f"`{new}` does not exist{where}: name a page, or an id that stands on it"
            yield Finding(PATH, released.lines.get(old, 1), "ST030", message)


def _leads_somewhere(site: Site, address: str, language: str | None) -> bool:
    name, _, anchor = address.partition("#")
    target = site.named(name, language or LANGUAGES[0])
    if target is None or not anchor:
        return target is not None
    present = site.anchors_at(target.path)
    return present is None or anchor in present

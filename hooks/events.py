"""MkDocs events → the package `mlsd`. The only file that knows MkDocs: a change of generator rewrites this one.

static-i18n builds each language by a build inside the build, so every event but the first comes once for each language; what is done once
is kept in `config.extra`, which lives as long as one whole build. MkDocs loads this module once for a whole `mkdocs serve`: restart it
after a change here or in the package.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mlsd.export.aliases import write_aliases
from mlsd.export.cards import cards_of, write_cards
from mlsd.export.feed import write_feeds
from mlsd.export.llms import write_llms
from mlsd.export.robots import write_robots
from mlsd.export.scaffolds import write_scaffolds
from mlsd.export.search import build_index, write_words
from mlsd.export.shared import shared
from mlsd.export.stylesheet import write_sheets
from mlsd.guard.check import check_site
from mlsd.guard.rulebook import FAMILIES
from mlsd.model.addresses import page_url, relative_url
from mlsd.model.finding import Severity
from mlsd.model.history import last_changes, last_commit
from mlsd.model.page import Page as Record
from mlsd.model.site import DOCS, Kind, Site, read_site
from mlsd.model.titles import front_of_case
from mlsd.render.abbreviations import link_abbreviations
from mlsd.render.checklist_marks import mark_core
from mlsd.render.credits import credits_of
from mlsd.render.directives import fill, fill_headings, ids
from mlsd.render.figures import draw_formulas, fence, lazy_pictures
from mlsd.render.frame import header_groups, page_frame
from mlsd.render.inert import show_tags
from mlsd.render.languages import alternates, home_switches, sitemap, switches
from mlsd.render.navigation import HOME, group_title, navigation
from mlsd.render.notice import notice
from mlsd.render.numbers import explain_once, hold_numbers, release_numbers
from mlsd.render.parts import in_parts
from mlsd.render.policy import add_policy
from mlsd.render.quotes import curl
from mlsd.render.released import keep_old_ids
from mlsd.render.safe_source import safe_source
from mlsd.render.tables import frame_tables
from mlsd.render.translations import stale_notice
from mlsd.render.words import WORDS

# Below `mkdocs`: a warning of such a logger is what the strict build counts.
log = logging.getLogger("mkdocs.mlsd")

_STATE = "mlsd"
GLOSSARY = "reference/glossary"
LONG = frozenset([Kind.STEP, Kind.CASE, Kind.INTERVIEWER])
THEME_INDEX = "search/search_index.json"
# The extension `toc` has one wording for all pages.
_PERMALINK = 'title="Permanent link"'


def _i18n(config: MkDocsConfig) -> Any:
    """Return static-i18n, which says what language is being built."""
    return config.plugins["i18n"]


def _language(file: Any) -> str:
    """Return the language of a file's text, which static-i18n notes on it."""
    return str(file.locale)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the content and report what the guard finds, once for both languages."""
    if _STATE not in config.extra:
        site = read_site(Path(config.config_file_path).parent)
        # MkDocs dates what it writes by it: the same content gives the same bytes, whenever it is built.
        os.environ.setdefault("SOURCE_DATE_EPOCH", last_commit(site.root))
        findings = check_site(site)
        for finding in findings:
            log.log(logging.INFO if finding.severity is Severity.NOTICE else logging.WARNING, "%s", finding)
        names = {entry.locale: entry.site_name or config.site_name for entry in config.plugins["i18n"].config.languages}
        changes = last_changes(site.root)
        config.extra[_STATE] = {"site": site, "findings": findings, "names": names, "changes": changes}
        config.extra[_STATE] |= {"templates": _Compiled(), "held": {}}
        _pass_over_icons(config.theme)
        # They go out in the file of the theme's own sheet.
        config.extra[_STATE]["sheets"] = list(config.extra_css)
        config.extra_css.clear()
        config.nav = navigation(site)
        fences = {"name": "mermaid", "class": "mermaid", "format": partial(fence, root=site.root)}
        config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = [fences]
        if not config.repo_url:
            config.edit_uri = None  # Without a repository there is nowhere to edit: no link instead of a broken one.
    return config


@event_priority(100)  # before static-i18n (-100) sorts the files by language: here those of all languages are seen
def _without_strays(files: Files, config: MkDocsConfig) -> Files:
    """Leave out pages that say no language: static-i18n would take them for Russian, or stop at a conflict."""
    pages = config.extra[_STATE]["site"].by_path
    for file in list(files.documentation_pages()):
        page = pages.get(f"{DOCS}/{file.src_uri}")
        if page is None or page.language is None:
            files.remove(file)
    return files


@event_priority(-110)  # after static-i18n (-100), which shows a page without a translation in the other language
def _without_fallbacks(files: Files, config: MkDocsConfig) -> Files:
    i18n = _i18n(config)
    for file in list(files.documentation_pages()):
        if _language(file) != i18n.current_language:
            files.remove(file)
    i18n.i18n_files_per_language[i18n.current_language] = files.documentation_pages()
    return files


on_files = CombinedEvent(_without_strays, _without_fallbacks)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Name the sections in the language that is being built."""
    language = _i18n(config).current_language
    for item in nav.items:
        if item.is_section:
            item.title = group_title(item.title, language)
        elif item.is_page and item.file.name == "index":
            item.title = HOME[language]
    return nav


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give MkDocs a text that it can build from, whatever bytes are in the file."""
    site = config.extra[_STATE]["site"]
    record = site.by_path.get(f"{DOCS}/{page.file.src_uri}")
    if record is None:
        return None
    return safe_source(record, Path(str(page.file.abs_src_path)).read_bytes(), front_of_case(site, record))


@event_priority(100)  # before static-i18n (50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in the numbers of the cases, and what brings headings."""
    # The search plugin is there for its box; on_post_build indexes the finished pages.
    page.meta["search"] = {"exclude": True}
    site = config.extra[_STATE]["site"]
    record = site.by_path[f"{DOCS}/{page.file.src_uri}"]
    text, held = hold_numbers(markdown, site, record)
    config.extra[_STATE]["held"][record.path] = held
    return fill_headings(text, site, record, FAMILIES)


def _filled(html: str, page: Page, site: Site, record: Record) -> str:
    """Fill the places that data fills: in the HTML, since Markdown would read all that is put in only to leave it as it is."""
    filled = fill(html, site, record, FAMILIES)
    if filled != html:
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ids(filled)}
    return filled


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Finish the page's HTML; show the page's findings on it (a strict build with errors fails, so no reader sees them)."""
    site = config.extra[_STATE]["site"]
    record = site.by_path[f"{DOCS}/{page.file.src_uri}"]
    language = _language(page.file)
    html = release_numbers(show_tags(html), config.extra[_STATE]["held"].pop(record.path, ()))
    html = _filled(draw_formulas(html), page, site, record)
    html = frame_tables(explain_once(html), language)
    if 'class="tabbed-set' in html:
        config.extra[_STATE]["tabs"] = True
    html = lazy_pictures(html, Path(str(page.file.abs_src_path)).parent)
    html = html.replace(_PERMALINK, f'title="{WORDS[language]["permalink"]}"')
    _show_titles(page.toc, language)
    step = site.step(record)
    if step:
        html = mark_core(html, step, language)
    if record.name != GLOSSARY:
        here, glossary = page_url(record.name, language), page_url(GLOSSARY, language)
        html = link_abbreviations(html, site.terms, language, relative_url(here, glossary))
    if site.slot(record).kind in LONG:
        html = in_parts(html)
    html = stale_notice(site, record) + keep_old_ids(html, site.released.old_ids(record.name))
    if language == "en":
        html = curl(html)
    if config.strict:
        return html
    return notice(config.extra[_STATE]["findings"], record, language) + html


def _show_titles(entries: Iterable[Any], language: str) -> None:
    """Show in the table of contents what was hidden from the parser."""
    for entry in entries:
        shown = show_tags(entry.title)
        entry.title = curl(shown) if language == "en" else shown
        _show_titles(entry.children, language)


class _Templates(FileSystemLoader):
    """The theme's templates without the folders whose names begin with a dot.

    MkDocs lists all files of the theme, once for each language, and throws these away: they are fourteen thousand icons. By their names they
    are found as before.
    """

    def list_templates(self) -> list[str]:
        """Return the names of the templates that may be files of the site."""
        found = set()
        for folder in self.searchpath:
            for inside, folders, names in os.walk(folder, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {Path(inside, name).relative_to(folder).as_posix() for name in names}
        return sorted(found)


def _pass_over_icons(theme: Theme) -> None:
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.loader = _Templates(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _Compiled(BytecodeCache):
    """The theme's templates, compiled once for both languages: each build makes an environment of its own."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what was compiled before; Jinja sees to it that the source is the same."""
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._codes[bucket.key] = bucket.bytecode_to_string()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Share the compiled templates among the languages."""
    env.bytecode_cache = config.extra[_STATE]["templates"]
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the templates the addresses of the page in each language, and what it says of itself."""
    state = config.extra[_STATE]
    site = state["site"]
    record = site.by_path[f"{DOCS}/{page.file.src_uri}"]
    context["alternates"] = alternates(site, record, config.site_url or "/")
    context["switches"] = switches(site, record)
    name = state["names"][record.language]
    address = str(page.canonical_url or "")
    context["credits"] = credits_of(site, record, config.repo_url, address)
    context["shared"] = shared(site, record, config.site_url or "/", name, state["changes"])
    context["words"] = WORDS[str(record.language)]
    context["place"] = page_frame(site, record, str(context["base_url"]))
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Let the header of `404.html`, which is served at any address, lead to the groups and home; list the pages for `sitemap.xml`."""
    state = config.extra[_STATE]
    base = str(context.get("base_url", ""))
    language = _i18n(config).current_language
    context["switches"] = home_switches(base)
    context["words"] = WORDS[language]
    context["groups"] = header_groups(state["site"], language, base)
    if template_name == "sitemap.xml":
        context["sitemap"] = sitemap(state["site"], config.site_url or "/", state["changes"])
    return context


@event_priority(-200)  # after all that writes into the page
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the content security policy; not while serving, where live reload puts in a script of its own at every change."""
    return add_policy(output, page.content or "") if config.strict else output


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Write what all languages share once: `404.html` in the first build, `sitemap.xml` in the last."""
    i18n = _i18n(config)
    owner = {"404.html": i18n.default_language, "sitemap.xml": i18n.build_languages[-1]}.get(template_name)
    if owner not in (None, i18n.current_language):
        return ""
    return add_policy(output) if config.strict and template_name.endswith(".html") else output


@event_priority(-200)  # after static-i18n (-100), which builds the other languages there
def on_post_build(config: MkDocsConfig) -> None:
    """Index the finished pages of all languages for search, and write what goes with them."""
    if _i18n(config).building:
        return
    to = Path(config.site_dir)
    (to / THEME_INDEX).unlink(missing_ok=True)  # Empty, and nothing asks for it.
    with suppress(OSError):
        (to / THEME_INDEX).parent.rmdir()
    site, names, address = config.extra[_STATE]["site"], config.extra[_STATE]["names"], config.site_url or "/"
    write_sheets(to, config.extra[_STATE]["sheets"], has_tabs="tabs" in config.extra[_STATE])
    write_words(site, to)
    problem = build_index(to, site.framework)  # before the pages at old addresses, which are no results
    if problem:
        log.warning("search does not work: %s", problem)
    write_aliases(site, to, address, add_policy if config.strict else str)
    write_cards(cards_of(site), site.root, to)
    write_feeds(site, to, address, names)
    write_llms(site, to, address, group_title)
    write_robots(to, address)
    write_scaffolds(site, to)

"""Search of the finished site: Pagefind's index, and the words that a misspelt query is corrected by.

Pagefind splits its index into files of which a browser fetches only those that a query needs, for each language of `<html lang>` apart.
The browser's side is `docs/assets/js/search.js`.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from pagefind_bin import get_executable

from mlsd.model.framework import Framework, Step
from mlsd.model.glossary import Term
from mlsd.model.site import LANGUAGES, Site

INDEX = "pagefind"
WORDS = "assets/search/words.{language}.json"
FRAMEWORK_PAGES = "framework"
SYNONYMS = "assets/search/synonyms.{language}.json"

# What stands in an article and is not its text.
_EXCLUDED = (".headerlink", ".md-content__button", ".mlsd-findings", ".panel", "script", ".task-list-core")
# What is copied from other pages is found there, and what breaks a rule is no content.
_COPIED = (".coverage", ".cheat-sheet", ".rule pre")
# The search boxes that come with the index, its worker, and its engine for unknown languages: nothing here loads them.
_UNUSED = ("pagefind-*.css", "pagefind-*.js", "wasm.unknown.pagefind")
_WORD = re.compile(r"[^\W\d_]{4,}")


def build_index(site: Path, framework: Framework | None) -> str | None:
    """Index the pages of a finished site, all languages at once, into its folder `pagefind`; return what went wrong, if anything did.

    Args:
        site: the folder of the site.
        framework: its steps and items, which say what readers may look for them by.

    """
    with TemporaryDirectory() as folder:
        # Pages only: `404.html` is no result.
        for page in site.rglob("index.html"):
            to = Path(folder) / page.relative_to(site)
            to.parent.mkdir(parents=True, exist_ok=True)
            step = framework.step(to.parent.name) if framework and to.parent.parent.name == FRAMEWORK_PAGES else None
            if step:
                to.write_text(_view(page.read_text("utf-8"), step), "utf-8")
            else:
                copyfile(page, to)
        options = ["--root-selector", "article", "--exclude-selectors", ", ".join((*_EXCLUDED, *_COPIED))]
        command = [str(get_executable()), "--quiet", "--site", folder, "--output-path", str(site / INDEX), *options]
        result = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
    entry = site / INDEX / "pagefind-entry.json"
    if result.returncode != 0 or not entry.is_file():
        return (result.stderr or result.stdout).strip() or "no index was written"
    # Pagefind writes the languages in a random order; two builds of one content are to be equal.
    entry.write_text(_json(json.loads(entry.read_text("utf-8"))), "utf-8")
    for pattern in _UNUSED:
        for path in entry.parent.glob(pattern):
            path.unlink()
    return None


_LANGUAGE = re.compile(r"<html[^>]* lang=\"(\w+)\"")
_ITEM = re.compile(r"<li class=\"task-list-item\" id=\"([\w-]+)\">(.*?)<label[^>]*>(.*?)</label>", re.DOTALL)
# Before each word that is there for search only: the browser's side leaves such words out of what it shows.
_UNSEEN = "\u2060"


def _view(html: str, step: Step | None) -> str:
    """Return a page, of a step or of none, as it is to be indexed.

    Pagefind passes over labels, and so over the text of all checklist items; here they are sections, under their short names. An item and
    a step are found by the other words for them, too.
    """
    found = _LANGUAGE.search(html)
    if found is None or step is None:
        return html
    language = found[1]
    items = {item.id: item for item in step.items}

    def section(match: re.Match[str]) -> str:
        item = items.get(match[1])
        if item is None:
            return match[0]
        heading = f'<h5 id="{item.id}">{escape(item.title[language])}</h5>{_unseen(item.also[language])}'
        return f'<li>{heading}{match[2]}<span data-pagefind-weight="2">{match[3]}</span>'

    return _ITEM.sub(section, html).replace("</h1>", f"</h1>{_unseen(step.also[language])}", 1)


def _unseen(words: tuple[str, ...]) -> str:
    shown = " ".join(f"{_UNSEEN}{word}" for word in " ".join(words).split())
    return f'<p data-pagefind-weight="4">{escape(shown)}</p>' if words else ""


def words(site: Site) -> dict[str, list[str]]:
    """Return the words of each language that a query is corrected to: those of the glossary's terms and of the pages' titles."""
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for page in site.pages:
        if page.language in texts:
            texts[page.language] += [heading.text for heading in page.headings if heading.level == 1]
    for language, found in texts.items():
        for term in site.terms:
            found += [term[language].term, term.abbreviation or ""]
    return {language: sorted(set(_WORD.findall(" ".join(found).lower()))) for language, found in texts.items()}


def synonyms(site: Site) -> dict[str, dict[str, list[str]]]:
    """Return the terms of each language, and what readers may type for them.

    That is what the glossary says that readers type, or pages are not to; and the term of the other language, which is said in an
    interview. A `*` at the end stands for any ending.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        called = {_main(term[language].term): set(_called(term, language)) for term in site.terms}
        found[language] = {
            name: sorted(words - {name.casefold()}) for name, words in called.items() if words - {name.casefold()}
        }
    return found


def _called(term: Term, language: str) -> Iterator[str]:
    others = (_main(term[other].term) for other in LANGUAGES if other != language)
    yield from (said.casefold() for said in (*others, *term[language].avoid, *term[language].also))


def _main(term: str) -> str:
    """Return a term without what stands behind it in brackets."""
    return re.sub(r" \(.*\)$", "", term)


def write_words(site: Site, to: Path) -> None:
    """Write the words of each language, and what else readers call them, into the site at `to`."""
    for name, found in ((WORDS, words(site)), (SYNONYMS, synonyms(site))):
        for language, value in found.items():
            path = to / name.format(language=language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_json(value), "utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

"""Search of the finished site: Pagefind's index, and the words that a misspelt query is corrected by.

Pagefind splits its index into files of which a browser fetches only those that a query needs, for each language of `<html lang>` apart.
The browser's side is `docs/assets/js/search.js`.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from pagefind_bin import get_executable

from mlsd.model.site import LANGUAGES, Site

INDEX = "pagefind"
WORDS = "assets/search/words.{language}.json"

# What stands in an article and is not its text.
_EXCLUDED = (".headerlink", ".md-content__button", ".mlsd-findings", ".panel", "script")
# The search boxes that come with the index, its worker, and its engine for unknown languages: nothing here loads them.
_UNUSED = ("pagefind-*.css", "pagefind-*.js", "wasm.unknown.pagefind")
_WORD = re.compile(r"[^\W\d_]{4,}")


def build_index(site: Path) -> str | None:
    """Index the pages of a finished site, all languages at once, into its folder `pagefind`; return what went wrong, if anything did.

    Args:
        site: the folder of the site.

    """
    # Pages only: `404.html` is no result.
    options = ["--root-selector", "article", "--exclude-selectors", ", ".join(_EXCLUDED), "--glob", "**/index.html"]
    command = [str(get_executable()), "--quiet", "--site", str(site), "--output-subdir", INDEX, *options]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    entry = site / INDEX / "pagefind-entry.json"
    if result.returncode != 0 or not entry.is_file():
        return (result.stderr or result.stdout).strip() or "no index was written"
    # Pagefind writes the languages in a random order; two builds of one content are to be equal.
    entry.write_text(_json(json.loads(entry.read_text("utf-8"))), "utf-8")
    for pattern in _UNUSED:
        for path in entry.parent.glob(pattern):
            path.unlink()
    return None


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


def write_words(site: Site, to: Path) -> None:
    """Write the words of each language into the site at `to`."""
    for language, found in words(site).items():
        path = to / WORDS.format(language=language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_json(found), "utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

"""Begin a case: a folder that builds, whose findings lead through the work in order."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from mlsd.author.case_data import SOURCES, case_yml
from mlsd.author.case_pages import Pages
from mlsd.author.refusal import RefusalError
from mlsd.model.framework import Framework
from mlsd.model.site import DOCS, LANGUAGES, TIERS, Site

CHOICES = (*LANGUAGES, "both")
DATA = "case.yml"
MAX_SLUG = 40

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = ("index",)


def new_case(site: Site, slug: str, language: str, tier: str, date: str) -> list[str]:
    """Write the scaffold of a case and return the paths of its files; what is refused writes nothing.

    Args:
        site: the content.
        slug: the name of the folder, which becomes the address.
        language: the language of its pages, or `both`.
        tier: what the case is held to.
        date: the day, as in 2026-11-23.

    Raises:
        RefusalError: the slug cannot be one, or is taken; the language or the tier is none; or the framework cannot be relied on.

    """
    if site.framework is None:
        raise RefusalError("framework.yml cannot be relied on: fix what `mlsd check framework.yml` says first")
    for said, what, known in ((language, "language", CHOICES), (tier, "tier", TIERS)):
        if said not in known:
            raise RefusalError(f"`{said}` is no {what} of a case: name one of {', '.join(known)}")
    folder = site.root / DOCS / "cases"
    _refuse_slug(folder, slug)
    files = scaffold(site.framework, slug, language, tier, date)
    _write(folder, slug, files)
    return [f"{DOCS}/cases/{slug}/{name}" for name in sorted(files)]


def scaffold(framework: Framework, slug: str, language: str, tier: str, date: str) -> dict[str, str]:
    """Return the files of a new case by name; the arguments are those of `new_case`."""
    languages = LANGUAGES if language == "both" else (language,)
    files = {DATA: case_yml(framework, slug, tier, languages, date)}
    for each in languages:
        pages = Pages(framework, slug, tier, SOURCES, each)
        files |= {f"index.{each}.md": pages.candidate(), f"interviewer.{each}.md": pages.interviewer()}
    return files


def _refuse_slug(folder: Path, slug: str) -> None:
    if not slug:
        raise RefusalError("name the case: `make new-case SLUG=payment-fraud`")
    if not _SLUG.fullmatch(slug):
        near = _near(slug)
        hint = f", as in `{near}`" if near else ", as in `payment-fraud`"
        raise RefusalError(f"`{slug}` is not a slug: use lower-case Latin letters, digits, and single hyphens{hint}")
    if len(slug) > MAX_SLUG:
        raise RefusalError(f"`{slug}` has {len(slug)} characters: shorten it to {MAX_SLUG}, it becomes an address")
    if slug in _RESERVED:
        raise RefusalError(f"`{slug}` is the catalog's own name: choose another slug")
    if (folder / slug).exists() or (folder / slug).is_symlink():
        raise RefusalError(f"`{slug}` is taken, {DOCS}/cases/{slug} exists: choose another slug, or work on that case")


def _near(slug: str) -> str:
    """Return the slug that was probably meant; nothing where no Latin letter or digit is left."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-")


def _write(folder: Path, slug: str, files: dict[str, str]) -> None:
    """Write the files at once: a folder whose name begins with a dot is no content until it is whole."""
    unfinished = folder / f".{slug}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        for name, text in files.items():
            (unfinished / name).write_text(text, "utf-8", newline="\n")
        unfinished.rename(folder / slug)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise RefusalError(f"{DOCS}/cases/{slug} cannot be written: {error.strerror or error}") from None


def said(paths: Sequence[str]) -> str:
    """Return what was written, and what comes next."""
    folder = paths[0].rpartition("/")[0]
    rows = "".join(f"{path}\n" for path in paths)
    return (
        f"{rows}\nThe folder builds as it is: `make serve` shows the case while you write it.\n"
        f"Replace every `fill:` in {paths[0]}, then on the pages; `make check` lists what is left, in order.\n"
        f"When nothing of {folder} is left in that list, the case is done.\n"
    )

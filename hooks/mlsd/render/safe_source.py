"""A page's text as the site generator may have it: whatever is in the file, the build and the server go on."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from mlsd.model.front_matter import FORMS, valid_values
from mlsd.model.page import MAX_BYTES, Page, decode, split_front_matter
from mlsd.model.site import Kind, Site
from mlsd.render.words import WORDS


def safe_source(page: Page, data: bytes, said_elsewhere: Mapping[str, str]) -> str:
    """Return front matter that is valid and known, and the body; of a page that cannot be parsed, its title only.

    MkDocs prints broken front matter as text, drops lines such as `Title: x` at the top of a page without any, and its templates stop at
    values of the wrong type.

    Args:
        page: the page.
        data: the file's bytes.
        said_elsewhere: front matter that the page takes from its case's data.

    """
    body = ""
    if len(data) <= MAX_BYTES and not any(problem.code == "TX003" for problem in page.problems):
        text, _ = decode(data)
        _, body, _, _ = split_front_matter(text)
    values = {**said_elsewhere, **valid_values(page)}
    if not body.strip():
        values.setdefault("title", page.name)
    front = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n{body}"


def front_of_case(site: Site, page: Page) -> dict[str, str]:
    """Return the title and the description that a case's page takes from its data, so that it does not repeat them."""
    case = site.case(page)
    if case is None or case.data is None or page.language is None:
        return {}
    title = case.data.title[page.language]
    if site.slot(page).kind is Kind.INTERVIEWER:
        title = f"{title}{WORDS[page.language]['for_interviewer']}"
    description = case.data.description[page.language]
    return {key: text for key, text in (("title", title), ("description", description)) if FORMS[key](text) is None}

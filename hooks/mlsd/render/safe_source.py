"""A page's text as the site generator may have it: whatever is in the file, the build and the server go on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from mlsd.model.front_matter import valid_values
from mlsd.model.page import Page
from mlsd.model.page_reader import split_front_matter
from mlsd.model.text import decode
from mlsd.render.inert import hide_tags

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def safe_source(page: Page, data: bytes, said_elsewhere: Mapping[str, str]) -> str:
    """Return front matter that is valid and known, and the body without tags; of a page that cannot be parsed, its title only.

    MkDocs prints broken front matter as text, drops lines such as `Title: x` at the top of a page without any, and its templates stop at
    values of the wrong type.

    Args:
        page: the page.
        data: the file's bytes.
        said_elsewhere: front matter that the page takes from its case's data.

    """
    body = ""
    if not any(problem.code in ("TX002", "TX003") for problem in page.problems):
        text, _ = decode(data)
        _, body, _, _ = split_front_matter(text)
    values = {**said_elsewhere, **valid_values(page)}
    if not body.strip():
        values.setdefault("title", page.name)
    return f"---\n{_front_matter(values)}---\n{hide_tags(body)}"


def _front_matter(values: Mapping[str, Any]) -> str:
    # What JSON says YAML says too, and JSON is written in a tenth of the time; YAML alone has a way to write what cannot be printed.
    front = json.dumps(values, ensure_ascii=False)
    if front.isprintable():
        return f"{front}\n"
    return str(yaml.dump(dict(values), Dumper=_DUMPER, allow_unicode=True, sort_keys=False))

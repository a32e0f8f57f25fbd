"""The place of the form that makes the files of a case, with what the form must know: the lists and limits that the guard holds it to."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from mlsd.author.new_case import MAX_SLUG
from mlsd.model.case import CaseData
from mlsd.model.framework import Framework
from mlsd.model.front_matter import FORMS
from mlsd.model.site import TIERS
from mlsd.render.html import element, text
from mlsd.render.place import Place

_SIGNS = "<>\"'&{}"
_NO_LIMIT = 10_000


def submit(place: Place, framework: Framework) -> str:
    """Draw the place of the form: what stands there without JavaScript, and the frame as data."""
    # `<` in it would begin a tag, and `</script>` end the element.
    frame = json.dumps(_frame(place, framework), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    island = f'<script type="application/json" id="mlsd-submit-frame">{frame}</script>'
    return island + element("div", element("p", text(place.words["submit_script"])), id="mlsd-submit", class_="submit")


def _frame(place: Place, framework: Framework) -> dict[str, Any]:
    language = place.language
    lists = {"tracks": framework.tracks, "domains": framework.domains, "tasks": framework.tasks}
    cases = place.site.cases
    return {
        "tiers": list(TIERS),
        **{name: [{"id": e.id, "title": e.title[language]} for e in entries] for name, entries in lists.items()},
        "units": sorted({number.unit for case in cases.values() if case.data for number in case.data.inputs.values()}),
        "taken": sorted({name.split("/")[2] for name in place.site.files if name.startswith("docs/cases/")}),
        "items": {item.id: item.title[language] for item in framework.steps[0].items},
        "limits": limits(),
    }


@cache
def limits() -> dict[str, Any]:
    """Return the limits of the fields, from the schema of a case and the forms of the front matter: nothing is said twice."""
    schema = CaseData.model_json_schema()
    fields, parts = schema["properties"], schema["$defs"]
    source = parts["Source"]["properties"]
    named = fields["inputs"]
    return {
        "slug": _form(fields["slug"], MAX_SLUG),
        "author": _form(fields["authors"]["items"]),
        "url": _form(source["url"]),
        "name": _form({"pattern": next(iter(named["patternProperties"])), **named["propertyNames"]}),
        "year": [source["year"]["minimum"], source["year"]["maximum"]],
        "difficulty": [fields["difficulty"]["minimum"], fields["difficulty"]["maximum"]],
        "title": _forbidden("title"),
        "description": _forbidden("description"),
    }


def _form(schema: dict[str, Any], longest: int = _NO_LIMIT) -> dict[str, Any]:
    return {"pattern": schema["pattern"], "max": min(longest, schema.get("maxLength", _NO_LIMIT))}


def _forbidden(key: str) -> str:
    return "".join(sign for sign in _SIGNS if FORMS[key](f"a{sign}") is not None)

"""A small project of made-up cases: what one real case cannot show of the catalogue and of the coverage matrix."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT, pair

CATALOGUE = (
    "# Cases\n\n## All cases { #catalogue }\n\n<!-- mlsd:cases -->\n\n## Bring your own { #contribute }\n\nText.\n"
)
COVERAGE = "# Coverage\n\n<!-- mlsd:coverage -->\n"
TITLES = {"ru": "Кейс", "en": "Case"}


class Made(NamedTuple):
    """What tells the made-up cases apart."""

    slug: str
    domain: str
    tasks: tuple[str, ...]
    difficulty: int
    track: str = "classic"
    languages: tuple[str, ...] = ("ru", "en")
    tier: str = "standard"
    updated: str = "2026-01-15"


CASES = (
    Made("ads", "advertising", ("binary-classification", "calibration"), 3, tier="exemplar", updated="2026-05-01"),
    Made("assistant", "enterprise-knowledge", ("question-answering", "retrieval"), 4, "llm", ("en",)),
    Made("courier", "logistics", ("regression",), 2, updated="2026-03-10"),
    Made("demand", "e-commerce", ("forecasting",), 2),
    Made("feed", "social", ("ranking", "retrieval"), 4),
    Made("fraud", "finance", ("binary-classification", "anomaly-detection"), 5),
    Made("moderation", "trust-and-safety", ("text-classification",), 3, languages=("ru",)),
    Made("photo-search", "search", ("embeddings", "retrieval"), 3),
    Made("shop-search", "e-commerce", ("ranking", "retrieval"), 3),
    Made("support", "customer-support", ("agents", "generation"), 5, "llm"),
    Made("video", "media", ("ranking", "retrieval"), 4),
    Made("voice", "telecom", ("speech",), 1, languages=("ru",)),
)


def case_yaml(made: Made, **changes: Any) -> str:
    """Return the least `case.yml` that the schema takes."""

    def both(said: str) -> dict[str, str]:
        return {language: f"{TITLES[language]} {said}" for language in made.languages}

    phrases = {
        language: [f"Вопрос {n}?" if language == "ru" else f"Question {n}?" for n in range(4)]
        for language in made.languages
    }
    data = {
        "slug": made.slug,
        "tier": made.tier,
        "track": made.track,
        "domain": made.domain,
        "tasks": list(made.tasks),
        "difficulty": made.difficulty,
        "date": "2026-01-10",
        "updated": made.updated,
        "authors": ["someone"],
        "title": both(made.slug),
        "description": both(f"{made.slug}: what is decided, and for whom it is decided."),
        "prompt": both("prompt"),
        "requirements": [{"id": "goal", "kind": "goal", "title": both("goal")}],
        "metrics": [{"id": "metric", "kind": "online", "title": both("metric"), "serves": "goal"}],
        "sources": [
            {
                "id": f"source-{n}",
                "authors": ["A B"],
                "title": "T",
                "year": 2020,
                "url": "https://example.org/",
                "taken": both("fact"),
            }
            for n in range(4)
        ],
        "dialogue": [
            {"id": f"q{n}", "step": "requirements", "question": phrases, "answer": both("answer")} for n in range(8)
        ],
        "minutes": [{"from": 0, "to": 45, "step": "requirements", "do": both("listen")}],
        **changes,
    }
    return json.dumps(data, ensure_ascii=False)  # JSON is YAML.


def files_of(cases: Iterable[Made]) -> dict[str, str]:
    """Return the files of the cases: data and both pages in each of the languages."""
    files = {}
    for made in cases:
        folder = f"docs/cases/{made.slug}"
        files[f"{folder}/case.yml"] = case_yaml(made)
        for language in made.languages:
            item = f"[x](../../framework/data.{language}.md#sources)"
            files[f"{folder}/index.{language}.md"] = f"# {made.slug}\n\n## D {{ #data }}\n\n{item}\n"
            files[f"{folder}/interviewer.{language}.md"] = f"# {made.slug}\n"
    return files


def make_project(root: Path, cases: Iterable[Made] = CASES) -> Path:
    """Write a project with a catalogue, a coverage matrix and these cases."""
    for name in ("mkdocs.yml", "framework.yml", "hooks", "overrides", "docs/assets"):
        whole = ROOT / name
        (shutil.copytree if whole.is_dir() else shutil.copy)(whole, _made(root / name))
    pages = {**pair("index", "# Home\n"), **pair("cases/index", CATALOGUE), **pair("reference/coverage", COVERAGE)}
    for name, content in {**pages, **files_of(cases)}.items():
        _made(root / name).write_text(content, "utf-8")
    return root


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path

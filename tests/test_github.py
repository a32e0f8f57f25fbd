"""What GitHub reads: forms, templates, owners, the update bot, the weekly workflows."""

from __future__ import annotations

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_repository import run, tracked

FOLDER = ROOT / ".github"
FORMS = sorted(path for path in (FOLDER / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
WORKFLOWS = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in (FOLDER / "workflows").glob("*.yml")}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_nothing_is_wrong_by_the_schemas() -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *map(str, FORMS))
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-config", str(FOLDER / "ISSUE_TEMPLATE/config.yml"))
    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", str(FOLDER / "dependabot.yml"))


def test_not_even_a_pedant_finds_anything_in_the_workflows() -> None:
    run("zizmor", "--offline", "--quiet", "--persona", "auditor", ".github")


def test_there_is_a_form_for_each_intent() -> None:
    assert [re.sub(r"^\d-|\.yml$", "", path.name) for path in FORMS] == [
        "page-error",
        "new-case",
        "translation",
        "idea",
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_speaks_both_languages(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    said = [form["name"], form["description"]]
    for field in form["body"]:
        said += [field["attributes"][key] for key in ("label", "description") if key in field["attributes"]]
    for text in said:
        english, _, russian = text.partition(" · ")
        assert re.search("[a-z]", english), text
        assert CYRILLIC.search(russian), text
        assert not CYRILLIC.search(english), text


def test_the_template_asks_for_the_licence() -> None:
    text = (FOLDER / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    licence = next(line for line in text.splitlines() if "creativecommons" in line)
    assert licence.startswith("- [ ] ")
    assert "MIT" in licence
    assert "`make check`" in text


def test_every_line_of_the_owners_is_about_something() -> None:
    files = [path.relative_to(ROOT).as_posix() for path in tracked()]
    for line in (FOLDER / "CODEOWNERS").read_text("utf-8").splitlines():
        pattern, *owners = line.partition("#")[0].split() or [""]
        if not pattern:
            continue
        assert owners, line
        assert all(re.fullmatch(r"@[A-Za-z0-9-]+(?:/[\w.-]+)?", owner) for owner in owners), line
        shape = pattern.removeprefix("/") + ("*" if pattern.endswith("/") else "")
        assert any(fnmatch(name, shape) for name in files), line


def test_the_update_bot_waits_and_asks_once() -> None:
    updates = yaml.safe_load((FOLDER / "dependabot.yml").read_text("utf-8"))["updates"]
    assert {update["package-ecosystem"]: update["directory"] for update in updates} == {
        "github-actions": "/",
        "pip": "/requirements",
    }
    for update in updates:
        assert update["cooldown"]["default-days"] >= 7
        assert [group["patterns"] for group in update["groups"].values()] == [["*"]]


def jobs() -> list[tuple[str, str, dict[str, Any]]]:
    return [(name, job, body) for name, flow in WORKFLOWS.items() for job, body in flow["jobs"].items()]


def test_rights_to_write_are_in_the_three_places_that_need_them() -> None:
    written = {
        (name, job, right)
        for name, job, body in jobs()
        for right, level in body["permissions"].items()
        if level == "write"
    }
    assert written == {
        ("links.yml", "tell", "issues"),
        ("pages.yml", "deploy", "id-token"),
        ("pages.yml", "deploy", "pages"),
    }


def test_a_pull_request_sees_no_secret_and_the_weekly_ones_block_nothing() -> None:
    for name, flow in WORKFLOWS.items():
        # YAML 1.1 takes the key `on` for true.
        on = flow.get("on", flow.get(True))
        assert ("schedule" in on) == (name in ("canary.yml", "links.yml")), name
        assert ("pull_request" in on) == (name == "check.yml"), name
        text = (FOLDER / "workflows" / name).read_text("utf-8")
        assert not re.search(r"\$\{\{[^}]*secrets", text), name
        assert ("github.token" in text) == (name == "links.yml"), name


def test_workflows_run_what_a_contributor_can_run() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for _, _, body in jobs():
        assert body["timeout-minutes"] <= 60
        for step in body["steps"]:
            command = step.get("run", "")
            for script in re.findall(r"(?:sh|bash|python3) ((?:scripts|\.ci)/[\w./-]+)", command):
                assert (ROOT / script).is_file(), script
            for target in re.findall(r"\bmake ([a-z-]+)", command):
                assert target in targets, target
            assert "${{" not in command, "values reach a script through `env`, never as its text"


def test_how_to_open_the_preview_is_said_in_both_languages() -> None:
    said = subprocess.run(
        ["sh", "scripts/say_preview.sh", "https://github.com/a/b/x"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.count("(https://github.com/a/b/x)") == 2
    assert "python3 -m http.server" in said
    assert CYRILLIC.search(said)

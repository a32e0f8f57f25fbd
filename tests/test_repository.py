"""The repository itself: style, types, workflows, lock files, licences, and what must not stand in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

BIN = Path(sys.executable).parent


def run(*command: str) -> None:
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_style() -> None:
    run("ruff", "check", "--quiet", ".")


def test_format() -> None:
    run("ruff", "format", "--check", "--quiet", ".")


def test_types() -> None:
    run("mypy", "--no-error-summary")


def test_workflows_are_safe() -> None:
    run("zizmor", "--offline", "--quiet", ".github")


def test_workflows_are_valid() -> None:
    workflows = [str(path) for path in (ROOT / ".github/workflows").glob("*.yml")]
    assert len(workflows) >= 2
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_workflows_have_least_rights_and_pinned_actions(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "\npermissions: {}\n" in text
    assert "pull_request_target" not in text
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert uses
    for action, comment in uses:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", action), action
        assert re.search(r"# v\d", comment), action


@pytest.mark.parametrize("name", ["canary", "lock", "site", "test"])
def test_lock_files_hold_versions_and_hashes_only(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    packages = re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE)
    assert packages
    assert len(packages) == len(
        re.findall(r"^[\w.-]+==[^\n]*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE)
    )


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = (ROOT / "requirements/test.txt").read_text("utf-8").lower()
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        name = re.split(r"[<>=\[; ]", requirement)[0].lower().replace("_", "-")
        assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), requirement


def test_the_site_installs_what_the_tests_install() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^[\w.-]+==[^\s;]+", (ROOT / f"requirements/{name}.txt").read_text("utf-8"), re.MULTILINE)
        )

    assert pins("site") <= pins("test")


def test_the_canary_changes_nothing_but_the_generator() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
        return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))

    site, canary = pins("site"), pins("canary")
    assert "properdocs" in canary
    assert {name: canary[name] for name in canary if name in site} == {n: v for n, v in site.items() if n in canary}


def test_the_package_knows_no_mkdocs() -> None:
    for path in (ROOT / "hooks/mlsd").rglob("*.py"):
        assert not re.search(r"^\s*(?:from|import) mkdocs", path.read_text("utf-8"), re.MULTILINE), path


@pytest.mark.parametrize(
    ("consumer", "others"), [("guard", "render|export"), ("render", "guard|export"), ("model", "guard|render|export")]
)
def test_consumers_of_the_model_do_not_know_each_other(consumer: str, others: str) -> None:
    for path in (ROOT / "hooks/mlsd" / consumer).rglob("*.py"):
        assert not re.search(rf"mlsd\.(?:{others})\b", path.read_text("utf-8")), path


@pytest.mark.parametrize(
    "name", ["LICENSE", "LICENSE-CONTENT", "CODE_OF_CONDUCT.md", "SECURITY.md", "README.md", "README.ru.md"]
)
def test_what_a_public_project_has(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8")) > 400


@pytest.mark.parametrize("name", ["README.md", "README.ru.md", "CONTRIBUTING.md", "CONTRIBUTING.ru.md", "SECURITY.md"])
def test_links_of_the_top_level_pages_lead_to_files(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not target.startswith(("http", "mailto:")):
            assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.ru.md"])
def test_links_inside_of_a_page_lead_to_its_headings(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"(?m)^## (.+)$", text)
    }
    targets = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(targets) > 4
    assert [target for target in targets if target not in headings] == []


def test_commands_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in ("README.md", "README.ru.md", "CONTRIBUTING.md", "CONTRIBUTING.ru.md"):
        for target in re.findall(r"`make ([a-z-]+)", (ROOT / name).read_text("utf-8")):
            assert target in targets, f"{name}: make {target}"


def test_nothing_is_tracked_that_is_ignored() -> None:
    """What the build keeps in `.cache` is read back as Python's own objects, so none of it may come from somebody else."""
    listed = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    assert subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout == ""


def test_no_large_file_is_tracked() -> None:
    assert [path for path in tracked() if path.stat().st_size > 500_000] == []

"""The day of a page's last change: from git, or not at all."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from mlsd.model.history import last_changes, page_changed
from mlsd.model.site import read_site

from tests.conftest import Project, page

A, B = "docs/a.ru.md", "docs/b.ru.md"


def git(root: Path, *command: str, day: str = "2026-01-01") -> None:
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (
        ("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", f"{day}T12:00:00+00:00"))}  # fmt: skip
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(root), *command], check=True, capture_output=True, env={**os.environ, **who, **alone}
    )


@pytest.fixture
def repository(project: Project) -> Path:
    """Two pages, the second changed later; the data of a project of which they are a part."""
    root = project({A: page("# A\n"), B: page("# B\n")})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one", day="2026-01-01")
    (root / B).write_text(page("# B\n\nMore.\n"), "utf-8")
    git(root, "commit", "-qam", "two", day="2026-02-03")
    return root


def test_a_page_has_the_day_of_its_last_commit(repository: Path) -> None:
    assert last_changes(repository) == {A: "2026-01-01", B: "2026-02-03"}
    site = read_site(repository)
    assert page_changed(site, site.by_path[B], last_changes(repository)) == "2026-02-03"


def test_a_project_may_be_a_part_of_a_repository(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outer = tmp_path_factory.mktemp("outer")
    (repository / "docs").rename(outer / "docs")
    inner = outer / "inner"
    inner.mkdir()
    (outer / "docs").rename(inner / "docs")
    git(outer, "init", "-q")
    git(outer, "add", ".")
    git(outer, "commit", "-qm", "one", day="2026-03-04")
    assert last_changes(inner)[A] == "2026-03-04"


def test_a_page_that_is_not_committed_as_it_stands_has_no_day(repository: Path) -> None:
    (repository / A).write_text(page("# A\n\nNot yet.\n"), "utf-8")
    (repository / "docs/c.ru.md").write_text(page("# C\n"), "utf-8")
    changes = last_changes(repository)
    assert changes == {B: "2026-02-03"}
    site = read_site(repository)
    assert page_changed(site, site.by_path[A], changes) is None


def test_a_shallow_clone_knows_only_what_changed_in_it(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    to = tmp_path_factory.mktemp("clone")
    (repository / A).write_text(page("# A\n\nMore.\n"), "utf-8")
    git(repository, "commit", "-qam", "three", day="2026-05-06")
    git(to, "clone", "-q", "--depth=1", f"file://{repository}", "one")
    git(to, "clone", "-q", "--depth=2", f"file://{repository}", "two")
    assert last_changes(to / "one") == {}
    assert last_changes(to / "two") == {A: "2026-05-06"}


def test_without_a_repository_nothing_is_said(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({A: page("# A\n")})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert last_changes(root) == {}
    monkeypatch.setenv("PATH", "")
    assert last_changes(root) == {}

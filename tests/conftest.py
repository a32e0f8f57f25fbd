"""What all tests share: a small project on disk, and the real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from mlsd.figures.diagram import FOLDER
from mlsd.guard.check import check_root
from mlsd.model.finding import Finding

ROOT = Path(__file__).resolve().parents[1]

Project = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project of the real framework and the given files (paths under its root)."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        shutil.copy(ROOT / "framework.yml", tmp_path / "framework.yml")
        (tmp_path / "docs").mkdir(exist_ok=True)
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


def page(body: str, front: str = "title: A title\ndescription: A sentence.\n") -> str:
    """Return a page with valid front matter (4 lines) around `body`, which begins at line 5."""
    return f"---\n{front}---\n{body}"


def pair(name: str, body: str, **front: str) -> dict[str, str]:
    """Return the same page in both languages."""
    return {
        f"docs/{name}.{language}.md": page(body.replace("{language}", language), **front) for language in ("ru", "en")
    }


def codes(root: Path, code: str | None = None) -> list[tuple[str, int, str]]:
    """Return path, line and code of the findings, of one code or of all."""
    return [(f.path, f.line, f.code) for f in check_root(root) if code in (None, f.code)]


def found(root: Path, code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [finding for finding in check_root(root) if finding.code == code]


SITE_URL = "https://example.org/sub/path/"


def copy_project(to: Path) -> Path:
    """Copy what the site is made of to a folder where it may be broken."""
    ignored = shutil.ignore_patterns(".venv", ".git", "site", ".cache", "tests", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, to, ignore=ignored)
    return to


def copy_content(to: Path) -> Path:
    """Copy what the guard reads of the content; without its kept drawings a check would draw for a minute."""
    shutil.copy(ROOT / "framework.yml", to)
    shutil.copytree(ROOT / FOLDER, to / FOLDER)
    shutil.copytree(ROOT / "docs", to / "docs", ignore=shutil.ignore_patterns("assets"))
    return to


def build(root: Path, site: Path, *, strict: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the project at `root` into `site`, as `make build` does."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL, "SITE_DIR": str(site), **environment}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--config-file",
        str(root / "mkdocs.yml"),
        *(["--strict"] if strict else []),
    ]
    return subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the real site once for all workers; its pages are under `sub/path/`, as they are on a host."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "host"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            unfinished = shared.with_name("unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            result = build(ROOT, unfinished / "sub/path", REPO_URL="https://github.com/example/project")
            assert result.returncode == 0, result.stderr
            unfinished.rename(shared)
    return shared

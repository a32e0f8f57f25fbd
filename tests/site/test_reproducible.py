"""Building twice gives the same bytes: at another time, in another order of hashing, with nothing kept from before."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT, build, copy_project

# Whatever asks for the time in that process is told one in another year.
LATER = """
import datetime, time

SHIFT = 400 * 86_400
now, real = time.time, datetime.datetime


class Later(real):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz) + datetime.timedelta(seconds=SHIFT)

    @classmethod
    def utcnow(cls):
        return real.utcnow() + datetime.timedelta(seconds=SHIFT)


time.time = lambda: now() + SHIFT
datetime.datetime = Later
"""


def test_building_twice_gives_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    # The days of the last changes come from the same history.
    git = ROOT / ".git"
    if git.is_file():
        shutil.copy(git, root / ".git")
    elif git.is_dir():
        (root / ".git").write_text(f"gitdir: {git}\n", "utf-8")
    (tmp_path / "later").mkdir()
    (tmp_path / "later/sitecustomize.py").write_text(LATER, "utf-8")
    site = tmp_path / "site"
    result = build(
        root,
        site,
        REPO_URL="https://github.com/example/project",
        PYTHONHASHSEED="7",
        PYTHONPATH=str(tmp_path / "later"),
        GIT_OPTIONAL_LOCKS="0",
    )
    assert result.returncode == 0, result.stderr
    first = _files(built_site / "sub/path")
    second = _files(site)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

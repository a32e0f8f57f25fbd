"""Set-up on a machine that lacks something: one clear sentence, a non-zero exit, nothing half-made."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def python(folder: Path, script: str) -> Path:
    """Write a Python that behaves as `script` says before it hands over to the real one."""
    path = folder / "fake-python"
    path.write_text(f'#!/bin/sh\n{script}\nexec {sys.executable} "$@"\n', "utf-8")
    path.chmod(0o755)
    return path


def setup(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "VENV": ".venv", **environment}
    return subprocess.run(
        ["sh", "scripts/setup.sh", "site"], cwd=clone, env=variables, capture_output=True, text=True, check=False
    )


def assert_one_sentence(result: subprocess.CompletedProcess[str], clone: Path, words: str) -> None:
    assert result.returncode != 0
    said = [line for line in result.stderr.splitlines() if not line.startswith("Setting up")]
    assert len(said) == 1, result.stderr
    assert words in said[0]
    assert not (clone / ".venv").exists()


def test_no_python(clone: Path) -> None:
    assert_one_sentence(setup(clone, PYTHON="no-such-python"), clone, "was not found")


def test_an_old_python(clone: Path) -> None:
    old = python(clone, 'case "$*" in *version_info*) exit 1;; -V) echo "Python 3.11.2"; exit 0;; esac')
    assert_one_sentence(setup(clone, PYTHON=str(old)), clone, "is 3.11.2")


def test_no_venv_module(clone: Path) -> None:
    bare = python(clone, 'case "$*" in *"import venv"*) exit 1;; esac')
    assert_one_sentence(setup(clone, PYTHON=str(bare)), clone, "python3-venv")


def test_no_network(clone: Path) -> None:
    result = setup(
        clone,
        PYTHON=sys.executable,
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_FIND_LINKS="",
        PIP_EXTRA_INDEX_URL="",
        PIP_NO_CACHE_DIR="1",
    )
    assert_one_sentence(result, clone, "check the network")


@pytest.mark.parametrize("port", ["0x", "99999999", "-1"])
def test_what_is_no_port(port: str) -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "scripts/free_port.py"), port], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "is not a port" in result.stderr


def test_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, str(ROOT / "scripts/free_port.py"), str(port)], capture_output=True, text=True, check=False
        )
    assert result.returncode == 1
    assert f"make serve PORT={port + 1}" in result.stderr


def test_the_generator_does_not_advertise() -> None:
    """A variable that is spelt into one with others in the Makefile would be set nowhere."""
    probe = [
        "make",
        "--no-print-directory",
        "-f",
        str(ROOT / "Makefile"),
        "--eval=probe:;@printenv NO_MKDOCS_2_WARNING",
        "probe",
    ]
    variables = {key: value for key, value in os.environ.items() if key != "NO_MKDOCS_2_WARNING"}
    result = subprocess.run(probe, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert result.stdout == "1\n", result.stderr

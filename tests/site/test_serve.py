"""`make serve`: whatever a writer does to a page, the server lives on, says what is wrong, and shows the mend without a restart."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import copy_project

PAGE = "docs/framework/data.en.md"
WAIT = 60.0


@dataclass
class Server:
    """A running `mkdocs serve` on a project that may be broken."""

    root: Path
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=WAIT) as response:
            return str(response.read().decode())

    def until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the server ended: {self.log.read_text('utf-8')[-2000:]}"
            try:
                if holds():
                    return
            except OSError:
                pass
            time.sleep(0.2)
        pytest.fail(f"{what} was not seen: {self.log.read_text('utf-8')[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    base = tmp_path_factory.mktemp("serve")
    root = copy_project(base / "project")
    port = free_port()
    log = base / "log.txt"
    variables = {name: value for name, value in os.environ.items() if name != "SITE_URL"} | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, env=variables, stdout=output, stderr=subprocess.STDOUT)
        running = Server(root, f"http://127.0.0.1:{port}/", log, process)
        try:
            running.until(lambda: "Data preparation" in running.page("en/framework/data/"), "the first build")
            yield running
        finally:
            process.terminate()
            process.wait(timeout=30)


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "ST001": lambda text: text.replace(b"{ #leakage }", b"").replace(
        b"## Checklist { #checklist }", b"## Checklist { #checklst }"
    ),
    "FM004": lambda text: text.replace(b"title:", b"title: [", 1),
    "FM003": lambda text: text.replace(b"title:", b"title: 5 #", 1),
    "TX001": lambda text: text + b"\n\xff\xfe\n",
    "TX003": lambda text: text + b"\n" + b">" * 500 + b" deep\n",
    "ST022": lambda text: text + b"\n$$\n\\frac{\n$$\n",
    "LN001": lambda text: text + b"\n[x](nowhere.en.md)\n",
}


@pytest.mark.parametrize("code", BREAKS)
def test_a_broken_page_is_shown_with_its_finding_and_then_mended(server: Server, code: str) -> None:
    page = server.root / PAGE
    whole = page.read_bytes()
    seen = server.log.read_text("utf-8").count(f" {code} ")
    page.write_bytes(BREAKS[code](whole))
    server.until(lambda: f": {code}</code>" in server.page("en/framework/data/"), f"{code} on the page")
    assert server.log.read_text("utf-8").count(f" {code} ") > seen
    page.write_bytes(whole)
    server.until(lambda: "mlsd-findings" not in server.page("en/framework/data/"), "the mended page")


def test_a_new_page_without_a_language_and_a_conflict_are_survived(server: Server) -> None:
    strays = [server.root / "docs/framework/data.md", server.root / "docs/notes.md"]
    for stray in strays:
        stray.write_text("# Stray\n", "utf-8")
    server.until(lambda: "docs/notes.md:1: ST015" in server.log.read_text("utf-8"), "the stray page")
    assert "Data preparation" in server.page("en/framework/data/")
    for stray in strays:
        stray.unlink()


def test_a_broken_framework_is_survived(server: Server) -> None:
    framework = server.root / "framework.yml"
    whole = framework.read_text("utf-8")
    framework.write_text(whole.replace("steps:", "stepps:", 1), "utf-8")
    server.until(lambda: "FM010 `steps` is missing" in server.log.read_text("utf-8"), "the broken framework")
    assert "Data preparation" in server.page("en/framework/data/")
    framework.write_text(whole, "utf-8")
    server.until(lambda: "7 of 45" in server.page("en/framework/data/"), "the mended framework")


def test_what_is_served_can_be_searched(server: Server) -> None:
    assert '"ru"' in server.page("pagefind/pagefind-entry.json")
    assert "calibration" in server.page("assets/search/words.en.json")

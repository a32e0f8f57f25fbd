"""A real browser on the built site. It is never skipped: `scripts/browser.py` installs one."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.browser import FLAGS, find

BASE = "sub/path/"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing: the tests look at what the browser says."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a built site and yield its address, the sub-path included."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{BASE}"
        server.shutdown()


@pytest.fixture(scope="session")
def host(built_site: Path) -> Iterator[str]:
    with serve(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser, and all that went wrong on it."""

    page: Page
    host: str
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def go(self, path: str, *, until: Literal["load", "networkidle"] = "load") -> None:
        self.page.goto(self.host + path, wait_until=until)

    def assert_clean(self) -> None:
        assert (self.console, self.foreign, self.failed) == ([], [], [])


@pytest.fixture
def visit(browser: Browser, host: str) -> Iterator[Callable[..., Visit]]:
    """Open a page: `visit("en/", scheme="dark", size="phone")`."""
    contexts = []

    def open_page(
        path: str,
        *,
        scheme: str = "light",
        size: str = "desktop",
        script: bool = True,
        idle: bool = False,
        **more: Any,
    ) -> Visit:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        result = Visit(page, host)
        page.on("console", lambda m: result.console.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: result.console.append(str(error)))
        page.on(
            "request", lambda r: None if r.url.startswith((host, "data:", "blob:")) else result.foreign.append(r.url)
        )
        # What the browser itself drops, since the reader has gone on to another page, has not failed.
        page.on("requestfailed", lambda r: result.failed.append(r.url) if r.failure != "net::ERR_ABORTED" else None)
        page.on("response", lambda r: result.failed.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        result.go(path, until="networkidle" if idle else "load")
        return result

    yield open_page
    for context in contexts:
        context.close()

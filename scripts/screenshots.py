"""Retake the pictures of the READMEs from the built site: `python -m scripts.screenshots`, after `make build`."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.browser import FLAGS, find

ROOT = Path(__file__).resolve().parents[1]
PICTURES = {"home.ru.png": "", "home.en.png": "en/"}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def main() -> None:
    """Write the pictures to `docs/assets/readme/`."""
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for name, path in PICTURES.items():
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
            page.screenshot(path=ROOT / "docs/assets/readme" / name)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()

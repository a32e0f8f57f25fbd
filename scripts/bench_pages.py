"""Measure the pages as a phone sees them: `python -m scripts.bench_pages`. Lighthouse's scores and what a first visit weighs, beside stock Material.

Lighthouse needs Node; it is installed outside of the project, in the system's folder for temporary files, at the version pinned here. Scores of
performance depend on the machine: run it on one that has nothing else to do.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.browser import find

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = "12.8.2"
RUNS = int(os.environ.get("RUNS", "5"))
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {"landing": "", "step": "framework/requirements/", "case": "cases/ad-banner/", "catalogue": "cases/"}
LANGUAGES = {"ru": "", "en": "en/"}
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
# What makes the theme ours; the content, which the hooks make, stays.
OWN = ("  custom_dir: overrides\n", "  favicon: assets/favicon.svg\n", "extra_css:\n  - assets/css/site.css\n")


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serve as a host of static pages does: text in gzip, and kept by the browser for ten minutes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in TEXT:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Result:
    """What the runs over one page found: medians of the scores, and what was transferred."""

    scores: dict[str, int]
    kilobytes: float
    requests: int


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder that is filled later; yield its address."""
    handler = functools.partial(_Host, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def build(site: Path, url: str, config: Path) -> None:
    """Build the site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    environment = {**os.environ, "SITE_DIR": str(site), "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"The site could not be built: {result.stderr.strip().splitlines()[-1]}")


def stock_config() -> Path:
    """Write a configuration of the same content in the theme as it comes, and return its path."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    for own in OWN:
        if own not in text:
            sys.exit(f"mkdocs.yml has changed: {own.strip()!r}, which makes the theme ours, is not in it.")
        text = text.replace(own, "")
    path = ROOT / "mkdocs-stock.yml"
    path.write_text(text, "utf-8")
    return path


def missing() -> str | None:
    """Return what is not there that the measurement needs, and what to do; None where all is there."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "Lighthouse needs Node 18.20 or newer with npm, which was not found: install Node to have this part."
    if find() is None:
        return "Lighthouse needs a Chromium, and none was found: `make test` installs one."
    return None


def lighthouse() -> Path:
    """Return the program, installed if it is not yet."""
    wanted = missing()
    if wanted:
        sys.exit(wanted)
    npm = shutil.which("npm") or "npm"
    folder = Path(tempfile.gettempdir()) / f"mlsd-lighthouse-{LIGHTHOUSE}"
    program = folder / "node_modules/.bin/lighthouse"
    if not program.exists():
        print(f"Installing Lighthouse {LIGHTHOUSE} into {folder} ...", file=sys.stderr, flush=True)
        command = [
            npm,
            "install",
            "--prefix",
            str(folder),
            "--no-audit",
            "--no-fund",
            "--silent",
            f"lighthouse@{LIGHTHOUSE}",
        ]
        if subprocess.run(command, check=False).returncode or not program.exists():
            sys.exit("Lighthouse could not be installed: check the network and run the same command again.")
    return program


def run(program: Path, url: str) -> dict[str, Any]:
    """Run Lighthouse once, as a phone on a slow network."""
    command = [str(program), url, "--output=json", "--quiet", "--chrome-flags=--headless=new --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": find() or ""}
    result = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"Lighthouse failed on {url}: {result.stderr.strip().splitlines()[-1]}")
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def measure(program: Path, url: str) -> Result:
    """Return the medians of the runs over a page; what falls short of 100 besides performance is said at once."""
    reports = [run(program, url) for _ in range(RUNS)]
    scores = {
        name: round(100 * statistics.median(report["categories"][name]["score"] or 0 for report in reports))
        for name in CATEGORIES
    }
    for name in CATEGORIES[1:]:
        for part in reports[0]["categories"][name]["auditRefs"] if scores[name] < 100 else ():
            audit = reports[0]["audits"][part["id"]]
            if part["weight"] and audit["score"] not in (1, None):
                print(f"  {url}: {name}: {audit['title']}", file=sys.stderr)
    requests = [
        each for each in reports[0]["audits"]["network-requests"]["details"]["items"] if each["url"].startswith("http")
    ]
    return Result(scores, sum(each["transferSize"] for each in requests) / 1000, len(requests))


def main() -> None:
    """Print the table."""
    program = lighthouse()
    stock = stock_config()
    try:
        print(f"| page | | {' | '.join(CATEGORIES)} | kB | requests |\n|---|---|{'---|' * (len(CATEGORIES) + 2)}")
        for label, config in (("ours", ROOT / "mkdocs.yml"), ("stock Material", stock)):
            with tempfile.TemporaryDirectory() as site, served(Path(site)) as host:
                build(Path(site), host, config)
                for name, path in PAGES.items():
                    for language, prefix in LANGUAGES.items():
                        found = measure(program, host + prefix + path)
                        scores = " | ".join(str(found.scores[each]) for each in CATEGORIES)
                        print(
                            f"| {name}, {language} | {label} | {scores} | {found.kilobytes:.0f} | {found.requests} |",
                            flush=True,
                        )
    finally:
        stock.unlink()


if __name__ == "__main__":
    main()

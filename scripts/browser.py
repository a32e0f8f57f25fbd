"""Find the Chromium that the tests drive, or install one: `python scripts/browser.py`.

Used if present: the one that the variable CHROMIUM names, the system's, Playwright's own. Installed if not: on Debian as root by apt,
elsewhere by Playwright's installer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without the sandbox, since containers run as root; without the background services, since tests are offline.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    system = next((path for path in map(shutil.which, NAMES) if path), None)
    if system:
        return system
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def works(path: str) -> str | None:
    """Start the browser once; return what went wrong, or None."""
    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=path, args=list(FLAGS)).close()
    except Error as error:
        return error.message.splitlines()[0]
    return None


def install() -> int:
    """Install a Chromium and return the installer's exit code."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("No Chromium found: installing Debian's package `chromium` with apt-get.", flush=True)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)  # type: ignore[call-overload]
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
        return int(subprocess.run(command, check=False, **quiet).returncode)  # type: ignore[call-overload]
    print("No Chromium found: installing one with Playwright (about 200 MB in your user's cache).", flush=True)
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode


def main() -> int:
    """Make sure that there is a Chromium that starts."""
    path = find()
    if path is None:
        install()
        path = find()
    if path is None:
        sys.stderr.write(
            "The tests need a browser and none could be installed: install Chromium, or name yours in CHROMIUM=/path/to/chromium.\n"
        )
        return 1
    wrong = works(path)
    if wrong:
        sys.stderr.write(
            f"The browser {path} does not start ({wrong}): mend it, or name another in CHROMIUM=/path/to/chromium.\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

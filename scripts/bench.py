"""Measure the build and the pages: `python scripts/bench.py`. Times are of this machine: compare ratios, not seconds."""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
PAGES = ("", "framework/", "framework/requirements/", "cases/", "reference/glossary/")


def seconds(command: list[str], **environment: str) -> float:
    """Run a command and return how long it took, in seconds of CPU of the child."""
    before = os.times()
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def measure(label: str, command: list[str], **environment: str) -> float:
    """Print the median of several runs after one that warms up, and return it."""
    seconds(command, **environment)
    figures = [seconds(command, **environment) for _ in range(RUNS)]
    median = statistics.median(figures)
    print(f"| {label} | {median:.2f} | {min(figures):.2f} | {max(figures):.2f} |")
    return median


def build_times() -> None:
    """Compare the build with and without the hooks, and time the check."""
    print("| what | CPU s, median | min | max |\n|---|---|---|---|")
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    bare = ROOT / "mkdocs-without-hooks.yml"
    # The navigation is made by the hooks; the same one is written out here, so that both builds do the same work.
    groups = {
        folder: sorted({p.name.split(".")[0] for p in (ROOT / "docs" / folder).glob("*.md")})
        for folder in ("framework", "cases", "reference")
    }
    nav = "nav:\n  - index.md\n" + "".join(
        f"  - {folder}:\n" + "".join(f"      - {folder}/{name}.md\n" for name in names)
        for folder, names in groups.items()
    )
    bare.write_text(text.replace("hooks:\n  - hooks/events.py\n", nav), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    try:
        with tempfile.TemporaryDirectory() as site:
            environment = {"SITE_DIR": site, "NO_MKDOCS_2_WARNING": "1"}
            with_hooks = measure("build", command, **environment)
            without = measure("build without hooks", [*command, "-f", str(bare)], **environment)
            print(f"| hooks cost | {100 * (with_hooks / without - 1):.0f} % | | |")
    finally:
        bare.unlink()
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mlsd.cli", "check"], cwd=ROOT, check=False, capture_output=True)
    clock = time.perf_counter() - start
    measure("check", [sys.executable, "-m", "mlsd.cli", "check"])
    print(f"\nOne check from the shell: {clock:.2f} s by the clock.")


def weights() -> None:
    """Print what each type of page weighs in gzip."""
    with tempfile.TemporaryDirectory() as site:
        command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "SITE_DIR": site, "NO_MKDOCS_2_WARNING": "1"},
            check=True,
            capture_output=True,
        )
        print("\n| page | HTML, kB gzip: ru | en |\n|---|---|---|")
        for page in PAGES:
            sizes = [
                len(gzip.compress((Path(site) / prefix / page / "index.html").read_bytes(), 9)) / 1000
                for prefix in ("", "en")
            ]
            print(f"| /{page} | {sizes[0]:.1f} | {sizes[1]:.1f} |")


if __name__ == "__main__":
    build_times()
    weights()

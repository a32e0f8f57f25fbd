"""Measure the build, the check and the pages: `python -m scripts.bench [PART…]`. Times are of this machine: compare ratios, not seconds."""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mlsd.model.site import TIERS, read_site

from scripts import bench_pages
from scripts.finished import finish
from scripts.many_cases import ORIGINALS, make

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
CASES = 1000
PAGES = ("", "framework/", "framework/requirements/", "cases/", "reference/glossary/")
CHECK = [sys.executable, "-m", "mlsd.cli", "check"]


class Cost(NamedTuple):
    """What a command took: seconds of CPU, seconds by the clock, and the most memory in MB."""

    cpu: float
    clock: float
    memory: float


def run(command: Sequence[str], root: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command with all that it starts, and return what that took."""
    # As on anybody's machine, Python keeps what it has compiled: only the first run, which warms up, compiles our code.
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=root, env={**inherited, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    clock, after = time.perf_counter() - start, os.times()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} in {root} exits with {process.returncode}: mend that first")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(cpu, clock, usage.ru_maxrss / (1000 if sys.platform != "darwin" else 1e6))


def yardstick() -> None:
    """Print what a fixed piece of work in plain Python takes here: by that, the seconds of two machines can be compared."""
    start, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number * number
    print(
        f"On this machine ten million multiplications and additions in Python take {time.process_time() - start:.2f} s."
    )


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def row(label: str, cost: Cost) -> None:
    """Print a row of the table."""
    print(f"| {label} | {cost.cpu:.2f} | {cost.clock:.2f} | {cost.memory:.0f} |", flush=True)


def head(title: str) -> None:
    """Print the head of a table."""
    print(f"\n| {title} | CPU, s | clock, s | memory, MB |\n|---|---|---|---|")


def build(root: Path, site: Path) -> Cost:
    """Build the project at `root` from nothing that was kept, and return what that took."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")]
    return run(command, root, {"SITE_DIR": str(site), "NO_MKDOCS_2_WARNING": "1"})


def builds(work: Path) -> None:
    """Compare the cold build with two without the hooks, run in turn so that all meet the same machine.

    One has the same finished pages to build (numbers, tables and diagrams as if somebody had typed them), one the sources as they are, with
    every place unfilled; both have the theme's own search.
    """
    projects = {
        "cold build": ROOT,
        "the same finished pages without the hooks": finish(work / "finished", is_filled=True),
        "the unfilled sources without the hooks": finish(work / "sources", is_filled=False),
    }
    costs: dict[str, list[Cost]] = {label: [] for label in projects}
    for turn in range(RUNS + 1):
        for label, root in projects.items():
            cost = build(root, work / "site")
            if turn:  # The first warms up.
                costs[label].append(cost)
    head(f"build, median of {RUNS}")
    medians = {label: median(found) for label, found in costs.items()}
    for label, cost in medians.items():
        row(label, cost)
    whole, *others = medians.items()
    for label, cost in others:
        more = [100 * (mine / theirs - 1) for mine, theirs in zip(whole[1][:2], cost[:2], strict=True)]
        print(f"| hooks cost, against {label} | {more[0]:+.0f} % | {more[1]:+.0f} % | |")


def checks(work: Path) -> None:
    """Time the check of the project as it is."""
    root = make(work / "whole", 1)
    head(f"check, median of {RUNS}")
    cold = []
    for _ in range(RUNS):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        cold.append(run(CHECK, root, {}))
    row("cold", median(cold))
    row("nothing changed", median([run(CHECK, root, {}) for _ in range(RUNS)]))


def scale(work: Path, cases: int) -> None:
    """Time the check of many cases in two languages: as contributors send them, and as large as the exemplar every one."""
    for tier in reversed(TIERS):
        _scale(work / tier, cases, tier)
    print("\nEach row is one run.")


def _scale(work: Path, cases: int, tier: str) -> None:
    """Time the check of many cases of one tier: cold, again, and after each kind of change."""
    half = make(work / "half", cases // 2, tier)
    head(f"check of {cases} cases of the {tier} tier in two languages")
    row(f"cold, {cases // 2} cases", run(CHECK, half, {}))
    shutil.rmtree(half)
    root = make(work / "many", cases, tier)
    folder = f"docs/cases/{ORIGINALS[tier].slug}-0001"
    page, data = f"{folder}/index.en.md", f"{folder}/case.yml"
    row(f"cold, {cases} cases", run(CHECK, root, {}))
    row("nothing changed", run(CHECK, root, {}))
    for path in (page, data, "docs/framework/data.en.md"):
        _touch(root / path)
        row(f"{path} changed, that path alone", run([*CHECK, path], root, {}))
        _touch(root / path)
        row(f"{path} changed, all", run(CHECK, root, {}))
    shutil.rmtree(root)


def _touch(path: Path) -> None:
    """Change a file in a way that breaks no rule."""
    comment = b"<!-- changed -->\n" if path.suffix == ".md" else b"# changed\n"
    path.write_bytes(path.read_bytes() + comment)


def growth(work: Path) -> None:
    """Time the build of more and more cases, and weigh a page that is in all of them."""
    head("build with more cases")
    for cases in (1, 25, 100):
        root = make(work / f"cases-{cases}", cases)
        cost = build(root, work / "site")
        row(f"{cases}", cost)
        for name in ("framework/data/", "cases/ad-banner/"):
            print(f"| HTML of /{name}, kB | {(work / 'site' / name / 'index.html').stat().st_size / 1000:.1f} | | |")
        shutil.rmtree(root)


def weights(work: Path) -> None:
    """Print what each type of page weighs in gzip."""
    build(make(work / "whole", 1), work / "site")
    print("\n| page | HTML, kB gzip: ru | en |\n|---|---|---|")
    names = [*PAGES, *(f"cases/{slug}/" for slug in sorted(read_site(ROOT).cases))]
    for page in names:
        sizes = [
            len(gzip.compress((work / "site" / prefix / page / "index.html").read_bytes(), 9)) / 1000
            for prefix in ("", "en")
        ]
        print(f"| /{page} | {sizes[0]:.1f} | {sizes[1]:.1f} |")


def pages(work: Path) -> None:
    """Measure the pages by Lighthouse, where there is what that needs."""
    wanted = bench_pages.missing()
    if wanted:
        print(f"\nThe pages are not measured. {wanted}")
        return
    print()
    bench_pages.main()


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description="Measure the build, the check and the pages.")
    parser.add_argument("part", nargs="*", help="build, check, scale, growth, weights or pages (all, if none is named)")
    parser.add_argument("--cases", type=int, default=CASES, help=f"how many cases `scale` makes (default: {CASES})")
    options = parser.parse_args()
    parts: dict[str, Callable[[Path], None]] = {
        "build": builds,
        "check": checks,
        "scale": partial(scale, cases=options.cases),
        "growth": growth,
        "weights": weights,
        "pages": pages,
    }
    unknown = set(options.part) - set(parts)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: name some of {', '.join(parts)}")
    yardstick()
    for name in options.part or parts:
        with tempfile.TemporaryDirectory() as work:
            parts[name](Path(work))


if __name__ == "__main__":
    main()

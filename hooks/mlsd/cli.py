"""`mlsd`: check the content and write to it from the command line."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from mlsd.author import case_numbers, explain, new_case, release, sync
from mlsd.author.refusal import RefusalError
from mlsd.export.cards import cards_of, remove_unused_cards
from mlsd.figures.diagram import remove_unused
from mlsd.guard.check import check_site
from mlsd.guard.mend import mend
from mlsd.model.finding import Finding, Severity
from mlsd.model.released import PATH as RELEASED
from mlsd.model.site import DOCS, FRAMEWORK, LANGUAGES, TIERS, read_site
from mlsd.report import summary

OK, FOUND, MISUSE = 0, 1, 2
# So many lines are seen at once.
_SCREEN = 20
# So many notices of one kind in a file are told one by one where the command can mend them.
_FEW = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    root = find_root(Path.cwd())
    if root is None:
        parser.error(f"no {FRAMEWORK} here or in a folder above: run mlsd inside the project")
    try:
        return int(options.run(root, options))
    except RefusalError as error:
        sys.stderr.write(f"mlsd: {error}\n")
        return MISUSE


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds the framework and `docs/`."""
    return next((f for f in (start, *start.parents) if (f / FRAMEWORK).is_file() and (f / DOCS).is_dir()), None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mlsd", description="Check the content of the site, and write to it.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="list everything to fix, with file and line")
    check.add_argument("path", nargs="*", type=Path, help="files or folders to report on (all, if none is named)")
    check.add_argument(
        "--fix", action="store_true", help="fix what is safe to fix, then report it, so that you see the change"
    )
    check.add_argument("--format", choices=sorted(FORMATS), default="text", help="how to print (default: text)")
    check.set_defaults(run=_check)
    record = commands.add_parser("sync", help="record that translations are up to date with their originals")
    record.add_argument("path", nargs="+", type=Path, help="translations, or folders of them")
    record.add_argument(
        "--from", dest="source", choices=LANGUAGES, help="the language they are translated from, where none is recorded"
    )
    record.set_defaults(run=_sync)
    begin = commands.add_parser("new-case", help="write the scaffold of a case, which says what to fill in")
    begin.add_argument("slug", help="the name of its folder and its address, as in payment-fraud")
    # What they may be is said by `new_case`, to those as well who know the command from the Makefile only.
    languages, tiers = ", ".join(new_case.CHOICES), ", ".join(TIERS)
    begin.add_argument("--language", default="both", help=f"the language of its pages: {languages} (default: both)")
    begin.add_argument("--tier", default="standard", help=f"what it is held to: {tiers} (default: standard)")
    begin.set_defaults(run=_new_case)
    publish = commands.add_parser("release", help="record the pages and ids that are public from now on")
    publish.set_defaults(run=_release)
    compute = commands.add_parser("numbers", help="say what the numbers of a case come to")
    compute.add_argument("slug", help="the name of the case's folder")
    compute.set_defaults(run=_numbers)
    tell = commands.add_parser("explain", help="say what a rule asks for, with examples")
    tell.add_argument("code", nargs="*", help="the codes of findings, as in ST006 (all, if none is named)")
    tell.set_defaults(run=_explain)
    return parser


def _inside(root: Path, paths: Iterable[Path]) -> list[str]:
    """Return paths that were given as they are named in findings, relative to the root."""
    found = []
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 (a symbolic link is itself what is asked about)
        if not absolute.exists():
            raise RefusalError(f"{path} does not exist")
        if not absolute.is_relative_to(root):
            raise RefusalError(f"{path} is outside of {root}")
        found.append(absolute.relative_to(root).as_posix())
    return found


def _check(root: Path, options: argparse.Namespace) -> int:
    wanted = _inside(root, options.path)
    site = read_site(root)
    findings = check_site(site, lambda path: _is_wanted(path, wanted))
    fixed: Collection[Finding] = ()
    if options.fix:
        fixed = mend(root, findings)
        # Of what cannot be read nobody knows which pictures it uses.
        if not wanted and not any(finding.severity is Severity.ERROR for finding in findings):
            remove_unused(root, (f.source for page in site.pages for f in page.figures if f.kind == "diagram"))
            remove_unused_cards(root, cards_of(site))
    if options.format != "text":
        sys.stdout.write(FORMATS[options.format](findings))
    else:
        sys.stdout.write(_text(findings, fixed))
        sys.stdout.flush()
        advice = f"{count(findings)}; {_advice(findings, own_name(root), fixed if options.fix else None)}"
        sys.stderr.write(f"{advice if findings else 'nothing to fix'}\n")
    return FOUND if any(finding.severity is Severity.ERROR for finding in findings) else OK


def count(findings: Sequence[Finding]) -> str:
    """Return how many errors and notices there are, in words."""
    notices = sum(finding.severity is Severity.NOTICE for finding in findings)
    numbers = ((len(findings) - notices, "error"), (notices, "notice"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in numbers)


def _advice(findings: Sequence[Finding], name: str, fixed: Collection[Finding] | None) -> str:
    """Return what to do next: let the command mend what it can, and ask it about the rest.

    Args:
        findings: all of them.
        name: what is to be typed to run this command.
        fixed: those that were mended; None if that was not asked for.

    """
    left = [finding for finding in findings if not fixed or finding not in fixed]
    if fixed is not None:
        fixes = f"{len(findings) - len(left)} fixed, {len(left)} left; "
    else:
        number = sum(finding.fix is not None for finding in findings)
        fixes = f"`{name} check --fix` fixes {number}; " if number else ""
    # Of a long list the end is what stays on the screen.
    errors = [finding for finding in left if finding.severity is Severity.ERROR]
    head = next(iter(errors or left), None)
    first = f"begin with {head.path}:{head.line}; " if head and len(findings) > _SCREEN else ""
    return f"{first}{fixes}`{name} explain CODE` says more"


def own_name(root: Path) -> str:
    """Return what is to be typed to run this command: its path where the shell would not find it by name."""
    if shutil.which("mlsd"):
        return "mlsd"
    path = Path(sys.executable).parent / "mlsd"
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


def _sync(root: Path, options: argparse.Namespace) -> int:
    recorded = sync.sync(read_site(root), _inside(root, options.path), options.source)
    sys.stdout.write(sync.said(recorded))
    return OK


def _new_case(root: Path, options: argparse.Namespace) -> int:
    today = datetime.date.today().isoformat()
    paths = new_case.new_case(read_site(root), options.slug, options.language, options.tier, today)
    # Its words come from several places; what typography asks of them is put right at once.
    mend(root, (finding for finding in check_site(read_site(root)) if finding.path in paths))
    sys.stdout.write(new_case.said(paths))
    return OK


def _release(root: Path, options: argparse.Namespace) -> int:
    text, pages, ids = release.release(read_site(root))
    (root / RELEASED).write_text(text, "utf-8")
    sys.stdout.write(f"{RELEASED}: {pages} new pages, {ids} new ids\n")
    return OK


def _numbers(root: Path, options: argparse.Namespace) -> int:
    sys.stdout.write(case_numbers.numbers(read_site(root), options.slug))
    return OK


def _explain(root: Path, options: argparse.Namespace) -> int:
    told = [explain.explain(code) for code in options.code]
    sys.stdout.write("\n".join(told) if told else explain.overview())
    return OK


def _is_wanted(path: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(w == "." or path == w or path.startswith(f"{w}/") for w in wanted)


def _text(findings: Sequence[Finding], fixed: Collection[Finding] = ()) -> str:
    """Return the findings a line each, but many notices of one kind that the command can mend in one line for their file."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.NOTICE and finding.fix:
            alike.setdefault((finding.path, finding.code), []).append(finding)
    many = {some[0]: some for some in alike.values() if len(some) > _FEW}
    told = {finding for some in many.values() for finding in some}
    rows = []
    for finding in findings:
        if finding in many:
            said = "all fixed" if all(one in fixed for one in many[finding]) else "`make format` fixes them"
            rows.append(f"{finding} (and {len(many[finding]) - 1} more like it in this file: {said})\n")
        elif finding not in told:
            rows.append(f"{finding}{' (fixed)' if finding in fixed else ''}\n")
    return "".join(rows)


def _json(findings: Sequence[Finding]) -> str:
    rows = [
        {
            "path": finding.path,
            "line": finding.line,
            "code": finding.code,
            "severity": str(finding.severity),
            "message": finding.message,
            "fix": f"{finding.fix.old} → {finding.fix.new}".strip() if finding.fix else None,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _github(findings: Sequence[Finding]) -> str:
    """Write workflow commands, which GitHub shows at file and line without any token."""
    rows = []
    for finding in findings:
        level = "error" if finding.severity is Severity.ERROR else "notice"
        path, title = (_escape(text, extra=":,") for text in (finding.path, finding.code))
        rows.append(f"::{level} file={path},line={finding.line},title={title}::{_escape(finding.message)}\n")
    return "".join(rows)


def _escape(text: str, extra: str = "") -> str:
    for character in "%\r\n" + extra:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "github": _github,
    "json": _json,
    "summary": summary,
    "text": _text,
}

if __name__ == "__main__":
    sys.exit(main())

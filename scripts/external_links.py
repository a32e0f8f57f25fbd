"""Ask every address outside of the site that the content links to whether it is still there: `python scripts/external_links.py`.

Alive: it answers. Blocked: the server answers, but turns away whoever is no browser; only a person can tell. Dead: gone, or no answer.
It is polite: each address is asked once, one after another on a host, HEAD before GET, and nothing is read of a body. It never fails for
what it finds: others' servers are not our tests.
"""

from __future__ import annotations

import argparse
import http.client
import ipaddress
import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from mlsd.model import tetrahedron
from mlsd.model.page_reader import read_page
from mlsd.model.site import LANGUAGES, read_site
from mlsd.render.html import element, text
from mlsd.report import count, flat, inert, place, source_url

ROOT = Path(__file__).resolve().parents[1]
MAX_REDIRECTS = 10
MAX_PLACES = 5
# What an issue on GitHub takes is 65,536 characters.
MAX_REPORT = 60_000
# Names that are examples by standard, and this machine's own.
RESERVED = ("localhost", "example", "example.com", "example.net", "example.org", "invalid", "local", "test")
# "Not you" rather than "not here": 999 is what LinkedIn says to whoever is no browser.
REFUSALS = frozenset({401, 402, 403, 406, 407, 429, 451, 503, 999})
PASSING = frozenset({408, 429, 500, 502, 503, 504})


class Place(NamedTuple):
    """Where an address stands."""

    path: str
    line: int


class State(StrEnum):
    """What came of asking."""

    ALIVE = "alive"
    BLOCKED = "blocked"
    DEAD = "dead"


@dataclass(frozen=True)
class Verdict:
    """What came of asking one address, and why; `moved_to` is where it has moved for good."""

    url: str
    state: State
    reason: str
    moved_to: str | None = None


@dataclass(frozen=True)
class Manners:
    """How the servers are asked; all times in seconds."""

    timeout: float = 20  # for one answer, however slowly it drips
    pause: float = 1  # between two questions to one host
    patience: float = 60  # the longest wait that a host may ask for
    tries: int = 3
    hosts_at_once: int = 8
    may_be_private: bool = False  # for tests: the servers are on this machine
    agent: str = "mlsd-link-check/1.0 (a documentation site checks its sources, weekly)"


@dataclass(frozen=True)
class Answer:
    """What a server said to one question, or why it said nothing (then `status` is 0)."""

    status: int
    location: str = ""
    wait: float = 0
    failure: str = ""


class PrivateAddressError(OSError):
    """The name leads to a machine that is not on the public network."""


# ---------------------------------------------------------------------------------------------------------------- what to ask


def external_links(root: Path) -> dict[str, list[Place]]:
    """Return every address outside of the site with the places where it stands."""
    found: dict[str, list[Place]] = {}
    for url, where in sorted(_links(root)):
        places = found.setdefault(url.partition("#")[0], [])
        if where not in places:
            places.append(where)
    return {url: places for url, places in found.items() if not _is_reserved(url)}


def _links(root: Path) -> Iterator[tuple[str, Place]]:
    site = read_site(root)
    readmes = [read_page(path.name, path.read_bytes(), LANGUAGES) for path in sorted(root.glob("*.md"))]
    for page in (*site.pages, *readmes):
        yield from ((link.target, Place(page.path, link.line)) for link in page.links if _is_web(link.target))
    for case in site.cases.values():
        for i, source in enumerate(case.data.sources if case.data else ()):
            yield source.url, Place(case.path, case.line("sources", i, "url"))
    if site.tetrahedron:
        lines = (root / tetrahedron.PATH).read_text("utf-8").splitlines()
        for url in (source.url for technique in site.tetrahedron.techniques for source in technique.sources):
            yield url, Place(tetrahedron.PATH, next(i for i, line in enumerate(lines, 1) if url in line))


def _is_web(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def _is_reserved(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return any(host == name or host.endswith(f".{name}") for name in RESERVED)


# ---------------------------------------------------------------------------------------------------------------- asking


def check_all(urls: Iterable[str], manners: Manners) -> list[Verdict]:
    """Ask each address, hosts side by side and one host's addresses one after another; the order is that of `urls`."""
    hosts: dict[str, list[str]] = {}
    order = list(dict.fromkeys(urls))
    for url in order:
        hosts.setdefault(_host(url), []).append(url)
    verdicts: dict[str, Verdict] = {}

    def ask_host(own: Sequence[str]) -> None:
        for i, url in enumerate(own):
            previous = verdicts[own[i - 1]] if i else None
            if previous and previous.reason.startswith(NO_HOST):
                verdicts[url] = replace(previous, url=url)
                continue
            time.sleep(manners.pause if i else 0)
            verdicts[url] = check(url, manners)

    with ThreadPoolExecutor(manners.hosts_at_once) as pool:
        list(pool.map(ask_host, hosts.values()))
    return [verdicts[url] for url in order]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def check(url: str, manners: Manners) -> Verdict:
    """Ask one address, again while what it says may pass."""
    for attempt in range(1, manners.tries + 1):
        verdict, answer = _follow(url, manners)
        passing = answer.status in PASSING or answer.failure
        if verdict.state is State.ALIVE or not passing:
            return verdict
        if attempt < manners.tries:
            time.sleep(min(answer.wait or manners.pause * 2**attempt, manners.patience))
    return replace(verdict, reason=f"{verdict.reason}, asked {count(manners.tries, 'time')}")


def _follow(url: str, manners: Manners) -> tuple[Verdict, Answer]:
    """Go where redirects lead, and judge the answer at the end."""
    here, moved = url, True
    for _ in range(MAX_REDIRECTS + 1):
        answer = _ask(here, manners)
        if not (300 <= answer.status < 400 and answer.location):
            return _judge(url, answer, here if moved and here != url else None), answer
        moved = moved and answer.status in (301, 308)
        try:
            here = urljoin(here, answer.location).partition("#")[0]
        except ValueError:
            return Verdict(url, State.DEAD, "it redirects to what is no address"), answer
        if not _is_web(here):
            return Verdict(url, State.DEAD, f"it redirects to {here[:80]}, which is not on the web"), answer
    return Verdict(url, State.BLOCKED, "it redirects without end, as sites do that want cookies"), answer


def _judge(url: str, answer: Answer, moved_to: str | None) -> Verdict:
    if answer.failure:
        return Verdict(url, State.DEAD, answer.failure)
    reason = f"{answer.status} {http.client.responses.get(answer.status, '')}".strip()
    if 200 <= answer.status < 300:
        return Verdict(url, State.ALIVE, reason, moved_to)
    return Verdict(url, State.BLOCKED if answer.status in REFUSALS else State.DEAD, reason)


def _ask(url: str, manners: Manners) -> Answer:
    """Ask with HEAD; where that is not welcome, or not told the truth, with GET."""
    head = _question("HEAD", url, manners)
    if 200 <= head.status < 400 or head.status == 429:
        return head
    return _question("GET", url, manners)


def _question(method: str, url: str, manners: Manners) -> Answer:
    late = threading.Event()
    try:
        connection, target = _connect(url, manners)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(0, failure=_failure(error))
    # A timeout of the socket starts anew with every byte: this one does not.
    clock = threading.Timer(manners.timeout, _hang_up, [connection, late])
    clock.daemon = True
    clock.start()
    try:
        connection.request(method, target, headers={"User-Agent": manners.agent, "Accept": "*/*"})
        response = connection.getresponse()
        return Answer(response.status, response.getheader("Location") or "", _wait(response.getheader("Retry-After")))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(0, failure=_failure(TimeoutError() if late.is_set() else error))
    finally:
        clock.cancel()
        connection.close()


def _connect(url: str, manners: Manners) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    if not host:
        raise ValueError
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    connection = (
        http.client.HTTPSConnection(host, parts.port, timeout=manners.timeout, context=ssl.create_default_context())
        if parts.scheme.lower() == "https"
        else http.client.HTTPConnection(host, parts.port, timeout=manners.timeout)
    )
    connection.connect()
    peer = connection.sock.getpeername()[0]
    if not manners.may_be_private and not ipaddress.ip_address(peer.partition("%")[0]).is_global:
        connection.close()
        raise PrivateAddressError
    return connection, target


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with suppress(OSError, AttributeError):  # It may have ended meanwhile.
        connection.sock.shutdown(socket.SHUT_RDWR)


def _wait(header: str | None) -> float:
    return float(header) if header and header.strip().isdecimal() and len(header) < 8 else 0


def _failure(error: Exception) -> str:
    return next(said for kind, said in FAILURES if isinstance(error, kind))


NO_HOST = "no such host, or no way to it"
# The first that fits.
FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (PrivateAddressError, "it leads to a machine that is not on the public network"),
    (ssl.SSLCertVerificationError, "its certificate is not valid"),
    (ssl.SSLError, "no secure connection"),
    (TimeoutError, "no answer in time"),
    (ConnectionRefusedError, "nothing listens there"),
    (ConnectionError, "the connection was broken off"),
    (http.client.HTTPException, "what it answers is not HTTP"),
    (OSError, NO_HOST),
    (ValueError, "it is no address"),
    (Exception, "no answer"),
)


# ---------------------------------------------------------------------------------------------------------------- telling

HEADINGS = {
    "dead": "Dead: find where it went, cite an archived copy, or take it out",
    "moved": "Moved for good: write the new address",
    "blocked": "Blocked: open it yourself; if you see it, it is well",
}


def report(verdicts: Sequence[Verdict], places: Mapping[str, Sequence[Place]], source: str | None = None) -> str:
    """Return the verdicts as Markdown, the worst first; what is alive is only counted."""
    by_state = {state: [v for v in verdicts if v.state is state] for state in State}
    counted = ", ".join(f"{len(by_state[state])} {state}" for state in State)
    head = f"{count(len(verdicts), 'address', 'addresses')}: {counted}.\n\n"
    groups = {
        "dead": by_state[State.DEAD],
        "moved": [v for v in by_state[State.ALIVE] if v.moved_to],
        "blocked": by_state[State.BLOCKED],
    }
    parts, room = [head], MAX_REPORT - len(head)
    for name, group in groups.items():
        rows = [_row(verdict, places.get(verdict.url, ()), source) for verdict in group]
        shown = []
        for row in rows:
            room -= len(row)
            if room > 0:
                shown.append(row)
        if rows:
            parts.append(f"### {HEADINGS[name]}\n\n{element('table', *shown)}\n\n")
        if len(shown) < len(rows):
            parts.append(f"{len(rows) - len(shown)} more do not fit here: `make links` lists them all.\n\n")
    return "".join(parts)


def _row(verdict: Verdict, places: Sequence[Place], source: str | None) -> str:
    shown = element("code", text(flat(verdict.url)))
    if verdict.state is not State.DEAD:
        shown = element("a", shown, href=flat(verdict.url))
    said = f"{inert(verdict.reason)} → {element('code', text(flat(verdict.moved_to)))}" if verdict.moved_to else ""
    where = [place(p.path, p.line, source, f"{p.path}:{p.line}") for p in places[:MAX_PLACES]]
    if len(places) > MAX_PLACES:
        where.append(f"and {len(places) - MAX_PLACES} more")
    cells = (shown, said or inert(verdict.reason), "<br>".join(where))
    return element("tr", *(element("td", cell).strip() for cell in cells))


def lines(verdicts: Sequence[Verdict], places: Mapping[str, Sequence[Place]]) -> Iterator[str]:
    """Yield a line for each place of what is not simply alive."""
    for verdict in verdicts:
        if verdict.state is State.ALIVE and not verdict.moved_to:
            continue
        said = f"moved to {verdict.moved_to}" if verdict.moved_to else f"{verdict.state} ({verdict.reason})"
        for where in places.get(verdict.url, ()):
            yield f"{where.path}:{where.line}: {verdict.url} {said}"


@dataclass
class Options(argparse.Namespace):
    """The command line."""

    report: Path | None = None
    under: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT, manners: Manners | None = None) -> int:
    """Ask, tell, and return 0 whatever was found; 1 only if nothing at all could be asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--report", type=Path, help="write a report in Markdown to this file")
    parser.add_argument(
        "under", nargs="*", help="ask only for what stands in these files or folders (all, if none is named)"
    )
    options = parser.parse_args(arguments, Options())
    wanted = tuple(options.under)
    places = {
        url: where
        for url, where in external_links(root).items()
        if not wanted or any(p.path == w or p.path.startswith(f"{w.rstrip('/')}/") for p in where for w in wanted)
    }
    verdicts = check_all(places, manners or Manners())
    if verdicts and all(verdict.reason.startswith(NO_HOST) for verdict in verdicts):
        sys.stderr.write("No host was found: is this machine on the network?\n")
        return 1
    for line in lines(verdicts, places):
        print(line)
    counts = {state: sum(verdict.state is state for verdict in verdicts) for state in State}
    print(", ".join(f"{number} {state}" for state, number in counts.items()))
    if options.report:
        options.report.write_text(report(verdicts, places, source_url(os.environ)), "utf-8")
    output = os.environ.get("GITHUB_OUTPUT")
    if output:
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"dead={counts[State.DEAD]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

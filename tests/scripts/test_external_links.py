"""The check of external links, against a server that behaves in every way that servers do."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from scripts.external_links import Manners, Place, State, Verdict, check, check_all, external_links, main, report
from tests.conftest import ROOT, Project, page

MANNERS = Manners(timeout=1, pause=0, patience=0.2, tries=3, may_be_private=True)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/")
        world = self.world
        with world.lock:
            world.asked.append((self.command, self.path))
            world.agents.add(self.headers["User-Agent"])
            world.busy += 1
            world.most_busy = max(world.most_busy, world.busy)
        try:
            BEHAVIOURS.get(name, missing)(self, world)
        finally:
            with world.lock:
                world.busy -= 1

    do_HEAD = do_GET  # noqa: N815

    def answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True


@dataclass
class World:
    """What the server has seen."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)
    busy: int = 0
    most_busy: int = 0

    def times(self, name: str, method: str | None = None) -> int:
        return sum(path.strip("/") == name and method in (None, how) for how, path in self.asked)


Behaviour = Callable[[Handler, World], None]


def missing(handler: Handler, world: World) -> None:
    handler.answer(404)


def status(code: int, **headers: str) -> Behaviour:
    return lambda handler, world: handler.answer(code, **headers)


def by_method(head: int, get: int) -> Behaviour:
    return lambda handler, world: handler.answer(head if handler.command == "HEAD" else get)


def to(target: str, code: int = 302) -> Behaviour:
    return lambda handler, world: handler.answer(code, Location=target)


def then(first: Behaviour, questions: int, second: Behaviour) -> Behaviour:
    def behave(handler: Handler, world: World) -> None:
        (first if world.times(handler.path.strip("/")) <= questions else second)(handler, world)

    return behave


def drip(handler: Handler, world: World) -> None:
    """Send a byte now and then, so that no single wait is long."""
    try:
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100:
            handler.raw(bytes([byte]))
            if world.over.wait(0.05):
                return
    except OSError:
        pass  # Hung up, as it should be.


def silence(handler: Handler, world: World) -> None:
    world.over.wait(5)
    handler.close_connection = True


def break_off(handler: Handler, world: World) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def endless_body(handler: Handler, world: World) -> None:
    try:
        handler.raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while not world.over.wait(0.01):
            handler.raw(b"x" * 65536)
    except OSError:
        pass


BEHAVIOURS: dict[str, Behaviour] = {
    "ok": status(200),
    "no-content": status(204),
    "head-405": by_method(405, 200),
    "head-501": by_method(501, 200),
    "head-404": by_method(404, 200),
    "head-403": by_method(403, 200),
    "head-breaks": lambda h, w: break_off(h, w) if h.command == "HEAD" else h.answer(200),
    "endless": lambda h, w: h.answer(405) if h.command == "HEAD" else endless_body(h, w),
    "401": status(401),
    "403": status(403),
    "429": status(429, Retry_After="0"),
    "429-long": status(429, Retry_After="86400"),
    "429-odd": status(429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
    "429-once": then(status(429, Retry_After="0"), 1, status(200)),
    "451": status(451),
    "503": status(503),
    "999": status(999),
    "404": status(404),
    "410": status(410),
    "400": status(400),
    "500": status(500),
    "500-once": then(status(500), 2, status(200)),  # both HEAD and GET
    "302": to("/ok"),
    "301": to("/ok", 301),
    "308-301": to("/301", 308),
    "301-302": to("/302", 301),
    "301-404": to("/404", 301),
    "302-403": to("403"),
    "304": status(304),
    "loop": to("/loop"),
    "long-way": to("/loop"),
    "to-ftp": to("ftp://example.org/x"),
    "to-script": to("javascript:alert(1)"),
    "to-nonsense": to("http://[::"),
    "to-nowhere": to("http://127.0.0.1:1/"),
    "drip": drip,
    "silence": silence,
    "break": break_off,
    "garbage": lambda h, w: h.raw(b"\x00\xff" * 200 + b"\r\n\r\n"),
    "headers": lambda h, w: h.raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"),
    "%D1%8F/%C3%BC": status(200),
}
ALIVE, BLOCKED, DEAD = State.ALIVE, State.BLOCKED, State.DEAD
EXPECTED: dict[str, tuple[State, str]] = {
    "ok": (ALIVE, "200 OK"),
    "no-content": (ALIVE, "204"),
    "head-405": (ALIVE, "200"),
    "head-501": (ALIVE, "200"),
    "head-404": (ALIVE, "200"),
    "head-403": (ALIVE, "200"),
    "head-breaks": (ALIVE, "200"),
    "endless": (ALIVE, "200"),
    "401": (BLOCKED, "401 Unauthorized"),
    "403": (BLOCKED, "403 Forbidden"),
    "429": (BLOCKED, "429 Too Many Requests, asked 3 times"),
    "429-long": (BLOCKED, "429"),
    "429-odd": (BLOCKED, "429"),
    "429-once": (ALIVE, "200"),
    "451": (BLOCKED, "451"),
    "503": (BLOCKED, "503 Service Unavailable, asked 3 times"),
    "999": (BLOCKED, "999"),
    "404": (DEAD, "404 Not Found"),
    "410": (DEAD, "410 Gone"),
    "400": (DEAD, "400"),
    "500": (DEAD, "500 Internal Server Error, asked 3 times"),
    "500-once": (ALIVE, "200"),
    "302": (ALIVE, "200"),
    "301": (ALIVE, "200"),
    "308-301": (ALIVE, "200"),
    "301-302": (ALIVE, "200"),
    "301-404": (DEAD, "404"),
    "302-403": (BLOCKED, "403"),
    "304": (DEAD, "304"),
    "loop": (BLOCKED, "it redirects without end"),
    "to-ftp": (DEAD, "it redirects to ftp://example.org/x, which is not on the web"),
    "to-script": (DEAD, "it redirects to javascript:alert(1), which is not on the web"),
    "to-nonsense": (DEAD, "it redirects to what is no address"),
    "to-nowhere": (DEAD, "nothing listens there"),
    "drip": (DEAD, "no answer in time"),
    "silence": (DEAD, "no answer in time"),
    "break": (DEAD, "the connection was broken off"),
    "garbage": (DEAD, "what it answers is not HTTP"),
    "headers": (DEAD, "what it answers is not HTTP"),
    "я/ü": (ALIVE, "200"),
    "ok?q=я b&x=[1]": (ALIVE, "200"),
}


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    handler = type("Own", (Handler,), {"world": made})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        made.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield made
        made.over.set()
        server.shutdown()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_behaviour(world: World, name: str) -> None:
    slow = name in ("drip", "silence")
    state, reason = EXPECTED[name]
    manners = Manners(timeout=0.3 if slow else 5, pause=0, patience=0.1, tries=1 if slow else 3, may_be_private=True)
    verdict = check(f"{world.address}/{name}", manners)
    assert (verdict.state, verdict.reason[: len(reason)]) == (state, reason)


def test_what_moved_for_good_is_told_from_what_is_only_elsewhere_today(world: World) -> None:
    moved = {
        name: check(f"{world.address}/{name}", MANNERS).moved_to for name in ("301", "308-301", "302", "301-302", "ok")
    }
    there = f"{world.address}/ok"
    assert moved == {"301": there, "308-301": there, "302": None, "301-302": None, "ok": None}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:1/", "nothing listens there"),
        ("http://no-such-host.invalid/", "no such host"),
        ("http://127.0.0.1:99999/", "it is no address"),
        ("http://[::/", "it is no address"),
        ("http:///x", "it is no address"),
        ("http://" + "a" * 80 + ".org/", "it is no address"),
        ("https://{host}/ok", "no secure connection"),
    ],
)
def test_addresses_that_lead_nowhere(world: World, url: str, reason: str) -> None:
    verdict = check(url.format(host=world.address.removeprefix("http://")), Manners(5, 0, 0, 1, may_be_private=True))
    assert (verdict.state, verdict.reason[: len(reason)]) == (DEAD, reason)


def test_a_private_machine_is_never_asked(world: World) -> None:
    manners = Manners(timeout=5, pause=0, tries=1)
    verdict = check(f"{world.address}/ok", manners)
    assert (verdict.state, verdict.reason) == (
        DEAD,
        "it leads to a machine that is not on the public network, asked 1 time",
    )
    assert world.asked == []


def test_it_is_polite(world: World) -> None:
    names = ["ok", "404", "403", "302", "head-405", "no-content"]
    urls = [f"{world.address}/{name}" for name in names]
    verdicts = check_all([*urls, *urls], MANNERS)
    assert [verdict.url for verdict in verdicts] == urls
    assert world.most_busy == 1, "one question to a host at a time"
    asked = Counter(path for _, path in world.asked)
    assert world.times("ok", "HEAD") == 2, "once for itself, once at the end of the redirect"
    assert world.times("ok", "GET") == 0
    assert asked["/404"] == 2, "HEAD, then GET, and no more: it does not pass"
    assert world.times("head-405", "GET") == 1
    assert all("mlsd-link-check" in agent for agent in world.agents)


def test_it_waits_between_questions_to_a_host_and_as_long_as_it_is_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    urls = [f"{world.address}/{name}" for name in ("ok", "429-long")]
    check_all(urls, Manners(timeout=5, pause=7, patience=60, tries=2, may_be_private=True))
    assert waits == [0, 7, 60], "nothing before the first, a pause before the second, then the host's wish, bounded"


def test_a_host_that_is_not_there_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []

    def nowhere(host: object, *rest: object, **more: object) -> None:
        looked.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    verdicts = check_all([f"https://gone.dev/{i}" for i in range(5)], Manners(timeout=5, pause=0, tries=1))
    assert [verdict.state for verdict in verdicts] == [DEAD] * 5
    assert len({verdict.url for verdict in verdicts}) == 5
    assert len(looked) == 2, "HEAD and GET of the first"


# ---------------------------------------------------------------------------------------------------------------- what is asked


def test_the_links_of_pages_cases_and_readmes_are_found_once_with_their_places(project: Project) -> None:
    body = "# T\n\n[a](https://a.dev/x#one) <https://b.dev/>\n\n[a again](https://a.dev/x#two) ![p](p.png) [in](i.md)\n"
    files: dict[str, str | bytes] = {
        "docs/a.en.md": page(body),
        "README.md": "# R\n\n[a](https://a.dev/x) [local](http://127.0.0.1:8000/) [ex](https://sub.example.org/)\n",
        "docs/cases/ad-banner/case.yml": (ROOT / "docs/cases/ad-banner/case.yml").read_bytes(),
    }
    links = external_links(project(files))
    assert links["https://a.dev/x"] == [Place("README.md", 3), Place("docs/a.en.md", 7), Place("docs/a.en.md", 9)]
    assert links["https://b.dev/"] == [Place("docs/a.en.md", 7)]
    assert not any("127.0.0.1" in url or "example.org" in url for url in links)
    rows = (ROOT / "docs/cases/ad-banner/case.yml").read_text("utf-8").splitlines()
    url, [where] = next((url, where) for url, where in links.items() if where[0].path.endswith("case.yml"))
    assert url in rows[where.line - 1]


def test_the_landed_content_has_addresses_to_ask() -> None:
    links = external_links(ROOT)
    assert len(links) > 90


# ---------------------------------------------------------------------------------------------------------------- what is told


def test_the_report_shows_the_worst_first_and_nothing_in_it_acts() -> None:
    evil = 'https://a.dev/"><img src=x onerror=y>\n\n# x'
    verdicts = [
        Verdict("https://ok.dev/", ALIVE, "200 OK"),
        Verdict("https://moved.dev/", ALIVE, "200 OK", "https://new.dev/<b>"),
        Verdict("https://shut.dev/", BLOCKED, "403 Forbidden"),
        Verdict(evil, DEAD, "404 <script>@octocat"),
    ]
    places = {v.url: [Place("docs/a.en.md", i) for i in range(1, 9)] for v in verdicts}
    written = report(verdicts, places, "https://github.com/a/b/blob/abc")
    soup = BeautifulSoup(MarkdownIt("commonmark", {"html": True}).render(written), "html.parser")
    assert soup.p is not None
    assert soup.p.text == "4 addresses: 2 alive, 1 blocked, 1 dead."
    assert [head.text.partition(":")[0] for head in soup("h3")] == ["Dead", "Moved for good", "Blocked"]
    assert {tag.name for tag in soup.find_all(True)} == {"p", "h3", "table", "tr", "td", "code", "a", "br"}
    assert "@octocat" not in written
    assert [a["href"] for a in soup("a") if "github" not in str(a["href"])] == [
        "https://moved.dev/",
        "https://shut.dev/",
    ]
    assert "docs/a.en.md:5" in soup.text
    assert "and 3 more" in soup.text
    assert "ok.dev" not in written


def test_a_report_fits_into_an_issue() -> None:
    verdicts = [Verdict(f"https://a.dev/{i}/{'x' * 100}", DEAD, "404 Not Found") for i in range(2000)]
    written = report(verdicts, {})
    assert len(written) < 65_000
    assert "more do not fit here: `make links` lists them all." in written


def test_the_whole_run(
    world: World, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.external_links._is_reserved", lambda url: False)
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    links = " ".join(f"[x]({world.address}/{name})" for name in ("ok", "404", "403", "301"))
    root = project(
        {"docs/a.en.md": page(f"# T\n\n{links}\n"), "docs/b.en.md": page(f"# B\n\n[y]({world.address}/410)\n")}
    )
    arguments = ["--report", str(tmp_path / "report.md"), "docs/a.en.md"]
    assert main(arguments, root, MANNERS) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows == [
        f"docs/a.en.md:7: {world.address}/301 moved to {world.address}/ok",
        f"docs/a.en.md:7: {world.address}/403 blocked (403 Forbidden)",
        f"docs/a.en.md:7: {world.address}/404 dead (404 Not Found)",
        "2 alive, 1 blocked, 1 dead",
    ]
    assert (tmp_path / "output").read_text() == "dead=1\n"
    assert "4 addresses: 2 alive, 1 blocked, 1 dead." in (tmp_path / "report.md").read_text("utf-8")


def test_without_a_network_nothing_is_called_dead(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({"docs/a.en.md": page("# T\n\n[x](https://no-such-host.invalid.dev.invalid/)\n")})
    (root / "docs/a.en.md").write_text(page("# T\n\n[x](https://a.no-such-host-anywhere-at-all.dev/)\n"), "utf-8")
    assert main([], root, Manners(timeout=5, pause=0, tries=1)) == 1
    assert "is this machine on the network?" in capsys.readouterr().err

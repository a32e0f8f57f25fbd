"""One issue, written in place, against a server that speaks as GitHub does."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.tell_issue import AUTHOR, MAX_BODY, main

TITLE = "External links to mend"


class GitHub(http.server.BaseHTTPRequestHandler):
    issues: list[dict[str, Any]]
    asked: list[tuple[str, str]]
    refusal: int | None

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path))
        if self.headers["Authorization"] != "Bearer secret":
            return self.say(401, {})
        if self.refusal:
            return self.say(self.refusal, {"message": "no"})
        sent = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        if self.command == "GET":
            assert "creator=github-actions%5Bbot%5D" in self.path
            return self.say(200, [issue for issue in self.issues if issue["user"] == AUTHOR])
        if self.command == "POST":
            self.issues.insert(0, {"number": len(self.issues) + 1, "state": "open", "user": AUTHOR, **sent})
            return self.say(201, self.issues[0])
        number = int(self.path.rpartition("/")[2])
        issue = next(issue for issue in self.issues if issue["number"] == number)
        issue.update(sent)
        return self.say(200, issue)

    do_POST = do_PATCH = do_GET  # noqa: N815

    def say(self, status: int, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Run:
    def __init__(self, handler: type[GitHub], url: str, body: Path) -> None:
        self.handler = handler
        self.environment = {"GITHUB_API_URL": url, "GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "secret"}
        self.body = body

    def tell(self, text: str, open_: str = "yes") -> int:
        self.body.write_text(text, "utf-8")
        return main(["--title", TITLE, "--body", str(self.body), "--open", open_], self.environment)

    @property
    def own(self) -> list[tuple[int, str, str]]:
        return [(i["number"], i["state"], i["body"]) for i in self.handler.issues if i["title"] == TITLE]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    handler = type("Own", (GitHub,), {"issues": [], "asked": [], "refusal": None})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Run(handler, f"http://127.0.0.1:{server.server_port}", tmp_path / "report.md")
        server.shutdown()


def test_one_issue_lives_through_the_weeks(run: Run) -> None:
    assert run.tell("nothing", "no") == 0
    assert run.own == []
    assert run.tell("two dead") == 0
    assert run.own == [(1, "open", "two dead")]
    assert run.tell("three dead") == 0
    assert run.own == [(1, "open", "three dead")]
    assert run.tell("all alive", "no") == 0
    assert run.own == [(1, "closed", "all alive")]
    assert run.tell("still alive", "no") == 0
    assert run.own == [(1, "closed", "all alive")], "a closed issue is not written again and again"
    assert run.tell("one dead") == 0
    assert run.own == [(1, "open", "one dead")]


def test_issues_of_others_stay_as_they_are(run: Run) -> None:
    theirs = {"number": 7, "state": "open", "title": TITLE, "body": "mine", "user": "octocat"}
    pull = {"number": 8, "state": "open", "title": TITLE, "body": "a pull", "user": AUTHOR, "pull_request": {}}
    run.handler.issues += [dict(theirs), dict(pull)]
    assert run.tell("one dead") == 0
    assert theirs in run.handler.issues
    assert pull in run.handler.issues
    assert len(run.handler.issues) == 3


def test_only_issues_are_asked_for(run: Run) -> None:
    run.tell("one dead")
    run.tell("two dead")
    assert {path.partition("?")[0] for _, path in run.handler.asked} == {"/repos/a/b/issues", "/repos/a/b/issues/1"}


def test_a_body_that_is_too_long_is_cut(run: Run) -> None:
    assert run.tell("ы" * (MAX_BODY + 10)) == 0
    assert len(run.own[0][2]) < MAX_BODY + 10


@pytest.mark.parametrize(
    ("refusal", "code", "said"), [(410, 0, "has no issues"), (403, 1, "issues: write"), (500, 1, "500")]
)
def test_refusals(run: Run, refusal: int, code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    run.handler.refusal = refusal
    assert run.tell("one dead") == code
    assert said in "".join(capsys.readouterr())


def test_no_answer_and_no_token(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.environment["GITHUB_API_URL"] = "http://127.0.0.1:1"
    assert run.tell("one dead") == 1
    assert "did not answer" in capsys.readouterr().err
    del run.environment["GITHUB_TOKEN"]
    with pytest.raises(SystemExit, match="2"):
        run.tell("one dead")

"""Keep one issue that says what is to be done: `python scripts/tell_issue.py --title T --body FILE --open yes|no`.

The same issue is written anew each time: opened while there is something to do, closed when there is not. It uses GitHub's API with the
token of the run, which needs the right `issues: write` and no other.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

MAX_BODY = 65_000
AUTHOR = "github-actions[bot]"


class Tracker:
    """The issues of one repository."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Take address, repository and token as a run has them."""
        api = environment.get("GITHUB_API_URL", "https://api.github.com")
        self._issues = f"{api}/repos/{environment['GITHUB_REPOSITORY']}/issues"
        self._token = environment["GITHUB_TOKEN"]

    def tell(self, title: str, body: str, *, is_open: bool) -> str:
        """Write the issue and return what was done."""
        query = urllib.parse.urlencode({"creator": AUTHOR, "state": "all", "per_page": 100})
        listed = self._call("GET", f"{self._issues}?{query}")
        own = next((i for i in listed if i.get("title") == title and "pull_request" not in i), None)
        state = "open" if is_open else "closed"
        if own is None:
            if not is_open:
                return "nothing to tell"
            made = self._call("POST", self._issues, {"title": title, "body": body})
            return f"opened issue {made['number']}"
        if own.get("state") == "closed" and not is_open:
            return f"nothing to tell: issue {own['number']} is closed"
        self._call("PATCH", f"{self._issues}/{int(own['number'])}", {"body": body, "state": state})
        return f"wrote issue {own['number']}: {state}"

    def _call(self, method: str, url: str, data: Mapping[str, str] | None = None) -> Any:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": "mlsd",
        }
        body = json.dumps(data).encode() if data else None
        request = urllib.request.Request(url, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """Write the issue; a repository without issues is no failure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--title", required=True, help="the issue's title, which finds it again")
    parser.add_argument("--body", required=True, type=Path, help="a file of Markdown")
    parser.add_argument("--open", required=True, choices=("yes", "no"), help="whether there is something to do")
    options = parser.parse_args(arguments)
    missing = [name for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN") if not environment.get(name)]
    if missing:
        parser.error(f"{' and '.join(missing)} must be set: this runs in a workflow")
    body = options.body.read_text("utf-8")
    if len(body) > MAX_BODY:
        body = f"{body[:MAX_BODY]}\n\n…"
    try:
        print(Tracker(environment).tell(options.title, body, is_open=options.open == "yes"))
    except urllib.error.HTTPError as error:
        if error.code == 410:
            print("this repository has no issues: the summary of the run says it all")
            return 0
        sys.stderr.write(
            f"GitHub refused ({error.code} {error.reason}): does the job have the right `issues: write`?\n"
        )
        return 1
    except (OSError, ValueError) as error:
        sys.stderr.write(f"GitHub did not answer: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

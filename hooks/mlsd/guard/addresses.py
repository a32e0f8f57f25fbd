"""LN: addresses outside of the site, on pages and among a case's sources, and links that go round to the site itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from mlsd.guard.example import CASE, INTERVIEWER, Example
from mlsd.guard.rule import Hit, case_rule, rule
from mlsd.model.addresses import page_url
from mlsd.model.case import Case, CaseData
from mlsd.model.finding import Fix, Severity
from mlsd.model.page import Page
from mlsd.model.site import DOCS, LANGUAGES, Site
from mlsd.model.yaml_source import parse


@dataclass(frozen=True)
class Domains:
    """What `domains.yml` says."""

    ours: tuple[str, ...]
    tracking: tuple[str, ...]
    tracking_at: tuple[tuple[str, tuple[str, ...]], ...]  # a host, and what tracks there
    refused: tuple[tuple[str, str], ...]  # a domain, and why


_REASONS = {
    "affiliate": "pays for readers: link what it is about, at its author's",
    "closed": "cannot be opened without an account: link a public source, or name this one in words",
    "copies": "has it without the owner's consent: link the publisher, the preprint or the author's page",
    "shorteners": "hides where it leads: link the address itself",
}


def read_domains(text: str) -> Domains:
    """Return the lists of `domains.yml`."""
    data = parse(text).data
    refused = [(domain, reason) for key, reason in _REASONS.items() for domain in data[key]]
    at = tuple((host, tuple(names)) for host, names in data["tracking_at"].items())
    return Domains(tuple(data["ours"]), tuple(data["tracking"]), at, tuple(refused))


DOMAINS = read_domains(Path(__file__).with_name("domains.yml").read_text("utf-8"))

_WEB = re.compile(r"https?://", re.IGNORECASE)
# Where sites of repositories are published, and where they are tried.
_HOSTS_OF_PAGES = re.compile(
    r".*\.(?:github\.io|gitlab\.io|pages\.dev|readthedocs\.io)|localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]"
)
_DOI = ("doi.org", "www.doi.org", "dx.doi.org")
_WHOLE_DOI = re.compile(r"/10\.\d{4,9}/.*[^\s.,;:]")
# A number says the year and the month; it has five digits behind them since 2015, and names of fields before April of 2007.
_ARXIV = re.compile(
    r"/?|/(?:list|a|corr|help|search|archive|year|catchup|about)\b.*"
    r"|/(?:abs|pdf|html|ps|format)/(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}"
    r"|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?"
)
_OWN_MACHINE = ("localhost", "127.0.0.1", "0.0.0.0", "::1")
_NEARLY_WEB = re.compile(r"https?:", re.IGNORECASE)
_NUMERIC = re.compile(r"[\d.]+|\[?[0-9a-f:]*:[0-9a-f:.]*\]?|0x[0-9a-f]+", re.IGNORECASE)
_IN_REPOSITORY = re.compile(r"/[^/]+/[^/]+/(?:blob|edit|raw|tree)/[^/]+/(?P<path>.+)")


@rule(
    "LN008",
    "Ссылка на сам сайт называет файл, а не адрес в сети.",
    Example(
        bad="See [leaks](https://octocat.github.io/interview/en/framework/data/#leakage).",
        good="See [leaks](../../framework/data.en.md#leakage).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [the step](https://github.com/octocat/interview/blob/main/docs/framework/data.en.md).",
        good="See [the step](../../framework/data.en.md).",
        where=INTERVIEWER,
    ),
    fixes=True,
)
def link_to_ourselves(site: Site, page: Page) -> Iterator[Hit]:
    """A link to the site itself names the file, not a web address, so that it holds in forks and copies too."""
    for link in page.links:
        address = _split(link.target) if _WEB.match(link.target) else None
        path = _own_file(site, page, address) if address else None
        if path and address:
            own = posixpath.relpath(path, posixpath.dirname(page.path)) + (
                f"#{address.fragment}" if address.fragment else ""
            )
            yield Hit(
                link.line, f"`{link.target}` is a page of this site: link `{own}`", Fix(link.line, link.target, own)
            )
        elif address and address.hostname in _OWN_MACHINE:
            yield Hit(link.line, f"`{link.target}` is on your own machine: link what readers can open")


def _split(target: str) -> SplitResult | None:
    try:
        return urlsplit(target)
    except ValueError:
        return None  # No address at all; nothing is looked for there.


def _own_file(site: Site, page: Page, address: SplitResult) -> str | None:
    """Return the file of this site that an address of the web leads to."""
    host = (address.hostname or "").lower()
    if host in ("github.com", "gitlab.com"):
        inside = _IN_REPOSITORY.fullmatch(address.path)
        path = inside["path"] if inside else ""
        return path if path.startswith(f"{DOCS}/") and path in site.files else None
    if host not in DOMAINS.ours and not _HOSTS_OF_PAGES.fullmatch(host):
        return None
    return file_at(site, page.language or LANGUAGES[0], address.path)


def file_at(site: Site, language: str, address: str) -> str | None:
    """Return the page in `language` that the built site has at the path of an address; None if it has none, or the home page."""
    parts = [part for part in address.split("/") if part]
    # The site may stand below any path; the home page alone says too little.
    for skipped in range(min(3, len(parts))):
        rest = parts[skipped:]
        own = [part for part in rest if part not in LANGUAGES] if rest[0] in LANGUAGES else rest
        for name in ("/".join(own), "/".join([*own, "index"])):
            path = f"{DOCS}/{name}.{language}.md"
            if own and path in site.files and page_url(name, language):
                return path
    return None


@rule(
    "LN009",
    "В адресе нет меток слежения.",
    Example(
        bad="See [the paper](https://doi.org/10.1000/one?utm_source=newsletter).",
        good="See [the paper](https://doi.org/10.1000/one).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [the book](https://www.amazon.com/dp/1492045101?tag=x-20).",
        good="See [the book](https://www.amazon.com/dp/1492045101).",
        where=INTERVIEWER,
    ),
    fixes=True,
)
def tracking(site: Site, page: Page) -> Iterator[Hit]:
    """An address has no tracking parameters."""
    for link in page.links:
        clean = without_tracking(link.target)
        if clean != link.target:
            yield Hit(
                link.line,
                f"`{_short(link.target)}` tells on its readers: link `{_short(clean)}`",
                Fix(link.line, link.target, clean),
            )


@rule(
    "LN010",
    "Адрес начинается с https.",
    Example(
        bad="See [the paper](http://doi.org/10.1000/one).",
        good="See [the paper](https://doi.org/10.1000/one).",
        where=INTERVIEWER,
    ),
    severity=Severity.NOTICE,
    fixes=True,
)
def insecure(site: Site, page: Page) -> Iterator[Hit]:
    """An address begins with https wherever the host supports it."""
    for link in page.links:
        address = _split(link.target) if link.target.lower().startswith("http://") else None
        # Of one's own machine another rule speaks.
        if address is not None and address.hostname not in _OWN_MACHINE:
            secure = f"https{link.target[4:]}"
            yield Hit(
                link.line,
                f"`{_short(link.target)}`: see whether `{_short(secure)}` opens, and link that",
                Fix(link.line, link.target, secure),
            )


@rule(
    "LN011",
    "Ссылка ведёт к тому, что откроет каждый, и ничего не рекламирует: без сокращателей, партнёрских ссылок, закрытых чатов и пиратских копий.",
    Example(
        bad="See [the paper](https://bit.ly/3xyz).",
        good="See [the paper](https://doi.org/10.1000/one).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [the paper](https://doi.org@192.168.0.1/x).",
        good="See [the paper](https://doi.org/10.1000/one).",
        where=INTERVIEWER,
    ),
    Example(
        bad="See [a course](https://www.udemy.com/course/ml).",
        good="See [the paper](https://doi.org/10.1000/one).",
        where=INTERVIEWER,
    ),
)
def domain_refused(site: Site, page: Page) -> Iterator[Hit]:
    """A link leads to what anyone can open and promotes nothing: no shorteners, affiliate links, closed groups, or pirated copies."""
    for link in page.links:
        refused = refusal(link.target)
        if refused:
            yield Hit(link.line, refused)


@case_rule(
    "LN012",
    "Адрес источника кейса может открыть каждый, и он ничего не сообщает о читателе.",
    Example(
        bad="    url: https://doi.org/10.1000/one?utm_source=x", good="    url: https://doi.org/10.1000/one", where=CASE
    ),
)
def source_address(site: Site, case: Case, data: CaseData) -> Iterator[Hit]:
    """The address of a case's source is one that anyone can open, and it tells nothing about its readers."""
    for i, source in enumerate(data.sources):
        clean = without_tracking(source.url)
        refused = refusal(source.url)
        if clean != source.url:
            yield Hit(
                case.line("sources", i, "url"), f"`{_short(source.url)}` tells on its readers: write `{_short(clean)}`"
            )
        if refused:
            yield Hit(case.line("sources", i, "url"), refused)


def without_tracking(target: str) -> str:
    """Return an address without its parameters that say where the reader comes from; what else it holds stays letter for letter."""
    if not _WEB.match(target):
        return target
    address, hash_sign, fragment = target.partition("#")
    base, question, query = address.partition("?")
    if not question:
        return target
    split = _split(base)
    host = ((split.hostname if split else None) or "").lower().removeprefix("www.")
    tracking = [*DOMAINS.tracking, *(name for at, names in DOMAINS.tracking_at if host == at for name in names)]
    kept = [part for part in re.split(r"&(?:amp;)?", query) if not _is_tracking(part.partition("=")[0], tracking)]
    if len(kept) == len(re.split(r"&(?:amp;)?", query)):
        return target
    return base + (f"?{'&'.join(kept)}" if kept else "") + hash_sign + fragment


def _is_tracking(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)


def _taken_apart(domain: str, reason: str) -> tuple[str, str, str, str]:
    """Return a domain that is refused and why, with its host and the path that is meant, empty for all of it."""
    name, slash, path = domain.removeprefix("www.").partition("/")
    return domain, reason, name, f"{slash}{path}"


_REFUSED = tuple(_taken_apart(*each) for each in DOMAINS.refused)
_REFUSED_HOSTS = tuple(name for _, _, name, _ in _REFUSED)


def refusal(target: str) -> str | None:
    """Return why pages do not link an address; None if they may."""
    address = _split(target) if _WEB.match(target) else None
    if address is None:
        return _unread(target)
    unclear = _unclear(target, address)
    if unclear:
        return unclear
    host = (address.hostname or "").lower().removeprefix("www.")
    # Most hosts do not end so, and need no closer look.
    for domain, reason, name, path in _REFUSED if host.endswith(_REFUSED_HOSTS) else ():
        if not host.endswith(name) or not address.path.startswith(path):
            continue
        if host == name or (not domain.startswith("www.") and host.endswith(f".{name}")):
            return f"`{_short(target)}`: {domain} {reason}"
    return None


def _unread(target: str) -> str | None:
    """Say what is wrong with an address of the web that cannot be taken apart."""
    return f"`{_short(target)}` is no address: write `https://host/path`" if _NEARLY_WEB.match(target) else None


def _unclear(target: str, address: SplitResult) -> str | None:
    """Say why nobody knows where an address leads: it has no host, hides one behind a name, or looks like another."""
    host = address.hostname or ""
    letters = host.removeprefix("www.").rpartition(".")
    if not host:
        return f"`{_short(target)}` has no host: write `https://host/path`"
    if "." not in host and ":" not in host and host not in _OWN_MACHINE:
        return f"`{_short(target)}` names no host that readers can open: write the whole address"
    if host in _DOI and not address.path.startswith("/10."):
        return f"`{_short(target)}` is no DOI, which begins with `10.`: copy it from the paper's page"
    if host in _DOI and not _WHOLE_DOI.fullmatch(address.path):
        return f"`{_short(target)}` is no whole DOI, which is `10.`, digits, a slash, and a name: copy it from the paper's page"
    if host.removeprefix("www.") == "arxiv.org" and not _ARXIV.fullmatch(address.path):
        return f"`{_short(target)}` is no address of a preprint, as in `https://arxiv.org/abs/1706.03762`: copy it from its page"
    if "@" in address.netloc:
        return f"`{_short(target)}` has a name before its host `{host}`: leave the name out"
    if _NUMERIC.fullmatch(host) and not _HOSTS_OF_PAGES.fullmatch(host):
        return f"`{_short(target)}` names its host by a number: link it by its name"
    if any(part.startswith("xn--") for part in host.split(".")) or (not letters[0].isascii() and letters[2].isascii()):
        return f"`{_short(target)}` has letters in its host that look like others: link a host in Latin letters"
    return None


def _short(address: str) -> str:
    return address if len(address) <= 70 else f"{address[:50]}…{address[-15:]}"

"""The files of the project as records, each read when it is first looked at, and the notes of what was looked at.

While something is found (`noting`), the content notes every fact that is looked at; what was found can be kept with the values of these
facts (`value`) and is good as long as they are the same. So whoever finds something looks at nothing but the content: no file but by
`read`, no clock, no environment, no state of a module.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, overload

from mlsd.model import glossary, released, tetrahedron
from mlsd.model.addresses import LANGUAGES
from mlsd.model.cache import Cache
from mlsd.model.case import Case, CaseData, read_case
from mlsd.model.finding import Finding
from mlsd.model.framework import Framework, read_framework
from mlsd.model.glossary import Avoided, Term, read_glossary
from mlsd.model.page import MENTION, Page, Summary, summary
from mlsd.model.page_reader import body_digest, read_page
from mlsd.model.prose import Prose
from mlsd.model.released import Released, read_released
from mlsd.model.sources import ABSENT, Sources
from mlsd.model.tetrahedron import Tetrahedron, read_tetrahedron
from mlsd.model.text import decode

FRAMEWORK = "framework.yml"
DOCS = "docs"
CASES = f"{DOCS}/cases"
# The two pages of a case, in each of its languages.
CASE_PAGES = ("index", "interviewer")

# How many records stand in memory at once: those of a folder are looked at together.
_PAGES_IN_MEMORY = 100
_CASES_IN_MEMORY = 20
_SUMMARIES_IN_MEMORY = 400
_ANCHORS_IN_MEMORY = 400

# The places of a case's page that bring ids: how these begin, and what of the data they name.
_WITH_ANCHORS: Mapping[str, tuple[str, Callable[[CaseData], Iterable[str]]]] = {
    "assumptions": ("n", lambda data: data.inputs),
    "estimates": ("n", lambda data: data.formulas),
    "sources": ("source", lambda data: [source.id for source in data.sources]),
}

_T = TypeVar("_T")


# Something that can be looked at: its kind and its name.
Fact = tuple[str, str]


class Given(NamedTuple):
    """An old address as a page or a case gives it."""

    path: str
    line: int
    text: str


class Content:
    """The content of the project at `root`."""

    def __init__(self, root: Path) -> None:
        """List the files; none is read yet."""
        self._root = root
        self.cache = Cache(root)
        self._sources = Sources(root, DOCS)
        self._noted: set[Fact] | None = None
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._summaries: OrderedDict[str, Summary] = OrderedDict()
        self._anchors: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._values: dict[Fact, str] = {}
        self.pages: Sequence[Page] = _Pages(self)
        self.by_path: Mapping[str, Page] = _PagesByPath(self)
        self.cases: Mapping[str, Case] = _CasesBySlug(self)
        self.files: Set[str] = _Files(self)

    # What is noted.

    @contextmanager
    def noting(self) -> Iterator[set[Fact]]:
        """Note the facts that are looked at inside."""
        outer, self._noted = self._noted, set()
        try:
            yield self._noted
        finally:
            self._noted = outer

    def note(self, kind: str, name: str = "") -> None:
        """Note that a fact is looked at."""
        if self._noted is not None:
            self._noted.add((kind, name))

    def value(self, fact: Fact) -> str:
        """Return the value of a fact: what is found by looking at it can differ only if this differs."""
        if fact not in self._values:
            kind, name = fact
            self._values[fact] = self._value_of[kind](name)
        return self._values[fact]

    @cached_property
    def _value_of(self) -> Mapping[str, Callable[[str], str]]:
        sources = self._sources
        return {
            "aliases": lambda _: _hash(f"{path}:{line}:{text}" for path, line, text in self._aliases),
            "anchors": self._anchors_value,
            "bytes": sources.digest,
            "case": lambda slug: sources.digest(f"{CASES}/{slug}/case.yml"),
            "file": lambda path: "there" if path in sources.files else ABSENT,
            "files": lambda _: _hash(sources.paths),
            "folder": lambda path: _hash(sources.folders.get(path, ())),
            "mentions": lambda slug: _hash(sorted(self._mentions.get(slug, ()))),
            "pages": lambda _: _hash(f"{path} {sources.digest(path)}" for path in self._page_paths),
        }

    # What is looked at.

    @property
    def root(self) -> Path:
        """The folder of the project; not for rules, whose findings could not be kept if they read files on their own."""
        if self._noted is not None:
            raise RuntimeError("a rule reads files by `site.read`, so that its findings can be kept")
        return self._root

    def root_for(self, *paths: str) -> Path:
        """Return the folder of the project for a function that looks at these files in it, and at no others."""
        for path in paths:
            self.note("bytes", path)
        return self._root

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, relative to the root; None where there is none."""
        self.note("bytes", path)
        return self._sources.read(path)

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the files that stand directly in a folder, in order."""
        self.note("folder", path)
        return self._sources.folders.get(path, ())

    @property
    def framework(self) -> Framework | None:
        """The contract; None if it cannot be relied on."""
        self.note("bytes", FRAMEWORK)
        return self._framework[0]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the glossary."""
        self.note("bytes", glossary.PATH)
        return self._glossary[0]

    def avoided(self, language: str) -> Avoided:
        """Return the words that the glossary replaces."""
        self.note("bytes", glossary.PATH)
        return self._avoided[language]

    @property
    def released(self) -> Released:
        """The addresses that readers have."""
        self.note("bytes", released.PATH)
        return self._released[0]

    @property
    def tetrahedron(self) -> Tetrahedron | None:
        """The corners and what each technique moves; None if there is nothing that can be relied on."""
        self.note("bytes", tetrahedron.PATH)
        return self._tetrahedron[0]

    def page(self, path: str) -> Page | None:
        """Return a page by its path; None where there is none that can be read."""
        self.note("bytes", path)
        if path not in self._sources.files or not path.endswith(".md"):
            return None
        return _recent(
            self._pages, path, _PAGES_IN_MEMORY, lambda: self._record(path, self._parse_page, self._summarise)
        )

    def body_digest(self, path: str) -> str:
        """Return the hash that translations of the page at `path` record; empty where it cannot be read."""
        data = self.read(path)
        return body_digest(data) if data is not None else ""

    def case_by_slug(self, slug: str) -> Case | None:
        """Return the data of a case by the name of its folder; None where there is none that can be read."""
        self.note("case", slug)
        path = f"{CASES}/{slug}/case.yml"
        if path not in self._sources.files:
            return None
        return _recent(self._cases, slug, _CASES_IN_MEMORY, lambda: self._record(path, _parse_case, _case_aliases))

    def prose(self, path: str) -> Mapping[str, Sequence[Prose]]:
        """Return the runs of text of a page or a case, by language."""
        slug = slug_of(path)
        record: Page | Case | None = self.case_by_slug(slug) if slug else self.page(path)
        if record is not None and not record.has_prose:
            data = self._sources.read(path) or b""
            if slug:
                record = self._cases[slug] = _parse_case(path, data)
            else:
                record = self._pages[path] = self._parse_page(path, data)
        if isinstance(record, Case):
            return record.prose
        return {record.language: record.prose} if record and record.language else {}

    def anchors_at(self, path: str) -> frozenset[str] | None:
        """Return the ids that a link may lead to on the page at `path`, those of its filled places included; None where no page is."""
        self.note("anchors", path)
        noted, self._noted = self._noted, None
        try:
            return _recent(self._anchors, path, _ANCHORS_IN_MEMORY, lambda: self._anchors_at(path))
        finally:
            self._noted = noted

    def mentions(self, slug: str) -> frozenset[str]:
        """Return the numbers of a case that pages print by its slug, `{{ slug.name }}`."""
        self.note("mentions", slug)
        return self._mentions.get(slug, frozenset())

    def aliases(self) -> tuple[Given, ...]:
        """Return the old addresses that pages and cases give, as they are written."""
        self.note("aliases")
        return self._aliases

    def gives_aliases(self, path: str) -> bool:
        """Return whether a page or a case gives old addresses."""
        self.note("bytes", path)
        return bool(self._aliases_in(path))

    # What stands behind it.

    @cached_property
    def _framework(self) -> tuple[Framework | None, list[Finding]]:
        read = self._record(FRAMEWORK, _parse_framework)
        if read is None:
            problem = f"the file cannot be read: {self._sources.problem(FRAMEWORK)}"
            return None, [Finding(FRAMEWORK, 1, "FM004", problem)]
        return read

    @cached_property
    def _glossary(self) -> tuple[tuple[Term, ...], list[Finding]]:
        known = glossary.PATH in self._sources.files
        read = self._record(glossary.PATH, _parse_glossary) if known else None
        return ((), []) if read is None else read

    @cached_property
    def _released(self) -> tuple[Released, list[Finding]]:
        read = self._record(released.PATH, _parse_released)
        return (Released(), []) if read is None else read

    @cached_property
    def _avoided(self) -> Mapping[str, Avoided]:
        return {language: Avoided.of(self._glossary[0], language) for language in LANGUAGES}

    @cached_property
    def _tetrahedron(self) -> tuple[Tetrahedron | None, list[Finding]]:
        known = tetrahedron.PATH in self._sources.files
        read = self._record(tetrahedron.PATH, _parse_tetrahedron) if known else None
        return (None, []) if read is None else read

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found wrong with the files that are neither pages nor cases, and with the names of files."""
        links = [Finding(path, 1, "SE002", "a symbolic link: put the file itself here") for path in self._sources.links]
        return (*self._framework[1], *self._glossary[1], *self._released[1], *self._tetrahedron[1], *links)

    def reading_findings(self, path: str) -> Iterator[Finding]:
        """Yield what reading found wrong with a page or a case."""
        slug = slug_of(path)
        record = self.case_by_slug(slug) if slug else self.page(path)
        if record is None:
            yield Finding(path, 1, "TX001", f"the file cannot be read: {self._sources.problem(path)}")
        elif isinstance(record, Case):
            yield from record.findings
        else:
            yield from (problem.found_in(path) for problem in record.problems)

    def _parse_page(self, path: str, data: bytes) -> Page:
        return read_page(path, data, LANGUAGES)

    def _record(
        self, path: str, parse: Callable[[str, bytes], _T], summarise: Callable[[_T], object] | None = None
    ) -> _T | None:
        """Return what stands in a file, from the cache or read anew; None where it cannot be read."""
        data = None if self._sources.is_known(path) else self._sources.read(path)
        if not self._sources.is_readable(path):
            return None
        kept: _T | None = self.cache.record(path, self._sources.digest(path))
        if kept is not None:
            return kept
        data = self._sources.read(path) if data is None else data
        if data is None:
            return None
        record = parse(path, data)
        self.cache.keep_record(path, self._sources.digest(path), record, summarise(record) if summarise else None)
        return record

    @property
    def _page_paths(self) -> Iterator[str]:
        return (path for path in self._sources.paths if path.endswith(".md"))

    def _summary(self, path: str) -> Summary | None:
        if path not in self._sources.files or not self._sources.is_readable(path):
            return None
        return _recent(self._summaries, path, _SUMMARIES_IN_MEMORY, lambda: self._summarised(path))

    def _summarise(self, page: Page) -> Summary:
        """Return the summary of a page that was just read; it is asked for soon."""
        made = summary(page)
        return _recent(self._summaries, page.path, _SUMMARIES_IN_MEMORY, lambda: made) or made

    def _summarised(self, path: str) -> Summary | None:
        kept: Summary | None = self.cache.summary(path, self._sources.digest(path))
        if kept is not None:
            return kept
        page = self.page(path)
        return summary(page) if page else None

    def _anchors_value(self, path: str) -> str:
        """Return what the anchors of a page follow from: its own ids, and the data that its places are filled from."""
        found = self._summary(path)
        if found is None:
            return ABSENT
        slug = slug_of_page(path)
        data = [self.value(("bytes", glossary.PATH))] if "glossary" in found.directives else []
        data += list(self.cases) if "cases" in found.directives else []
        data += [self.value(("case", slug))] if slug and not found.directives.isdisjoint(_WITH_ANCHORS) else []
        return _hash([*sorted(found.anchors), "", *sorted(found.directives), *data])

    def _anchors_at(self, path: str) -> frozenset[str] | None:
        found = self._summary(path)
        if found is None or found.is_cut:
            return None
        anchors = set(found.anchors)
        if "glossary" in found.directives:
            anchors |= {term.id for term in self.terms}
        if "cases" in found.directives:
            anchors |= {f"case-{slug}" for slug in self.cases}
        slug = slug_of_page(path)
        names = found.directives & set(_WITH_ANCHORS)
        case = self.case_by_slug(slug) if slug and names else None
        if case and case.data:
            for start, entries in (_WITH_ANCHORS[name] for name in names):
                anchors |= {f"{start}-{entry}" for entry in entries(case.data)}
        return frozenset(anchors)

    @cached_property
    def _aliases(self) -> tuple[Given, ...]:
        return tuple(given for path in self._sources.paths for given in self._aliases_in(path))

    def _aliases_in(self, path: str) -> list[Given]:
        if path.endswith(".md"):
            page = self._summary(path)
            found = page.aliases if page else ()
        else:
            found = self._summary_of_case(path) if slug_of(path) else ()
        return [Given(path, *alias) for alias in found]

    def _summary_of_case(self, path: str) -> tuple[tuple[int, str], ...]:
        if not self._sources.is_readable(path):
            return ()
        kept: tuple[tuple[int, str], ...] | None = self.cache.summary(path, self._sources.digest(path))
        if kept is not None:
            return kept
        case = self.case_by_slug(slug_of(path) or "")
        return _case_aliases(case) if case else ()

    @cached_property
    def _mentions(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for path in self._page_paths:
            page = self._summary(path) if self._may_mention(path) else None
            for slug, name in page.mentions if page else ():
                found.setdefault(slug, set()).add(name)
        return {slug: frozenset(names) for slug, names in found.items()}

    def _may_mention(self, path: str) -> bool:
        """Tell whether a page may print a number of a case by its slug; most do not, and need not be parsed to say so."""
        data = self._sources.read(path)
        return data is not None and MENTION.search(data) is not None


def slug_of(path: str) -> str | None:
    """Return the slug of the case whose data stands in the file at `path`."""
    parts = path.split("/")
    return parts[2] if len(parts) == 4 and path.startswith(f"{CASES}/") and parts[3] == "case.yml" else None


def slug_of_page(path: str) -> str | None:
    """Return the slug of the case that the page at `path` is one of."""
    parts = path.split("/")
    is_case = len(parts) == 4 and path.startswith(f"{CASES}/")
    return parts[2] if is_case and parts[3].split(".")[0] in CASE_PAGES else None


def _parse_framework(path: str, data: bytes) -> tuple[Framework | None, list[Finding]]:
    text, problems = decode(data)
    framework, found = read_framework(path, text)
    return framework, [*(problem.found_in(path) for problem in problems), *found]


def _parse_glossary(path: str, data: bytes) -> tuple[tuple[Term, ...], list[Finding]]:
    text, problems = decode(data)
    terms, found = read_glossary(path, text)
    return terms, [*(problem.found_in(path) for problem in problems), *found]


def _parse_released(path: str, data: bytes) -> tuple[Released, list[Finding]]:
    text, problems = decode(data)
    known, found = read_released(text)
    return known, [*(problem.found_in(path) for problem in problems), *found]


def _parse_tetrahedron(path: str, data: bytes) -> tuple[Tetrahedron | None, list[Finding]]:
    text, problems = decode(data)
    tetrahedron, found = read_tetrahedron(path, text)
    return tetrahedron, [*(problem.found_in(path) for problem in problems), *found]


def _parse_case(path: str, data: bytes) -> Case:
    text, problems = decode(data)
    found = tuple(problem.found_in(path) for problem in problems)
    case = read_case(path, slug_of(path) or "", text)
    return replace(case, findings=(*found, *case.findings))


def _case_aliases(case: Case) -> tuple[tuple[int, str], ...]:
    given = case.data.aliases if case.data else ()
    return tuple((case.line("aliases", i), written) for i, written in enumerate(given))


def _recent(records: OrderedDict[str, _T], key: str, limit: int, read: Callable[[], _T | None]) -> _T | None:
    """Return a record from those in memory, of which the one that was not looked at for longest makes place for a new one."""
    record = records.get(key)
    if record is None:
        record = read()
        if record is None:
            return None
        records[key] = record
        if len(records) > limit:
            records.popitem(last=False)
    records.move_to_end(key)
    return record


def _hash(parts: Any) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class _Files(Set[str]):
    """The files under `docs/`; whether one is there is a fact of its own."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __contains__(self, path: object) -> bool:
        self._content.note("file", str(path))
        return path in self._content._sources.files

    def __iter__(self) -> Iterator[str]:
        self._content.note("files")
        return iter(self._content._sources.paths)

    def __len__(self) -> int:
        self._content.note("files")
        return len(self._content._sources.files)

    @classmethod
    def _from_iterable(cls, paths: Any) -> Any:
        return frozenset(paths)


class _PagesByPath(Mapping[str, Page]):
    """The pages by path; each is read when it is asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __getitem__(self, path: str) -> Page:
        page = self._content.page(path)
        if page is None:
            raise KeyError(path)
        return page

    def __iter__(self) -> Iterator[str]:
        self._content.note("pages")
        return (path for path in self._content._page_paths if self._content._sources.is_readable(path))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Pages(Sequence[Page]):
    """The pages in the order of their paths; each is read when its turn comes."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __iter__(self) -> Iterator[Page]:
        return iter(self._content.by_path.values())

    def __len__(self) -> int:
        return len(self._content.by_path)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        return tuple(self)[index]


class _CasesBySlug(Mapping[str, Case]):
    """The data of the cases by slug; each is read when it is asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __getitem__(self, slug: str) -> Case:
        case = self._content.case_by_slug(slug)
        if case is None:
            raise KeyError(slug)
        return case

    def __iter__(self) -> Iterator[str]:
        self._content.note("files")
        sources = self._content._sources
        slugs = (slug_of(path) for path in sources.paths)
        return (slug for slug in slugs if slug and sources.is_readable(f"{CASES}/{slug}/case.yml"))

    def __len__(self) -> int:
        return sum(1 for _ in self)

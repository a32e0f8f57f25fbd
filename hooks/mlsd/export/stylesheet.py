"""Style sheets as they go out: the theme's without what this site does not have, which is more than half of it, our own behind it without white space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

# Families of classes: `md-nav` stands for `md-nav__link` and `md-nav--primary` as well. A test holds that no page has one of them.
ABSENT = frozenset(
    [
        "card", "cards", "critic", "emojione", "footnote", "footnote-backref", "footnote-ref", "gemoji", "giscus", "grid", "highlighttable",
        "keys", "linenodiv", "linenos", "md-annotation", "md-annotation-list", "md-author", "md-author-profile", "md-banner", "md-button",
        "md-clipboard", "md-code", "md-consent",
        "md-copyright", "md-feedback", "md-footer", "md-footer-meta", "md-input", "md-logo", "md-meta", "md-pagination", "md-path", "md-pin",
        "md-post", "md-progress", "md-select", "md-sidebar", "md-social", "md-source", "md-status", "md-tabs", "md-tag", "md-tag-icon",
        "md-top", "md-version", "mermaid", "task-list-control", "task-list-indicator", "twemoji",
    ]
)  # fmt: skip
# Parts that a page may have but none need have: their rules go only where there is none.
TABS = frozenset(
    [
        "tabbed-alternate",
        "tabbed-block",
        "tabbed-button",
        "tabbed-content",
        "tabbed-control",
        "tabbed-labels",
        "tabbed-set",
    ]
)
# The contents of a page keep the class of its links, which the theme's script looks for, and have a look of their own.
_ROWS = frozenset(["md-nav"])
_MAP = re.compile(r"\s*/\*# sourceMappingURL=[^*]*\*/\s*$")
_OTHER_WAY = "[dir=rtl]"

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NOT = re.compile(r":not\([^)]*\)")
_ICON = re.compile(r"(?P<name>--md-[\w-]+):url\(\"[^\"]*\"\);?")
_COMMENT = re.compile(r"(?P<string>\"[^\"]*\")|/\*.*?\*/|\s+", re.DOTALL)
_AROUND = re.compile(r"(?P<string>\"[^\"]*\")|\s*(?P<sign>[{};,])\s*")
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{}]")


def family(name: str) -> str:
    """Return the family of a class."""
    return re.split(r"__|--", name)[0]


def slim(css: str, absent: frozenset[str] = ABSENT) -> str:
    """Return a minified style sheet without the rules for absent families and for scripts that run from right to left, and without unused icons."""
    slimmed = "".join(_kept(css, absent | _ROWS))
    return _ICON.sub(lambda icon: icon[0] if f"var({icon['name']}" in slimmed else "", slimmed)


def write_sheets(site: Path, joined: Iterable[str] = (), *, has_tabs: bool) -> None:
    """Write the built site's style sheets anew, where they are.

    Args:
        site: the built site.
        joined: the sheets that every page has, which follow the theme's in its own file: one request, and one wait, instead of two.
            Addresses in them are kept, so they lie as deep as the theme's.
        has_tabs: whether a page has tabs.

    """
    for path in (site / "assets/css").glob("*.css"):
        path.write_text(pack(path.read_text("utf-8")), "utf-8")
    ours = "".join((site / name).read_text("utf-8") for name in joined)
    for path in (site / "assets/stylesheets").glob("main.*.min.css"):
        theirs = _MAP.sub("", slim(path.read_text("utf-8"), ABSENT if has_tabs else ABSENT | TABS))
        path.write_text(theirs + ours, "utf-8")
    for name in joined:
        (site / name).unlink()


def pack(css: str) -> str:
    """Return a style sheet without comments and the white space that says nothing."""
    bare = _COMMENT.sub(lambda found: found["string"] or " ", css)
    return _AROUND.sub(lambda found: found["string"] or found["sign"], bare).strip()


def _kept(css: str, absent: frozenset[str]) -> Iterator[str]:
    for selector, body in _rules(css):
        if selector.startswith(("@media", "@supports")):
            inner = "".join(_kept(body, absent))
            if inner:
                yield f"{selector}{{{inner}}}"
        elif selector.startswith("@") or not body:
            yield f"{selector}{{{body}}}" if body else selector
        else:
            parts = [part for part in _parts(selector) if _is_here(part, absent)]
            if parts:
                yield f"{','.join(parts)}{{{body}}}"


def _is_here(selector: str, absent: frozenset[str]) -> bool:
    families = {family(name) for name in _CLASS.findall(_NOT.sub("", selector))}
    return _OTHER_WAY not in selector and families.isdisjoint(absent)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each rule's selector and inside; a statement without an inside, such as `@charset`, has an empty one."""
    start = depth = opened = 0
    for sign in _STRING.finditer(css):
        if sign[0] == "{":
            if depth == 0:
                *statements, selector = css[start : sign.start()].split(";")
                yield from ((f"{statement};", "") for statement in statements)
                opened, head = sign.end(), selector
            depth += 1
        elif sign[0] == "}":
            depth -= 1
            if depth == 0:
                yield head, css[opened : sign.start()]
                start = sign.end()
    rest = css[start:].strip()
    if rest:
        yield rest, ""


def _parts(selector: str) -> Iterator[str]:
    """Yield the selectors of a list; a comma inside of brackets parts nothing."""
    depth = start = 0
    for index, sign in enumerate(selector):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield selector[start:index]
            start = index + 1
    yield selector[start:]

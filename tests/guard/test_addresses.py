"""Addresses outside of the site, and pictures: what is refused, what is mended, what is let stand."""

from __future__ import annotations

import struct

import pytest
from mlsd.guard.addresses import DOMAINS, read_domains, refusal, without_tracking
from mlsd.guard.mend import mend
from mlsd.guard.pictures import MAX_BYTES, MAX_PIXELS, picture_findings
from mlsd.model.yaml_source import parse

from tests.conftest import ROOT, Project, codes, found, pair

LIST = (ROOT / "hooks/mlsd/guard/domains.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://a.org/x?utm_source=b", "https://a.org/x"),
        ("https://a.org/x?utm_source=b&id=5&fbclid=z#part", "https://a.org/x?id=5#part"),
        ("https://a.org/x?id=5&amp;gclid=z", "https://a.org/x?id=5"),
        ("https://a.org/x?id=%20&v=a+b", "https://a.org/x?id=%20&v=a+b"),
        ("https://a.org/?utm", "https://a.org/?utm"),
        ("https://a.org/#?utm_source=b", "https://a.org/#?utm_source=b"),
        ("a.md?utm_source=b", "a.md?utm_source=b"),
        ("https://a.org/x?reference=5&preference=1", "https://a.org/x?reference=5&preference=1"),
        ("https://a.org/x?FBCLID=1", "https://a.org/x"),
        ("https://www.amazon.com/dp/1?tag=x-20&pd_rd_w=1", "https://www.amazon.com/dp/1"),
        ("https://a.org/x?tag=ml&source=b", "https://a.org/x?tag=ml&source=b"),
    ],
)
def test_tracking_is_taken_out_and_nothing_else(address: str, clean: str) -> None:
    assert without_tracking(address) == clean


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [
        ("https://bit.ly/x", True),
        ("https://www.bit.ly/x", True),
        ("https://sub.udemy.com/x", True),
        ("https://orbit.ly/x", False),
        ("https://www.linkedin.com/in/x", True),
        ("https://engineering.linkedin.com/blog", False),
        ("https://leetcode.com/discuss/5", True),
        ("https://leetcode.com/problems/5", False),
        ("https://t.co", True),
        ("https://about.co/x", False),
        ("https://[", True),
        ("https:arxiv.org/x", True),
        ("https:///arxiv.org", True),
        ("https://user:word@arxiv.org/x", True),
        ("https://arxiv.org@example.org/x", True),
        ("https://192.0.2.1/x", True),
        ("https://[2001:db8::1]/x", True),
        ("https://\u0430rxiv.org/x", True),
        ("https://xn--80ak6aa92e.com/", True),
        ("https://пример.рф/x", False),
        ("https://example.org/@user/post", False),
        ("https://t.me/joinchat/AAAA", True),
        ("https://t.me/durov", False),
        ("bit.ly/x", False),
    ],
)
def test_domains(address: str, is_refused: bool) -> None:
    assert bool(refusal(address)) == is_refused


def test_the_list_has_its_form() -> None:
    assert read_domains(LIST) == DOMAINS
    data = parse(LIST).data
    hosts = data.pop("tracking_at")
    assert list(hosts) == sorted(hosts)
    for key, entries in (data | hosts).items():
        assert entries == sorted(set(entries), key=str.casefold), key


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[x](https://octocat.github.io/site/en/b/#s)", "LN008"),
        ("[x](https://octocat.github.io/b/)", "LN008"),
        ("[x](http://127.0.0.1:8000/en/b/)", "LN008"),
        ("[x](https://github.com/o/r/blob/main/docs/b.en.md#s)", "LN008"),
        ("[x](http://localhost:8000/else/)", "LN008"),
        ("[x](https://github.com/o/r/blob/main/README.md)", None),
        ("[x](https://other.github.io/else/)", None),
        ("[x](https://b.org/en/b/)", None),
        ("![](pic.svg)", "LN005"),
        ("![pic.svg](pic.svg)", "LN005"),
        ("![A line](pic.svg)", None),
    ],
)
def test_links(project: Project, link: str, code: str | None) -> None:
    files: dict[str, str | bytes] = {
        **pair("a", f"# T\n\n{link}\n"),
        **pair("b", "# T\n\n## S { #s }\n\nText.\n"),
        "docs/pic.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    }
    here = {(line, found) for path, line, found in codes(project(files)) if path == "docs/a.en.md"}
    assert here - {(7, "LN010")} == ({(7, code)} if code else set())


def test_a_link_to_ourselves_becomes_one_to_the_file(project: Project) -> None:
    body = "# T\n\n[x](https://octocat.github.io/site/en/b/#s), [y](https://octocat.github.io/site/b/)\n"
    root = project(pair("a", body) | pair("b", "# T\n\n## S { #s }\n\nText.\n"))
    mend(root, found(root, "LN008"))
    assert "[x](b.en.md#s), [y](b.en.md)" in (root / "docs/a.en.md").read_text("utf-8")


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    size = b"\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 9
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + size


def webp(width: int, height: int) -> bytes:
    flags = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0" + flags


@pytest.mark.parametrize(("name", "make"), [("a.png", png), ("a.jpg", jpeg), ("a.webp", webp)])
def test_sizes_of_pictures(name: str, make: object) -> None:
    draw = make
    assert callable(draw)
    assert list(picture_findings(name, draw(800, 600))) == []
    (wide,) = picture_findings(name, draw(MAX_PIXELS + 1, 600))
    assert f"{MAX_PIXELS + 1:,} × 600" in wide.message
    (heavy,) = picture_findings(name, draw(800, 600) + b"\0" * MAX_BYTES)
    assert "bytes" in heavy.message
    for cut in range(len(draw(800, 600))):
        list(picture_findings(name, draw(800, 600)[:cut]))
    (other,) = picture_findings(name, b"GIF89a")
    assert "that can be read" in other.message

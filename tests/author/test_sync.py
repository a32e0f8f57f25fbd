"""`mlsd sync` writes one line of front matter and nothing else; what cannot be a translation is refused, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from mlsd.cli import main
from mlsd.model.page_reader import digest

from tests.conftest import Project, codes, page, pair

RUSSIAN = "# Т\n\nТекст.\n"
ENGLISH = "# T\n\nText.\n"
NOW = f"ru@{digest(RUSSIAN)}"


@pytest.fixture
def root(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {"docs/a.ru.md": page(RUSSIAN), "docs/a.en.md": page(ENGLISH)} | pair("folder/b", "# B\n")
    root = project({**files, "docs/cases/x/index.ru.md": "# К\n", "docs/cases/x/index.en.md": "# C\n"})
    monkeypatch.chdir(root)
    return root


def text(root: Path, name: str) -> str:
    return (root / name).read_bytes().decode("utf-8-sig")


def test_the_hash_sees_words_and_not_their_spacing() -> None:
    assert digest("a  b\n\nc\n") == digest("a\u00a0b c")
    assert digest("и\u0306") == digest("й")
    assert digest("a b") != digest("ab")
    assert len(digest("")) == 12


def test_the_key_is_written_after_the_others_and_renewed_in_its_place(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sync", "--from", "ru", "docs/a.en.md"]) == 0
    assert capsys.readouterr().out == f"docs/a.en.md: translated_from: {NOW}\n"
    assert text(root, "docs/a.en.md") == page(
        ENGLISH, f"title: A title\ndescription: A sentence.\ntranslated_from: {NOW}\n"
    )
    (root / "docs/a.ru.md").write_text(page(RUSSIAN + "Ещё.\n"), "utf-8")
    assert codes(root, "PR006") == [("docs/a.en.md", 4, "PR006")]
    assert main(["sync", "docs/a.en.md"]) == 0
    assert codes(root, "PR006") == []
    assert text(root, "docs/a.en.md").count("translated_from") == 1
    assert main(["sync", "docs/a.en.md"]) == 0
    assert capsys.readouterr().out.endswith("(as before)\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# C\n", b"---\ntranslated_from: K\n---\n# C\n"),
        (b"\xef\xbb\xbf# C\r\n", b"\xef\xbb\xbf---\r\ntranslated_from: K\r\n---\r\n# C\r\n"),
        (b"---\r\naliases: [/a/]\r\n---\r\n# C", b"---\r\naliases: [/a/]\r\ntranslated_from: K\r\n---\r\n# C"),
        (b"---\ntranslated_from: ru@0 # old\n---\n---\n", b"---\ntranslated_from: K\n---\n---\n"),
        (b"---\n---\n# C\n", b"---\ntranslated_from: K\n---\n# C\n"),
        (b"", b"---\ntranslated_from: K\n---\n"),
    ],
)
def test_the_rest_of_the_file_stays(root: Path, before: bytes, after: bytes) -> None:
    file = root / "docs/cases/x/index.en.md"
    file.write_bytes(before)
    assert main(["sync", "--from", "ru", str(file)]) == 0
    key = f"ru@{digest('# К' + chr(10))}".encode()
    assert file.read_bytes() == after.replace(b"K", key)


def test_a_folder_stands_for_its_translations(root: Path) -> None:
    assert main(["sync", "--from", "en", "docs/folder"]) == 0
    assert "translated_from: en@" in text(root, "docs/folder/b.ru.md")
    assert "translated_from" not in text(root, "docs/folder/b.en.md")
    (root / "docs/folder/b.en.md").write_text(page("# B\n\nMore.\n"), "utf-8")
    assert main(["sync", "docs"]) == 0
    assert codes(root, "PR006") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["docs/a.en.md"], "if it is a translation, say so with `mlsd sync --from ru docs/a.en.md`"),
        (["--from", "en", "docs/a.en.md"], "is in `en` itself"),
        (["--from", "ru", "docs/alone.en.md"], "there is no docs/alone.ru.md"),
        (["--from", "en", "docs/taken.ru.md"], "docs/taken.en.md says that it is itself a translation"),
        (["--from", "ru", "docs/broken.en.md"], "see what `mlsd check docs/broken.en.md` says"),
        (["--from", "ru", "docs/nothing.en.md"], "does not exist"),
        (["--from", "ru", "docs/note.md"], "does not say its language"),
        (["framework.yml"], "is no page"),
        (["docs/folder"], "holds no translation"),
        (["--from", "ru", "docs/folder", "docs/alone.en.md"], "there is no docs/alone.ru.md"),
    ],
)
def test_what_is_refused(root: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        **pair("taken", "# T\n"),
        "docs/taken.en.md": page("# T\n", "title: T\ndescription: D\ntranslated_from: ru@0123456789ab\n"),
        "docs/alone.en.md": page("# A\n"),
        "docs/note.md": page("# N\n"),
        "docs/broken.ru.md": page("# B\n"),
        "docs/broken.en.md": "---\ntitle: [\n---\n# B\n",
    }
    for name, content in files.items():
        (root / name).write_text(content, "utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    assert main(["sync", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before

from __future__ import annotations

import pytest
from mlsd.model.text import decode


@pytest.mark.parametrize(
    ("sign", "where"),
    [
        ("\u200b", 2),
        ("\u00ad", 2),
        ("\x85", 2),
        ("\U000e0041", 2),
        ("\U000e0100", 2),  # Printable, says Unicode.
        ("\u0301", 1),  # With the letter before it: ó.
    ],
)
def test_a_sign_that_nobody_sees_is_found(sign: str, where: int) -> None:
    text, problems = decode(f"one\r\ntwo{sign}\u00a0three\n".encode())
    assert text == f"one\ntwo{sign}\u00a0three\n"
    assert [(problem.code, problem.line, problem.fix and problem.fix.column) for problem in problems] == [
        ("TX012", 2, where + 1)
    ]


def test_what_is_seen_is_no_sign_that_nobody_sees() -> None:
    assert decode("«Один»\u00a0— это\t1\u202f000 😀, è and \u0416\n".encode())[1] == []

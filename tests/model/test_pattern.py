from __future__ import annotations

import re

import pytest
from mlsd.model.pattern import later


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    broken = later("(")
    with pytest.raises(re.error):
        broken.search("a")
    found = later(r"b+", re.IGNORECASE)
    assert [match[0] for match in found.finditer("abBc")] == ["bB"]
    assert found.sub("-", "abBc") == "a-c"
    assert found.pattern == "b+"

"""What a word of YAML without quotation marks stands for: nothing, yes or no, a number, or itself."""

from __future__ import annotations

from typing import Any

import yaml

_RESOLVER = yaml.resolver.Resolver()
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
# Dates, binaries and merge keys stay the text they are.
_NUMBERS = {
    "tag:yaml.org,2002:int": _CONSTRUCTOR.construct_yaml_int,
    "tag:yaml.org,2002:float": _CONSTRUCTOR.construct_yaml_float,
}
# What a number begins with.
_SIGNS = frozenset("+-.0123456789")
_SHORT = 18
# YAML knows each word in these three ways of writing it, and in no others.
_WORDS: dict[str, Any] = dict.fromkeys(("", "~", "null", "Null", "NULL")) | {
    form: value for name, value in _CONSTRUCTOR.bool_values.items() for form in (name, name.capitalize(), name.upper())
}


def word(text: str) -> Any:
    """Return what a plain word stands for.

    Raises:
        ValueError: it looks like a number and cannot be read as one.

    """
    if text[:1] not in _SIGNS:
        return _WORDS.get(text, text)
    # Formulas and sentences begin with numbers too, and have spaces.
    return text if " " in text else _number(text)


def _number(text: str) -> Any:
    if text.isascii() and text.isdecimal() and len(text) <= _SHORT and (text[0] != "0" or text == "0"):
        return int(text)
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    construct = _NUMBERS.get(tag)
    if construct is None:
        return text
    try:
        return construct(yaml.ScalarNode(tag, text))
    except (ValueError, OverflowError, KeyError, yaml.YAMLError):
        raise ValueError(text) from None

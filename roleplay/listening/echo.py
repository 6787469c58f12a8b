"""How much of a sentence the other one has just said: a reflection gives words back."""

import re
from collections.abc import Collection

_WORD = re.compile(r"[a-z]{3,}(?:'[a-z]+)?|[\u3400-\u9fff]{2}")


def content_words(text: str, common: Collection[str]) -> set[str]:
    """Words that carry meaning, cut to five letters so that endings do not matter; pairs of characters in Chinese."""
    found = {word[:5] for word in _WORD.findall(text) if word not in common}
    return found | {text[at : at + 2] for at in range(len(text) - 1) if _is_han(text[at]) and _is_han(text[at + 1])}


def echo(words: set[str], before: set[str]) -> float:
    """The share of `words` that occur in `before`."""
    return len(words & before) / len(words) if words else 0.0


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"

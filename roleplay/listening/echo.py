"""How much of a sentence the other one has just said: a reflection gives words back."""

import re
from collections.abc import Collection

_WORD = re.compile(r"[a-z]{3,}(?:'[a-z]+)?|[\u3400-\u9fff]{2}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")  # looks ahead, so that pairs may share a character


def content_words(text: str, common: Collection[str]) -> set[str]:
    """Words that carry meaning, cut to five letters so that endings do not matter; pairs of characters in Chinese."""
    found = {word[:5] for word in _WORD.findall(text) if word not in common}
    return found.union(_PAIR.findall(text)) if _HAN.search(text) else found


def echo(words: set[str], before: set[str]) -> float:
    """The share of `words` that occur in `before`."""
    return len(words & before) / len(words) if words else 0.0

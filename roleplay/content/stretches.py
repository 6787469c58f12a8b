"""Stretches of words: what two texts share when one tells what stands in the other."""

import re
from collections.abc import Iterable, Iterator

from roleplay.content.base import primary

# How much of a wording must stand in a text to be told: shorter runs ("may not have") are anybody's words.
STRETCH = {"zh": 8}  # Han characters
STRETCH_SPACED = 24  # elsewhere letters, blanks counted: about five words


def size_in(language: str) -> int:
    """How many characters make a stretch in this language."""
    return STRETCH.get(primary(language), STRETCH_SPACED)


def stretches(text: str, size: int) -> Iterator[str]:
    """Every run of `size` characters inside sentences: where two lines meet, words stand together that belong to neither."""
    for sentence in re.split(r"[.!?。！？]+", " ".join(text.lower().split())):
        words = sentence.strip()  # the blank before a sentence is not part of what it tells
        yield from (words[at : at + size] for at in range(len(words) - size + 1))


def stretches_of(texts: Iterable[str], size: int) -> set[str]:
    return {stretch for text in texts for stretch in stretches(text, size)}

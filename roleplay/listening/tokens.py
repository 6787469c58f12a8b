"""Words as phrases compare them: English by stem with one slip forgiven, Chinese character by character."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer
from rapidfuzz.distance import OSA

from roleplay.listening.spellings import spellings
from roleplay.listening.text import even

SLIP_FROM = 5  # letters: in shorter words one slip makes another word
LONGEST = 40  # letters: what is longer is no word, and would only cost time
_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|%|[a-z\u00c0-\u024f]+(?:'[a-z]+)?|[\u3400-\u9fff]|[^\W_]+")
_SHORTENED = re.compile(r"(?<=[a-z])'(?:s|re|ve|ll|d|m)$")  # they're, who'd: heard as they, who too
_stemming = Lock()  # the stemmer keeps its word in itself


class Token(NamedTuple):
    """`text[start:end]`, and the stems it may stand for."""

    start: int
    end: int
    heard_as: tuple[str, ...]


class Reader:
    """Cuts texts and phrases of a language into comparable words."""

    def __init__(
        self, spaced: bool, own_words: Collection[str] = (), forms: Mapping[str, Collection[str]] | None = None
    ) -> None:
        """`forms` are the irregular forms of a word, by that word: fell and fallen are heard as fall too."""
        self.spaced = spaced
        self._own_words = own_words
        self._forms = {form: _stem(word) for word, forms in (forms or {}).items() for form in forms}
        self._stems: set[str] = set()
        self._slips: dict[str, list[str]] = {}  # a known stem without one of its letters -> the stem
        self._heard_as = lru_cache(maxsize=50_000)(self._hear)

    def learn(self, stems: Iterable[str]) -> None:
        """Stems of the phrases: what a slip may be a slip of."""
        for stem in stems:
            if stem not in self._stems:
                self._stems.add(stem)
                if len(stem) >= SLIP_FROM and stem.isalpha() and stem.isascii():
                    for short in _shortened(stem):
                        self._slips.setdefault(short, []).append(stem)
        self._heard_as.cache_clear()

    def words(self, phrase: str) -> list[tuple[str, ...]]:
        """The ways of writing an alternative of a phrase, as stems; `_` and `-` part words."""
        found = tuple(_WORD.findall(even(phrase).replace("_", " ")))
        return [tuple(map(_stem, words)) for words in spellings(found)] if found else []

    def read(self, text: str, start: int, end: int) -> list[Token]:
        return [Token(*m.span(), self._heard_as(m.group())) for m in _WORD.finditer(text, start, end)]

    def _hear(self, word: str) -> tuple[str, ...]:
        bare = _SHORTENED.sub("", word)
        others = (_stem(bare), self._forms.get(word), self._forms.get(bare))
        return tuple(dict.fromkeys([*self._with_slips(word), *(stem for stem in others if stem in self._stems)]))

    def _with_slips(self, word: str) -> tuple[str, ...]:
        stem = _stem(word)
        if (
            stem in self._stems
            or not SLIP_FROM - 1 <= len(stem) <= LONGEST
            or not stem.isascii()
            or word in self._own_words
            or word in self._forms
        ):
            return (stem,)
        near = {known for short in (stem, *_shortened(stem)) for known in self._slips.get(short, ())}
        return (stem, *sorted(known for known in near | self._longer(stem) if _is_slip(stem, known)))

    def _longer(self, stem: str) -> set[str]:
        return {short for short in _shortened(stem) if short in self._stems}


def _shortened(stem: str) -> list[str]:
    return [stem[:at] + stem[at + 1 :] for at in range(len(stem))]


def _is_slip(stem: str, known: str) -> bool:
    """One letter wrong, missing, doubled or swapped inside the word; other endings make other words."""
    if len(known) < SLIP_FROM or stem[0] != known[0] or stem[-1] != known[-1]:
        return False
    return OSA.distance(stem, known, score_cutoff=1) == 1


@cache
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if word[:1].isdigit():
        return word.replace(",", "")
    if word == "%":
        return _stem("percent")
    if not 3 <= len(word) <= LONGEST or not word.isascii() or not word[0].isalpha():
        return word
    with _stemming:
        stem: str = _stemmer().stemWord(word.removesuffix("'s"))
    return stem

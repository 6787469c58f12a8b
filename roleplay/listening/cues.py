"""The cue language of the lexicons: short patterns of words in their order, found fast by their first word.

    how|what|why (do|does) you      alternatives with |, a part in brackets may be missing, joined words with _
    it sounds|seems ... you         three dots: up to four words (eight characters of Chinese) in between
    < thanks >                      < the beginning of a clause, > its end
    discuss* @verb                  * any ending, @ a word list of the lexicon

In a language without word gaps the parts stand next to one another.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

WordLists = Mapping[str, Sequence[str]]
Trial = tuple[str, Callable[[str, int, int], re.Match[str] | None]]  # a sign, and what matches it at a place

_TOKEN = {True: re.compile(r"[a-z0-9]+(?:'[a-z]+)?"), False: re.compile(r"[a-z0-9]+|[^\W_]")}
_GAP = {True: r"(?:\W++[\w']++){0,4}?", False: r"[^,.。!?;\n]{0,8}?"}
_SEP = {True: r"\W++", False: r"\s*+"}
_CLITIC = r"(?:'(?:s|re|d|ll|ve|m))?+"
_END = r"(?=[\s\"'」』)~-]*+(?:[,.。!?;:…\n]|$))"


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern. `sign` is the name under which the lexicon lists it."""

    sign: str
    pattern: re.Pattern[str]
    at_head: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A cue that was found in `text[start:end]`."""

    name: str
    start: int
    end: int


class Cues:
    """All cues of a language, looked up by the word they begin with."""

    def __init__(self, listed: Mapping[str, Sequence[str]], lists: WordLists, spaced: bool) -> None:
        self.spaced = spaced
        self._token = _TOKEN[spaced]
        self._by_word: dict[str, list[Cue]] = {}
        self._by_stem: dict[str, list[Cue]] = {}
        for sign, sources in listed.items():
            for source in sources:
                self._add(sign, source, lists)
        self._cues_for = lru_cache(maxsize=50_000)(self._look_up)

    def _add(self, sign: str, source: str, lists: WordLists) -> None:
        parts = source.split()
        _check(sign, source, parts, lists)
        cue = Cue(sign, re.compile(_pattern(parts, lists, self.spaced)), parts[0] == "<")
        for word in set(_first_words(parts, lists)):
            key = word.rstrip("*").split("_")[0]
            if word.endswith("*") and "_" not in word:
                self._by_stem.setdefault(key[:3], []).append(cue)
            else:
                self._by_word.setdefault(key if self.spaced or key.isascii() else key[:1], []).append(cue)

    def _look_up(self, token: str) -> tuple[tuple[Trial, ...], tuple[Trial, ...]]:
        """What to try at this word where no clause begins, and where one does: a talk asks thousands of times."""
        cues = self._beginning_with(token)
        inside = [cue for cue in cues if not cue.at_head]
        return tuple(map(_trial, inside)), tuple(map(_trial, cues))

    def _beginning_with(self, token: str) -> tuple[Cue, ...]:
        bare = token.split("'")[0]
        found = [*self._by_word.get(token, ())]
        if bare != token:
            found += self._by_word.get(bare, ())
        found += self._by_stem.get(bare[:3], ())
        return tuple(dict.fromkeys(found))

    def find(self, text: str, start: int, end: int, heads: Iterable[int]) -> list[Sign]:
        """Every sign in `text[start:end]`; `heads` are the places where a clause begins."""
        signs = []
        heads = frozenset(heads)
        for token in self._token.finditer(text, start, end):
            inside, at_head = self._cues_for(token.group())
            if at_head:
                at = token.start()
                for sign, match in at_head if at in heads else inside:
                    if found := match(text, at, end):
                        signs.append(Sign(sign, at, found.end()))
        return signs


def _trial(cue: Cue) -> Trial:
    return cue.sign, cue.pattern.match


def _check(sign: str, source: str, parts: list[str], lists: WordLists) -> None:
    """A cue that fits anything, or names no list, is a slip of the pen."""
    named = [word[1:] for part in parts for word in part.strip("()").split("|") if word.startswith("@")]
    if unknown := [name for name in named if name not in lists]:
        raise ValueError(f"{sign}: {source!r} names no list of the lexicon: {', '.join(unknown)}")
    if all(part.startswith("(") or part in ("<", ">", "...") for part in parts):
        raise ValueError(f"{sign}: {source!r} fits anything: one part must stand without brackets")


def _pattern(parts: list[str], lists: WordLists, spaced: bool) -> str:
    made, first = "", True
    for part in parts:
        if part == "<":
            continue
        if part == ">":
            made += _END
        elif part == "...":
            made += _GAP[spaced]
        else:
            optional = part.startswith("(")
            words = "|".join(_word(word, spaced) for word in _words(part.strip("()"), lists))
            piece = f"(?:{words})"
            # the gap before a word belongs to the word, so that a missing word leaves no gap behind
            if optional:
                made += f"(?:{piece}{_SEP[spaced]})?" if first else f"(?:{_SEP[spaced]}{piece})?"
            else:
                made += piece if first else _SEP[spaced] + piece
                first = False
    return made


def _word(word: str, spaced: bool) -> str:
    if not spaced and not word.isascii():
        return re.escape(word.replace("_", ""))
    ending = r"[a-z]*+" if word.endswith("*") else ""
    joined = r"\W++".join(re.escape(piece) for piece in word.rstrip("*").split("_"))
    clitic = "" if "'" in word or not spaced else _CLITIC
    return rf"{joined}{ending}{clitic}\b" if spaced else rf"{joined}{ending}(?![a-z0-9])"


def _words(part: str, lists: WordLists) -> list[str]:
    words: list[str] = []
    for word in part.split("|"):
        words += _words("|".join(lists[word[1:]]), lists) if word.startswith("@") else [word]
    return sorted(words, key=len, reverse=True)  # the longest first: a regular expression takes the first that fits


def _first_words(parts: list[str], lists: WordLists) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part == "<":
            continue
        found += _words(part.strip("()"), lists)
        if not part.startswith("("):
            break
    return found

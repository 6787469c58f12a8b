"""The pieces of a line that are compared with topics: the whole line, its parts, and the line with what was said before it."""

import re
from dataclasses import dataclass

from roleplay.listening.sentences import sentences
from roleplay.listening.text import even

# judgement: a dozen words is one thing said; a long line without punctuation is cut into overlapping stretches of that
STRETCH = {True: 14, False: 22}  # words; characters in Chinese
STEP = {True: 8, False: 12}
MOST_PARTS = 10  # a line of sixty words; what is longer is cut more coarsely
BEFORE = {True: 160, False: 60}  # characters of the line before: its end is what is leant on
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = {True: re.compile(r"\S+"), False: re.compile(r"[a-zA-Z0-9.%]+|\S")}


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of a line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Views:
    """`whole` is the line, `parts` its sentences and stretches (the whole itself where it is short), `leaning` the line
    after the end of the other one's line before it, None where nothing was said before."""

    whole: Piece
    parts: tuple[Piece, ...]
    leaning: str | None


def is_spaced(text: str) -> bool:
    """Whether words stand apart in the text, as they do not in Chinese."""
    return len(_CHINESE.findall(text)) * 3 < len(text)


def views_of(text: str, before: str = "") -> Views:
    """Cuts a line; every piece keeps its place in `text`."""
    spaced = is_spaced(text)
    whole = Piece(text.strip(), 0, len(text))
    found = sentences(even(text))
    parts: list[Piece] = []
    for sentence in found:
        end = _with_marks(text, sentence.end)
        parts += _stretches(text, sentence.start, end, spaced)
    if len(parts) > MOST_PARTS:
        parts = parts[:: -(-len(parts) // MOST_PARTS)]
    last = before.strip()[-BEFORE[spaced] :]
    return Views(whole, tuple(parts) or (whole,), f"{last} {whole.text}" if last else None)


def _with_marks(text: str, end: int) -> int:
    """With its question mark or full stop: the encoder hears it."""
    while end < len(text) and text[end] in ".!?。！？…":
        end += 1
    return end


def _stretches(text: str, start: int, end: int, spaced: bool) -> list[Piece]:
    words = [match.span() for match in _WORD[spaced].finditer(text, start, end)]
    size, step = STRETCH[spaced], STEP[spaced]
    if len(words) <= size + step // 2:
        return [Piece(text[start:end], start, end)]
    found = []
    for first in range(0, len(words) - step // 2, step):
        a, b = words[first][0], words[min(first + size, len(words)) - 1][1]
        found.append(Piece(text[a:b], a, b))
        if first + size >= len(words):
            break
    return found

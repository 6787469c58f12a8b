"""The moves of a seller's line by what it means: classifiers over the encoder's vectors and the lexicon's signs.

They were taught by the lines in `taught/moves/` (`tools/teach_moves.py`). Where the encoder is missing, or is not the one
they were taught with, a second classifier hears by words alone.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from roleplay.heard import SEVERE, Ear, Heard, Span
from roleplay.listening.listener import Listener
from roleplay.listening.meaning import features
from roleplay.listening.meaning.coupling import GRAVE, HEARD, Around, asks, settle
from roleplay.listening.meaning.encoder import Encoder, encoder
from roleplay.listening.meaning.features import line_of
from roleplay.listening.meaning.weights import Taught
from roleplay.listening.moves import in_order
from roleplay.listening.sentences import sentences
from roleplay.listening.text import even
from roleplay.transcript import MOVES

DATA = Path(__file__).parent / "taught" / "moves"
WEIGHTS = Path(__file__).parent / "taught" / "moves.npz"
MOST_SENTENCES = 8  # of a line, each of which is heard by itself too
ALONE_COUNTS = 0.55  # a sentence must be very sure of a move that the line as a whole does not make
GRAVE_COUNTS = 0.8  # an insult with an honest question behind it stays one (judgement, tried on honest and bad bots)
NO_MOVES = frozenset({"brushes_off", "names_time", "promises_nothing"})  # sure signs that only decide about moves
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sure:
    """How sure the ear is of each move in a line, and where the sentence lies that shows it best."""

    sureness: dict[str, float]
    places: dict[str, tuple[int, int]]
    asking: dict[str, float]  # how surely that sentence asks something


class MoveEar:
    """Hears sellers' moves. `encoder` is None for the ear that has words alone."""

    def __init__(self, taught: Taught, encoder: Encoder | None) -> None:
        self._taught = taught
        self._encoder = encoder
        self._weights = taught.both if encoder else taught.alone

    @property
    def ears(self) -> tuple[Ear, ...]:
        """Which ears take part."""
        return ("words", "meaning") if self._encoder else ("words",)

    def sure_of(self, text: str, before: str, listener: Listener) -> Sure:
        """How sure each move is: that of the line as a whole or of its surest sentence."""
        parts = [(part.start, part.end) for part in sentences(even(text))][:MOST_SENTENCES]
        whole = (0, len(text))
        places = [whole, *parts] if len(parts) > 1 else [whole]
        rows = self._rows([text[start:end] for start, end in places], before, listener)
        best = parts[0] if len(parts) == 1 else whole
        sureness, shown = dict(rows[0]), dict.fromkeys(rows[0], best)
        asking = dict.fromkeys(rows[0], asks(rows[0]))
        for move in sureness:
            if len(places) > 1:
                at = max(range(1, len(places)), key=lambda at: rows[at][move])
                shown[move], asking[move] = places[at], asks(rows[at])
                share = GRAVE_COUNTS if move in GRAVE else ALONE_COUNTS
                sureness[move] = max(sureness[move], share * rows[at][move])
        return Sure(sureness, shown, asking)

    def _rows(self, texts: Sequence[str], before: str, listener: Listener) -> list[dict[str, float]]:
        taught = self._taught
        language = taught.languages.index(listener.language)
        said = before.strip()
        meanings: list[features.Floats] | list[None] = [None] * len(texts)
        if self._encoder:
            *here, there = self._encoder.encode([*texts, said or " "])
            meanings = [taught.bends.meaning_of(one, there if said else None) for one in here]
        rows = []
        for text, meaning in zip(texts, meanings, strict=True):
            line = line_of(text, before, listener)
            found = self._weights.sureness(taught.vocabulary, line, meaning, language)
            rows.append(dict(zip(taught.labels, found.tolist(), strict=True)))
        return rows


@cache
def move_ear() -> MoveEar | None:
    """The ear of this process; None where no weights lie in the package, and then the rules hear alone."""
    try:
        taught = Taught.load(WEIGHTS)
    except FileNotFoundError:
        log.warning("moves are heard by rules alone: no weights at %s", WEIGHTS.name)
        return None
    if taught.features != features.VERSION:
        log.warning("moves are heard by rules alone: the weights were taught with other features")
        return None
    listens = encoder()
    if listens and listens.version != taught.encoder:
        log.warning("moves are heard by words alone: taught with %s, here is %s", taught.encoder, listens.version)
        listens = None
    return MoveEar(taught, listens)


def with_moves(heard: Heard, text: str, before: str, listener: Listener, *, answers: bool) -> Heard:
    """What the words heard, with a seller's moves decided by words and meaning together.

    `before` is what the customer said last, `answers` whether the customer has spoken at all.
    """
    ear = move_ear()
    if ear is None or not text.strip():
        return heard
    return hear_with(ear, heard, text, before, listener, answers)


def hear_with(ear: MoveEar, heard: Heard, text: str, before: str, listener: Listener, answers: bool) -> Heard:
    """The same by an ear of one's own choice."""
    if heard.language != listener.language:
        return replace(heard, moves=("unclear",), spans=(Span("unclear", 0, len(text)),))
    found = ear.sure_of(text, before, listener)
    smooth = even(text)
    signs = listener.sure_signs(smooth)
    sure = frozenset(sign.name for sign in signs) | {
        span.what for span in heard.spans if span.sure and span.what in MOVES
    }
    around = Around(
        answers=answers,
        names_time="names_time" in sure or listener.has_time(smooth),
        brushes_off="brushes_off" in sure,
        nothing_else=sum(len(part.clauses) for part in sentences(smooth)) == 1,
        promises_nothing="promises_nothing" in sure,
    )
    moves = settle(found.sureness, sure - NO_MOVES, around, frozenset(heard.moves), found.asking)
    by_words = [span for span in heard.spans if span.what in moves]
    spans = [span for span in heard.spans if ":" in span.what or (span.what == SEVERE and "rude" in moves)]
    for move in moves:
        spans += _spans(move, found, [span for span in by_words if span.what == move], ear.ears)
    return replace(
        heard,
        moves=in_order(spans),
        spans=tuple(sorted(spans, key=lambda span: (span.start, span.end, span.what))),
        ears=ear.ears,
    )


def _spans(move: str, found: Sure, by_words: list[Span], ears: tuple[Ear, ...]) -> list[Span]:
    """The words of the rules where they heard the move too, else the sentence that shows it best."""
    by_meaning = "meaning" in ears and found.sureness.get(move, 0.0) >= HEARD
    if by_words:
        by: tuple[Ear, ...] = ("words", "meaning") if by_meaning else ("words",)
        return [replace(span, by=by) for span in dict.fromkeys(by_words)]
    return [Span(move, *found.places[move], by=("meaning",) if by_meaning else ("words",))]

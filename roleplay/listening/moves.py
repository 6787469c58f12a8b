"""From the signs in a turn to its moves: rules over sentences, the same for every language."""

from dataclasses import dataclass

from roleplay.listening.cues import Sign
from roleplay.listening.heard import Span
from roleplay.listening.sentences import Sentence
from roleplay.transcript import MOVES, Speaker

SOCIAL = ("greeting", "introduction", "thanks", "farewell", "acknowledgement", "agreement")
PLAIN = (*SOCIAL, "agenda", "evidence", "price", "next_step", "pressure", "objection")
ASKING = ("asks_open", "tells_open", "asks_closed")


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence with the signs found in it. `words` counts words, or characters where they stand without gaps."""

    sentence: Sentence
    signs: tuple[Sign, ...]
    words: int
    echo: float  # share of its content words that the other one has just used
    heads: frozenset[int] | None = None  # where clauses begin; None where questions need no first place

    def has(self, *names: str) -> bool:
        return any(sign.name in names for sign in self.signs)

    def first(self, *names: str) -> Sign | None:
        return next((sign for sign in self.signs if sign.name in names), None)


def hear_moves(parts: list[Part], speaker: Speaker, limits: dict[str, int]) -> list[Span]:
    """Every move heard in the parts of one turn, with the words that show it."""
    spans: list[Span] = []
    for part in parts:
        spans += _asked(part)
        spans += _plain(part)
        if _reflects(part, speaker):
            spans.append(_whole("reflection", part))
        elif _tells(part, limits):
            spans.append(_whole("telling", part))
    return spans


def in_order(spans: list[Span]) -> tuple[str, ...]:
    """The moves among spans, each once, in the order in which moves are listed."""
    heard = {span.what for span in spans}
    return tuple(move for move in MOVES if move in heard)


def _asked(part: Part) -> list[Span]:
    asked = part.sentence.asked
    if part.has("tells_open"):
        return [_whole("open_question", part)]
    if part.has("asks_open") and not part.has("not_asking") and (asked or _leads(part, "asks_open")):
        return [_whole("open_question", part)]
    if part.has("tag") and part.words <= 3:
        return []
    if part.has("asks_closed") and (asked or _leads(part, "asks_closed")):
        return [_whole("closed_question", part)]
    if asked and not part.has("about_you", "reflects") and part.echo < 0.6:
        return [_whole("closed_question", part)]
    return []


def _leads(part: Part, name: str) -> bool:
    """Without a question mark, the sign must stand where questions begin."""
    return any(sign.name == name and (part.heads is None or sign.start in part.heads) for sign in part.signs)


def _plain(part: Part) -> list[Span]:
    return [Span(sign.name, sign.start, sign.end) for sign in part.signs if sign.name in PLAIN]


def _reflects(part: Part, speaker: Speaker) -> bool:
    if part.has("tells_open", "advice", "next_step", "agenda", "pressure") or _asked(part):
        return False
    return part.has("reflects", "about_you") or part.echo >= 0.6


def _tells(part: Part, limits: dict[str, int]) -> bool:
    return not _asked(part) and part.words >= limits["telling"]


def _whole(move: str, part: Part) -> Span:
    return Span(move, part.sentence.start, part.sentence.end)

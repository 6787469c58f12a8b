"""Whether a quote stands in the turn it names: compared in code, never by a model."""

import re
from collections.abc import Iterable

from roleplay.listening.quoted import QUOTATION_MARKS, folded
from roleplay.scorecard import Evidence
from roleplay.scoring.finding import MOST_QUOTES
from roleplay.scoring.judge.observations import Quoted
from roleplay.scoring.quotes import LONGEST, excerpt
from roleplay.transcript import Turn

LEAST = 6  # Han characters, a Latin word counting two, judgement: less stands in any turn and shows nothing
LEAST_CLAUSE = 3  # of a clause quoted whole: “Thank you”, 谢谢您
_WORD = re.compile(r"[^\W_\u3400-\u9fff]+(?:['’-][^\W_\u3400-\u9fff]+)*")
_CLAUSE_ENDS = frozenset(".,;:!?。，；：！？…、—\n")


def grounded(quotes: Iterable[Quoted], turns: dict[int, Turn]) -> tuple[Evidence, ...]:
    """The quotes that stand in a seller's turn, in the turn's own characters; at most MOST_QUOTES."""
    found = dict.fromkeys(evidence for quote in quotes if (evidence := _ground(quote, turns)) is not None)
    return tuple(found)[:MOST_QUOTES]


def _ground(quote: Quoted, turns: dict[int, Turn]) -> Evidence | None:
    """In the turn that is named; else, where the number is wrong, in the only turn that holds it."""
    named = turns.get(quote.turn)
    if named is not None and (words := words_in_turn(quote.quote, named.text)):
        return Evidence(turn=named.n, quote=words)
    elsewhere = [(turn.n, words) for turn in turns.values() if (words := words_in_turn(quote.quote, turn.text))]
    return Evidence(turn=elsewhere[0][0], quote=elsewhere[0][1]) if len(elsewhere) == 1 else None


def words_in_turn(quote: str, text: str) -> str | None:
    """The words of `text` that `quote` gives, tolerant of blanks, width and quotation marks and of nothing else. A long
    quote is kept as far as a reader needs it; one too short to mean anything counts only as a whole clause or turn."""
    wanted, _ = folded(quote)
    have, places = folded(text)
    at = have.find(wanted)
    while wanted and at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        if wanted == have or _says_something(text, start, end):
            return excerpt(text[start:end], LONGEST) or None
        at = have.find(wanted, at + 1)
    return None


def _says_something(text: str, start: int, end: int) -> bool:
    """Three words or six characters say something; a clause that is quoted whole does with half."""
    words = text[start:end]
    size = sum("\u3400" <= sign <= "\u9fff" for sign in words) + 2 * len(_WORD.findall(words))
    return size >= LEAST or (size >= LEAST_CLAUSE and _is_clause(text, start, end))


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether nothing but marks and blanks stands between these words and the ends of their clause."""
    before = text[:start].rstrip()
    after = text[end:].lstrip()
    begins = not before or before[-1] in _CLAUSE_ENDS or before[-1] in QUOTATION_MARKS
    return begins and (not after or after[0] in _CLAUSE_ENDS | QUOTATION_MARKS or text[end - 1] in _CLAUSE_ENDS)

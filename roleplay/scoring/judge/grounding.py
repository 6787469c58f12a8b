"""Whether a quote stands in the turn it names: compared in code, never by a model."""

from collections.abc import Iterable

from roleplay.listening.quoted import folded, place_of
from roleplay.scorecard import Evidence
from roleplay.scoring.finding import MOST_QUOTES
from roleplay.scoring.judge.observations import Quoted
from roleplay.scoring.quotes import LONGEST, excerpt
from roleplay.transcript import Turn

LEAST_HAN, LEAST_LATIN = 2, 4  # characters; less stands in any turn


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
    quote is kept as far as a reader needs it; one too short to mean anything counts only as a whole turn."""
    place, wanted = place_of(quote, text), folded(quote)[0]
    if place is None or not (_says_something(wanted) or wanted == folded(text)[0]):
        return None
    return excerpt(text[place[0] : place[1]], LONGEST) or None


def _says_something(folded_words: str) -> bool:
    han = sum("\u3400" <= sign <= "\u9fff" for sign in folded_words)
    return han >= LEAST_HAN or sum(map(str.isalnum, folded_words)) >= LEAST_LATIN

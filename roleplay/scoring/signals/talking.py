"""How much the seller talks: their share of all words, and how long their turns are."""

import re
from collections.abc import Sequence
from statistics import median

from roleplay.content.signal import Signal
from roleplay.scorecard import Evidence, Reason
from roleplay.scoring.finding import Finding, bounds_of, found
from roleplay.scoring.hearing import HeardTurn, Talk
from roleplay.scoring.place import look, where
from roleplay.scoring.quotes import excerpt

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’-][^\W_\u3400-\u9fff]+)*")


def words_in(text: str) -> int:
    """Words of Latin script and characters of Han, added up."""
    return len(_WORD.findall(text))


def talk_share(signal: Signal, talk: Talk) -> Finding:
    """`talk_share`: the seller's words for all words of those turns and of the customer's answers to them."""
    said = look(signal, talk)
    ours = sum(words_in(one.turn.text) for one in said)
    theirs = sum(words_in(text) for text in _answers(said, talk))
    number = ours / (ours + theirs) if ours else 0.0
    why = Reason(
        code="talk-share", params={"where": where(signal), "n": ours, "of": ours + theirs, **bounds_of(signal)}
    )
    return found(signal, talk, said, number, why, _longest(said))


def _answers(said: Sequence[HeardTurn], talk: Talk) -> list[str]:
    looked = {one.n for one in said}
    answers, counts = [], False
    for turn in talk.transcript.turns:
        if turn.speaker == "seller":
            counts = turn.n in looked
        elif counts:
            answers.append(turn.text)
    return answers


def turn_length(signal: Signal, talk: Talk) -> Finding:
    """`turn_length`: the median or the longest of the seller's turns."""
    said = look(signal, talk)
    lengths = [words_in(one.turn.text) for one in said]
    number = float((median if signal.turn_length == "median" else max)(lengths)) if lengths else 0.0
    params = {"what": f"length.{signal.turn_length}", "where": where(signal), "n": number, **bounds_of(signal)}
    return found(signal, talk, said, number, Reason(code="length", params=params), _longest(said))


def _longest(said: Sequence[HeardTurn]) -> list[Evidence]:
    longest = max(said, key=lambda one: words_in(one.turn.text), default=None)
    return [Evidence(turn=longest.n, quote=excerpt(longest.turn.text))] if longest and longest.turn.text.strip() else []

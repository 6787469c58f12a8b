"""Moves of the seller: how many turns make them, what share, how often, one for each other one, and in which order."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from roleplay.content.signal import CONDUCT, Counted, Signal, moves_of
from roleplay.heard import Ear
from roleplay.i18n import language_of, word
from roleplay.scorecard import Evidence, Reason
from roleplay.scoring.finding import MOST_QUOTES, Finding, bounds_of, found, looked_at
from roleplay.scoring.hearing import HeardTurn, Talk
from roleplay.scoring.place import credited, look, where
from roleplay.scoring.quotes import sentence_at

TEN = 10
BY_MEANING: tuple[Ear, ...] = ("meaning",)
# a sentence that does one of these tells or proposes nothing too early because meaning alone took it so
HARMLESS = ("open_question", "closed_question", "follow_up", "asks_time", "apology", "small_talk", "takes_back", "thanks",
            "farewell", "greeting", "introduction", "agenda")  # fmt: skip


def count(signal: Signal, talk: Talk) -> Finding:
    """`move`: turns with it."""
    assert signal.move is not None
    said = look(signal, talk)
    with_it, dropped = credited(signal, said, *moves_of(signal.move))
    why = _why("count", signal, signal.move, n=len(with_it), **dropped)
    finding = found(signal, talk, said, len(with_it), why, _quotes(with_it, signal.move))
    return _named(finding, signal.move, with_it, talk) if signal.move in CONDUCT and with_it else finding


def _named(finding: Finding, move: str, said: Sequence[HeardTurn], talk: Talk) -> Finding:
    """A bad move is called what it is, with the first words of it: “wanted: none” tells nobody what to stop."""
    because = word(language_of(talk.transcript.language), f"why.conduct.{move}")
    near = finding.near if finding.result == "met" else said[0].n
    return replace(finding, near=near, because=because, conduct=move)


def share(signal: Signal, talk: Talk) -> Finding:
    """`share`: turns with it for all the turns looked at, 0 to 1. Of no turns at all the share is 0."""
    assert signal.share is not None
    said = look(signal, talk)
    with_it, dropped = credited(signal, said, *moves_of(signal.share))
    why = _why("share", signal, signal.share, n=len(with_it), of=len(said), **dropped)
    return found(signal, talk, said, _divided(len(with_it), len(said)), why, _quotes(with_it, signal.share))


def rate(signal: Signal, talk: Talk) -> Finding:
    """`rate`: sentences in which it is heard, for each ten turns."""
    assert signal.rate is not None
    said = look(signal, talk)
    with_it, dropped = credited(signal, said, *moves_of(signal.rate))
    times = sum(_sentences(one, signal.rate) for one in with_it)
    why = _why("rate", signal, signal.rate, n=times, of=len(said), **dropped)
    return found(signal, talk, said, TEN * _divided(times, len(said)), why, _quotes(with_it, signal.rate))


def _sentences(said: HeardTurn, move: Counted) -> int:
    return len({sentence_at(said.turn.text, span.start) for one in moves_of(move) for span in said.spans(one)})


def ratio(signal: Signal, talk: Talk) -> Finding:
    """`ratio`: turns with the first for each with the second; the first without any of the second is more than any bound."""
    assert signal.ratio is not None
    first, second = signal.ratio
    said = look(signal, talk)
    ours, dropped = credited(signal, said, *moves_of(first))
    theirs = sum(1 for one in said if _does(one, second))
    number = len(ours) / theirs if theirs else (inf if ours else 0.0)
    why = _why("ratio", signal, first, n=len(ours), other=f"move.{second}", of=theirs, **dropped)
    return found(signal, talk, said, number, why, _quotes(ours, first))


def order(signal: Signal, talk: Talk) -> Finding:
    """`order`: the first place of each move stands no earlier than that of the one before it."""
    assert signal.order is not None
    said = look(signal, talk)
    firsts = [(move, _first(said, move)) for move in signal.order]
    heard = [(move, one) for move, one in firsts if one is not None]
    for move, one in firsts:
        if one is None:
            plain = (other.n for later, other in heard if _is_plain(other, later))
            near = next(plain, None) if move == signal.order[0] else None  # what was said with nothing before it
            return Finding("missed", _why("order-missing", signal, move), looked_at=looked_at(said, talk), near=near)
    for (earlier, a), (later, b) in pairwise(heard):
        if _place(b, later) < _place(a, earlier) and (early := _plainly_before(a, earlier, later, said)):
            why = _why("order-broken", signal, earlier, other=f"move.{later}")
            return Finding("missed", why, (early.quote(*moves_of(later)), a.quote(*moves_of(earlier))), near=early.n)
    quotes = tuple(one.quote(*moves_of(move)) for move, one in heard)
    return Finding("met", Reason(code="order-kept"), quotes, near=quotes[0].turn)


def _first(said: Sequence[HeardTurn], move: Counted) -> HeardTurn | None:
    return next((one for one in said if _does(one, move) and one.earns(*moves_of(move))), None)


def _plainly_before(due: HeardTurn, earlier: Counted, later: Counted, said: Sequence[HeardTurn]) -> HeardTurn | None:
    """The first turn that makes the later move before the earlier one, in words that do nothing harmless instead."""
    before = (one for one in said if _does(one, later) and one.earns(*moves_of(later)))
    return next((one for one in before if _place(one, later) < _place(due, earlier) and _is_plain(one, later)), None)


def _is_plain(said: HeardTurn, move: Counted) -> bool:
    harmless = [span for other in HARMLESS for span in said.spans(other)]
    return any(
        span.by != BY_MEANING or not any(other.start <= span.start and span.end <= other.end for other in harmless)
        for one in moves_of(move)
        for span in said.spans(one)
    )


def _place(said: HeardTurn, move: Counted) -> tuple[int, int]:
    return said.n, min((span.start for one in moves_of(move) for span in said.spans(one)), default=0)


def _quotes(said: list[HeardTurn], move: Counted) -> list[Evidence]:
    return [one.quote(*moves_of(move)) for one in said[:MOST_QUOTES]]


def _does(said: HeardTurn, move: Counted) -> bool:
    return said.does(*moves_of(move))


def _divided(number: int, by: int) -> float:
    return number / by if by else 0.0


def _why(code: str, signal: Signal, move: Counted, **params: str | int | float) -> Reason:
    bounds = {} if code.startswith("order") else bounds_of(signal)
    return Reason(code=code, params={"what": f"move.{move}", "where": where(signal), **params, **bounds})

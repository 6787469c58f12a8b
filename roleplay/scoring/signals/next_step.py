"""Next steps the seller proposes, with or without a day or an hour."""

from roleplay.content.signal import Signal
from roleplay.heard import Span
from roleplay.scorecard import Evidence, Reason
from roleplay.scoring.finding import Finding, bounds_of, found
from roleplay.scoring.hearing import HeardTurn, Talk
from roleplay.scoring.place import credited, look, where


def proposed(signal: Signal, talk: Talk) -> Finding:
    """`next_step`: turns that propose one. A time counts in the same turn or in the seller's next one."""
    said = look(signal, talk)
    counted, lost = credited(signal, said, "next_step")
    steps = [one for one in counted if not _is_agenda(one, talk)]
    quotes = [one.quote("next_step") for one in steps]
    if signal.next_step == "with_time":
        quotes = [quote for one in steps if (quote := _with_time(one, talk)) is not None]
    params = {"what": f"step.{signal.next_step}", "where": where(signal), "n": len(quotes), **bounds_of(signal), **lost}
    near = steps[-1].n if steps and not quotes else None
    return found(signal, talk, said, len(quotes), Reason(code="count", params=params), quotes, near=near)


def _is_agenda(said: HeardTurn, talk: Talk) -> bool:
    """“Five minutes today, until half past nine” at the beginning says what this talk is, not what comes after it."""
    return said.does("agenda") and said.n in [one.n for one in talk.said[:2]]


def _with_time(step: HeardTurn, talk: Talk) -> Evidence | None:
    following = [one for one in talk.said if one.n > step.n][:1]
    for one in (step, *following):
        if one.heard.time:
            start = one.turn.text.find(one.heard.time)
            return (
                one.quote("next_step")
                if start < 0
                else one.quote_at(Span("next_step", start, start + len(one.heard.time)))
            )
    return None

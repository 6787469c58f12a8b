"""What must not be said, and what must be done: the rules of the trade that a scenario names."""

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.content.scenario import MustDo
from roleplay.content.signal import Signal
from roleplay.scorecard import Evidence, Reason
from roleplay.scoring.finding import MOST_QUOTES, Finding, looked_at, not_scored
from roleplay.scoring.hearing import RAISING, HeardTurn, Talk
from roleplay.scoring.place import look


def must_not_say(signal: Signal, talk: Talk) -> Finding:
    """`must_not_say`: missed only where it was claimed by the seller, never in a question, a quotation or a denial."""
    if talk.scenario is None:
        return not_scored("no-scenario", talk)
    said = look(signal, talk)
    wanted = "must_not_say:" if signal.must_not_say == "any" else f"must_not_say:{signal.must_not_say}"
    claims = [(one, span) for one in said for span in one.spans(wanted) if span.claim]
    claims = [(one, span) for one, span in claims if one.heard.touches(span.what)]
    if not claims:
        return Finding("met", Reason(code="nothing-claimed"), looked_at=looked_at(said, talk))
    quotes = tuple(dict.fromkeys(one.quote_at(span) for one, span in claims))[:MOST_QUOTES]
    id = claims[0][1].what.split(":", 1)[1]
    rule = next(item for item in talk.scenario.product.must_not_say if item.id == id)
    why = Reason(code="claimed", params={"says": rule.says})
    return Finding("missed", why, quotes, near=quotes[0].turn, topic=f"must_not_say:{id}", because=rule.why)


def must_do(signal: Signal, talk: Talk) -> Finding:
    """`must_do`: met when each duty that arose was done in words heard after it; `partly` is a number of duties."""
    if not talk.has_state or talk.scenario is None:
        return not_scored("no-state" if talk.scenario else "no-scenario", talk)
    said = look(signal, talk)
    duties = [duty for duty in talk.scenario.product.must_do if signal.must_do in ("any", duty.id)]
    arisen = [Duty(duty, at, _since(at, said)) for duty in duties if (at := arose_at(duty, talk)) is not None]
    if not arisen:
        return not_scored("no-occasion", talk, chance="duty_arose")
    quotes = tuple(quote for duty in arisen if (quote := duty.done()) is not None)[:MOST_QUOTES]
    undone = next((duty for duty in arisen if duty.done() is None), None)
    if undone is None:
        return Finding(
            "met", Reason(code="duty-done", params={"says": arisen[0].rule.says}), quotes, near=quotes[0].turn
        )
    half = bool(quotes) and signal.partly is not None and len(quotes) >= signal.partly
    return Finding(
        "partly" if half else "missed", Reason(code="duty-undone", params={"says": undone.rule.says}),
        quotes if half else (), None if half else looked_at(said, talk),
        near=undone.said[0].n if undone.said else None, topic=undone.rule.when.topic, because=undone.rule.why,
    )  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """A rule whose occasion came in the customer's turn `at`; `said` are the seller's turns since."""

    rule: MustDo
    at: int
    said: tuple[HeardTurn, ...]

    def done(self) -> Evidence | None:
        topic = f"must_do:{self.rule.id}"
        return next((one.quote(topic) for one in self.said if one.heard.touches(topic) and one.earns(topic)), None)


def _since(at: int, said: Sequence[HeardTurn]) -> tuple[HeardTurn, ...]:
    return tuple(one for one in said if one.n > at)


def arose_at(duty: MustDo, talk: Talk) -> int | None:
    """The customer's turn that first told what the duty is about; a mere hint is not yet an occasion."""
    return min(talk.acts("tell", *RAISING).get(duty.when.topic, []), default=None)

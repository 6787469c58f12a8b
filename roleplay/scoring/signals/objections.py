"""How the seller met the concerns the customer raised: taken in, and answered with what fits them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from roleplay.content.scenario import Objection, Resolution
from roleplay.content.signal import Signal
from roleplay.scorecard import Evidence, Reason
from roleplay.scoring.finding import Finding, bounds_of, found, not_scored
from roleplay.scoring.hearing import RAISING, HeardTurn, Talk
from roleplay.scoring.place import look, where
from roleplay.scoring.signals.topics import ASKING

TAKING_IN = ("acknowledgement", "reflection")


@dataclass(frozen=True)
class Raised:
    """An objection the customer brought up: `turns` are the customer's, `said` the seller's turns since."""

    objection: Objection
    turns: tuple[int, ...]
    said: tuple[HeardTurn, ...]

    @property
    def topic(self) -> str:
        return f"objection:{self.objection.id}"


def raised(talk: Talk, said: Sequence[HeardTurn]) -> list[Raised]:
    """The objections of the talk in the order they came."""
    turns = talk.acts(*RAISING)
    assert talk.scenario is not None
    known = {f"objection:{objection.id}": objection for objection in talk.scenario.objections}
    return [
        Raised(known[topic], tuple(at), tuple(one for one in said if one.n > at[0]))
        for topic, at in turns.items()
        if topic in known
    ]


def acknowledged(signal: Signal, talk: Talk) -> Finding:
    """`acknowledged`: objections taken in before or while they are answered."""
    return _each(signal, talk, "taken-in", lambda one: taken_in(one, talk))


def answered_with(signal: Signal, talk: Talk) -> Finding:
    """`answered_with`: objections after which evidence or a key message is heard that one of their resolutions names."""
    kinds = ("evidence", "key_message") if signal.answered_with == "any" else (signal.answered_with or "",)
    if signal.answered_with == "any":
        return _each(signal, talk, "answered", lambda one: answer(one) or _way_heard(one, talk))
    return _each(signal, talk, f"answered-{kinds[0]}", lambda one: answer(one, *kinds))


def _each(signal: Signal, talk: Talk, what: str, heard_in: "Callable[[Raised], Evidence | None]") -> Finding:
    if not talk.has_state:
        return not_scored("no-state" if talk.scenario else "no-scenario", talk)
    said = look(signal, talk)
    concerns = raised(talk, said)
    if not concerns:
        return not_scored("no-occasion", talk, chance="objection_raised")
    quotes = [(one, heard_in(one)) for one in concerns]
    heard = [quote for _one, quote in quotes if quote is not None]
    missed = next((one for one, quote in quotes if quote is None), None)
    params: dict[str, str | int | float] = {
        "what": what,
        "where": where(signal),
        "n": len(heard),
        "of": len(concerns),
        **bounds_of(signal),
    }
    if missed is not None:
        params["unheard"] = missed.objection.concern
    return found(
        signal, talk, said, len(heard), Reason(code="concerns", params=params), heard,
        near=missed.said[0].n if missed and missed.said else None, topic=missed.topic if missed else concerns[0].topic,
    )  # fmt: skip


def taken_in(one: Raised, talk: Talk) -> Evidence | None:
    """Where the concern was acknowledged or reflected: right after it came, or later in words that touch it, and not
    after it was answered. Brought up once more, it can be taken in once more."""
    answered_at = min((said.n for said in one.said if _answer_in(said, one, "evidence", "key_message")), default=None)
    for said in one.said:
        right_after = said.before is not None and said.before.n in one.turns
        if not right_after and answered_at is not None and said.n > answered_at:
            continue
        if said.does(*TAKING_IN) and said.earns(*TAKING_IN) and (right_after or said.heard.touches(one.topic)):
            return said.quote(*TAKING_IN)
    return None


def answer(one: Raised, *kinds: str) -> Evidence | None:
    """The words of the first fitting evidence or key message since the objection came."""
    return next(_answers(one, *(kinds or ("evidence", "key_message"))), None)


def _answers(one: Raised, *kinds: str) -> Iterator[Evidence]:
    for said in one.said:
        if quote := _answer_in(said, one, *kinds):
            yield quote


def _answer_in(said: HeardTurn, one: Raised, *kinds: str) -> Evidence | None:
    for topic in fitting(one.objection, *kinds):
        if said.heard.touches(topic) and said.earns(topic, one.topic):
            return said.quote(topic)
    return None


def fitting(objection: Objection, *kinds: str) -> list[str]:
    """The topics that answer this objection, by its own ways to be resolved."""
    ways = objection.resolved_when.any_of
    return list(dict.fromkeys(f"{kind}:{id}" for kind in kinds for way in ways for id in getattr(way, kind)))


def is_answered(one: Raised, talk: Talk) -> bool:
    return answer(one) is not None or _way_heard(one, talk) is not None


def _way_heard(one: Raised, talk: Talk) -> Evidence | None:
    """A whole way to resolve the objection that needs neither evidence nor key message, such as a question and a next step."""
    for way in one.objection.resolved_when.any_of:
        if not (way.evidence or way.key_message) and (way.asked_about or way.next_step):
            parts = list(_parts(way, one, talk))
            if all(parts):
                return parts[-1]
    return None


def _parts(way: Resolution, one: Raised, talk: Talk) -> Iterator[Evidence | None]:
    if way.acknowledged:
        yield taken_in(one, talk)
    if way.asked_about:
        yield _asked_about(one)
    if way.next_step:
        yield next(
            (said.quote("next_step") for said in one.said if said.does("next_step") and said.earns("next_step")), None
        )


def _asked_about(one: Raised) -> Evidence | None:
    """A question about the worry: it touches it, or comes right after it and proposes nothing."""
    for said in one.said:
        right_after = said.before is not None and said.before.n in one.turns and not said.does("next_step")
        if said.does(*ASKING) and said.earns(one.topic) and (right_after or said.heard.touches(one.topic)):
            return said.quote_of(*ASKING)
    return None

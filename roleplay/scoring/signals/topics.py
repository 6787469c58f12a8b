"""What the seller's words touch, and what the seller asks about. Different topics are counted, not repetitions."""

import re
from dataclasses import dataclass, replace

from roleplay.content.signal import Signal
from roleplay.scorecard import Evidence, Reason
from roleplay.scoring.finding import Finding, bounds_of, found, not_scored
from roleplay.scoring.hearing import HeardTurn, Talk, is_of
from roleplay.scoring.place import AFTER, dropped, earns_by, gave, look, where
from roleplay.scoring.quotes import sentence_at

ASKING = ("open_question", "closed_question", "reflection")
SHORT = (
    48  # letters: a follow-up such as “How did that come about?” names no topic; a Han character says as much as three
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class TopicTouch:
    topic: str
    evidence: Evidence


def touched(signal: Signal, talk: Talk) -> Finding:
    """`topic`: different topics of a kind, or one, that the seller's words touch."""
    assert signal.topic is not None
    if talk.scenario is None:
        return not_scored("no-scenario", talk)
    said = look(signal, talk)
    counted = [one for one in said if one.earns(signal.topic)] if earns_by(signal) else list(said)
    touches = [touch for one in counted for touch in _touches(one, signal.topic)]
    lost = len([one for one in said if one not in counted and _touches(one, signal.topic)])
    return _counted(signal, talk, said, signal.topic, "topic", touches, lost)


def asked_about(signal: Signal, talk: Talk) -> Finding:
    """`asked_about`: different topics that a question or a reflection touches; after a hint, the hinted ones."""
    assert signal.asked_about is not None
    if talk.scenario is None:
        return not_scored("no-scenario", talk)
    said = look(signal, talk)
    counted = [one for one in said if one.earns(signal.asked_about)] if earns_by(signal) else list(said)
    touches = [touch for one in counted for touch in _asked(one, signal, signal.asked_about)]
    lost = len([one for one in said if one not in counted and _asked(one, signal, signal.asked_about)])
    finding = _counted(signal, talk, said, signal.asked_about, "asked", touches, lost)
    return finding if finding.result == "met" else _with_the_miss(finding, said, touches)


def _touches(said: HeardTurn, wanted: str) -> list[TopicTouch]:
    return [TopicTouch(topic, said.quote(topic)) for topic in said.heard.topics if _in_sight(said, topic, wanted)]


def _in_sight(said: HeardTurn, topic: str, wanted: str) -> bool:
    return is_of(topic, wanted) and (not said.since or bool(said.spans(topic)))


def _asked(said: HeardTurn, signal: Signal, wanted: str) -> list[TopicTouch]:
    """Topics that are asked about. A short follow-up is about what the customer just brought up."""
    if not said.does(*ASKING):
        return []
    topics = [topic for topic in said.heard.topics if is_of(topic, wanted)]
    touches = [TopicTouch(topic, quote) for topic in topics if (quote := _question(said, topic)) is not None]
    brought = [topic for topic in gave(said, *AFTER.get(signal.after or "", ())) if is_of(topic, wanted)]
    if not brought:
        return touches if signal.after in (None, "evidence") else []
    followed = [touch for touch in touches if touch.topic in brought]
    if not followed and not touches and _follows_up(said):
        followed = [TopicTouch(brought[0], said.quote("reflection", *ASKING))]
    return followed


def _question(said: HeardTurn, topic: str) -> Evidence | None:
    """The question or reflection that touches the topic, or the open question right behind the sentence that does."""
    text = said.turn.text
    touching = {sentence_at(text, span.start) for span in said.spans(topic)}
    for move in ASKING:
        for span in said.spans(move):
            at = sentence_at(text, span.start)
            if at in touching or (move == "open_question" and at - 1 in touching):
                return said.quote_at(span)
    return None


def _follows_up(said: HeardTurn) -> bool:
    """A reflection takes up what was just said, unless it leads back to the product; so does a bare “how so?”."""
    if said.does("reflection"):
        return not said.does("telling", "evidence", "price", "pressure")
    text = said.turn.text.strip()
    length = len(text) + 2 * len(_HAN.findall(text))
    return said.does("open_question") and not said.heard.topics and length <= SHORT


def _counted(
    signal: Signal, talk: Talk, said: tuple[HeardTurn, ...], wanted: str, what: str, touches: list[TopicTouch],
    lost: int,
) -> Finding:  # fmt: skip
    firsts = {touch.topic: touch for touch in reversed(touches)}
    quotes = sorted({touch.evidence.turn: touch.evidence for touch in firsts.values()}.values(), key=lambda e: e.turn)
    params: dict[str, str | int | float] = {"what": f"{what}.{wanted.split(':')[0]}", "where": where(signal)}
    if ":" in wanted:
        params["named"] = named(talk, wanted)
    why = Reason(code="topics", params={**params, "n": len(firsts), **bounds_of(signal), **dropped(lost)})
    return found(signal, talk, said, len(firsts), why, quotes, topic=wanted if ":" in wanted else None)


def _with_the_miss(finding: Finding, said: tuple[HeardTurn, ...], touches: list[TopicTouch]) -> Finding:
    """Points at the first turn that could have asked and did not, with what the customer had brought up."""
    asked = {touch.evidence.turn for touch in touches}
    for one in said:
        brought = gave(one, "hint", "tell", "raise", "insist")
        if brought and one.n not in asked:
            return replace(finding, near=one.n, topic=brought[0])
    return finding


def named(talk: Talk, topic: str) -> str:
    """The topic in the scenario's words."""
    kind, _, id = topic.partition(":")
    assert talk.scenario is not None
    product = talk.scenario.product
    words = {
        "fact": {fact.id: fact.topic for fact in talk.scenario.facts},
        "objection": {objection.id: objection.concern for objection in talk.scenario.objections},
        "key_message": {item.id: item.says for item in product.key_messages},
        "evidence": {item.id: item.says for item in product.evidence},
        "must_not_say": {item.id: item.says for item in product.must_not_say},
        "must_do": {item.id: item.says for item in product.must_do},
    }
    return words.get(kind, {}).get(id, id)

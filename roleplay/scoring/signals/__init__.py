"""The signals: a row of equals, one small file for each family of subjects, each `(signal, talk) -> Finding`."""

from collections.abc import Callable

from roleplay.content.signal import SUBJECTS, Signal
from roleplay.scoring.finding import Finding, not_scored
from roleplay.scoring.hearing import Talk
from roleplay.scoring.place import needs_state
from roleplay.scoring.signals import combined, duties, moves, next_step, objections, talking, topics

FAMILIES: dict[str, Callable[[Signal, Talk], Finding]] = {
    "move": moves.count, "share": moves.share, "rate": moves.rate, "ratio": moves.ratio, "order": moves.order,
    "topic": topics.touched, "asked_about": topics.asked_about,
    "acknowledged": objections.acknowledged, "answered_with": objections.answered_with,
    "must_not_say": duties.must_not_say, "must_do": duties.must_do,
    "talk_share": talking.talk_share, "turn_length": talking.turn_length, "next_step": next_step.proposed,
}  # fmt: skip


def find(signal: Signal, talk: Talk) -> Finding:
    """What the signal finds in the talk; inner signals of `all`, `any` and `not` are found first."""
    if signal.all is not None:
        return combined.weakest([find(inner, talk) for inner in signal.all])
    if signal.any is not None:
        return combined.best([find(inner, talk) for inner in signal.any])
    if signal.not_ is not None:
        return combined.turned(find(signal.not_, talk))
    if needs_state(signal) and not talk.has_state:
        return not_scored("no-state", talk)
    return FAMILIES[subject_of(signal)](signal, talk)


def subject_of(signal: Signal) -> str:
    return next(name for name in SUBJECTS if getattr(signal, "not_" if name == "not" else name) is not None)

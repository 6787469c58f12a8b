"""Branches: the talk that one was taken from, those taken from a talk, and the turns from which one may be taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class Branches:
    """`retries` are the finished branches of this attempt, in the order they were begun."""

    parent: Attempt | None
    retries: tuple[Attempt, ...]


def branches_of(attempt: Attempt, attempts: Sequence[Attempt]) -> Branches:
    """Found among this person's attempts."""
    parent = next((other for other in attempts if other.id == attempt.parent), None)
    taken = [other for other in attempts if other.parent == attempt.id and other.is_finished]
    return Branches(parent, tuple(sorted(taken, key=lambda other: other.started_at)))


def retry_turns(attempt: Attempt, transcript: Transcript) -> dict[int, int]:
    """From which turn each turn can be tried again: a seller's from itself, a customer's from the seller's answer to it."""
    if attempt.kind == "imported":
        return {}
    own = {turn.n for turn in transcript.seller_turns()}
    return {n: at for n in range(1, len(transcript.turns) + 1) if (at := n if n in own else n + 1) in own}

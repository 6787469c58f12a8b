"""A branch beside its parent: what both begin with, then turn by turn, then result and criteria with their difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from roleplay.content.rubric import Criterion, Rubric
from roleplay.scorecard import Scorecard
from roleplay.transcript import Ending, Transcript, Turn


@dataclass(frozen=True)
class Side:
    """One of the two talks, as it ended."""

    transcript: Transcript
    card: Scorecard

    @property
    def ending(self) -> Ending:
        return self.transcript.ending or "finished"

    @property
    def last(self) -> Turn:
        return self.transcript.turns[-1]


@dataclass(frozen=True)
class BeforeAndNow:
    """A number of both sides; None where there is none to tell."""

    before: int | None
    now: int | None

    @property
    def by(self) -> int | None:
        return None if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True)
class BranchComparison:
    parent: Side
    branch: Side
    shared: Sequence[Turn]
    rows: Sequence[tuple[Turn | None, Turn | None]]
    levels: Sequence[tuple[Criterion, BeforeAndNow]]

    @property
    def total(self) -> BeforeAndNow:
        return BeforeAndNow(self.parent.card.total, self.branch.card.total)

    @property
    def trust(self) -> BeforeAndNow:
        return BeforeAndNow(self.parent.last.trust, self.branch.last.trust)

    @property
    def patience(self) -> BeforeAndNow:
        return BeforeAndNow(self.parent.last.patience, self.branch.last.patience)

    @property
    def over(self) -> int:
        """The first turn that only one of them has."""
        return min(self.parent.last.n, self.branch.last.n) + 1

    @property
    def one_scorer(self) -> bool:
        return self.parent.card.scorer == self.branch.card.scorer

    @property
    def most(self) -> Criterion | None:
        """The criterion that moved most in the direction of the total; None when nothing did."""
        sign = _sign(self.total.by or 0)
        moved = [(criterion, (pair.by or 0) * sign * criterion.weight) for criterion, pair in self.levels]
        criterion, by = max(moved, key=lambda one: one[1], default=(None, 0))
        return criterion if by > 0 else None


def compare(parent: Side, branch: Side, turn: int, rubric: Rubric) -> BranchComparison:
    """`turn` is the one from which the branch goes its own way."""
    then, now = parent.transcript.turns, branch.transcript.turns
    rows = list(zip_longest(then[turn - 1 :], now[turn - 1 :]))
    return BranchComparison(parent, branch, now[: turn - 1], rows, _levels(parent.card, branch.card, rubric))


def _levels(before: Scorecard, now: Scorecard, rubric: Rubric) -> list[tuple[Criterion, BeforeAndNow]]:
    old, new = ({score.id: score.level for score in card.criteria} for card in (before, now))
    return [(criterion, BeforeAndNow(old.get(criterion.id), new.get(criterion.id))) for criterion in rubric.criteria]


def _sign(n: int) -> int:
    return (n > 0) - (n < 0)

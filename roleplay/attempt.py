"""One practice talk as every layer knows it. Imports nothing of ours but transcript."""

from datetime import datetime
from typing import Any

from pydantic import Field

from roleplay.transcript import AttemptKind, Difficulty, Ending, Phase, Record


class Attempt(Record):
    """`content` maps `scenario:<id>`, `persona:<id>`, `rubric:<id>` to the hash of the file's text that this attempt uses.

    Times are UTC and aware. `scorecard` is the row of the scorecard that counts: the first one made, or the judge's that the
    end of the talk asked for. `total` and `passed` are the result in force: the latest signed-off review's, else that
    scorecard's; None until there is one. A branch is a retry of `parent` from
    the seller's turn `branch_turn`: what stands before that turn is the parent's. It counts for no figure.
    An imported one has no customer of ours: `persona` and `customer` are empty, and `scenario` where none was given; `source`
    is a hash of what was imported, by which it is known again. A private one is seen by nobody else. `queue` says why a coach should look, `queue_rank` how soon.
    """

    id: str
    person: str
    kind: AttemptKind
    scenario: str
    persona: str
    rubric: str
    language: str
    difficulty: Difficulty
    seed: int
    customer: str = Field(description="`offline` or `model`: who was asked to speak at the start.")
    content: dict[str, str]
    started_at: datetime
    touched_at: datetime
    finished_at: datetime | None = None
    abandoned: bool = False  # finished before the seller said anything in it: not scored, not listed
    ending: Ending | None = None
    phase: Phase = "opening"
    turns: int = 0
    scorecard: int | None = None
    total: int | None = None
    passed: bool | None = None
    barred: bool = False
    parent: str | None = None
    branch_turn: int | None = None
    source: str | None = None
    private: bool = False
    sampled: bool = False
    review: int | None = None
    queue: str | None = None
    queue_rank: int | None = None
    queue_note: dict[str, Any] = Field(default_factory=dict)

    @property
    def is_branch(self) -> bool:
        return self.parent is not None

    @property
    def is_begun(self) -> bool:
        """Whether the seller has said anything in it; what a branch took over from its parent does not count."""
        return self.turns >= (self.branch_turn or 1)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

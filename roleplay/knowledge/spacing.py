"""When an item comes back: FSRS, by the `fsrs` package. A right answer is Good, a wrong one Again; there are no minute steps and no fuzz.

Source of the scheduling: the FSRS algorithm, version 6, with the package's default weights (open-spaced-repetition).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from fsrs import Card, Rating, Scheduler

KNOWN_RECALL = 0.9  # probability of recall from which an item is known (contracts.md, "Learning")
KNOWN_RIGHT = 2  # so many of the last answers were right (contracts.md, "Learning")


@dataclass(frozen=True)
class Spacing:
    """How well one item sits: `card` is FSRS's own state as JSON, `right_in_row` the right answers since the last wrong one."""

    card: str
    due: datetime
    right_in_row: int

    def is_known(self, now: datetime) -> bool:
        """Tells whether the item is known: likely recalled now, and its last two answers were right."""
        return (
            self.right_in_row >= KNOWN_RIGHT
            and _scheduler().get_card_retrievability(_card(self.card), now) >= KNOWN_RECALL
        )


def after_answer(before: Spacing | None, right: bool, now: datetime) -> Spacing:
    """Returns the spacing after an answer given `now` (UTC)."""
    card = _card(before.card) if before else Card(card_id=0)
    card, _ = _scheduler().review_card(card, Rating.Good if right else Rating.Again, now)
    in_row = (before.right_in_row if before else 0) + 1 if right else 0
    return Spacing(json.dumps(card.to_dict()), card.due, in_row)


def _card(text: str) -> Card:
    return Card.from_dict(json.loads(text))


@cache
def _scheduler() -> Scheduler:
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

"""Which three items are asked today: those that are due, the longest first; new ones only when fewer than three are."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from roleplay.knowledge.spacing import Spacing

A_DAY = 3  # questions (contracts.md, "Learning"; issue: one minute)


def draw_items(
    items: Sequence[str], spacings: Mapping[str, Spacing], person: str, today: date, zone: tzinfo
) -> tuple[str, ...]:
    """Returns the names of today's items, `quiz/item`; the same person, day and answers give the same three."""
    due = sorted(
        (spacings[name].due, name)
        for name in items
        if name in spacings and spacings[name].due.astimezone(zone).date() <= today
    )
    asked = [name for _, name in due[:A_DAY]]
    new = sorted((name for name in items if name not in spacings), key=lambda name: _order(person, name))
    return (*asked, *new[: A_DAY - len(asked)])


def shuffled_answers(answers: Sequence[str], person: str, item: str, today: date) -> tuple[str, ...]:
    """Returns the answers in this person's order of the day, so that nobody learns a letter."""
    return tuple(sorted(answers, key=lambda answer: _order(person, item, today.isoformat(), answer)))


def _order(*words: str) -> str:
    return hashlib.sha256("|".join(words).encode()).hexdigest()

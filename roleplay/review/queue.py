"""Reads one page of the coach's queue: each talk with the reason to look at it, and the columns of its row."""

from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.person import Person
from roleplay.scoring.attention import ORDER
from roleplay.store.database import Database
from roleplay.store.disputes import Dispute, disputes_by_attempt
from roleplay.store.filters import Filters
from roleplay.store.people import names_of
from roleplay.store.review_queue import WaitingTalk, count_waiting, list_waiting
from roleplay.store.reviews import coaches_of
from roleplay.store.turns import trust_by_attempt

PAGE = 25


@dataclass(frozen=True)
class QueueRow:
    """`seller` and `reviewer` are names, None where there is no account. `trust` is after each customer's turn."""

    attempt: Attempt
    seller: str | None
    hidden: bool
    trust: tuple[int, ...]
    dispute: Dispute | None
    reviewer: str | None


@dataclass(frozen=True)
class Queue:
    """`causes` counts what there is of each cause, in the queue's order; `count` is how many the filters let through."""

    rows: tuple[QueueRow, ...]
    count: int
    causes: dict[str, int]
    page: int
    pages: int


def read_queue(database: Database, person: Person, filters: Filters, page: int) -> Queue:
    """A page past the last is the last."""
    found = count_waiting(database, person, filters)
    count = found.get(filters.cause, 0) if filters.cause else sum(found.values())
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    waiting = list_waiting(database, person, filters, (page - 1) * PAGE, PAGE)
    causes = {cause: found[cause] for cause in ORDER if found.get(cause)}
    return Queue(_rows(database, waiting), count, {str(cause): n for cause, n in causes.items()}, page, pages)


def _rows(database: Database, waiting: list[WaitingTalk]) -> tuple[QueueRow, ...]:
    ids = [each.attempt.id for each in waiting]
    trust, disputes = trust_by_attempt(database, ids), disputes_by_attempt(database, ids)
    coaches = coaches_of(database, [each.attempt.review for each in waiting if each.attempt.review])
    names = names_of(database, coaches.values())
    return tuple(
        QueueRow(
            each.attempt, each.seller, each.hidden, tuple(trust.get(each.attempt.id, ())),
            next(reversed(disputes.get(each.attempt.id, [])), None),
            names.get(coaches.get(each.attempt.review or 0, "")),
        )
        for each in waiting
    )  # fmt: skip

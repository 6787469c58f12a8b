"""What stands beside the rows of a list: the trust of each talk and what sellers said against scores, read all at once."""

from collections.abc import Iterable

from sqlmodel import col, select

from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.disputes import Dispute
from roleplay.store.tables import AttemptRow, DisputeRow, ReviewRow, TurnRow
from roleplay.store.visibility import hidden_from


def trust_of(database: Database, attempts: Iterable[str]) -> dict[str, list[int]]:
    """Trust after each customer's turn, by attempt."""
    wanted = (
        select(TurnRow.attempt, TurnRow.trust)
        .where(col(TurnRow.attempt).in_(list(attempts)), TurnRow.speaker == "customer", col(TurnRow.trust).is_not(None))
        .order_by(TurnRow.attempt, col(TurnRow.n))
    )
    found: dict[str, list[int]] = {}
    with database.reading() as session:
        for attempt, trust in session.exec(wanted):
            found.setdefault(attempt, []).append(trust or 0)
    return found


def disputes_of(database: Database, attempts: Iterable[str]) -> dict[str, list[Dispute]]:
    """By attempt, in the order they were said."""
    wanted = select(DisputeRow).where(col(DisputeRow.attempt).in_(list(attempts))).order_by(col(DisputeRow.id))
    found: dict[str, list[Dispute]] = {}
    with database.reading() as session:
        for row in session.exec(wanted):
            found.setdefault(row.attempt, []).append(Dispute(**row.model_dump()))
    return found


def hidden_among(database: Database, person: Person, attempts: Iterable[str]) -> set[str]:
    """Those of them whose score this person must not see yet."""
    wanted = select(AttemptRow.id).where(col(AttemptRow.id).in_(list(attempts)), hidden_from(person))
    with database.reading() as session:
        return set(session.exec(wanted))


def coaches_of(database: Database, reviews: Iterable[int]) -> dict[int, str]:
    """Who signed each of these reviews."""
    with database.reading() as session:
        rows = session.exec(select(ReviewRow.id, ReviewRow.coach).where(col(ReviewRow.id).in_(list(reviews))))
        return {id or 0: coach for id, coach in rows}

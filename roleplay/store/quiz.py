"""Keeps the daily quiz: today's draw, the answers, and how well each item sits."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.tables import MembershipRow, PersonRow, QuizAnswerRow, QuizCardRow, QuizDayRow


@dataclass(frozen=True)
class StoredAnswer:
    """What somebody answered to an item on a day."""

    day: date
    item: str
    given: tuple[str, ...]
    right: bool
    answered_at: datetime


@dataclass(frozen=True)
class StoredSpacing:
    """How well an item sits with a person; `card` is the scheduler's own state."""

    item: str
    card: str
    due: datetime
    right_in_row: int


def find_day(database: Database, person: str, day: date) -> tuple[str, ...] | None:
    """Returns the items that were drawn for the day, or None before the draw."""
    with database.reading() as session:
        row = session.get(QuizDayRow, (person, day))
        return tuple(row.items) if row else None


def keep_day(database: Database, person: str, day: date, items: Sequence[str]) -> tuple[str, ...]:
    """Stores the draw unless there is one, and returns the one that counts."""
    with database.writing() as session:
        row = session.get(QuizDayRow, (person, day))
        if row is None:
            row = QuizDayRow(person=person, day=day, items=list(items))
            session.add(row)
        return tuple(row.items)


def list_cards(database: Database, person: str) -> dict[str, StoredSpacing]:
    """Returns the person's cards by item."""
    with database.reading() as session:
        return {row.item: _card(row) for row in session.exec(select(QuizCardRow).where(QuizCardRow.person == person))}


def list_answers(database: Database, person: str, day: date | None = None) -> list[StoredAnswer]:
    """Returns the person's answers, of one day or all, the oldest first."""
    wanted = select(QuizAnswerRow).where(QuizAnswerRow.person == person)
    if day is not None:
        wanted = wanted.where(QuizAnswerRow.day == day)
    with database.reading() as session:
        rows = session.exec(wanted.order_by(col(QuizAnswerRow.answered_at), col(QuizAnswerRow.item)))
        return [StoredAnswer(row.day, row.item, tuple(row.given), row.right, row.answered_at) for row in rows]


def add_answer(
    database: Database, person: str, answer: StoredAnswer, schedule: Callable[[StoredSpacing | None], StoredSpacing]
) -> bool:
    """Stores the answer with the card as `schedule` makes it, in one transaction; False when the item was answered that day."""
    with database.writing() as session:
        if session.get(QuizAnswerRow, (person, answer.day, answer.item)) is not None:
            return False
        session.add(
            QuizAnswerRow(
                person=person, day=answer.day, item=answer.item, given=list(answer.given), right=answer.right,
                answered_at=answer.answered_at,
            )
        )  # fmt: skip
        row = session.get(QuizCardRow, (person, answer.item))
        card = schedule(_card(row) if row else None)
        session.merge(
            QuizCardRow(person=person, item=card.item, card=card.card, due=card.due, right_in_row=card.right_in_row)
        )
        return True


def cards_of_team(database: Database, coach: Person) -> dict[str, dict[str, StoredSpacing]]:
    """Returns the cards of everybody who practises in a team of the coach's, of all sellers for an admin: person -> item -> card."""
    with database.reading() as session:
        people = _sellers(session, coach)
        found: dict[str, dict[str, StoredSpacing]] = {person: {} for person in people}
        for row in session.exec(select(QuizCardRow).where(col(QuizCardRow.person).in_(people))):
            found[row.person][row.item] = _card(row)
        return found


def forget_answers(database: Database, people: Collection[str]) -> None:
    """Deletes everything that the quiz keeps of these people."""
    with database.writing() as session:
        for table in (QuizDayRow, QuizAnswerRow, QuizCardRow):
            session.exec(delete(table).where(col(table.person).in_(people)))


def _sellers(session: Session, coach: Person) -> list[str]:
    members = select(MembershipRow.person).join(PersonRow, col(PersonRow.id) == MembershipRow.person)
    members = members.where(MembershipRow.role == "seller", col(PersonRow.disabled).is_(False))
    if not coach.has("admin"):
        own = select(MembershipRow.team).where(MembershipRow.person == coach.id, MembershipRow.role == "coach")
        members = members.where(col(MembershipRow.team).in_(own))
    return sorted(set(session.exec(members)))


def _card(row: QuizCardRow) -> StoredSpacing:
    return StoredSpacing(row.item, row.card, row.due, row.right_in_row)

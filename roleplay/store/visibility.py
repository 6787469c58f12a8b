"""Which attempts of others somebody may read: a coach those of their teams, an admin all; private ones nobody. And of
which of them the score is not to be seen yet.

Every list and every single attempt on the coach's side is asked for with this one condition.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, true
from sqlmodel import col, select

from roleplay.person import LOCAL, Person
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, MembershipRow, ReviewRow


def within_reach(person: Person) -> ColumnElement[bool]:
    """A condition on attempts: finished practice that was shared, no retries, of sellers whom this person looks after."""
    return and_(
        col(AttemptRow.kind) == "practice",
        col(AttemptRow.finished_at).is_not(None),
        col(AttemptRow.abandoned).is_(False),
        col(AttemptRow.private).is_(False),
        col(AttemptRow.parent).is_(None),
        _sellers_of(person),
    )


def calls_within_reach(person: Person) -> ColumnElement[bool]:
    """A condition on attempts: imported calls, one's own and those of sellers whom this person looks after."""
    return and_(col(AttemptRow.kind) == "imported", or_(col(AttemptRow.person) == person.id, _sellers_of(person)))


def _sellers_of(person: Person) -> ColumnElement[bool]:
    if person.has("admin") or person.id == LOCAL.id:
        return true()
    if not person.has("coach"):
        return false()
    own = own_teams(person)
    sellers = select(MembershipRow.person).where(col(MembershipRow.team).in_(own), MembershipRow.role == "seller")
    return and_(col(AttemptRow.person).in_(sellers), col(AttemptRow.person) != person.id)


def own_teams(person: Person) -> Any:
    """The teams that this person looks after."""
    return select(MembershipRow.team).where(MembershipRow.person == person.id, MembershipRow.role == "coach")


def hidden_from(person: Person) -> ColumnElement[bool]:
    """Drawn by chance, and not yet marked by this coach. What a seller disputes is looked at with open eyes."""
    marked = exists().where(
        col(ReviewRow.attempt) == AttemptRow.id,
        col(ReviewRow.coach) == person.id,
        col(ReviewRow.blind_at).is_not(None),
    )
    drawn = and_(col(AttemptRow.sampled), func.coalesce(AttemptRow.queue, "sample") == "sample")
    return and_(drawn, not_(marked))


def hidden_among(database: Database, person: Person, attempts: Iterable[str]) -> set[str]:
    """Those of them whose score this person must not see yet."""
    wanted = select(AttemptRow.id).where(col(AttemptRow.id).in_(list(attempts)), hidden_from(person))
    with database.reading() as session:
        return set(session.exec(wanted))

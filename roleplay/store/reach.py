"""Which attempts of others somebody may read: a coach those of their teams, an admin all; private ones nobody.

Every list and every single attempt on the coach's side is asked for with this one condition.
"""

from sqlalchemy import ColumnElement, and_, false, true
from sqlmodel import col, select

from roleplay.person import LOCAL, Person
from roleplay.store.tables import AttemptRow, MembershipRow


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


def _sellers_of(person: Person) -> ColumnElement[bool]:
    if person.has("admin") or person.id == LOCAL.id:
        return true()
    if not person.has("coach"):
        return false()
    own = select(MembershipRow.team).where(MembershipRow.person == person.id, MembershipRow.role == "coach")
    sellers = select(MembershipRow.person).where(col(MembershipRow.team).in_(own), MembershipRow.role == "seller")
    return and_(col(AttemptRow.person).in_(sellers), col(AttemptRow.person) != person.id)

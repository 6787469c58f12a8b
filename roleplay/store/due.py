"""What sellers still have to practise by a day: assignments with a due date that they have not passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, not_, or_, true, union
from sqlmodel import col, select

from roleplay.store.database import Database
from roleplay.store.tables import AssigneeRow, AssignmentRow, AttemptRow, MembershipRow


@dataclass(frozen=True)
class Due:
    """How many talks are due, and when the first of them is."""

    n: int
    first: datetime


def due_of(database: Database, sellers: Sequence[str]) -> dict[str, Due]:
    """By seller; who owes nothing is not in it. An assignment is done once a talk begun after it was made has passed that
    its coach may know of."""
    own: Any = select(AssigneeRow.assignment, col(AssigneeRow.person).label("seller"))
    member = and_(col(MembershipRow.team) == AssigneeRow.team, col(MembershipRow.role) == "seller")
    teams: Any = select(AssigneeRow.assignment, col(MembershipRow.person).label("seller")).join(MembershipRow, member)
    asked = union(own.where(col(AssigneeRow.person).in_(sellers)), teams.where(col(MembershipRow.person).in_(sellers)))
    given = asked.subquery()
    figures: list[Any] = [given.c.seller, func.count(), func.min(col(AssignmentRow.due_at))]
    wanted = (
        select(*figures)
        .join(AssignmentRow, col(AssignmentRow.id) == given.c.assignment)
        .where(col(AssignmentRow.withdrawn_at).is_(None), col(AssignmentRow.due_at).is_not(None))
        .where(not_(exists().where(*_done(given.c.seller))))
        .group_by(given.c.seller)
    )
    with database.reading() as session:
        return {seller: Due(n, first) for seller, n, first in session.exec(wanted)}


def _done(seller: Any) -> list[Any]:
    persona = or_(col(AssignmentRow.persona).is_(None), col(AttemptRow.persona) == AssignmentRow.persona)
    return [
        AttemptRow.person == seller, AttemptRow.kind == "practice", AttemptRow.scenario == AssignmentRow.scenario, persona,
        AttemptRow.passed == true(), col(AttemptRow.private).is_(False), col(AttemptRow.parent).is_(None), AttemptRow.started_at >= AssignmentRow.made_at,
    ]  # fmt: skip

"""Adds, finds and withdraws assignments, and lists the attempts that may count for them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from roleplay.assignment import Assignment, Try
from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.tables import AssigneeRow, AssignmentRow, AttemptRow, MembershipRow, now


def add_assignments(database: Database, assignments: Sequence[Assignment]) -> list[Assignment]:
    """All of them or none."""
    with database.writing() as session:
        return [_add(session, each) for each in assignments]


def list_assignments(database: Database, person: Person) -> list[Assignment]:
    """Those within a coach's or admin's reach that are not withdrawn, the newest first."""
    return _list(database, _within_reach(person))


def assigned_to(database: Database, person: str) -> list[Assignment]:
    """Those given to this person or to a team in which they practise, that are not withdrawn, the newest first."""
    teams = select(MembershipRow.team).where(MembershipRow.person == person, MembershipRow.role == "seller")
    given = or_(col(AssigneeRow.person) == person, col(AssigneeRow.team).in_(teams))
    return _list(database, col(AssignmentRow.id).in_(select(AssigneeRow.assignment).where(given)))


def find_assignments(database: Database, id: int, person: Person) -> list[Assignment]:
    """The assignment, or all stages of the programme that it belongs to, in order. Raises NotFound for one that is not
    there, withdrawn or out of this person's reach: one answer."""
    with database.reading() as session:
        return [_as_assignment(session, row) for row in _rows_of(session, id, person)]


def withdraw_assignments(database: Database, id: int, person: Person) -> None:
    """For who gave it, and for admins: the assignment, or the whole programme. Raises NotFound."""
    with database.writing() as session:
        rows = _rows_of(session, id, person)
        if not person.has("admin") and any(row.made_by != person.id for row in rows):
            raise NotFound("assignment-not-found")
        for row in rows:
            row.withdrawn_at = now()


def list_tries(
    database: Database, people: Collection[str], scenarios: Collection[str], since: datetime
) -> dict[str, list[Try]]:
    """By person: practice in these scenarios begun since then, finished or under way. Nothing private, no retries, nothing
    left before a word was said."""
    wanted = select(*COLUMNS).where(
        col(AttemptRow.person).in_(people), col(AttemptRow.scenario).in_(scenarios), AttemptRow.started_at >= since,
        AttemptRow.kind == "practice", col(AttemptRow.abandoned).is_(False), col(AttemptRow.private).is_(False),
        col(AttemptRow.parent).is_(None), AttemptRow.turns > 0,
    )  # fmt: skip
    found: dict[str, list[Try]] = {}
    with database.reading() as session:
        for row in session.exec(wanted):
            one = Try(*row)
            found.setdefault(one.person, []).append(one)
    return found


COLUMNS: tuple[Any, ...] = (  # in the order of a Try's fields
    AttemptRow.id, AttemptRow.person, AttemptRow.scenario, AttemptRow.persona, AttemptRow.difficulty, AttemptRow.started_at,
    AttemptRow.finished_at, AttemptRow.total, AttemptRow.passed, AttemptRow.barred,
)  # fmt: skip


def _within_reach(person: Person) -> ColumnElement[bool]:
    """What one gave, and what was given to one's teams or to somebody who practises in them."""
    if person.has("admin"):
        return true()
    own = select(MembershipRow.team).where(MembershipRow.person == person.id, MembershipRow.role == "coach")
    sellers = select(MembershipRow.person).where(col(MembershipRow.team).in_(own), MembershipRow.role == "seller")
    given = or_(col(AssigneeRow.team).in_(own), col(AssigneeRow.person).in_(sellers))
    return or_(
        col(AssignmentRow.made_by) == person.id, col(AssignmentRow.id).in_(select(AssigneeRow.assignment).where(given))
    )


def _list(database: Database, condition: ColumnElement[bool]) -> list[Assignment]:
    wanted = select(AssignmentRow).where(condition, col(AssignmentRow.withdrawn_at).is_(None))
    with database.reading() as session:
        rows = session.exec(wanted.order_by(col(AssignmentRow.id).desc())).all()
        given = _given(session, [row.id or 0 for row in rows])
        return [_joined(row, given.get(row.id or 0, [])) for row in rows]


def _rows_of(session: Session, id: int, person: Person) -> list[AssignmentRow]:
    in_force = select(AssignmentRow).where(_within_reach(person), col(AssignmentRow.withdrawn_at).is_(None))
    row = session.exec(in_force.where(AssignmentRow.id == id)).first()
    if row is None:
        raise NotFound("assignment-not-found")
    if row.programme is None:
        return [row]
    return list(
        session.exec(in_force.where(AssignmentRow.programme == row.programme).order_by(col(AssignmentRow.stage)))
    )


def _add(session: Session, assignment: Assignment) -> Assignment:
    row = AssignmentRow(**assignment.model_dump(exclude={"id", "people", "teams"}))
    session.add(row)
    session.flush()
    session.add_all(AssigneeRow(assignment=row.id or 0, person=person) for person in assignment.people)
    session.add_all(AssigneeRow(assignment=row.id or 0, team=team) for team in assignment.teams)
    return assignment.model_copy(update={"id": row.id})


def _given(session: Session, ids: Sequence[int]) -> dict[int, list[AssigneeRow]]:
    found: dict[int, list[AssigneeRow]] = {}
    for row in session.exec(
        select(AssigneeRow).where(col(AssigneeRow.assignment).in_(ids)).order_by(col(AssigneeRow.id))
    ):
        found.setdefault(row.assignment, []).append(row)
    return found


def _as_assignment(session: Session, row: AssignmentRow) -> Assignment:
    return _joined(row, _given(session, [row.id or 0]).get(row.id or 0, []))


def _joined(row: AssignmentRow, given: Sequence[AssigneeRow]) -> Assignment:
    people = tuple(each.person for each in given if each.person is not None)
    teams = tuple(each.team for each in given if each.team is not None)
    return Assignment.model_validate(row.model_dump() | {"people": people, "teams": teams})

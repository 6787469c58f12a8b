"""Adds, lists and withdraws playbook lines."""

from collections.abc import Collection, Sequence

from sqlmodel import col, select

from roleplay.errors import NotFound, RoleplayError
from roleplay.person import Person
from roleplay.playbook import PlaybookLine
from roleplay.store.audit import record
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, PlaybookRow, now
from roleplay.store.visibility import within_reach


def add_line(
    database: Database, *, scenario: str, serves: Sequence[str], line: str, why: str, attempt: str, turn: int, edited: bool,
    coach: str,
) -> None:  # fmt: skip
    """Raises RoleplayError `playbook-twice` for a line of this turn that stands there already."""
    with database.writing() as session:
        same = select(PlaybookRow.id).where(
            PlaybookRow.attempt == attempt, PlaybookRow.turn == turn, PlaybookRow.line == line,
            col(PlaybookRow.withdrawn_at).is_(None),
        )  # fmt: skip
        if session.exec(same).first() is not None:
            raise RoleplayError("playbook-twice")
        session.add(PlaybookRow(
            scenario=scenario, serves=list(serves), line=line, why=why, attempt=attempt, turn=turn, edited=edited,
            coach=coach, made_at=now(),
        ))  # fmt: skip
        record(session, "playbook_added", scenario=scenario)


def list_lines(database: Database, scenario: str | None = None) -> list[PlaybookLine]:
    """Of one scenario, or of all: those not withdrawn, the newest first."""
    wanted = select(PlaybookRow, AttemptRow.person).join(AttemptRow, col(AttemptRow.id) == PlaybookRow.attempt)
    wanted = wanted.where(col(PlaybookRow.withdrawn_at).is_(None)).order_by(col(PlaybookRow.id).desc())
    if scenario is not None:
        wanted = wanted.where(PlaybookRow.scenario == scenario)
    with database.reading() as session:
        return [_as_line(row, person) for row, person in session.exec(wanted)]


def readable(database: Database, person: Person, attempts: Collection[str]) -> set[str]:
    """Which of these attempts this person may open."""
    with database.reading() as session:
        return set(session.exec(select(AttemptRow.id).where(col(AttemptRow.id).in_(attempts), within_reach(person))))


def withdraw_line(database: Database, id: int, person: Person) -> str:
    """For the coach who took it, and for admins. Returns its scenario. Raises NotFound."""
    with database.writing() as session:
        row = session.get(PlaybookRow, id)
        if row is None or row.withdrawn_at is not None or not (person.has("admin") or row.coach == person.id):
            raise NotFound("playbook-not-found")
        row.withdrawn_at = now()
        record(session, "playbook_withdrawn", scenario=row.scenario)
        return row.scenario


def _as_line(row: PlaybookRow, seller: str) -> PlaybookLine:
    return PlaybookLine.model_validate(row.model_dump(exclude={"withdrawn_at"}) | {"seller": seller})

"""Copies the first turns of an attempt into a retry, and finds the retries that descend from an attempt."""

from collections.abc import Sequence

from sqlalchemy import Select
from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, TurnRow, now

TAKEN_OVER = {  # all that decides how the talk goes, and who may see it
    "person", "private", "kind", "scenario", "persona", "rubric", "language", "difficulty", "seed", "customer",
    "content", "opening",
}  # fmt: skip


def add_branch(database: Database, parent: str, id: str, turn: int, turn_ids: dict[int, str]) -> Attempt:
    """The attempt `id` with the parent's turns before `turn`: their words, what was heard, states, directions and times.

    `turn_ids` names each copied turn anew, so that a message of the parent's is not taken for one of the branch.
    """
    with database.writing() as session:
        row = session.get_one(AttemptRow, parent)
        kept = _turns_before(session, parent, turn)
        branch = AttemptRow(
            **row.model_dump(include=TAKEN_OVER), id=id, started_at=now(), touched_at=now(), parent=parent, branch_turn=turn,
            turns=len(kept), phase=kept[-1].phase if kept else "opening",
        )  # fmt: skip
        session.add(branch)
        session.flush()  # the turns' foreign key wants it there first
        session.add_all(_copy(one, id, turn_ids[one.n]) for one in kept)
        return as_attempt(branch)


def _turns_before(session: Session, attempt: str, turn: int) -> list[TurnRow]:
    wanted = select(TurnRow).where(TurnRow.attempt == attempt, col(TurnRow.n) < turn).order_by(col(TurnRow.n))
    return list(session.exec(wanted))


def _copy(row: TurnRow, attempt: str, id: str) -> TurnRow:
    return TurnRow(**row.model_dump(exclude={"attempt", "id"}), attempt=attempt, id=id)


def family_of(ids: Sequence[str]) -> Select[tuple[str]]:
    """The ids of these attempts and of all their retries, also retries of retries; for use in a condition."""
    top = select(AttemptRow.id).where(col(AttemptRow.id).in_(ids)).cte(recursive=True)
    both = top.union(select(AttemptRow.id).where(AttemptRow.parent == top.c.id))
    return select(both.c.id)

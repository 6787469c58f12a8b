"""Stores turns as they are said: the seller's at once, the customer's piece by piece before it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.heard import Heard
from roleplay.store.attempts import as_attempt, find_attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, TurnRow, now
from roleplay.transcript import Transcript, Turn

SPOKEN = {"fallback", "broke"}  # of a turn, what its row keeps in `speech`


@dataclass(frozen=True)
class StoredTurn:
    """A turn with what is kept beside it: `state` and `direction` on the seller's, `speech` on the customer's."""

    id: str
    turn: Turn
    heard: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    direction: dict[str, Any] | None = None
    speech: dict[str, Any] | None = None


def read_turns(database: Database, attempt: str) -> list[StoredTurn]:
    with database.reading() as session:
        rows = session.exec(select(TurnRow).where(TurnRow.attempt == attempt).order_by(col(TurnRow.n)))
        return [_as_stored(row) for row in rows]


def read_transcript(database: Database, attempt: str, person: str) -> Transcript:
    """Reads what was said in this person's attempt so far. Raises NotFound."""
    found = find_attempt(database, attempt, person).attempt
    return transcript_of(found, read_turns(database, attempt))


def transcript_of(attempt: Attempt, stored: Sequence[StoredTurn]) -> Transcript:
    """Joins an attempt and its turns; an imported talk is not `staged`, since no customer of ours spoke in it."""
    turns = tuple(each.turn for each in stored)
    return Transcript(language=attempt.language, turns=turns, ending=attempt.ending, staged=attempt.kind != "imported")


def add_turn(database: Database, attempt: str, stored: StoredTurn) -> Attempt:
    """Commits a turn that follows the last one.

    Raises RoleplayError `attempt-finished`, or `customer-speaking` when its place was taken by another process.
    """
    try:
        with database.writing() as session:
            row = session.get_one(AttemptRow, attempt)
            if row.finished_at is not None:
                raise RoleplayError("attempt-finished")
            session.add(_as_row(attempt, stored))
            _touch(row, stored.turn)
            session.flush()
            return as_attempt(row)
    except IntegrityError as taken:
        raise RoleplayError("customer-speaking") from taken


def keep_hearing(database: Database, attempt: str, stored: StoredTurn) -> tuple[StoredTurn, Attempt]:
    """Adds to a seller's turn that waits for it what was heard, the state and the direction, unless another process was
    quicker: the turn as it is stored then. Raises RoleplayError `attempt-finished`."""
    with database.writing() as session:
        row = session.get_one(AttemptRow, attempt)
        turn = session.get_one(TurnRow, (attempt, stored.turn.n))
        if turn.direction is None:
            if row.finished_at is not None:
                raise RoleplayError("attempt-finished")
            made = _as_row(attempt, stored)
            for name in ("phase", "moves", "topics", "heard", "state", "direction"):
                setattr(turn, name, getattr(made, name))
            _touch(row, stored.turn)
            session.flush()
        return _as_stored(turn), as_attempt(row)


def keep_words(database: Database, attempt: str, n: int, text: str) -> None:
    """What is about to be shown of a reply: all of it so far."""
    with database.writing(quick=True) as session:
        session.exec(update(TurnRow).where(*_place(attempt, n)).values(text=text))


def close_reply(
    database: Database, attempt: str, n: int, text: str, status: Literal["final", "cut"], speech: dict[str, Any]
) -> Attempt:
    with database.writing() as session:
        session.exec(update(TurnRow).where(*_place(attempt, n)).values(text=text, status=status, speech=speech))
        row = session.get_one(AttemptRow, attempt)
        row.touched_at = now()
        return as_attempt(row)


def withdraw_reply(database: Database, attempt: str, n: int) -> None:
    """Takes back a reply of which no word was shown: the seller's turn still waits for its answer."""
    with database.writing() as session:
        _withdraw(session, attempt, n)


def cut_replies(database: Database) -> list[str]:
    """After a crash: replies left `speaking` become `cut` with what was shown. Returns the attempts' ids."""
    with database.writing() as session:
        left = session.exec(select(TurnRow).where(TurnRow.status == "speaking")).all()
        for row in left:
            if row.text:
                row.status = "cut"
            else:
                _withdraw(session, row.attempt, row.n)
        return [row.attempt for row in left]


def _withdraw(session: Session, attempt: str, n: int) -> None:
    session.exec(delete(TurnRow).where(*_place(attempt, n), col(TurnRow.text) == ""))
    session.get_one(AttemptRow, attempt).turns = n - 1


def _place(attempt: str, n: int) -> tuple[Any, Any]:
    return col(TurnRow.attempt) == attempt, col(TurnRow.n) == n


def _touch(row: AttemptRow, turn: Turn) -> None:
    row.turns, row.phase, row.touched_at = turn.n, turn.phase, now()


def _as_row(attempt: str, stored: StoredTurn) -> TurnRow:
    beside = {name: getattr(stored, name) for name in ("id", "heard", "state", "direction", "speech")}
    return TurnRow(attempt=attempt, said_at=now(), **stored.turn.model_dump(mode="json", exclude=SPOKEN), **beside)


def _as_stored(row: TurnRow) -> StoredTurn:
    known = row.model_dump(include=set(Turn.model_fields) - SPOKEN - {"heard"})
    heard = Heard.from_stored(row.heard) if row.heard else None
    turn = Turn.model_validate({**known, **{name: (row.speech or {}).get(name) for name in SPOKEN}, "heard": heard})
    return StoredTurn(row.id, turn, row.heard, row.state, row.direction, row.speech)


def trust_by_attempt(database: Database, attempts: Iterable[str]) -> dict[str, list[int]]:
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

"""How facts, objections and endings stood at the end of talks, counted over many; and those talks in a list."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, not_
from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.store.attempts import as_attempt
from roleplay.store.coach_stats import Scope
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, LevelRow, OutcomeRow
from roleplay.store.visibility import hidden_from


@dataclass(frozen=True)
class Reached:
    """What came of talks with one persona; `mean` is over `scored` talks, those whose score may be seen."""

    persona: str
    n: int
    scored: int
    mean: float | None
    passed: int


@dataclass(frozen=True)
class Talk:
    """A talk in a list. `levels` are by criterion; without a score where it is `hidden` from the reader."""

    attempt: Attempt
    hidden: bool
    levels: dict[str, int | None]

    @property
    def total(self) -> int | None:
        return None if self.hidden else self.attempt.total


def outcomes_counted(database: Database, scope: Scope) -> dict[str, dict[str, int]]:
    """By topic (`fact:<id>`, `objection:<id>`), then by state."""
    wanted = (
        select(OutcomeRow.topic, OutcomeRow.state, func.count())
        .join(AttemptRow, col(AttemptRow.id) == OutcomeRow.attempt)
        .where(*scope.talks())
        .group_by(OutcomeRow.topic, OutcomeRow.state)
    )
    found: dict[str, dict[str, int]] = {}
    with database.reading() as session:
        for topic, state, n in session.exec(wanted):
            found.setdefault(topic, {})[state] = n
    return found


def endings_counted(database: Database, scope: Scope) -> dict[tuple[str, str], int]:
    """By ending and the phase the talk had come to, the most frequent first."""
    count = func.count()
    wanted = select(AttemptRow.ending, AttemptRow.phase, count).where(*scope.talks())
    wanted = wanted.group_by(col(AttemptRow.ending), col(AttemptRow.phase)).order_by(count.desc())
    with database.reading() as session:
        return {(str(ending), phase): n for ending, phase, n in session.exec(wanted)}


def personas_counted(database: Database, scope: Scope) -> list[Reached]:
    hidden = hidden_from(scope.reader)
    total = case((hidden, None), else_=col(AttemptRow.total))
    passed = func.sum(case((and_(not_(hidden), col(AttemptRow.passed).is_(True)), 1), else_=0))
    count = func.count()
    figures: list[Any] = [AttemptRow.persona, count, func.count(total), func.avg(total), passed]
    wanted = select(*figures).where(*scope.talks())
    with database.reading() as session:
        rows = session.exec(wanted.group_by(col(AttemptRow.persona)).order_by(count.desc()))
        return [
            Reached(persona, n, scored, None if mean is None else float(mean), int(passed or 0))
            for persona, n, scored, mean, passed in rows
        ]


def list_talks(
    database: Database, scope: Scope, most: int, *, rubric: str | None = None, levels: bool = True
) -> list[Talk]:
    """The newest first. `levels`: whether they are asked for."""
    wanted = select(AttemptRow, hidden_from(scope.reader)).where(*scope.talks())
    if rubric is not None:
        wanted = wanted.where(AttemptRow.rubric == rubric)
    order = (col(AttemptRow.finished_at).desc(), col(AttemptRow.id))
    with database.reading() as session:
        found = [(as_attempt(row), bool(hidden)) for row, hidden in session.exec(wanted.order_by(*order).limit(most))]
        kept = _levels(session, [attempt.id for attempt, _hidden in found]) if levels else {}
    return [Talk(each, hidden, {} if hidden else kept.get(each.id, {})) for each, hidden in found]


def _levels(session: Session, attempts: list[str]) -> dict[str, dict[str, int | None]]:
    levels: dict[str, dict[str, int | None]] = {}
    for row in session.exec(select(LevelRow).where(col(LevelRow.attempt).in_(attempts))):
        levels.setdefault(row.attempt, {})[row.criterion] = row.level
    return levels

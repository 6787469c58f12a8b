"""Counts how a scenario's objections ended over many talks, and reads the turns of a few of them."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, OutcomeRow, TurnRow
from roleplay.store.visibility import within_reach
from roleplay.transcript import ActKind, Speaker


class ObjectionTurn:
    """A turn, as little of it as the comparison of answers needs."""

    def __init__(self, n: int, speaker: Speaker, text: str, acts: list[dict[str, str | None]]) -> None:
        self.n, self.speaker, self.text = n, speaker, text
        self.acts = acts

    def does(self, topic: str, *kinds: ActKind) -> bool:
        return any(act["topic"] == topic and act["kind"] in kinds for act in self.acts)


def count_objections(
    database: Database, person: Person, scenario: str, topics: Collection[str]
) -> dict[str, Counter[str]]:
    """By topic, which are `objection:<id>`, how many talks within this person's reach ended with it in which state."""
    wanted = (
        select(OutcomeRow.topic, OutcomeRow.state, func.count())
        .join(AttemptRow, col(AttemptRow.id) == OutcomeRow.attempt)
        .where(AttemptRow.scenario == scenario, within_reach(person), col(OutcomeRow.topic).in_(topics))
        .group_by(OutcomeRow.topic, OutcomeRow.state)
    )
    found: dict[str, Counter[str]] = {}
    with database.reading() as session:
        for topic, state, n in session.exec(wanted):
            found.setdefault(topic, Counter())[state] = n
    return found


def latest_with(
    database: Database, person: Person, scenario: str, topic: str, states: Collection[str], most: int
) -> dict[str, datetime]:
    """The latest talks within reach that ended with it in one of these states: id -> when it was finished."""
    wanted = (
        select(AttemptRow.id, AttemptRow.finished_at)
        .join(OutcomeRow, col(OutcomeRow.attempt) == AttemptRow.id)
        .where(
            AttemptRow.scenario == scenario, within_reach(person), OutcomeRow.topic == topic,
            col(OutcomeRow.state).in_(states),
        )
        .order_by(col(AttemptRow.finished_at).desc())
        .limit(most)
    )  # fmt: skip
    with database.reading() as session:
        return {id: finished for id, finished in session.exec(wanted) if finished is not None}


def read_objection_turns(database: Database, attempts: Collection[str]) -> dict[str, list[ObjectionTurn]]:
    """The turns of these attempts, in order."""
    wanted = select(TurnRow.attempt, TurnRow.n, TurnRow.speaker, TurnRow.text, TurnRow.acts)  # type: ignore[call-overload]
    wanted = wanted.where(col(TurnRow.attempt).in_(attempts)).order_by(col(TurnRow.attempt), col(TurnRow.n))
    found: dict[str, list[ObjectionTurn]] = {}
    with database.reading() as session:
        for attempt, n, speaker, text, acts in session.exec(wanted):
            found.setdefault(attempt, []).append(ObjectionTurn(n, speaker, text, acts))
    return found

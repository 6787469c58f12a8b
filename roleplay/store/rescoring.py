"""What scoring anew asks of the store: finished attempts by ranges of their ids, their turns in bulk, scorecards in batches.

Nothing here grows with the number of attempts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from roleplay.heard import Heard
from roleplay.scorecard import Scorecard, Scorer
from roleplay.store.database import Database
from roleplay.store.ratings import keep_scorers_ratings
from roleplay.store.tables import ANEW, AttemptRow, ScorecardRow, TurnRow, now
from roleplay.transcript import AttemptKind, Ending, Turn

KINDS: tuple[AttemptKind, ...] = ("practice", "imported")
RANGE = 500  # attempts read at a time
NEEDED = [getattr(AttemptRow, name) for name in (
    "id", "kind", "language", "ending", "seed", "scenario", "rubric", "content", "scorecard",
)]  # fmt: skip
COLUMNS = [getattr(TurnRow, name) for name in Turn.model_fields if name in TurnRow.model_fields]
Identity = tuple[str, str, str]  # attempt, rubric's hash, hearing
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class RescoreSelection:
    """Which attempts; None leaves a choice open. `rubric_hash` is the text to score by, by default the attempt's own."""

    scorer: Scorer
    version: str
    rubric: str | None = None
    rubric_hash: str | None = None
    scenario: str | None = None
    since: datetime | None = None
    anew: bool = False  # by what is heard today, not by what the turns keep: nobody knows which cards that lacks


@dataclass(frozen=True)
class AttemptToScore:
    """A finished attempt with what its scoring needs. `counts`: it has no scorecard yet, so that this one becomes the one
    that counts; only by the text that it was practised by."""

    attempt: str
    kind: AttemptKind
    language: str
    ending: Ending | None
    seed: int
    scenario_hash: str | None
    hearing_hash: str | None
    rubric_hash: str
    counts: bool
    anew: bool = False


@dataclass(frozen=True)
class ScoredAttempt:
    """A scorecard as JSON, ready to be kept; `hearing` is part of its identity."""

    to_score: AttemptToScore
    card: dict[str, Any]
    hearing: str = ""

    @property
    def identity(self) -> Identity:
        return self.to_score.attempt, self.to_score.rubric_hash, self.hearing


def count_attempts(database: Database, wanted: RescoreSelection) -> int:
    """How many finished attempts are wanted, scored already or not."""
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(AttemptRow).where(*_conditions(wanted))).one()


def ranges_to_score(database: Database, wanted: RescoreSelection) -> Iterator[tuple[int, list[AttemptToScore]]]:
    """Range after range in order of id: how many attempts it holds, and those that lack the wanted scorecard."""
    after = ""
    while True:
        with database.reading() as session:
            rows = session.exec(
                select(*NEEDED)
                .where(*_conditions(wanted), col(AttemptRow.id) > after)
                .order_by(col(AttemptRow.id))
                .limit(RANGE)
            ).all()
            if not rows:
                return
            found = [_to_score(row, wanted) for row in rows]
            there = _scored(session, wanted, col(ScorecardRow.attempt).between(rows[0].id, rows[-1].id))
        after = found[-1].attempt
        yield len(found), [each for each in found if wanted.anew or (each.attempt, each.rubric_hash) not in there]


def turns_of(database: Database, attempts: Sequence[str]) -> dict[str, list[Turn]]:
    """The turns of several attempts at once."""
    found: dict[str, list[Turn]] = {id: [] for id in attempts}
    with database.reading() as session:
        wanted = select(TurnRow.attempt, *COLUMNS).where(col(TurnRow.attempt).in_(attempts))
        for row in session.exec(wanted.order_by(col(TurnRow.attempt), col(TurnRow.n))):
            known = dict(row._mapping)
            heard = Heard.from_stored(kept) if (kept := known.pop("heard")) else None
            found[known.pop("attempt")].append(Turn.model_validate({**known, "heard": heard}))
    return found


def add_scorecards(database: Database, wanted: RescoreSelection, scored: Sequence[ScoredAttempt]) -> int:
    """Keeps a batch in one transaction and returns how many were new; what another process has added meanwhile stays.

    What counts stays what counts, so that what a seller saw does not change.
    """
    insert = INSERTS[database.engine.dialect.name](ScorecardRow).on_conflict_do_nothing()
    attempts = [each.to_score.attempt for each in scored]
    with database.writing(quick=True) as session:
        there = _identities(session, wanted, col(ScorecardRow.attempt).in_(attempts))
        new = [each for each in scored if each.identity not in there]
        if new:
            session.connection().execute(insert, [_card_row(each, wanted) for each in new])
        for each in new:
            if each.to_score.counts:
                _let_count(session, wanted, each)
        _rate(session, wanted, [each.to_score.attempt for each in new])
        return len(new)


def _conditions(wanted: RescoreSelection) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        col(AttemptRow.kind).in_(KINDS),
        col(AttemptRow.finished_at).is_not(None),
        col(AttemptRow.abandoned).is_(False),
    ]
    if wanted.rubric is not None:
        found.append(col(AttemptRow.rubric) == wanted.rubric)
    if wanted.scenario is not None:
        found.append(col(AttemptRow.scenario) == wanted.scenario)
    if wanted.since is not None:
        found.append(col(AttemptRow.started_at) >= wanted.since)
    return found


def _identities(session: Session, wanted: RescoreSelection, among: ColumnElement[bool]) -> set[Identity]:
    """Of the scorecards by the wanted scorer that are there."""
    rows = session.exec(
        select(ScorecardRow.attempt, ScorecardRow.rubric_hash, ScorecardRow.hearing).where(
            among,
            ScorecardRow.scorer == wanted.scorer,
            ScorecardRow.scorer_version == wanted.version,
        )
    )
    return set(rows.all())


def _scored(session: Session, wanted: RescoreSelection, among: ColumnElement[bool]) -> set[tuple[str, str]]:
    """Attempt and rubric's hash where what the turns keep was scored."""
    return {one[:2] for one in _identities(session, wanted, among) if not one[2].startswith(ANEW)}


def _to_score(row: Any, wanted: RescoreSelection) -> AttemptToScore:
    own = row.content[f"rubric:{row.rubric}"]
    rubric_hash = wanted.rubric_hash or own
    return AttemptToScore(
        attempt=row.id, kind=row.kind, language=row.language, ending=row.ending, seed=row.seed,
        scenario_hash=row.content.get(f"scenario:{row.scenario}"),
        hearing_hash=row.content.get(f"hearing:{row.scenario}"), rubric_hash=rubric_hash,
        counts=rubric_hash == own and row.scorecard is None, anew=wanted.anew,
    )  # fmt: skip


def _card_row(scored: ScoredAttempt, wanted: RescoreSelection) -> dict[str, Any]:
    return {
        "attempt": scored.to_score.attempt, "rubric_hash": scored.to_score.rubric_hash, "scorer": wanted.scorer,
        "scorer_version": wanted.version, "hearing": scored.hearing, "made_at": now(), "card": scored.card,
    }  # fmt: skip


def _rate(session: Session, wanted: RescoreSelection, attempts: Sequence[str]) -> None:
    """What the scorer gave in talks drawn for measuring agreement is counted from now on."""
    drawn = (
        select(ScorecardRow)
        .join(AttemptRow, col(AttemptRow.id) == ScorecardRow.attempt)
        .where(
            col(AttemptRow.sampled), col(ScorecardRow.attempt).in_(attempts), ScorecardRow.scorer == wanted.scorer,
            ScorecardRow.scorer_version == wanted.version, col(ScorecardRow.hearing).not_like(f"{ANEW}%"),
        )
    )  # fmt: skip
    for row in session.exec(drawn).all():
        keep_scorers_ratings(session, row)


def _let_count(session: Session, wanted: RescoreSelection, scored: ScoredAttempt) -> None:
    """For a talk whose process ended before it was scored."""
    made = select(ScorecardRow.id).where(
        ScorecardRow.attempt == scored.to_score.attempt,
        ScorecardRow.rubric_hash == scored.to_score.rubric_hash,
        ScorecardRow.scorer == wanted.scorer,
        ScorecardRow.scorer_version == wanted.version,
        ScorecardRow.hearing == scored.hearing,
    )
    session.exec(
        update(AttemptRow)
        .where(col(AttemptRow.id) == scored.to_score.attempt, col(AttemptRow.scorecard).is_(None))
        .values(
            scorecard=made.scalar_subquery(),
            total=scored.card["total"],
            passed=scored.card["passed"],
            barred=Scorecard.model_validate(scored.card).barred,
        )
    )

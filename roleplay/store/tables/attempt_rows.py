"""Defines the tables of attempts. What is a list or a mapping is JSON, which SQLite and PostgreSQL both have."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from roleplay.store.tables.times import UtcTime

ANEW = "anew:"  # before the hash of a hearing that is not the one the turns keep
COUNTED = ("abandoned", "private", "parent", "sampled", "queue", "id", "scenario")


class ContentRow(SQLModel, table=True):
    """The text of a content file as some attempt used it, by its hash."""

    __tablename__ = "content"

    hash: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=16)
    text: str = Field(sa_column=Column(Text, nullable=False))


class AttemptRow(SQLModel, table=True):
    """One practice talk. `phase` and `turns` repeat what the turns say; `total` and `passed` the result in force: of the
    latest review that was signed off, else of the scorecard that counts. All for lists."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_person_kind_started", "person", "kind", "started_at"),
        # all that the coach's queue asks of many attempts: counted and ordered without their rows being read
        Index(
            "ix_attempt_queue",
            "kind",
            "queue_rank",
            "finished_at",
            "id",
            "person",
            "queue",
            "abandoned",
            "private",
            "parent",
            "review",
            "total",
            "sampled",
        ),
        Index("ix_attempt_scenario_finished", "scenario", "finished_at"),
        Index("uq_attempt_person_source", "person", "source", unique=True),
        # all that counting over many asks of an attempt, so that its row need not be read
        Index("ix_attempt_figures", "finished_at", "person", "rubric", "kind", *COUNTED),
        Index("ix_attempt_person_figures", "person", "kind", "finished_at", "rubric", *COUNTED),
    )

    id: str = Field(primary_key=True, max_length=36)
    person: str = Field(max_length=64)
    kind: str = Field(max_length=16)
    scenario: str = Field(max_length=60)
    persona: str = Field(max_length=60)
    rubric: str = Field(max_length=60)
    language: str = Field(max_length=35)
    difficulty: str = Field(max_length=16)
    seed: int = Field(sa_column=Column(BigInteger, nullable=False))
    customer: str = Field(max_length=16)
    content: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    opening: dict[str, Any] = Field(
        sa_column=Column(JSON, nullable=False)
    )  # the director's state before the first turn
    started_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    touched_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    finished_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))
    abandoned: bool = False
    ending: str | None = Field(default=None, max_length=16)
    phase: str = Field(default="opening", max_length=16)
    turns: int = 0
    scorecard: int | None = None  # the scorecard that counts; no foreign key, since that would go round in a circle
    total: int | None = None
    passed: bool | None = None
    barred: bool = False  # the result in force would not pass whatever the pass mark
    parent: str | None = Field(default=None, foreign_key="attempt.id", max_length=36, index=True)
    branch_turn: int | None = None
    source: str | None = Field(default=None, max_length=64)  # of an imported one: a hash, so that it comes in once
    private: bool = False  # the seller's own affair: team and coach do not see it
    sampled: bool = False  # drawn for measuring agreement: its score is hidden until the coach has marked it
    review: int | None = None  # the latest review that was signed off
    queue: str | None = Field(default=None, max_length=24)  # why a coach should look: a code, None when nobody need
    queue_rank: int | None = None  # the smaller, the sooner
    queue_note: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class TurnRow(SQLModel, table=True):
    """One utterance. State and direction stand on the seller's row: committed before the customer's first word."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("attempt", "id", name="uq_turn_attempt_id"),)

    attempt: str = Field(primary_key=True, foreign_key="attempt.id", max_length=36)
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: str = Field(max_length=64)  # the screen's name for it: a message sent twice is known by it
    speaker: str = Field(max_length=8)
    status: str = Field(max_length=8)
    text: str = Field(sa_column=Column(Text, nullable=False))
    said_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    phase: str = Field(max_length=16)
    moves: list[str] = Field(sa_column=Column(JSON, nullable=False))
    topics: list[str] = Field(sa_column=Column(JSON, nullable=False))
    trust: int | None = None
    patience: int | None = None
    revealed: list[str] = Field(sa_column=Column(JSON, nullable=False))
    objections: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    acts: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    changes: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    heard: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    state: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    direction: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    speech: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True))
    )  # who spoke, usage, flags


class ScorecardRow(SQLModel, table=True):
    """A scorecard; scoring anew adds a row, and the same scorer on the same rubric and hearing adds none.

    `hearing` is a hash of what was heard in the seller's turns, with `anew:` before it where they were listened to anew and
    something else was heard than the turns keep; empty on rows from before it was kept.
    """

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint(
            "attempt", "rubric_hash", "scorer", "scorer_version", "hearing", name="uq_scorecard_attempt_scorer"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    attempt: str = Field(foreign_key="attempt.id", max_length=36)
    rubric_hash: str = Field(max_length=64)
    scorer: str = Field(max_length=16)
    scorer_version: str = Field(max_length=128)
    hearing: str = Field(default="", max_length=32, sa_column_kwargs={"server_default": ""})
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    card: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class DisputeRow(SQLModel, table=True):
    """What a seller says against a scorecard: a check they disagree with, or a concern they did answer."""

    __tablename__ = "dispute"
    __table_args__ = (  # one of the two is set, and what is empty is never alike
        Index("uq_dispute_check", "scorecard", "person", "check", unique=True),
        Index("uq_dispute_objection", "scorecard", "person", "objection", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    attempt: str = Field(foreign_key="attempt.id", max_length=36, index=True)
    scorecard: int = Field(foreign_key="scorecard.id")
    person: str = Field(max_length=64)
    check: str | None = Field(default=None, max_length=60)
    objection: str | None = Field(default=None, max_length=60)
    reason: str = Field(sa_column=Column(Text, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))

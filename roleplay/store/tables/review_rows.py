"""Defines the tables of reviews, comments, assignments, the playbook and statistics."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from roleplay.store.tables.times import UtcTime

BY_KEY = {"sqlite_with_rowid": False}  # rows lie in the order of their key: those of one attempt are read at once


class ReviewRow(SQLModel, table=True):
    """One coach's review of one scorecard. `total` and `passed` are worked out by code from scorer's and coach's values;
    `edition` grows with each change, so that two windows of one coach do not overwrite each other. What is signed stays:
    reopening begins the next `round`. `blind_at`: when every check was marked while the score was still hidden."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("attempt", "scorecard", "coach", "round", name="uq_review_attempt_coach"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt: str = Field(foreign_key="attempt.id", max_length=36)
    scorecard: int = Field(foreign_key="scorecard.id")
    coach: str = Field(max_length=64)
    round: int = 1
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    edition: int = 1
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    signed_at: datetime | None = Field(default=None, sa_column=Column(UtcTime, index=True))
    seen_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))  # by the seller
    blind_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))
    total: int | None = None
    passed: bool | None = None


class CorrectionRow(SQLModel, table=True):
    """A coach's value for `check:<id>` (a result) or `criterion:<id>` (a level), beside the scorer's, with the reason.
    `blind` is the value that was given while the score was hidden: agreement is measured on it, and it never changes."""

    __tablename__ = "correction"

    review: int = Field(primary_key=True, foreign_key="review.id")
    target: str = Field(primary_key=True, max_length=80)
    value: str = Field(max_length=16)
    blind: str | None = Field(default=None, max_length=16)
    reason: str = Field(sa_column=Column(Text, nullable=False))
    turns: list[int] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))


class CommentRow(SQLModel, table=True):
    """Words of a coach or of the seller about an attempt, or about one turn of it."""

    __tablename__ = "comment"

    id: int | None = Field(default=None, primary_key=True)
    attempt: str = Field(foreign_key="attempt.id", max_length=36, index=True)
    turn: int | None = None
    person: str = Field(max_length=64)
    text: str = Field(sa_column=Column(Text, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))


class PlaybookRow(SQLModel, table=True):
    """A line that a coach took from a reviewed attempt. `serves` holds `check:`, `objection:` and `fact:` ids."""

    __tablename__ = "playbook"

    id: int | None = Field(default=None, primary_key=True)
    scenario: str = Field(max_length=60, index=True)
    serves: list[str] = Field(sa_column=Column(JSON, nullable=False))
    line: str = Field(sa_column=Column(Text, nullable=False))
    why: str = Field(sa_column=Column(Text, nullable=False))
    attempt: str = Field(foreign_key="attempt.id", max_length=36, index=True)
    turn: int
    edited: bool = False  # the coach put it into other words than were said
    coach: str = Field(max_length=64)
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))


class LevelRow(SQLModel, table=True):
    """The level in force of one criterion of one attempt: of the review, else of the scorecard that counts."""

    __tablename__ = "level"
    __table_args__ = BY_KEY

    attempt: str = Field(primary_key=True, foreign_key="attempt.id", max_length=36)
    criterion: str = Field(primary_key=True, max_length=60)
    level: int | None = None


class OutcomeRow(SQLModel, table=True):
    """How `fact:<id>` (`told`, `untold`) or `objection:<id>` (its state) stood when an attempt ended."""

    __tablename__ = "outcome"
    __table_args__ = BY_KEY

    attempt: str = Field(primary_key=True, foreign_key="attempt.id", max_length=36)
    topic: str = Field(primary_key=True, max_length=80)
    state: str = Field(max_length=16)


class RatingRow(SQLModel, table=True):
    """What one rater gave a check (1, .5, 0) or, with `check` empty, a criterion (its level) of a sampled talk: agreement is
    counted from these without a scorecard being read. `rater` is a scorer with its version, or a coach's id."""

    __tablename__ = "rating"
    __table_args__ = BY_KEY

    attempt: str = Field(primary_key=True, foreign_key="attempt.id", max_length=36)
    rubric_hash: str = Field(primary_key=True, max_length=64)
    criterion: str = Field(primary_key=True, max_length=60)
    check: str = Field(primary_key=True, default="", max_length=60)
    rater: str = Field(primary_key=True, max_length=160)
    coach: bool = Field(index=True)
    rubric: str = Field(max_length=60)
    value: float


class AssignmentRow(SQLModel, table=True):
    """A scenario to be practised. A programme's stages are assignments with the same `programme`, which is the id of its file
    and a word of its own for each time it is given; in order of `stage`. `gate` is what opens the next one."""

    __tablename__ = "assignment"

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=160)
    scenario: str = Field(max_length=60)
    persona: str | None = Field(default=None, max_length=60)
    difficulty: str | None = Field(default=None, max_length=16)
    starts_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))  # talks begun before it do not count
    due_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))
    pass_mark: int | None = None
    allowed: int | None = None
    programme: str | None = Field(default=None, max_length=120)
    stage: int | None = None
    gate: str | None = Field(default=None, max_length=16)
    made_by: str = Field(max_length=64)
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))


class AssigneeRow(SQLModel, table=True):
    """To whom: one person or all who practise in a team, also those who join it later."""

    __tablename__ = "assignee"
    __table_args__ = (UniqueConstraint("assignment", "person", "team", name="uq_assignee"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment: int = Field(foreign_key="assignment.id", index=True)
    person: str | None = Field(default=None, max_length=64, index=True)  # also the local one, who has no row
    team: int | None = Field(default=None, foreign_key="team.id", index=True)


class ReminderRow(SQLModel, table=True):
    """A coach's word to a seller that something is still open; `day` is one of the house's zone, and has one at most."""

    __tablename__ = "reminder"
    __table_args__ = (Index("uq_reminder_person_day", "person", "day", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    person: str = Field(foreign_key="person.id", max_length=36)
    coach: str = Field(max_length=64)
    day: date
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    seen_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))
    dismissed_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))

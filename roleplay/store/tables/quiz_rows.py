"""Defines the tables of the daily quiz: what was asked, what was answered, and when each item is due again."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from roleplay.store.tables.times import UtcTime


class QuizDayRow(SQLModel, table=True):
    """The items drawn for a person's day, stored before the first is shown: a reload asks the same."""

    __tablename__ = "quiz_day"

    person: str = Field(primary_key=True, max_length=36)
    day: date = Field(primary_key=True)
    items: list[str] = Field(sa_column=Column(JSON, nullable=False))


class QuizAnswerRow(SQLModel, table=True):
    """One answer; the first to an item of a day counts and stays."""

    __tablename__ = "quiz_answer"

    person: str = Field(primary_key=True, max_length=36)
    day: date = Field(primary_key=True)
    item: str = Field(primary_key=True, max_length=130)
    given: list[str] = Field(sa_column=Column(JSON, nullable=False))
    right: bool
    answered_at: datetime = Field(sa_type=UtcTime)


class QuizCardRow(SQLModel, table=True):
    """How well an item sits with a person, as FSRS keeps it."""

    __tablename__ = "quiz_card"

    person: str = Field(primary_key=True, max_length=36)
    item: str = Field(primary_key=True, max_length=130)
    card: str = Field(max_length=500)
    due: datetime = Field(sa_type=UtcTime)
    right_in_row: int

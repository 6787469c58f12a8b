"""Defines the tables of accounts: people, teams, sessions. Passwords and tokens are stored as hashes."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from roleplay.store.tables.times import UtcTime


class PersonRow(SQLModel, table=True):
    """`outside` is who single sign-on says it is, as `issuer|subject`."""

    __tablename__ = "person"

    id: str = Field(primary_key=True, max_length=36)
    login: str = Field(max_length=120, unique=True)  # in lower case
    name: str = Field(max_length=120)
    roles: list[str] = Field(sa_column=Column(JSON, nullable=False))
    password: str | None = Field(default=None, max_length=255)
    outside: str | None = Field(default=None, max_length=400, unique=True)
    disabled: bool = False
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))


class TeamRow(SQLModel, table=True):
    __tablename__ = "team"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120, unique=True)


class MembershipRow(SQLModel, table=True):
    """A person practises in a team (`seller`) or looks after it (`coach`); many to many."""

    __tablename__ = "membership"

    person: str = Field(primary_key=True, foreign_key="person.id", max_length=36)
    team: int = Field(primary_key=True, foreign_key="team.id", index=True)
    role: str = Field(primary_key=True, max_length=8)


class SessionRow(SQLModel, table=True):
    """A signed-in browser. Signing out, or disabling the person, deletes the row."""

    __tablename__ = "session"

    token: str = Field(primary_key=True, max_length=64)  # a hash
    person: str = Field(foreign_key="person.id", max_length=36, index=True)
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    seen_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    ends_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))


class SignInLinkRow(SQLModel, table=True):
    """A link that signs in once."""

    __tablename__ = "sign_in_link"

    token: str = Field(primary_key=True, max_length=64)  # a hash
    person: str = Field(foreign_key="person.id", max_length=36, index=True)
    made_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    ends_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcTime))


class SignInTryRow(SQLModel, table=True):
    """Failed tries for one login or from one address, so that guessing is slow on every server of the house."""

    __tablename__ = "sign_in_try"

    key: str = Field(primary_key=True, max_length=64)  # a hash
    count: int = 0
    last_at: datetime = Field(sa_column=Column(UtcTime, nullable=False))

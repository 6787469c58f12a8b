"""Stores sessions, sign-in links and failed sign-ins. Tokens come here as hashes only."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from roleplay.audit_entry import acting
from roleplay.person import Person
from roleplay.store.audit import record
from roleplay.store.database import Database
from roleplay.store.people import as_person
from roleplay.store.tables import PersonRow, SessionRow, SignInLinkRow, SignInTryRow, now

SEEN_EVERY = timedelta(minutes=5)  # a page does not cost a write


def add_session(database: Database, token: str, person: str, lasts: timedelta, way: str | None = None) -> None:
    """`way` is how the person signed in, for the audit trail; None: they were signed in already."""
    with database.writing() as session:
        moment = now()
        session.exec(delete(SessionRow).where(col(SessionRow.ends_at) < moment))
        session.add(SessionRow(token=token, person=person, made_at=moment, seen_at=moment, ends_at=moment + lasts))
        if way is not None:
            with acting(person):
                record(session, "sign_in", person, way=way)


def person_of_session(database: Database, token: str, idle: timedelta) -> Person | None:
    """Who holds this session; None when it ended, lay idle too long, or its person was disabled."""
    moment = now()
    with database.reading() as session:
        row = session.get(SessionRow, token)
        if row is None or row.ends_at < moment or row.seen_at < moment - idle:
            return None
        holder = session.get_one(PersonRow, row.person)
        stale = row.seen_at < moment - SEEN_EVERY
        person = None if holder.disabled else as_person(holder)
    if stale and person is not None:
        _touch(database, token, moment)
    return person


def _touch(database: Database, token: str, moment: datetime) -> None:
    with database.writing(quick=True) as session:
        if row := session.get(SessionRow, token):
            row.seen_at = moment


def end_session(database: Database, token: str) -> None:
    with database.writing() as session:
        session.exec(delete(SessionRow).where(col(SessionRow.token) == token))


def add_link(database: Database, token: str, person: str, lasts: timedelta) -> None:
    """A new link makes the person's older ones useless."""
    with database.writing() as session:
        session.exec(delete(SignInLinkRow).where(col(SignInLinkRow.person) == person))
        moment = now()
        session.add(SignInLinkRow(token=token, person=person, made_at=moment, ends_at=moment + lasts))
        record(session, "sign_in_link", person)


def person_of_link(database: Database, token: str) -> Person | None:
    """For whom a link is that may still be used."""
    with database.reading() as session:
        row = session.get(SignInLinkRow, token)
        if row is None or row.used_at is not None or row.ends_at < now():
            return None
        holder = session.get_one(PersonRow, row.person)
        return None if holder.disabled else as_person(holder)


def use_link(database: Database, token: str) -> bool:
    """False when somebody was quicker."""
    with database.writing() as session:
        row = session.get(SignInLinkRow, token)
        if row is None or row.used_at is not None:
            return False
        row.used_at = now()
        return True


def wrong_tries(database: Database, key: str, window: timedelta) -> tuple[int, datetime]:
    """How often it was guessed wrong within the window, and when last."""
    with database.reading() as session:
        row = session.get(SignInTryRow, key)
        if row is None or row.last_at < now() - window:
            return 0, now()
        return row.count, row.last_at


def count_try(database: Database, key: str, window: timedelta, left: Callable[[int, datetime], float]) -> float:
    """Counts one more, unless by `left`, which is given how many there were and when the last was, it must wait: then the
    seconds. Looking and counting are one step, also for several servers."""
    try:
        with database.writing() as session:
            moment = now()
            session.exec(delete(SignInTryRow).where(col(SignInTryRow.last_at) < moment - window))
            row = session.get(SignInTryRow, key, with_for_update=True) or SignInTryRow(key=key, count=0, last_at=moment)
            if (seconds := left(row.count, row.last_at)) > 0:
                return seconds
            row.count, row.last_at = row.count + 1, moment
            session.add(row)
            return 0.0
    except IntegrityError:  # PostgreSQL: somebody else began to count under this key just now
        return 1.0


def stamp_try(database: Database, key: str, login: str) -> None:
    """The last one under this key was just now. What was typed as a login is not kept, it may be a password: only whose it is."""
    with database.writing() as session:
        session.exec(update(SignInTryRow).where(col(SignInTryRow.key) == key).values(last_at=now()))
        known = session.exec(select(PersonRow.id).where(PersonRow.login == login.lower())).first()
        record(session, "sign_in_failed", known or "", way="password", why="sign-in-wrong")


def forget_tries(database: Database, key: str) -> None:
    with database.writing() as session:
        for row in session.exec(select(SignInTryRow).where(SignInTryRow.key == key)):
            session.delete(row)

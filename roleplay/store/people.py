"""Adds, finds and changes people and teams. The first account takes over the local user's data."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from roleplay.errors import NotFound, RoleplayError
from roleplay.person import LOCAL, ROLES, Person, Role
from roleplay.store.audit import record
from roleplay.store.database import Database
from roleplay.store.tables import (
    AssigneeRow,
    AssignmentRow,
    AttemptRow,
    CommentRow,
    DisputeRow,
    MembershipRow,
    PersonRow,
    PlaybookRow,
    ReviewRow,
    SessionRow,
    SignInLinkRow,
    TeamRow,
    now,
)

BELONGINGS = (
    (AttemptRow, "person"), (DisputeRow, "person"), (CommentRow, "person"), (ReviewRow, "coach"), (PlaybookRow, "coach"),
    (AssignmentRow, "made_by"), (AssigneeRow, "person"),
)  # fmt: skip


@dataclass(frozen=True)
class ListedPerson:
    """A person as lists show them. `practises` and `coaches` are names of teams. `is_bound`: single sign-on has a key for them."""

    person: Person
    practises: tuple[str, ...]
    coaches: tuple[str, ...]
    has_password: bool
    is_bound: bool = False


def are_there_people(database: Database) -> bool:
    with database.reading() as session:
        return session.exec(select(PersonRow.id).limit(1)).first() is not None


def add_person(
    database: Database, person: Person, password: str | None = None, outside: str | None = None, *, first: bool = False
) -> Person:
    """Raises RoleplayError `login-taken`; `first-is-admin`, since without an admin nobody could add a second person; or with
    `first`, which is asked for by somebody who has not signed in, `first-taken` when there is an account by now.

    The first person inherits all that was done before accounts existed.
    """
    with database.writing() as session:
        if first and session.exec(select(PersonRow.id).limit(1)).first() is not None:
            raise RoleplayError("first-taken")
        new_rows(session, [person], password=password, outside=outside)
        return person


def new_rows(session: Session, people: Sequence[Person], **columns: Any) -> list[PersonRow]:
    """Raises as `add_person`; the first of them is the one who inherits."""
    first = session.exec(select(PersonRow.id).limit(1)).first() is None
    if people and first and "admin" not in people[0].roles:
        raise RoleplayError("first-is-admin")
    logins = [person.login for person in people]
    if taken := session.exec(select(PersonRow.login).where(col(PersonRow.login).in_(logins))).first():
        raise RoleplayError("login-taken", login=taken)
    rows = [PersonRow(**_columns(person), **columns, made_at=now()) for person in people]
    session.add_all(rows)
    session.flush()
    for row in rows:
        record(session, "account_added", row.id, roles=list(row.roles))
    if people and first:
        _inherit(session, people[0].id)
    return rows


def find_person(database: Database, id: str) -> Person:
    """Raises NotFound."""
    with database.reading() as session:
        return as_person(_row(session, id))


def find_by_login(database: Database, login: str) -> tuple[Person, str | None] | None:
    """The person with the hash of their password."""
    with database.reading() as session:
        row = _by_login(session, login)
        return None if row is None else (as_person(row), row.password)


def find_by_logins(database: Database, logins: Collection[str]) -> dict[str, Person]:
    """Those of them who are there, by login."""
    with database.reading() as session:
        rows = session.exec(select(PersonRow).where(col(PersonRow.login).in_(logins)))
        return {row.login: as_person(row) for row in rows}


def find_by_outside(database: Database, outside: str) -> Person | None:
    """Who single sign-on says it is."""
    with database.reading() as session:
        row = session.exec(select(PersonRow).where(PersonRow.outside == outside)).first()
        return None if row is None else as_person(row)


def change_person(
    database: Database,
    id: str,
    *,
    name: str | None = None,
    roles: Iterable[Role] | None = None,
) -> Person:
    """Raises NotFound, or RoleplayError `last-admin` where nobody would be left who may do this."""
    with database.writing() as session:
        return as_person(change_row(session, id, name=name, roles=roles))


def change_row(session: Session, id: str, *, name: str | None = None, roles: Iterable[Role] | None = None) -> PersonRow:
    """Raises as `change_person`."""
    row = _row(session, id)
    if name and name != row.name:
        row.name = name
        record(session, "renamed", id)
    if roles is not None and row.roles != (wanted := _ordered(roles)):
        record(session, "roles", id, before=list(row.roles), after=wanted)
        row.roles = wanted
        _keep_an_admin(session)
    return row


def bind_person(database: Database, id: str, outside: str) -> None:
    """Once: a login that is given to somebody new there does not become this person. Raises RoleplayError `outside-taken`."""
    with database.writing() as session:
        row = _row(session, id)
        if row.outside not in (None, outside):
            raise RoleplayError("outside-taken", login=row.login)
        if row.outside is None:
            record(session, "linked", id)
        row.outside = outside


def unbind_person(database: Database, id: str) -> Person:
    """Single sign-on's key is forgotten, and with it whoever came in by it: signed out everywhere. Raises NotFound."""
    with database.writing() as session:
        row = _row(session, id)
        row.outside = None
        record(session, "unlinked", id)
        forget_sessions(session, id)
        return as_person(row)


def disable_person(database: Database, id: str, disabled: bool = True) -> Person:
    """Signed out everywhere at once, and every link to sign in is dead. Raises NotFound or `last-admin`."""
    with database.writing() as session:
        row = _row(session, id)
        if row.disabled != disabled:
            record(session, "disabled" if disabled else "enabled", id)
        row.disabled = disabled
        _keep_an_admin(session)
        if disabled:
            forget_sessions(session, id)
        return as_person(row)


def set_password(database: Database, id: str, password: str) -> None:
    """`password` is a hash. Other browsers are signed out."""
    with database.writing() as session:
        _row(session, id).password = password
        record(session, "password", id)
        forget_sessions(session, id)


def forget_sessions(session: Session, person: str) -> None:
    """Signs the person out everywhere."""
    rows = session.exec(select(SessionRow).where(SessionRow.person == person)).all()
    for row in rows:
        session.delete(row)
    if rows:
        record(session, "signed_out", person, browsers=len(rows))
    for link in session.exec(select(SignInLinkRow).where(SignInLinkRow.person == person)):
        session.delete(link)


def set_teams(database: Database, id: str, role: Role, names: Sequence[str]) -> None:
    """The teams in which the person practises (`seller`) or which they look after (`coach`); new names make new teams."""
    with database.writing() as session:
        wanted = {_team(session, name) for name in names}
        kept = session.exec(select(MembershipRow).where(MembershipRow.person == id, MembershipRow.role == role)).all()
        for row in kept:
            if row.team not in wanted:
                session.delete(row)
        before = {row.team for row in kept}
        for team in wanted - before:
            session.add(MembershipRow(person=id, team=team, role=role))
        if before != wanted:
            record_teams(session, id, role, before, wanted)


def record_teams(session: Session, id: str, role: str, before: Collection[int], after: Collection[int]) -> None:
    """Into the audit trail, by the names of the teams."""
    names = dict(session.exec(select(TeamRow.id, TeamRow.name).where(col(TeamRow.id).in_({*before, *after}))).all())
    told: dict[str, Any] = {
        when: sorted(names[team] for team in teams) for when, teams in (("before", before), ("after", after))
    }
    record(session, "teams", id, role=role, **told)


def list_people(database: Database) -> list[ListedPerson]:
    """By name."""
    with database.reading() as session:
        teams: dict[tuple[str, str], list[str]] = {}
        joined = select(MembershipRow, TeamRow.name).join(TeamRow, col(TeamRow.id) == MembershipRow.team)
        for member, name in session.exec(joined.order_by(TeamRow.name)):
            teams.setdefault((member.person, member.role), []).append(name)
        rows = session.exec(select(PersonRow).order_by(func.lower(PersonRow.name), PersonRow.login))
        return [
            ListedPerson(
                as_person(row), tuple(teams.get((row.id, "seller"), ())), tuple(teams.get((row.id, "coach"), ())),
                row.password is not None, row.outside is not None,
            )
            for row in rows
        ]  # fmt: skip


def list_teams(database: Database) -> dict[int, str]:
    """Names by id, in order of names."""
    with database.reading() as session:
        return {row.id or 0: row.name for row in session.exec(select(TeamRow).order_by(TeamRow.name))}


def as_person(row: PersonRow) -> Person:
    roles = frozenset(role for role in ROLES if role in row.roles)
    return Person(id=row.id, login=row.login, name=row.name, roles=roles, disabled=row.disabled)


def _columns(person: Person) -> dict[str, Any]:
    return {**person.model_dump(exclude={"roles"}), "roles": _ordered(person.roles)}


def _ordered(roles: Iterable[Role]) -> list[str]:
    wanted = set(roles)
    return [role for role in ROLES if role in wanted]


def _row(session: Session, id: str) -> PersonRow:
    row = session.get(PersonRow, id)
    if row is None:
        raise NotFound("person-not-found")
    return row


def _by_login(session: Session, login: str) -> PersonRow | None:
    return session.exec(select(PersonRow).where(PersonRow.login == login.lower())).first()


def _team(session: Session, name: str) -> int:
    row = session.exec(select(TeamRow).where(TeamRow.name == name)).first()
    if row is None:
        row = TeamRow(name=name)
        session.add(row)
        session.flush()
    return row.id or 0


def _keep_an_admin(session: Session) -> None:
    session.flush()
    if not any(
        "admin" in row.roles for row in session.exec(select(PersonRow).where(col(PersonRow.disabled).is_(False)))
    ):
        raise RoleplayError("last-admin")


def _inherit(session: Session, heir: str) -> None:
    for table, column in BELONGINGS:
        session.exec(update(table).where(getattr(table, column) == LOCAL.id).values({column: heir}))


def names_of(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """By id; who has no account (any more) is not in it."""
    with database.reading() as session:
        rows = session.exec(select(PersonRow.id, PersonRow.name).where(col(PersonRow.id).in_(set(ids))))
        return dict(rows.all())

"""Stores a batch of imported people in one transaction."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from roleplay.person import Person, Role
from roleplay.store.audit import record
from roleplay.store.database import Database
from roleplay.store.people import change_row, new_rows, record_teams
from roleplay.store.tables import MembershipRow, SignInLinkRow, TeamRow, now


@dataclass(frozen=True)
class PersonEntry:
    """How a person shall be. With `link`, the hash of a link's token, it is somebody new."""

    person: Person
    practises: tuple[str, ...]
    coaches: tuple[str, ...]
    link: str | None


def keep_people(database: Database, entries: Sequence[PersonEntry], lasts: timedelta) -> None:
    """All of them or none; a new person's link `lasts` so long.

    Raises what `add_person` and `change_person` raise: somebody may have changed people since they were looked at.
    """
    with database.writing() as session:
        new = {each.person.id: each.link for each in entries if each.link}
        record(session, "import", people=len(entries), added=len(new))
        new_rows(session, [each.person for each in entries if each.link])
        for each in entries:
            if not each.link:
                change_row(session, each.person.id, name=each.person.name, roles=each.person.roles)
        made, ends = now(), now() + lasts
        session.add_all(SignInLinkRow(token=token, person=id, made_at=made, ends_at=ends) for id, token in new.items())
        _keep_teams(session, entries)


def _keep_teams(session: Session, entries: Sequence[PersonEntry]) -> None:
    teams = _teams(session, {name for each in entries for name in (*each.practises, *each.coaches)})
    wanted = {
        (each.person.id, teams[name], role)
        for each in entries
        for role, names in _sides(each)
        for name in names
    }  # fmt: skip
    kept = session.exec(
        select(MembershipRow).where(col(MembershipRow.person).in_([each.person.id for each in entries]))
    ).all()
    for row in kept:
        if (row.person, row.team, row.role) not in wanted:
            session.delete(row)
    new = wanted - {(row.person, row.team, row.role) for row in kept}
    session.add_all(MembershipRow(person=person, team=team, role=role) for person, team, role in sorted(new))
    before = {(row.person, row.team, row.role) for row in kept}
    _record_changes(session, before, wanted)


def _record_changes(
    session: Session, before: AbstractSet[tuple[str, int, str]], after: AbstractSet[tuple[str, int, str]]
) -> None:
    for person, role in sorted({(person, role) for person, _, role in before ^ after}):
        sides = ({team for whose, team, what in rows if (whose, what) == (person, role)} for rows in (before, after))
        record_teams(session, person, role, *sides)


def _sides(entry: PersonEntry) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    return ("seller", entry.practises), ("coach", entry.coaches)


def _teams(session: Session, names: set[str]) -> dict[str, int]:
    """Their ids by name; names that are new make new teams."""
    found = {row.name: row for row in session.exec(select(TeamRow).where(col(TeamRow.name).in_(names)))}
    for name in sorted(names - found.keys()):
        found[name] = TeamRow(name=name)
        session.add(found[name])
    session.flush()
    return {name: row.id or 0 for name, row in found.items()}

"""Reads who may be given an assignment: by a coach their teams' sellers, by an admin everybody, without accounts oneself."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from roleplay.person import LOCAL, Person
from roleplay.store.database import Database
from roleplay.store.people import as_person
from roleplay.store.tables import MembershipRow, PersonRow, TeamRow


@dataclass(frozen=True)
class AssignableSeller:
    person: Person
    teams: frozenset[int]


@dataclass(frozen=True)
class Assignable:
    """`teams` are names by id, `sellers` ordered by name."""

    teams: dict[int, str]
    sellers: tuple[AssignableSeller, ...]

    def among(self, people: Iterable[str], teams: Iterable[int]) -> tuple[AssignableSeller, ...]:
        """Those who are meant by these people and teams."""
        named, whole = set(people), set(teams)
        return tuple(each for each in self.sellers if each.person.id in named or each.teams & whole)


def assignable(database: Database, person: Person) -> Assignable:
    """Disabled people are left out."""
    if person.id == LOCAL.id:
        return Assignable({}, (AssignableSeller(LOCAL, frozenset()),))
    with database.reading() as session:
        teams = _teams(session, person)
        practise = _members(session, set(teams))
        rows = session.exec(select(PersonRow).where(col(PersonRow.disabled).is_(False)).order_by(PersonRow.name))
        sellers = [AssignableSeller(as_person(row), practise.get(row.id, frozenset())) for row in rows]
    admin = person.has("admin")
    return Assignable(teams, tuple(each for each in sellers if each.teams or (admin and each.person.has("seller"))))


def _teams(session: Session, person: Person) -> dict[int, str]:
    wanted = select(TeamRow).order_by(TeamRow.name)
    if not person.has("admin"):
        own = select(MembershipRow.team).where(MembershipRow.person == person.id, MembershipRow.role == "coach")
        wanted = wanted.where(col(TeamRow.id).in_(own))
    return {row.id or 0: row.name for row in session.exec(wanted)}


def _members(session: Session, teams: set[int]) -> dict[str, frozenset[int]]:
    """Who practises in which of these teams."""
    found: dict[str, frozenset[int]] = {}
    for row in session.exec(select(MembershipRow).where(MembershipRow.role == "seller")):
        if row.team in teams:
            found[row.person] = found.get(row.person, frozenset()) | {row.team}
    return found

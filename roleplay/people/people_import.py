"""Imports people from a spreadsheet: reads all of it, shows a plan, then applies the plan. Importing again changes nothing;
what the file does not name is left alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from roleplay.errors import RoleplayError
from roleplay.people.columns import find_columns
from roleplay.people.folding import folded, spelled_as
from roleplay.people.service import AccountChange, PeopleService, check_login, check_name
from roleplay.people.spreadsheet import read_rows
from roleplay.person import ROLES, Role
from roleplay.store.people import ListedPerson

ROLE_WORDS: dict[str, Role] = {
    **{role: role for role in ROLES}, "销售": "seller", "教练": "coach", "管理员": "admin",
}  # fmt: skip
BETWEEN = ";；、"  # several teams or roles in one cell
NO_TEAM = ("-", "无")  # takes somebody out of all teams: an empty cell leaves them where they are
AT_ONCE = 100  # lines in a transaction: quick, and nobody waits long for it
RowChange = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class ImportRow:
    """One line of the file, as the person shall be afterwards; `was` is how they are now, None for somebody new."""

    line: int
    login: str
    name: str
    roles: frozenset[Role]
    practises: tuple[str, ...]
    coaches: tuple[str, ...]
    was: ListedPerson | None = None

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.practises, *self.coaches)))

    @property
    def lost_roles(self) -> frozenset[Role]:
        return self.was.person.roles - self.roles if self.was else frozenset()

    @property
    def lost_teams(self) -> set[str]:
        return (
            set(self.was.practises) - set(self.practises) | set(self.was.coaches) - set(self.coaches)
            if self.was
            else set()
        )

    @property
    def what(self) -> RowChange:
        if self.was is None:
            return "new"
        now = (self.name, self.roles, set(self.practises), set(self.coaches))
        before = (self.was.person.name, self.was.person.roles, set(self.was.practises), set(self.was.coaches))
        return "same" if now == before else "changed"


@dataclass(frozen=True)
class ImportProblem:
    """What is wrong in a line, as an error's code."""

    line: int
    error: RoleplayError


@dataclass(frozen=True)
class ImportPlan:
    """What importing would do. With troubles nothing is done at all. `new_teams` are names that no team bears yet."""

    rows: tuple[tuple[ImportRow, RowChange], ...] = ()
    troubles: tuple[ImportProblem, ...] = field(default=())
    new_teams: tuple[str, ...] = ()

    @property
    def losing(self) -> int:
        """How many people would lose a role or a team."""
        return sum(bool(row.lost_roles or row.lost_teams) for row, _ in self.rows)

    def of(self, what: RowChange) -> list[ImportRow]:
        """Those who would lose a role first, then those who would lose a team: that is what an admin must see."""
        rows = [row for row, planned in self.rows if planned == what]
        return sorted(rows, key=lambda row: (not row.lost_roles, not row.lost_teams))


def plan_import(people: PeopleService, data: bytes) -> ImportPlan:
    """Raises RoleplayError `people-unreadable` or `people-columns`; what is wrong in single lines stands in the plan."""
    table = read_rows(data)
    columns = find_columns(table)
    known = {listed.person.login: listed for listed in people.list()}
    there = spelled_as(people.team_names())
    teams = dict(there)
    rows: dict[str, ImportRow] = {}
    troubles: list[ImportProblem] = []
    for line, cells in table[columns.row + 1 :]:
        try:
            row = _row(line, columns.read(cells), known, teams)
            if twin := rows.get(row.login):
                raise RoleplayError("people-twice", login=row.login, line=twin.line)
            rows[row.login] = row
        except RoleplayError as error:
            troubles.append(ImportProblem(line, error))
    made = tuple(name for key, name in teams.items() if key not in there)
    return ImportPlan(tuple((row, row.what) for row in rows.values()), tuple(troubles), made)


def run_import(people: PeopleService, plan: ImportPlan) -> Iterator[tuple[ImportRow, RowChange, str | None]]:
    """Each line when it is done, with the token of a new person's link. A portion of them is done whole or not at all. Admins
    come first, so that the first account may be one. Raises RoleplayError `people-troubles` when the plan has any."""
    if plan.troubles:
        raise RoleplayError("people-troubles", n=len(plan.troubles))
    ordered = sorted(plan.rows, key=lambda planned: "admin" not in planned[0].roles)
    for first in range(0, len(ordered), AT_ONCE):
        portion = ordered[first : first + AT_ONCE]
        tokens = people.change_accounts([_wish(row, what) for row, what in portion if what != "same"])
        for row, what in portion:
            yield row, what, tokens.get(row.login)


def _wish(row: ImportRow, what: RowChange) -> AccountChange:
    return AccountChange(what == "new", row.login, row.name, row.roles, row.practises, row.coaches)


def _row(line: int, cells: dict[str, str], known: dict[str, ListedPerson], teams: dict[str, str]) -> ImportRow:
    """An empty cell, like a column that is not there, leaves alone what somebody has; somebody new is a seller."""
    login, name = check_login(cells["login"]), check_name(cells["name"])
    was = known.get(login)
    roles = frozenset(role_of(word) for word in several(cells.get("role", "")))
    roles = roles or (was.person.roles if was else frozenset({"seller"}))
    if not (written := cells.get("team", "")):
        return ImportRow(line, login, name, roles, *((was.practises, was.coaches) if was else ((), ())), was)
    named = () if written in NO_TEAM else tuple(dict.fromkeys(_team(one, teams) for one in several(written)))
    return ImportRow(
        line, login, name, roles, named if "seller" in roles else (), named if "coach" in roles else (), was
    )


def _team(name: str, teams: dict[str, str]) -> str:
    """The spelling that is there already, in the house or in an earlier line."""
    return teams.setdefault(folded(name), check_name(name))


def several(cell: str) -> list[str]:
    """Names in one cell or field, apart by `;`."""
    for mark in BETWEEN:
        cell = cell.replace(mark, ";")
    return [part.strip() for part in cell.split(";") if part.strip()]


def role_of(word: str) -> Role:
    """A role by its English or Chinese name. Raises RoleplayError `people-role`."""
    role = ROLE_WORDS.get(folded(word))
    if role is None:
        raise RoleplayError("people-role", role=word[:40])
    return role

"""People from a spreadsheet: `name, login, team, role`. Read whole, planned, and only then done; doing it again changes nothing."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from roleplay.errors import RoleplayError
from roleplay.people.door import People, Wish, check_login, check_name
from roleplay.person import ROLES, Role
from roleplay.store.people import Listed

COLUMNS = {"name": ("name", "姓名"), "login": ("login", "账号"), "team": ("team", "团队"), "role": ("role", "角色")}
ROLE_WORDS: dict[str, Role] = {
    **{role: role for role in ROLES}, "销售": "seller", "教练": "coach", "管理员": "admin", "": "seller",
}  # fmt: skip
BETWEEN = ";；、"  # several teams or roles in one cell
MOST_ROWS = 20_000
AT_ONCE = 100  # lines in a transaction: quick, and nobody waits long for it
What = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Row:
    """One line of the file. `teams` are those the person practises in, or looks after when they are a coach."""

    line: int
    login: str
    name: str
    teams: tuple[str, ...]
    roles: frozenset[Role]

    @property
    def practises(self) -> tuple[str, ...]:
        return self.teams if "seller" in self.roles else ()

    @property
    def coaches(self) -> tuple[str, ...]:
        return self.teams if "coach" in self.roles else ()


@dataclass(frozen=True)
class Trouble:
    """What is wrong in a line, as an error's code."""

    line: int
    error: RoleplayError


@dataclass(frozen=True)
class Plan:
    """What importing would do. With troubles nothing is done at all."""

    rows: tuple[tuple[Row, What], ...] = ()
    troubles: tuple[Trouble, ...] = field(default=())

    def of(self, what: What) -> list[Row]:
        return [row for row, planned in self.rows if planned == what]


def plan_import(people: People, data: bytes) -> Plan:
    """Raises RoleplayError `people-unreadable` or `people-columns`; what is wrong in single lines stands in the plan."""
    rows: dict[str, Row] = {}
    troubles: list[Trouble] = []
    for line, cells in _cells(_text(data)):
        try:
            row = _row(line, cells)
            if twin := rows.get(row.login):
                raise RoleplayError("people-twice", login=row.login, line=twin.line)
            rows[row.login] = row
        except RoleplayError as error:
            troubles.append(Trouble(line, error))
    known = {listed.person.login: listed for listed in people.list()}
    return Plan(tuple((row, _what(row, known.get(row.login))) for row in rows.values()), tuple(troubles))


def carry_out(people: People, plan: Plan) -> Iterator[tuple[Row, What, str | None]]:
    """Each line when it is done, with the token of a new person's link. A portion of them is done whole or not at all. Admins
    come first, so that the first account may be one. Raises RoleplayError `people-troubles` when the plan has any."""
    if plan.troubles:
        raise RoleplayError("people-troubles", n=len(plan.troubles))
    ordered = sorted(plan.rows, key=lambda planned: "admin" not in planned[0].roles)
    for first in range(0, len(ordered), AT_ONCE):
        portion = ordered[first : first + AT_ONCE]
        tokens = people.bring_in([_wish(row, what) for row, what in portion if what != "same"])
        for row, what in portion:
            yield row, what, tokens.get(row.login)


def _wish(row: Row, what: What) -> Wish:
    return Wish(what == "new", row.login, row.name, row.roles, row.practises, row.coaches)


def _text(data: bytes) -> str:
    """UTF-8, or what a Chinese spreadsheet saves."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RoleplayError("people-unreadable")


def _cells(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
        columns = _columns(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield (
                    reader.line_num,
                    {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()},
                )
            if reader.line_num > MOST_ROWS:
                raise RoleplayError("people-too-many", most=MOST_ROWS)
    except csv.Error as odd:
        raise RoleplayError("people-unreadable") from odd


def _columns(head: list[str]) -> dict[str, int]:
    """Where each column stands. Raises RoleplayError `people-columns`."""
    found = [cell.strip().lower() for cell in head]
    places = {name: next((found.index(word) for word in words if word in found), -1) for name, words in COLUMNS.items()}
    if missing := [name for name in ("name", "login") if places[name] < 0]:
        raise RoleplayError("people-columns", missing=", ".join(missing), found=", ".join(head)[:120] or "-")
    return {name: place for name, place in places.items() if place >= 0}


def _row(line: int, cells: dict[str, str]) -> Row:
    roles = frozenset(role_of(word) for word in several(cells.get("role", "")) or [""])
    teams = tuple(dict.fromkeys(check_name(team) for team in several(cells.get("team", ""))))
    return Row(line, check_login(cells["login"]), check_name(cells["name"]), teams, roles)


def several(cell: str) -> list[str]:
    """Names in one cell or field, apart by `;`."""
    for mark in BETWEEN:
        cell = cell.replace(mark, ";")
    return [part.strip() for part in cell.split(";") if part.strip()]


def role_of(word: str) -> Role:
    """A role by its English or Chinese name. Raises RoleplayError `people-role`."""
    role = ROLE_WORDS.get(word.lower())
    if role is None:
        raise RoleplayError("people-role", role=word[:40])
    return role


def _what(row: Row, listed: Listed | None) -> What:
    if listed is None:
        return "new"
    same = (listed.person.name, listed.person.roles, set(listed.practises), set(listed.coaches)) == (
        row.name, row.roles, set(row.practises), set(row.coaches),
    )  # fmt: skip
    return "same" if same else "changed"

"""Finds which column of an imported list of people is what, by the headings that personnel systems use."""

import re
from dataclasses import dataclass

from roleplay.errors import RoleplayError
from roleplay.people.spreadsheet import Rows

NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "display name", "displayname", "姓名", "名字", "员工姓名"),
    "first": ("first name", "given name", "givenname", "forename", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "login": (
        "login", "账号", "帐号", "登录名", "user name", "username", "userprincipalname", "user principal name", "email",
        "e-mail", "work email", "email address", "mail", "邮箱", "企业邮箱", "工作邮箱",
    ),
    "team": ("team", "teams", "团队", "department", "部门", "所属部门"),
    "role": ("role", "roles", "角色"),
}  # fmt: skip
FAMILY_FIRST = ("姓", "名")
PATHS = ("department", "部门", "所属部门")  # 公司/销售部/华东: where somebody sits is its last part
HEAD_WITHIN = 10  # rows in which the names of the columns may stand
_BRACKETS = re.compile(r"\[(.*?)\]")
_MARKS = re.compile(r"\b(required|optional)\b|[*＊]|[（(]?(必填|选填)[）)]?", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Where each column stands, by what it is; what the file does not name is not in it."""

    places: dict[str, int]
    row: int  # which of the rows names them
    apart: str = " "  # between first and last name
    path: bool = False  # the team is a path of departments

    def read(self, cells: list[str]) -> dict[str, str]:
        """Returns a cell for each column that the file names: `name`, `login` and, where named, `team` and `role`."""
        found = {what: cells[at] if at < len(cells) else "" for what, at in self.places.items()}
        parts = [part for part in (found.pop("first", ""), found.pop("last", "")) if part]
        if not found.get("name"):
            found["name"] = self.apart.join(parts)
        if self.path and "team" in found:
            found["team"] = ";".join(one.rstrip("/").rsplit("/", 1)[-1] for one in found["team"].split(";"))
        return found


def find_columns(rows: Rows) -> Columns:
    """Raises RoleplayError `people-columns`, naming what is missing and what is there."""
    for at, (_line, cells) in enumerate(rows[:HEAD_WITHIN]):
        columns = _columns(at, cells)
        if not _missing(columns):
            return columns
    head = rows[0][1] if rows else []
    nearest = min((_columns(at, cells) for at, (_line, cells) in enumerate(rows[:HEAD_WITHIN])), key=lambda one: len(_missing(one)), default=_columns(0, head))  # fmt: skip
    there = rows[nearest.row][1] if rows else head
    raise RoleplayError("people-columns", missing=", ".join(_missing(nearest)), found=", ".join(there)[:120] or "-")


def _missing(columns: Columns) -> list[str]:
    named = "name" in columns.places or {"first", "last"} <= columns.places.keys()
    return [what for what, there in (("name", named), ("login", "login" in columns.places)) if not there]


def _columns(row: int, head: list[str]) -> Columns:
    written = [_words(cell) for cell in head]
    places: dict[str, int] = {}
    for what, words in NAMES.items():
        for word in words:  # the earlier word is the better one: a login goes before a mail address
            at = next((at for at, cell in enumerate(written) if word in cell), None)
            if at is not None:
                places[what] = at
                break
    family, given = (next((at for at, cell in enumerate(written) if word in cell), None) for word in FAMILY_FIRST)
    apart = " "
    if "name" not in places and family is not None and given is not None:
        places |= {"first": family, "last": given}
        apart = ""
    path = "team" in places and any(word in written[places["team"]] for word in PATHS)
    return Columns(places, row, apart, path)


def _words(cell: str) -> set[str]:
    """The ways a heading names its column: `User name [userPrincipalName] Required` in two."""
    outside = _MARKS.sub("", _BRACKETS.sub("", cell))
    return {" ".join(part.lower().replace("_", " ").split()) for part in (outside, *_BRACKETS.findall(cell))} - {""}

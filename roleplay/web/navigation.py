"""The entries at the top of every page: by the roles of whoever reads it, six at most, and none that would refuse them.

What has no entry is a link under *My data*.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.person import LOCAL, Person, Role

MOST = 6


@dataclass(frozen=True)
class Entry:
    """`key` is what a page calls itself (`here`), `word` the text's key."""

    key: str
    address: str
    word: str


ENTRIES = {
    entry.key: entry
    for entry in (
        Entry("practice", "/", "nav.practice"), Entry("quiz", "/quiz", "quiz.nav"), Entry("scores", "/attempts", "nav.scores"),
        Entry("calls", "/calls", "calls.nav"), Entry("coach", "/coach", "desk.nav"), Entry("team", "/coach/team", "team.nav"),
        Entry("assignments", "/coach/assignments", "assignments.title"), Entry("playbook", "/coach/playbook", "playbook.title"),
        Entry("trust", "/coach/trust", "trusted.nav"), Entry("people", "/people", "people.nav"),
        Entry("spending", "/spending", "spending.nav"),
    )
}  # fmt: skip
BY_ROLE: dict[Role, tuple[str, ...]] = {
    "admin": ("coach", "team", "assignments", "playbook", "people", "practice"),
    "coach": ("coach", "team", "assignments", "playbook", "practice", "calls"),
    "seller": ("practice", "quiz", "scores", "calls"),
}
MAY_OPEN: dict[Role, tuple[str, ...]] = {
    "admin": tuple(ENTRIES),
    "coach": tuple(key for key in ENTRIES if key not in ("people", "spending")),
    "seller": BY_ROLE["seller"],
}


def entries_of(me: Person | None, here: str = "") -> Sequence[Entry]:
    """Returns the entries for this person. Alone in a house without accounts one is a seller, on a coach's page a coach."""
    if me is None or not me.id:
        return ()
    return tuple(ENTRIES[key] for key in BY_ROLE[_main_role(me, here)][:MOST])


def more_of(me: Person) -> Sequence[Entry]:
    """Returns what else this person may open."""
    role = _main_role(me, "coach")
    shown = {entry.key for entry in entries_of(me, "coach")}
    return tuple(ENTRIES[key] for key in MAY_OPEN[role] if key not in shown)


def _main_role(me: Person, here: str) -> Role:
    if me.id == LOCAL.id:
        return "coach" if here in MAY_OPEN["coach"] and here not in MAY_OPEN["seller"] else "seller"
    return next((role for role in BY_ROLE if me.has(role)), "seller")

"""The list of people, filtered, and the teams with their sellers and coaches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from roleplay.store.people import ListedPerson

STATES = ("ready", "waiting", "disabled")


@dataclass(frozen=True)
class PeopleFilters:
    """What the address asks for; empty is anything."""

    q: str = ""
    team: str = ""
    role: str = ""
    state: str = ""

    def fits(self, listed: ListedPerson) -> bool:
        person = listed.person
        return (
            (not self.q or self.q.casefold() in f"{person.name}\n{person.login}".casefold())
            and (not self.team or self.team in listed.practises + listed.coaches)
            and (not self.role or self.role in person.roles)
            and (not self.state or self.state == state_of(listed))
        )

    def address(self, page: int) -> str:
        kept = {name: value for name, value in vars(self).items() if value}
        return "/people?" + urlencode(kept | {"page": page})


def state_of(listed: ListedPerson) -> Literal["ready", "waiting", "disabled"]:
    return "disabled" if listed.person.disabled else "ready" if listed.has_password else "waiting"


@dataclass(frozen=True)
class TeamSummary:
    name: str
    sellers: int
    coaches: list[str]


def team_summaries(names: Iterable[str], everybody: Sequence[ListedPerson]) -> list[TeamSummary]:
    """Those who are switched off are not counted."""
    rows = {name: TeamSummary(name, 0, []) for name in names}
    for listed in everybody:
        if listed.person.disabled:
            continue
        for name in listed.practises:
            rows[name] = replace(rows[name], sellers=rows[name].sellers + 1)
        for name in listed.coaches:
            rows[name].coaches.append(listed.person.name)
    return list(rows.values())

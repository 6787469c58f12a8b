"""Reads assignments and programmes with each person's progress, and what each person still has to practise."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from roleplay.assignment import Assignment, Try
from roleplay.person import Person
from roleplay.review.progress import StageProgress, State, overall, progress_by_stage
from roleplay.store import assignments as stored
from roleplay.store.assignees import Assignable, assignable
from roleplay.store.database import Database


@dataclass(frozen=True)
class Member:
    """One person's standings, stage by stage."""

    person: Person
    standings: tuple[StageProgress, ...]

    @property
    def state(self) -> State:
        return overall(self.standings)


@dataclass(frozen=True)
class Plan:
    """An assignment, or a programme with its stages in order, and how each person stands."""

    stages: tuple[Assignment, ...]
    members: tuple[Member, ...]

    @property
    def first(self) -> Assignment:
        return self.stages[0]

    @property
    def states(self) -> Counter[State]:
        return Counter(member.state for member in self.members)

    @property
    def passed(self) -> int:
        """How many have passed it, of a programme the last stage."""
        return sum(member.standings[-1].state == "passed" for member in self.members)

    def counted(self, stage: Assignment) -> list[Try]:
        """Everybody's tries that count for this stage."""
        return [
            one
            for member in self.members
            for standing in member.standings
            if standing.assignment.id == stage.id
            for one in standing.counted
        ]


@dataclass(frozen=True)
class Owed:
    """What one person could practise now and has not passed."""

    open: tuple[StageProgress, ...]

    @property
    def due(self) -> tuple[StageProgress, ...]:
        """Those with a day, the earliest first."""
        dated = [(each.assignment.due_at, each) for each in self.open if each.assignment.due_at]
        return tuple(each for _, each in sorted(dated, key=lambda pair: pair[0]))

    @property
    def overdue(self) -> int:
        return sum(each.state == "overdue" for each in self.open)


def plans_within_reach(database: Database, reader: Person, only: Collection[str] | None = None) -> list[Plan]:
    """The newest first; of each the people whom this reader may give something, or of these `only` some."""
    reach = assignable(database, reader)
    if only is not None:
        reach = Assignable(reach.teams, tuple(each for each in reach.sellers if each.person.id in only))
    return plans_of(database, stored.list_assignments(database, reader), reach)


def plans_of(database: Database, assignments: Sequence[Assignment], reach: Assignable) -> list[Plan]:
    meant = {stages: reach.among(stages[0].people, stages[0].teams) for stages in grouped(assignments)}
    people = {seller.person.id for sellers in meant.values() for seller in sellers}
    tries = tries_of(database, assignments, people)
    now = datetime.now(UTC)
    return [
        Plan(stages, tuple(
            Member(seller.person, progress_by_stage(stages, tries.get(seller.person.id, ()), now)) for seller in sellers
        ))
        for stages, sellers in meant.items()
    ]  # fmt: skip


def owed(plans: Iterable[Plan]) -> dict[str, Owed]:
    """By person; who owes nothing is not in it."""
    found: dict[str, list[StageProgress]] = {}
    for plan in plans:
        for member in plan.members:
            found.setdefault(member.person.id, []).extend(each for each in member.standings if each.is_open)
    return {person: Owed(tuple(each)) for person, each in found.items() if each}


def tries_of(database: Database, assignments: Collection[Assignment], people: Collection[str]) -> dict[str, list[Try]]:
    """By person: what may count for these assignments."""
    if not assignments or not people:
        return {}
    since = min(each.starts_at for each in assignments)
    return stored.list_tries(database, people, {each.scenario for each in assignments}, since)


def grouped(assignments: Sequence[Assignment]) -> list[tuple[Assignment, ...]]:
    """Stages of one programme together, in order; where the first of them stood."""
    groups: dict[object, list[Assignment]] = {}
    for each in assignments:
        groups.setdefault(each.programme or each.id, []).append(each)
    return [tuple(sorted(group, key=lambda each: each.stage or 0)) for group in groups.values()]

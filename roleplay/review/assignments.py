"""The coach's door to assignments: whom and what they may give, and how everybody stands. Calls block for a moment."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from roleplay.assignment import Assignment, Try
from roleplay.content.library import Library
from roleplay.errors import NotFound, RoleplayError
from roleplay.person import LOCAL, Person
from roleplay.practice.material import choose
from roleplay.review.standing import Standing, State, overall, standings_of
from roleplay.store import assignments as stored
from roleplay.store.assignees import Assignable, Seller, assignable
from roleplay.store.database import Database
from roleplay.transcript import Difficulty

LONGEST_TITLE = 160
PAGE = 25  # plans
MOST_TRIES = 50


@dataclass(frozen=True)
class Wish:
    """What a coach asks for; `title` empty: the scenario's. Days are days of the house's zone."""

    scenario: str
    persona: str | None = None
    difficulty: Difficulty | None = None
    title: str = ""
    due: date | None = None
    pass_mark: int | None = None
    allowed: int | None = None


@dataclass(frozen=True)
class Whom:
    people: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class Member:
    """One person's standings, stage by stage."""

    person: Person
    standings: tuple[Standing, ...]

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


@dataclass(frozen=True)
class Plans:
    """A page of them; `count` is how many there are on all pages."""

    plans: tuple[Plan, ...]
    count: int
    page: int
    pages: int


class Assignments:
    """Assignments over one database. Every call asks again what this person may do."""

    def __init__(self, database: Database, library: Callable[[], Library], zone: ZoneInfo) -> None:
        self.database, self.library, self.zone = database, library, zone

    def choices(self, person: Person) -> Assignable:
        """To whom this person may give something."""
        return assignable(self.database, person)

    def assign(self, person: Person, wish: Wish, whom: Whom) -> Assignment:
        """Raises NotFound for a scenario that is not there, RoleplayError `persona-not-here`, or what `_check_wish` and
        `_check_whom` raise."""
        scenario = choose(self.library(), wish.scenario, wish.persona).scenario
        now = datetime.now(UTC)
        self._check_wish(wish, now)
        self._check_whom(person, whom)
        made = Assignment(
            title=wish.title.strip() or scenario.title, scenario=scenario.id, persona=wish.persona,
            difficulty=wish.difficulty, starts_at=now, due_at=wish.due and self._end_of(wish.due),
            pass_mark=wish.pass_mark, allowed=wish.allowed, made_by=person.id, made_at=now,
            people=whom.people, teams=whom.teams,
        )  # fmt: skip
        return stored.add_assignments(self.database, [made])[0]

    def assign_programme(self, person: Person, programme: str, start: date | None, whom: Whom) -> list[Assignment]:
        """Every stage at once, from the day `start` (None: today). Raises NotFound, RoleplayError `assignment-past`, or what
        `_check_whom` raises."""
        chosen = self.library().programmes.get(programme)
        if chosen is None:
            raise NotFound("programme-not-found", id=programme)
        now = datetime.now(UTC)
        start = start or self.today(now)
        if start < self.today(now):
            raise RoleplayError("assignment-past")
        self._check_whom(person, whom)
        given = f"{chosen.id}/{token_hex(4)}"
        starts_at = max(now, self._start_of(start))
        return stored.add_assignments(self.database, [
            Assignment(
                title=stage.title, scenario=stage.scenario, persona=stage.persona, difficulty=stage.difficulty,
                starts_at=starts_at, due_at=self._end_of(start + timedelta(days=stage.days)) if stage.days else None,
                pass_mark=stage.pass_mark, allowed=stage.attempts, programme=given, stage=n, gate=stage.gate,
                made_by=person.id, made_at=now, people=whom.people, teams=whom.teams,
            )
            for n, stage in enumerate(chosen.stages, 1)
        ])  # fmt: skip

    def plans(self, person: Person, page: int = 1) -> Plans:
        """Those within this person's reach, the newest first; of each only the people they may give something. A page past
        the last is the last."""
        rows = grouped(stored.list_assignments(self.database, person))
        pages = max(1, -(-len(rows) // PAGE))
        page = min(max(page, 1), pages)
        shown = rows[(page - 1) * PAGE : page * PAGE]
        return Plans(self._plans(shown, assignable(self.database, person)), len(rows), page, pages)

    def plan(self, person: Person, id: int) -> Plan:
        """Raises NotFound."""
        stages = stored.find_assignments(self.database, id, person)
        return self._plans(grouped(stages), assignable(self.database, person))[0]

    def withdraw(self, person: Person, id: int) -> None:
        """What was practised stays. Raises NotFound for what this person did not give."""
        stored.withdraw_assignments(self.database, id, person)

    def mine(self, person: Person) -> list[Plan]:
        """What is asked of this person, what is due first on top; what is passed last."""
        rows = grouped(stored.assigned_to(self.database, person.id))
        tries = self._tries([stage for stages in rows for stage in stages], {person.id}).get(person.id, ())
        now = datetime.now(UTC)
        plans = [Plan(stages, (Member(person, standings_of(stages, tries, now)),)) for stages in rows]
        return sorted(plans, key=_urgency)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def _plans(self, rows: Sequence[tuple[Assignment, ...]], reach: Assignable) -> tuple[Plan, ...]:
        now = datetime.now(UTC)
        return tuple(self._plan(stages, reach.among(stages[0].people, stages[0].teams), now) for stages in rows)

    def _plan(self, stages: tuple[Assignment, ...], sellers: Sequence[Seller], now: datetime) -> Plan:
        tries = self._tries(stages, {seller.person.id for seller in sellers})
        members = (
            Member(seller.person, standings_of(stages, tries.get(seller.person.id, ()), now)) for seller in sellers
        )
        return Plan(stages, tuple(members))

    def _tries(self, assignments: Collection[Assignment], people: Collection[str]) -> dict[str, list[Try]]:
        if not assignments or not people:
            return {}
        since = min(each.starts_at for each in assignments)
        return stored.list_tries(self.database, people, {each.scenario for each in assignments}, since)

    def _check_wish(self, wish: Wish, now: datetime) -> None:
        """Raises RoleplayError `assignment-past`, `assignment-title`, `assignment-mark` or `assignment-tries`."""
        if wish.due is not None and wish.due < self.today(now):
            raise RoleplayError("assignment-past")
        if len(wish.title.strip()) > LONGEST_TITLE:
            raise RoleplayError("assignment-title", most=LONGEST_TITLE)
        if wish.pass_mark is not None and not 1 <= wish.pass_mark <= 100:
            raise RoleplayError("assignment-mark")
        if wish.allowed is not None and not 1 <= wish.allowed <= MOST_TRIES:
            raise RoleplayError("assignment-tries", most=MOST_TRIES)

    def _check_whom(self, person: Person, whom: Whom) -> None:
        """Raises RoleplayError `assignment-nobody`, or `assignment-out-of-reach` for whom is not this person's to ask."""
        reach = assignable(self.database, person)
        if not whom.people and not whom.teams:
            raise RoleplayError("assignment-nobody")
        known = {each.person.id for each in reach.sellers}
        if not (set(whom.people) <= known and set(whom.teams) <= set(reach.teams)):
            raise RoleplayError("assignment-out-of-reach")

    def _start_of(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone).astimezone(UTC)

    def _end_of(self, day: date) -> datetime:
        """The first moment of the next day in the house's zone."""
        return self._start_of(day + timedelta(days=1))


def whom_of(person: Person, chosen: Sequence[str]) -> Whom:
    """What a form says: `person:<id>`, `team:<id>`; while there are no accounts there is only oneself to choose."""
    if person.id == LOCAL.id:
        return Whom(people=(LOCAL.id,))
    pairs = [each.partition(":") for each in dict.fromkeys(chosen)]
    people = tuple(id for kind, _, id in pairs if kind == "person")
    return Whom(people, tuple(int(id) for kind, _, id in pairs if kind == "team" and id.isascii() and id.isdigit()))


def grouped(assignments: Sequence[Assignment]) -> list[tuple[Assignment, ...]]:
    """Stages of one programme together, in order; where the first of them stood."""
    groups: dict[object, list[Assignment]] = {}
    for each in assignments:
        groups.setdefault(each.programme or each.id, []).append(each)
    return [tuple(sorted(group, key=lambda each: each.stage or 0)) for group in groups.values()]


def _urgency(plan: Plan) -> tuple[int, datetime]:
    member = plan.members[0]
    ahead = [each for each in member.standings if each.is_open]
    if not ahead:
        return (2 if member.standings[-1].state == "passed" else 1), datetime.max.replace(tzinfo=UTC)
    return 0, min(
        (each.assignment.due_at for each in ahead if each.assignment.due_at), default=datetime.max.replace(tzinfo=UTC)
    )

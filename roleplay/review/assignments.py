"""Serves assignments: who may be given what, and each seller's progress. Calls block on the database: pages use a thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from roleplay.assignment import Assignment
from roleplay.attempt_content import choose_content
from roleplay.content.library import Library
from roleplay.errors import NotFound, RoleplayError
from roleplay.input_text import storable
from roleplay.person import LOCAL, Person
from roleplay.review.plans import Member, Plan, grouped, plans_of, tries_of
from roleplay.review.progress import progress_by_stage
from roleplay.store import assignments as stored
from roleplay.store.assignees import Assignable, assignable
from roleplay.store.database import Database
from roleplay.transcript import Difficulty

LONGEST_TITLE = 160
PAGE = 25  # plans
MOST_TRIES = 50


@dataclass(frozen=True)
class AssignmentRequest:
    """What a coach asks for; `title` empty: the scenario's. Days are days of the house's zone."""

    scenario: str
    persona: str | None = None
    difficulty: Difficulty | None = None
    title: str = ""
    due: date | None = None
    pass_mark: int | None = None
    allowed: int | None = None


@dataclass(frozen=True)
class Assignees:
    people: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlanPage:
    """A page of them; `count` is how many there are on all pages."""

    plans: tuple[Plan, ...]
    count: int
    page: int
    pages: int


class AssignmentService:
    """Assignments over one database. Every call asks again what this person may do."""

    def __init__(self, database: Database, library: Callable[[], Library], zone: ZoneInfo) -> None:
        self.database, self.library, self.zone = database, library, zone

    def choices(self, person: Person) -> Assignable:
        """To whom this person may give something."""
        return assignable(self.database, person)

    def assign(self, person: Person, wish: AssignmentRequest, whom: Assignees) -> Assignment:
        """Raises NotFound for a scenario that is not there, RoleplayError `persona-not-here`, or what `_check_wish` and
        `_check_whom` raise."""
        scenario = choose_content(self.library(), wish.scenario, wish.persona).scenario
        now = datetime.now(UTC)
        self._check_wish(wish, now)
        self._check_whom(person, whom)
        made = Assignment(
            title=storable(wish.title).strip() or scenario.title, scenario=scenario.id, persona=wish.persona,
            difficulty=wish.difficulty, starts_at=now, due_at=wish.due and self._end_of(wish.due),
            pass_mark=wish.pass_mark, allowed=wish.allowed, made_by=person.id, made_at=now,
            people=whom.people, teams=whom.teams,
        )  # fmt: skip
        return stored.add_assignments(self.database, [made])[0]

    def assign_programme(self, person: Person, programme: str, start: date | None, whom: Assignees) -> list[Assignment]:
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

    def plans(self, person: Person, page: int = 1) -> PlanPage:
        """Those within this person's reach, the newest first; of each only the people they may give something. A page past
        the last is the last."""
        rows = grouped(stored.list_assignments(self.database, person))
        pages = max(1, -(-len(rows) // PAGE))
        page = min(max(page, 1), pages)
        shown = [stage for stages in rows[(page - 1) * PAGE : page * PAGE] for stage in stages]
        return PlanPage(
            tuple(plans_of(self.database, shown, assignable(self.database, person))), len(rows), page, pages
        )

    def plan(self, person: Person, id: int) -> Plan:
        """Raises NotFound."""
        stages = stored.find_assignments(self.database, id, person)
        return plans_of(self.database, stages, assignable(self.database, person))[0]

    def withdraw(self, person: Person, id: int) -> None:
        """What was practised stays. Raises NotFound for what this person did not give."""
        stored.withdraw_assignments(self.database, id, person)

    def mine(self, person: Person) -> list[Plan]:
        """What is asked of this person, what is due first on top; what is passed last."""
        rows = grouped(stored.assigned_to(self.database, person.id))
        tries = tries_of(self.database, [stage for stages in rows for stage in stages], {person.id}).get(person.id, ())
        now = datetime.now(UTC)
        plans = [Plan(stages, (Member(person, progress_by_stage(stages, tries, now)),)) for stages in rows]
        return sorted(plans, key=_urgency)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def _check_wish(self, wish: AssignmentRequest, now: datetime) -> None:
        """Raises RoleplayError `assignment-past`, `assignment-title`, `assignment-mark` or `assignment-tries`."""
        if wish.due is not None and wish.due < self.today(now):
            raise RoleplayError("assignment-past")
        if len(wish.title.strip()) > LONGEST_TITLE:
            raise RoleplayError("assignment-title", most=LONGEST_TITLE)
        if wish.pass_mark is not None and not 1 <= wish.pass_mark <= 100:
            raise RoleplayError("assignment-mark")
        if wish.allowed is not None and not 1 <= wish.allowed <= MOST_TRIES:
            raise RoleplayError("assignment-tries", most=MOST_TRIES)

    def _check_whom(self, person: Person, whom: Assignees) -> None:
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


def assignees_of(person: Person, chosen: Sequence[str]) -> Assignees:
    """What a form says: `person:<id>`, `team:<id>`; while there are no accounts there is only oneself to choose."""
    if person.id == LOCAL.id:
        return Assignees(people=(LOCAL.id,))
    pairs = [each.partition(":") for each in dict.fromkeys(chosen)]
    people = tuple(id for kind, _, id in pairs if kind == "person")
    return Assignees(people, tuple(_team(id) for kind, _, id in pairs if kind == "team"))


def _team(id: str) -> int:
    """0, which is nobody's, for what is no number of a team."""
    return int(id) if id.isascii() and id.isdigit() and len(id) < 10 else 0


def _urgency(plan: Plan) -> tuple[int, datetime]:
    member = plan.members[0]
    ahead = [each for each in member.standings if each.is_open]
    if not ahead:
        return (2 if member.standings[-1].state == "passed" else 1), datetime.max.replace(tzinfo=UTC)
    return 0, min(
        (each.assignment.due_at for each in ahead if each.assignment.due_at), default=datetime.max.replace(tzinfo=UTC)
    )

"""What sellers practised and how well, as figures over many attempts: summed by the database, within a coach's reach.

Recent talks weigh more in a level: a talk of the last seven days weighs 1, and every two weeks of age halve that. Age goes
in whole weeks, so that the weights are a short list that any database knows how to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Case, ColumnElement, Select, and_, case, func, literal, not_
from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.person import LOCAL, Person
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.people import list_teams
from roleplay.store.tables import AttemptRow, LevelRow, MembershipRow, OutcomeRow, PersonRow
from roleplay.store.visibility import hidden_from, own_teams, within_reach

HALF_LIFE_WEEKS = 2
OLDEST_WEEK = 52  # what is older weighs as little as a talk of a year ago


@dataclass(frozen=True)
class Scope:
    """Whose talks are asked for, by whom, and from when on: `team`, `seller`, `scenario` None are all in reach. `now` is
    from where ages are counted."""

    reader: Person
    now: datetime
    team: int | None = None
    since: datetime | None = None
    seller: str | None = None
    scenario: str | None = None

    def talks(self) -> list[ColumnElement[bool]]:
        """The condition on attempts."""
        made = [within_reach(self.reader)]
        if self.team is not None:
            made.append(col(AttemptRow.person).in_(sellers_in(self.team)))
        if self.since is not None:
            made.append(col(AttemptRow.finished_at) >= self.since)
        if self.seller is not None:
            made.append(col(AttemptRow.person) == self.seller)
        if self.scenario is not None:
            made.append(col(AttemptRow.scenario) == self.scenario)
        return made

    def seen(self) -> list[ColumnElement[bool]]:
        """The talks whose score this reader may see: a sampled one counts once they have marked it."""
        return [*self.talks(), not_(hidden_from(self.reader))]


@dataclass(frozen=True)
class MeanLevel:
    """A seller's mean level of a criterion over `n` talks, recent ones weighing more."""

    seller: str
    criterion: str
    level: float
    n: int


@dataclass(frozen=True)
class TalkCount:
    """How many talks, and when the last one ended."""

    n: int
    last: datetime


def sellers_in(team: int) -> Select[Any]:
    return select(MembershipRow.person).where(MembershipRow.team == team, MembershipRow.role == "seller")


def rubrics_practised(database: Database, scope: Scope) -> dict[str, int]:
    """Talks by rubric, the most practised first."""
    count = func.count()
    wanted = select(AttemptRow.rubric, count).where(*scope.talks()).group_by(col(AttemptRow.rubric))
    with database.reading() as session:
        return dict(session.exec(wanted.order_by(count.desc(), col(AttemptRow.rubric))).all())


def levels_of_sellers(database: Database, scope: Scope, rubric: str) -> list[MeanLevel]:
    """Only criteria that were scored."""
    weighed = select(AttemptRow.id, AttemptRow.person, _weight(scope).label("weight"))
    talk = weighed.where(*scope.seen(), AttemptRow.rubric == rubric).cte("talk").prefix_with("MATERIALIZED")
    mean = func.sum(talk.c.weight * LevelRow.level) / func.sum(talk.c.weight)
    wanted = (
        select(talk.c.person, LevelRow.criterion, mean, func.count())
        .join(LevelRow, col(LevelRow.attempt) == talk.c.id)
        .where(col(LevelRow.level).is_not(None))
        .group_by(talk.c.person, col(LevelRow.criterion))
    )
    with database.reading() as session:
        return [MeanLevel(seller, criterion, float(level), n) for seller, criterion, level, n in session.exec(wanted)]


def _weight(scope: Scope) -> Case[float]:
    """1 for the last seven days, halved every two weeks."""
    weeks = range(OLDEST_WEEK if scope.since is None else (scope.now - scope.since).days // 7)
    ages = [(scope.now - timedelta(weeks=week + 1), 0.5 ** (week / HALF_LIFE_WEEKS)) for week in weeks]
    finished = col(AttemptRow.finished_at)
    oldest = literal(0.5 ** (len(weeks) / HALF_LIFE_WEEKS))
    return case(*((finished > edge, literal(weight)) for edge, weight in ages), else_=oldest)


def talks_of_sellers(database: Database, scope: Scope, sellers: Sequence[str] | None = None) -> dict[str, TalkCount]:
    """By seller, whatever the rubric; of all, or of these."""
    figures: list[Any] = [AttemptRow.person, func.count(), func.max(col(AttemptRow.finished_at))]
    wanted = select(*figures).where(*scope.talks())
    if sellers is not None:
        wanted = wanted.where(col(AttemptRow.person).in_(sellers))
    with database.reading() as session:
        rows = session.exec(wanted.group_by(col(AttemptRow.person)))
        return {seller: TalkCount(n, last) for seller, n, last in rows}


def last_talks(
    database: Database, scope: Scope, rubric: str, sellers: Sequence[str], most: int
) -> dict[str, list[float]]:
    """The mean level of each of a seller's last talks by this rubric, the oldest first."""
    place = func.row_number().over(partition_by=col(AttemptRow.person), order_by=col(AttemptRow.finished_at).desc())
    scored = [col(AttemptRow.rubric) == rubric, col(AttemptRow.person).in_(sellers)]
    last = select(AttemptRow.id, AttemptRow.person, place.label("place")).where(*scope.seen(), *scored).subquery()
    wanted = (
        select(last.c.person, func.avg(LevelRow.level))
        .join(LevelRow, and_(col(LevelRow.attempt) == last.c.id, col(LevelRow.level).is_not(None)))
        .where(last.c.place <= most)
        .group_by(last.c.person, last.c.place)
        .order_by(last.c.person, last.c.place.desc())
    )
    found: dict[str, list[float]] = {}
    with database.reading() as session:
        for seller, level in session.exec(wanted):
            found.setdefault(seller, []).append(float(level))
    return found


def talks_between(database: Database, scope: Scope, edges: Sequence[datetime]) -> list[int]:
    """How many talks ended between each edge and the next, the last one open; `edges` ascend."""
    finished = col(AttemptRow.finished_at)
    places = [(finished >= edge, literal(place)) for place, edge in reversed(list(enumerate(edges)))]
    place = case(*places, else_=literal(-1))
    wanted = select(place, func.count()).where(*scope.talks(), finished >= edges[0]).group_by(place)
    with database.reading() as session:
        found = dict(session.exec(wanted).all())
    return [found.get(place, 0) for place in range(len(edges))]


def sellers_in_reach(database: Database, reader: Person, team: int | None = None) -> dict[str, str]:
    """Who practises and may be seen by this reader, names by id in order of names; disabled accounts are left out."""
    members = select(MembershipRow.person).where(MembershipRow.role == "seller")
    if team is not None:
        members = members.where(MembershipRow.team == team)
    if not reader.has("admin"):
        members = members.where(col(MembershipRow.team).in_(own_teams(reader)), MembershipRow.person != reader.id)
    wanted = select(PersonRow).where(col(PersonRow.disabled).is_(False))
    if team is not None or not reader.has("admin"):  # an admin also sees who practises in no team yet
        wanted = wanted.where(col(PersonRow.id).in_(members))
    with database.reading() as session:
        rows = session.exec(wanted.order_by(func.lower(PersonRow.name), PersonRow.id))
        found = {row.id: row.name for row in rows if "seller" in row.roles}
    return {LOCAL.id: ""} if reader.id == LOCAL.id else found


def teams_of(database: Database, reader: Person) -> dict[int, str]:
    """The teams this reader may look at, names by id in order of names; an admin may look at all."""
    teams = list_teams(database)
    if reader.has("admin"):
        return teams
    with database.reading() as session:
        own = set(session.exec(own_teams(reader)))
    return {team: name for team, name in teams.items() if team in own}


@dataclass(frozen=True)
class PersonaStats:
    """What came of talks with one persona; `mean` is over `scored` talks, those whose score may be seen."""

    persona: str
    n: int
    scored: int
    mean: float | None
    passed: int


@dataclass(frozen=True)
class ListedTalk:
    """A talk in a list. `levels` are by criterion; without a score where it is `hidden` from the reader."""

    attempt: Attempt
    hidden: bool
    levels: dict[str, int | None]

    @property
    def total(self) -> int | None:
        return None if self.hidden else self.attempt.total


def count_outcomes(database: Database, scope: Scope) -> dict[str, dict[str, int]]:
    """By topic (`fact:<id>`, `objection:<id>`), then by state."""
    wanted = (
        select(OutcomeRow.topic, OutcomeRow.state, func.count())
        .join(AttemptRow, col(AttemptRow.id) == OutcomeRow.attempt)
        .where(*scope.talks())
        .group_by(OutcomeRow.topic, OutcomeRow.state)
    )
    found: dict[str, dict[str, int]] = {}
    with database.reading() as session:
        for topic, state, n in session.exec(wanted):
            found.setdefault(topic, {})[state] = n
    return found


def count_endings(database: Database, scope: Scope) -> dict[tuple[str, str], int]:
    """By ending and the phase the talk had come to, the most frequent first."""
    count = func.count()
    wanted = select(AttemptRow.ending, AttemptRow.phase, count).where(*scope.talks())
    wanted = wanted.group_by(col(AttemptRow.ending), col(AttemptRow.phase)).order_by(count.desc())
    with database.reading() as session:
        return {(str(ending), phase): n for ending, phase, n in session.exec(wanted)}


def count_personas(database: Database, scope: Scope) -> list[PersonaStats]:
    hidden = hidden_from(scope.reader)
    total = case((hidden, None), else_=col(AttemptRow.total))
    passed = func.sum(case((and_(not_(hidden), col(AttemptRow.passed).is_(True)), 1), else_=0))
    count = func.count()
    figures: list[Any] = [AttemptRow.persona, count, func.count(total), func.avg(total), passed]
    wanted = select(*figures).where(*scope.talks())
    with database.reading() as session:
        rows = session.exec(wanted.group_by(col(AttemptRow.persona)).order_by(count.desc()))
        return [
            PersonaStats(persona, n, scored, None if mean is None else float(mean), int(passed or 0))
            for persona, n, scored, mean, passed in rows
        ]


def list_talks(
    database: Database, scope: Scope, most: int, *, rubric: str | None = None, levels: bool = True
) -> list[ListedTalk]:
    """The newest first. `levels`: whether they are asked for."""
    wanted = select(AttemptRow, hidden_from(scope.reader)).where(*scope.talks())
    if rubric is not None:
        wanted = wanted.where(AttemptRow.rubric == rubric)
    order = (col(AttemptRow.finished_at).desc(), col(AttemptRow.id))
    with database.reading() as session:
        found = [(as_attempt(row), bool(hidden)) for row, hidden in session.exec(wanted.order_by(*order).limit(most))]
        kept = _levels(session, [attempt.id for attempt, _hidden in found]) if levels else {}
    return [ListedTalk(each, hidden, {} if hidden else kept.get(each.id, {})) for each, hidden in found]


def _levels(session: Session, attempts: list[str]) -> dict[str, dict[str, int | None]]:
    levels: dict[str, dict[str, int | None]] = {}
    for row in session.exec(select(LevelRow).where(col(LevelRow.attempt).in_(attempts))):
        levels.setdefault(row.attempt, {})[row.criterion] = row.level
    return levels

"""Which talks a coach wants figures of, as the address says it: team, period, rubric; and the addresses that lead on."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request

from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.review.team_stats import PERIODS, WEEKS, Period, since
from roleplay.store.coach_stats import Scope
from roleplay.web.house import house_of


@dataclass(frozen=True)
class Asked:
    """`teams` are those this reader may choose, names by id; `page` counts from 1."""

    reader: Person
    now: datetime
    zone: ZoneInfo
    teams: dict[int, str]
    team: int | None
    period: Period
    rubric: str | None
    page: int

    def scope(self, *, seller: str | None = None, scenario: str | None = None) -> Scope:
        return Scope(self.reader, self.now, self.team, since(self.period, self.now, self.zone), seller, scenario)

    def query(self, **other: object) -> str:
        """This page's query with these values instead; an empty one is left out."""
        return _query({"team": self.team, "period": self.period, "rubric": self.rubric} | other)

    def queue(self, **other: object) -> str:
        """The address of the talks behind a number: in the queue, all of them, by the same team and days."""
        edge = since(self.period, self.now, self.zone)
        first = edge.date().isoformat() if edge else None
        return "/coach?" + _query({"state": "all", "team": self.team, "from": first} | other)

    def weeks(self) -> list[datetime]:
        """When the last weeks began: Mondays of the house's time zone, the first of the oldest first."""
        today = self.now.astimezone(self.zone).date()
        monday = today - timedelta(days=today.weekday())
        days = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
        return [datetime.combine(day, time(), self.zone) for day in days]


def _query(values: dict[str, object]) -> str:
    return urlencode({name: str(value) for name, value in values.items() if value not in (None, "")})


def asked_of_team(request: Request, reader: Person, team: int | None, teams: dict[int, str]) -> Asked:
    """What cannot be read is not asked for. Raises NotFound for a team that is not this reader's to look at."""
    params = request.query_params
    team = team if team is not None else _number(params.get("team"))
    if team is not None and team not in teams:
        raise NotFound("page-not-found")
    period = next((each for each in PERIODS if each == params.get("period")), PERIODS[0])
    rubric = (params.get("rubric") or "")[:60].replace("\0", "") or None
    zone = house_of(request).settings.zone
    return Asked(reader, datetime.now(UTC), zone, teams, team, period, rubric, _number(params.get("page")) or 1)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None

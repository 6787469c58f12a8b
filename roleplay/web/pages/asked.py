"""What a coach asks of the queue, as the address says it; what cannot be read there is not asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from roleplay.scoring.attention import ORDER
from roleplay.store.waiting import Filters, State

NAMES = ("state", "cause", "team", "scenario", "persona", "seller", "from", "to", "low", "high", "words")
LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """`given` holds what the form shows again, by the names in the address."""

    given: dict[str, str]
    filters: Filters
    page: int

    def query(self, **other: object) -> str:
        """The address's query with these values instead; an empty one is left out."""
        wanted = self.given | {"page": str(self.page) if self.page > 1 else ""}
        wanted |= {name: str(value) for name, value in other.items()}
        return urlencode({name: value for name, value in wanted.items() if value})

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than what waits."""
        return bool(self.given)


def read_asked(params: QueryParams, zone: ZoneInfo) -> Asked:
    given = {name: params.get(name, "").replace("\0", "").strip()[:LONGEST] for name in NAMES}
    given = {name: value for name, value in given.items() if value}
    cause = given.get("cause")
    filters = Filters(
        state=_state(given.get("state")), cause=cause if cause in ORDER else None, team=_number(given.get("team")),
        scenario=given.get("scenario"), persona=given.get("persona"), seller=given.get("seller"),
        since=_start(_day(given.get("from")), zone), until=_start(_day(given.get("to")), zone, later=1),
        lowest=_number(given.get("low")), highest=_number(given.get("high")), words=given.get("words"),
    )  # fmt: skip
    return Asked(given, filters, max(1, _number(params.get("page")) or 1))


def _state(text: str | None) -> State:
    return next((state for state in get_args(State) if state == text), "waiting")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 1900 <= found.year <= 9000 else None


def _start(day: date | None, zone: ZoneInfo, later: int = 0) -> datetime | None:
    return None if day is None else datetime.combine(day + timedelta(days=later), time(), zone)

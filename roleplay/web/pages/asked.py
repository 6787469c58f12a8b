"""What a coach asks of the queue, as the address says it; what cannot be read there is not asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from roleplay.scoring.attention import ORDER
from roleplay.store.filters import Filters, OutcomeFilter, RatingFilter, Result, State
from roleplay.transcript import ENDINGS, PHASES

FIELDS = ("state", "cause", "team", "scenario", "persona", "seller", "from", "to", "low", "high", "words")
BEHIND = (
    "rubric", "criterion", "result", "ending", "phase", "objection", "fact", "stood", "assignment", "wording", "rater",
    "check",
)  # fmt: skip
"""What leads from a number to the talks behind it; the form keeps it, and has no field for it."""
STOOD = {
    **{state: (state,) for state in ("resolved", "open", "ignored", "told", "untold")},
    "unresolved": ("open", "ignored"), "raised": ("resolved", "open", "ignored"),
}  # fmt: skip
LONGEST = 100
LONGEST_RATER = 160


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
    def assignment(self) -> int | None:
        """Whose tries are asked for."""
        return _number(self.given.get("assignment"))

    def among(self, attempts: Iterable[str]) -> "Asked":
        """Only these, found elsewhere."""
        return replace(self, filters=replace(self.filters, attempts=frozenset(attempts)))

    @property
    def kept(self) -> dict[str, str]:
        """What the form has no field for."""
        return {name: value for name, value in self.given.items() if name in BEHIND}

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than what waits."""
        return bool(self.given)


def read_asked(params: QueryParams, zone: ZoneInfo) -> Asked:
    given = {name: _text(params, name) for name in (*FIELDS, *BEHIND)}
    given = {name: value for name, value in given.items() if value}
    cause = given.get("cause")
    filters = Filters(
        state=_state(given.get("state")), cause=cause if cause in ORDER else None, team=_number(given.get("team")),
        scenario=given.get("scenario"), persona=given.get("persona"), seller=given.get("seller"),
        since=_start(_day(given.get("from")), zone), until=_start(_day(given.get("to")), zone, later=1),
        lowest=_number(given.get("low")), highest=_number(given.get("high")), words=given.get("words"),
        rubric=given.get("rubric"), criterion=None if "wording" in given else given.get("criterion"),
        result=next((each for each in get_args(Result) if each == given.get("result")), None),
        ending=next((each for each in ENDINGS if each == given.get("ending")), None),
        phase=next((each for each in PHASES if each == given.get("phase")), None),
        stood=_stood(given), rated=_rated(given),
    )  # fmt: skip
    return Asked(given, filters, max(1, _number(params.get("page")) or 1))


def _text(params: QueryParams, name: str) -> str:
    return params.get(name, "").replace("\0", "").strip()[: LONGEST_RATER if name == "rater" else LONGEST]


def _stood(given: dict[str, str]) -> OutcomeFilter | None:
    kind = next((each for each in ("objection", "fact") if each in given), None)
    states = STOOD.get(given.get("stood", ""))
    return OutcomeFilter(f"{kind}:{given[kind]}", states) if kind and states else None


def _rated(given: dict[str, str]) -> RatingFilter | None:
    """`wording` is the hash of a rubric's text."""
    if "wording" not in given:
        return None
    return RatingFilter(given.get("rater", ""), given["wording"], given.get("criterion"), given.get("check"))


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

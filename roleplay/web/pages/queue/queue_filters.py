"""The filters of the queue as the address holds them; what cannot be read there does not filter."""

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
from roleplay.web.form_values import read_date, read_number, read_text

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
FIRST_YEAR = 1900  # no talk is older; an earlier day is a slip


@dataclass(frozen=True)
class QueueFilters:
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
        return read_number(self.given.get("assignment"))

    def among(self, attempts: Iterable[str]) -> "QueueFilters":
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


def read_queue_filters(params: QueryParams, zone: ZoneInfo) -> QueueFilters:
    given = {
        name: read_text(params.get(name), LONGEST_RATER if name == "rater" else LONGEST) for name in (*FIELDS, *BEHIND)
    }
    given = {name: value for name, value in given.items() if value}
    cause = given.get("cause")
    filters = Filters(
        state=_state(given.get("state")), cause=cause if cause in ORDER else None, team=read_number(given.get("team")),
        scenario=given.get("scenario"), persona=given.get("persona"), seller=given.get("seller"),
        since=_start(read_date(given.get("from"), FIRST_YEAR), zone), until=_start(read_date(given.get("to"), FIRST_YEAR), zone, later=1),
        lowest=read_number(given.get("low")), highest=read_number(given.get("high")), words=given.get("words"),
        rubric=given.get("rubric"), criterion=None if "wording" in given else given.get("criterion"),
        result=next((each for each in get_args(Result) if each == given.get("result")), None),
        ending=next((each for each in ENDINGS if each == given.get("ending")), None),
        phase=next((each for each in PHASES if each == given.get("phase")), None),
        stood=_stood(given), rated=_rated(given),
    )  # fmt: skip
    return QueueFilters(given, filters, max(1, read_number(params.get("page")) or 1))


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


def _start(day: date | None, zone: ZoneInfo, later: int = 0) -> datetime | None:
    return None if day is None else datetime.combine(day + timedelta(days=later), time(), zone)

"""Adds up what calls to models used, by month, team, purpose and model, and reads the sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from roleplay.store.database import Database
from roleplay.store.tables import MembershipRow, UsageRow

LONGEST_TEAMS, LONGEST_MODEL = 120, 120
FIGURES = ("calls", "unreported", "unpriced", "input_tokens", "output_tokens", "cached_tokens", "cost")


@dataclass(frozen=True)
class ModelUse:
    """What one answer took: `person` caused it. `cost` in US dollars; None: unknown, which is not nothing."""

    month: str
    person: str
    purpose: str
    model: str
    calls: int
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    unreported: int = 0  # calls for which the endpoint told no tokens
    cost: float | None = None

    @property
    def unpriced(self) -> int:
        return self.calls - self.unreported if self.cost is None else 0


@dataclass(frozen=True)
class UsageSum:
    """One row of the table; see `UsageRow`."""

    month: str
    teams: tuple[int, ...]
    purpose: str
    model: str
    calls: int
    unreported: int
    unpriced: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cost: float


def add_usage(database: Database, uses: Sequence[ModelUse]) -> None:
    """Adds these to the sums, in one transaction."""
    with database.writing() as session:
        teams = _teams(session, {use.person for use in uses})
        for use in sorted(uses, key=lambda each: (teams.get(each.person, ""), each.purpose)):
            _add(session, use, teams.get(use.person, ""))


def _add(session: Session, use: ModelUse, teams: str) -> None:
    key = (use.month, teams, use.purpose, use.model[:LONGEST_MODEL])
    row = session.get(UsageRow, key, with_for_update=True)
    if row is None:
        row = UsageRow(month=key[0], teams=key[1], purpose=key[2], model=key[3])
        session.add(row)
    for name in FIGURES:
        setattr(row, name, getattr(row, name) + (getattr(use, name) or 0))
    session.flush()


def _teams(session: Session, people: set[str]) -> dict[str, str]:
    """The teams in which they practise, by person: `3`, or `3,7`."""
    wanted = select(MembershipRow.person, MembershipRow.team).where(
        col(MembershipRow.person).in_(people), MembershipRow.role == "seller"
    )
    found: dict[str, list[int]] = {}
    for person, team in session.exec(wanted):
        found.setdefault(person, []).append(team)
    return {person: ",".join(map(str, sorted(ids)))[:LONGEST_TEAMS] for person, ids in found.items()}


def cost_of_month(database: Database, month: str) -> float:
    """US dollars, as far as they are known."""
    with database.reading() as session:
        found = session.exec(select(func.sum(UsageRow.cost)).where(UsageRow.month == month)).one()
        return float(found or 0)


def usage_of_month(database: Database, month: str) -> list[UsageSum]:
    with database.reading() as session:
        return _sums(session.exec(select(UsageRow).where(UsageRow.month == month)))


def usage_months(database: Database) -> list[UsageSum]:
    """All rows, the newest month first."""
    with database.reading() as session:
        return _sums(session.exec(select(UsageRow).order_by(col(UsageRow.month).desc())))


def _sums(rows: Iterable[UsageRow]) -> list[UsageSum]:
    return [
        UsageSum(**{**row.model_dump(), "teams": tuple(int(id) for id in row.teams.split(",") if id)}) for row in rows
    ]

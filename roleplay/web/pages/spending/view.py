"""The sums of a month by team and by purpose, and a line for each month, as the spending page shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar, get_args

from babel.dates import format_skeleton

from roleplay.metrics import Purpose
from roleplay.store.usage import UsageSum
from roleplay.web.formatting import LOCALES, Words

Key = TypeVar("Key")
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)  # in the order in which a budget spares them, last to first


@dataclass
class SpendingTotal:
    """What is added up; `cost` in US dollars, as far as it is known."""

    calls: int = 0
    unreported: int = 0
    unpriced: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost: float = 0.0

    def add(self, one: UsageSum) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(one, field.name))


def total_of_usage(sums: Iterable[UsageSum]) -> SpendingTotal:
    total = SpendingTotal()
    for one in sums:
        total.add(one)
    return total


def by_team(words: Words, sums: Sequence[UsageSum], names: Mapping[int, str]) -> list[tuple[str, SpendingTotal]]:
    """The dearest first. People in several teams are a line of their own, so that nothing is counted twice."""
    totals = _totals(sums, lambda one: one.teams)
    rows = [(_called(words, teams, names), total) for teams, total in totals.items()]
    return sorted(rows, key=lambda row: (-row[1].cost, -row[1].input_tokens, row[0]))


def by_purpose(sums: Sequence[UsageSum]) -> list[tuple[str, str, SpendingTotal]]:
    """Purpose, model and sum, in the order of `PURPOSES`."""
    totals = _totals(sums, lambda one: (one.purpose, one.model))
    return [(*key, totals[key]) for key in sorted(totals, key=lambda key: (PURPOSES.index(key[0]), key[1]))]


def by_month(sums: Sequence[UsageSum]) -> list[tuple[str, SpendingTotal]]:
    """The newest first."""
    return sorted(_totals(sums, lambda one: one.month).items(), reverse=True)


def _totals(sums: Iterable[UsageSum], key_of: Callable[[UsageSum], Key]) -> dict[Key, SpendingTotal]:
    totals: dict[Key, SpendingTotal] = {}
    for one in sums:
        totals.setdefault(key_of(one), SpendingTotal()).add(one)
    return totals


def month_name(words: Words, month: str) -> str:
    """December 2026."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=LOCALES[words.language])


def _called(words: Words, teams: tuple[int, ...], names: Mapping[int, str]) -> str:
    if not teams:
        return words("spending.no_team")
    return words("comma").join(names.get(id) or words("spending.former_team") for id in teams)

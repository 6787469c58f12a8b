"""Sums up one seller for their coach: levels from talk to talk by one rubric, and coaches' notes."""

from dataclasses import dataclass

from roleplay.store.coach_stats import (
    ListedTalk,
    MeanLevel,
    Scope,
    levels_of_sellers,
    list_talks,
    rubrics_practised,
    sellers_in_reach,
)
from roleplay.store.database import Database
from roleplay.store.review_notes import ReviewNote, notes_to

MOST = 100  # talks in the list
SERIES = 12  # talks in a line
NOTES = 10


@dataclass(frozen=True)
class SellerStats:
    """`means` are levels by criterion, recent talks weighing more; `talks` are the newest first."""

    id: str
    name: str
    rubric: str | None
    rubrics: dict[str, int]
    means: dict[str, MeanLevel]
    talks: tuple[ListedTalk, ...]
    notes: tuple[ReviewNote, ...]

    @property
    def count(self) -> int:
        return sum(self.rubrics.values())

    def series(self, criterion: str) -> list[float]:
        """Its last levels, the oldest first; talks that did not score it are left out."""
        levels = [talk.levels.get(criterion) for talk in self.talks]
        return [float(level) for level in levels if level is not None][:SERIES][::-1]


def read_seller_stats(database: Database, scope: Scope, rubric: str | None = None) -> SellerStats | None:
    """By `rubric`, or the one most practised; None for who is not within reach and has no talk there."""
    id = scope.seller or ""
    name = sellers_in_reach(database, scope.reader).get(id)
    if name is None and not rubrics_practised(database, Scope(scope.reader, scope.now, seller=id)):
        return None
    rubrics = rubrics_practised(database, scope)
    rubric = rubric if rubric in rubrics else next(iter(rubrics), None)
    return SellerStats(
        id=id, name=name or "", rubric=rubric, rubrics=rubrics,
        means={each.criterion: each for each in levels_of_sellers(database, scope, rubric)} if rubric else {},
        talks=tuple(list_talks(database, scope, MOST, rubric=rubric)) if rubric else (),
        notes=tuple(notes_to(database, scope, NOTES)),
    )  # fmt: skip

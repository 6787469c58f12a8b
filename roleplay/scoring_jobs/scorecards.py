"""Finds the scorecards of attempts: all of them, the one that counts, and the rubric each was made by."""

import asyncio
from collections.abc import Sequence

from roleplay.attempt import Attempt
from roleplay.attempt_content import ContentReader
from roleplay.content.rubric import Rubric
from roleplay.errors import NotFound
from roleplay.store.database import Database
from roleplay.store.scorecards import StoredCard, counting_scorecards, find_scorecard, list_scorecards


class ScorecardReader:
    """Takes attempts that were found for their person, so whose they are was asked before."""

    def __init__(self, database: Database, contents: ContentReader) -> None:
        self.database, self.contents = database, contents

    async def all(self, attempt: Attempt) -> list[StoredCard]:
        """In the order they were made."""
        return await asyncio.to_thread(list_scorecards, self.database, attempt.id)

    async def find(self, attempt: Attempt, id: int | None = None) -> StoredCard:
        """This one, or the one that counts. Raises NotFound."""
        found = await asyncio.to_thread(find_scorecard, self.database, attempt, id)
        if found is None:
            raise NotFound("scorecard-not-found")
        return found

    async def counting(self, attempts: Sequence[Attempt]) -> dict[str, StoredCard]:
        """The scorecard that counts, by the attempt's id; attempts without one are left out."""
        return await asyncio.to_thread(counting_scorecards, self.database, attempts)

    async def rubric(self, stored: StoredCard) -> Rubric:
        """The rubric by which this scorecard was made, whatever the attempt began with."""
        return await asyncio.to_thread(self.contents.rubric, stored.rubric_hash)

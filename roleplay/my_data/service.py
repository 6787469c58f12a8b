"""Serves a seller's own data: attempts kept private or submitted, exported, deleted."""

import asyncio
from collections.abc import Iterator

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.my_data.deletion import LiveTalks, delete_for_good, outdated_ids, vacuum_file
from roleplay.my_data.export import ExportedAttempt, export_attempts
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.delete_attempts import family_ids, ids_of
from roleplay.store.privacy import is_reviewed, set_private


class MyDataService:
    """Takes an attempt's id together with its owner's: the attempt of another person is NotFound."""

    def __init__(self, database: Database, settings: Settings, talks: LiveTalks) -> None:
        self.database, self.settings, self.talks = database, settings, talks

    async def keep_private(self, attempt_id: str, person: str) -> Attempt:
        """Hides the attempt from team and coach. Raises NotFound, RoleplayError `private-off`, or as `set_private` does."""
        check_private(self.settings)
        return await asyncio.to_thread(set_private, self.database, attempt_id, person, True)

    async def submit(self, attempt_id: str, person: str) -> Attempt:
        """Shows the attempt to team and coach from now on. Raises NotFound."""
        return await asyncio.to_thread(set_private, self.database, attempt_id, person, False)

    async def is_reviewed(self, attempt: Attempt) -> bool:
        """Returns whether a coach has begun to review it."""
        return await asyncio.to_thread(is_reviewed, self.database, attempt.id, attempt.person)

    async def retries(self, attempt: Attempt) -> int:
        """Counts the retries that are deleted together with it."""
        return len(await asyncio.to_thread(family_ids, self.database, attempt.id)) - 1

    async def ids(self, person: str) -> list[str]:
        """Lists the ids of everything this person began, including what no list shows."""
        return await asyncio.to_thread(ids_of, self.database, person)

    def export(self, person: str) -> Iterator[tuple[Attempt, ExportedAttempt]]:
        """Yields everything of this person's, attempt by attempt."""
        return export_attempts(self.database, person)

    async def delete(self, attempt_id: str, person: str) -> int:
        """Deletes the attempt and its retries for good; returns how many went. Raises NotFound."""
        await asyncio.to_thread(find_attempt, self.database, attempt_id, person)
        ids = await asyncio.to_thread(family_ids, self.database, attempt_id)
        return await delete_for_good(self.database, self.talks, ids)

    async def delete_all(self, person: str) -> int:
        """Deletes everything of this person's; returns how many attempts went."""
        return await delete_for_good(self.database, self.talks, await self.ids(person))

    async def outdated(self, days: int) -> list[str]:
        """Lists what `purge` would delete."""
        return await outdated_ids(self.database, days)

    async def purge(self, days: int) -> int:
        """Deletes everybody's attempts that ended more than `days` days ago; returns how many went."""
        return await delete_for_good(self.database, self.talks, await self.outdated(days))

    async def vacuum(self) -> None:
        """Removes deleted words from the database's file."""
        await vacuum_file(self.database)


def check_private(settings: Settings) -> None:
    """Raises RoleplayError `private-off` where private practice is switched off."""
    if settings.private == "off":
        raise RoleplayError("private-off")

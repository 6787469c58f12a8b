"""What is a seller's own: their attempts, to keep to themselves, to take along and to delete."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.my_data.export import ExportedAttempt, export_attempts
from roleplay.practice.turn import TurnTaking
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.delete_attempts import delete_attempts, family_ids, ids_before, ids_of
from roleplay.store.privacy import is_reviewed, set_private
from roleplay.store.vacuum import size_of, vacuum
from roleplay.threads import finish_in_thread

# a larger file takes seconds to be written anew, and who talks just now would wait: it is done at night
SWEPT_AT_ONCE = 256 * 1024 * 1024
log = logging.getLogger(__name__)


class Belongings:
    """Takes ids with whose they are: what is not this person's is not found."""

    def __init__(self, database: Database, settings: Settings, turns: TurnTaking) -> None:
        self.database, self.settings, self.turns = database, settings, turns

    async def keep_private(self, attempt_id: str, person: str) -> Attempt:
        """Raises NotFound, RoleplayError `private-off`, or what `store.private.set_private` raises."""
        check_private(self.settings)
        return await asyncio.to_thread(set_private, self.database, attempt_id, person, True)

    async def submit(self, attempt_id: str, person: str) -> Attempt:
        """From now on team and coach see it. Raises NotFound."""
        return await asyncio.to_thread(set_private, self.database, attempt_id, person, False)

    async def is_reviewed(self, attempt: Attempt) -> bool:
        """Whether a coach has begun to look at it."""
        return await asyncio.to_thread(is_reviewed, self.database, attempt.id, attempt.person)

    async def retries(self, attempt: Attempt) -> int:
        """How many retries go with it."""
        return len(await asyncio.to_thread(family_ids, self.database, attempt.id)) - 1

    async def ids(self, person: str) -> list[str]:
        """Of everything this person began, also what no list shows."""
        return await asyncio.to_thread(ids_of, self.database, person)

    def export(self, person: str) -> Iterator[tuple[Attempt, ExportedAttempt]]:
        """Everything of this person's, attempt by attempt."""
        return export_attempts(self.database, person)

    async def delete(self, attempt_id: str, person: str) -> int:
        """The attempt and its retries, for good; what is being said in them is broken off. Returns how many went.
        Raises NotFound."""
        await asyncio.to_thread(find_attempt, self.database, attempt_id, person)
        return await self._delete(await asyncio.to_thread(family_ids, self.database, attempt_id))

    async def delete_all(self, person: str) -> int:
        return await self._delete(await self.ids(person))

    async def outdated(self, days: int) -> list[str]:
        """Ids of what was finished, or left, more than so many days ago, with its retries."""
        return await asyncio.to_thread(ids_before, self.database, datetime.now(UTC) - timedelta(days=days))

    async def purge(self, days: int) -> int:
        """Deletes what is outdated, whosever it is."""
        return await self._delete(await self.outdated(days))

    async def sweep(self) -> None:
        """Takes the last shreds of what was deleted out of the database's file; when others keep it busy, another time."""
        try:
            swept = await asyncio.to_thread(vacuum, self.database)
        except RoleplayError as trouble:
            log.warning("deleted attempts are not swept out of the file yet: %s", trouble.code)
            return
        if not swept:
            log.warning("deleted attempts are not swept out of the file yet: it is being read")

    async def _delete(self, ids: Sequence[str]) -> int:
        if not ids:
            return 0
        async with self.turns.silenced(ids):
            gone = await finish_in_thread(delete_attempts, self.database, ids)
        log.info("%d attempts deleted", gone)
        if size_of(self.database) <= SWEPT_AT_ONCE:
            await self.sweep()
        return gone


def check_private(settings: Settings) -> None:
    """Raises RoleplayError `private-off`."""
    if settings.private == "off":
        raise RoleplayError("private-off")

"""Deletes attempts for good: with every row that came of them, and then out of the database's file."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from typing import Protocol

from roleplay.errors import RoleplayError
from roleplay.store.database import Database
from roleplay.store.delete_attempts import delete_attempts, ids_before
from roleplay.store.vacuum import size_of, vacuum
from roleplay.threads import finish_in_thread

# a larger file takes seconds to be written anew, and live talks would wait: it is vacuumed at night
VACUUMED_AT_ONCE = 256 * 1024 * 1024  # bytes (judgement)
log = logging.getLogger(__name__)


class LiveTalks(Protocol):
    """What deletion needs of the live talks: that nothing is written to these attempts meanwhile."""

    def silenced(self, ids: Sequence[str]) -> AbstractAsyncContextManager[None]:
        """Stops replies and judge calls under way in these attempts and holds their locks."""
        ...


async def delete_for_good(database: Database, talks: LiveTalks, ids: Sequence[str]) -> int:
    """Deletes these attempts and their retries; returns how many went. A talk under way among them is cut off."""
    if not ids:
        return 0
    async with talks.silenced(ids):
        gone = await finish_in_thread(delete_attempts, database, ids)
    log.info("%d attempts deleted", gone)
    if size_of(database) <= VACUUMED_AT_ONCE:
        await vacuum_file(database)
    return gone


async def vacuum_file(database: Database) -> None:
    """Removes what deleted rows left in the database's file; where others keep it busy, the next call does it."""
    try:
        done = await asyncio.to_thread(vacuum, database)
    except RoleplayError as trouble:
        log.warning("deleted attempts are not vacuumed out of the file yet: %s", trouble.code)
        return
    if not done:
        log.warning("deleted attempts are not vacuumed out of the file yet: it is being read")


async def outdated_ids(database: Database, days: int) -> list[str]:
    """Returns the ids of attempts that were finished, or last touched, more than `days` days ago, with their retries."""
    return await asyncio.to_thread(ids_before, database, datetime.now(UTC) - timedelta(days=days))

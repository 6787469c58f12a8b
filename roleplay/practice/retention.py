"""Once a night: what is older than the house keeps is deleted, and deleted words are swept out of the file."""

import asyncio
import logging
from datetime import datetime, timedelta

from roleplay.config import Settings
from roleplay.practice.belongings import Belongings

NIGHT = 3  # o'clock in the house's zone: few talk then
log = logging.getLogger(__name__)


async def keep_nightly(belongings: Belongings, settings: Settings) -> None:
    """At once, since the server may not have run for long, and then every night; several servers do it without harm."""
    while True:
        await clear_up(belongings, settings)
        await asyncio.sleep(until_night(datetime.now(settings.zone)).total_seconds())


async def clear_up(belongings: Belongings, settings: Settings) -> None:
    """Trouble is logged: there is another night."""
    try:
        if settings.keep_days is not None:
            await belongings.purge(settings.keep_days)
        await belongings.sweep()
    except Exception:
        log.exception("old attempts could not be deleted; the next try is in the night")


def until_night(now: datetime) -> timedelta:
    """To the next three o'clock."""
    night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return (night if night > now else night + timedelta(days=1)) - now

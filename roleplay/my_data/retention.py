"""Runs every night: deletes attempts and audit entries past their retention period, vacuums the file, refreshes the planner's statistics."""

import asyncio
import logging
from datetime import datetime, timedelta

from roleplay.config import Settings
from roleplay.my_data.service import MyDataService
from roleplay.people.audit_trail import AuditTrail
from roleplay.store.planner_statistics import refresh_statistics

NIGHT = 3  # o'clock in the house's zone: few talk then
log = logging.getLogger(__name__)


async def run_nightly(my_data: MyDataService, settings: Settings) -> None:
    """At once, since the server may not have run for long, and then every night; several servers do it without harm."""
    while True:
        await clean_up(my_data, settings)
        await asyncio.sleep(until_night(datetime.now(settings.zone)).total_seconds())


async def clean_up(my_data: MyDataService, settings: Settings) -> None:
    """Trouble is logged: there is another night."""
    try:
        if settings.keep_days is not None:
            await my_data.purge(settings.keep_days)
        if settings.audit_days is not None:
            await asyncio.to_thread(AuditTrail(my_data.database).forget_older, settings.audit_days)
        await my_data.vacuum()
        await asyncio.to_thread(refresh_statistics, my_data.database)
    except Exception:
        log.exception("the database could not be cleared up; the next try is in the night")


def until_night(now: datetime) -> timedelta:
    """To the next three o'clock."""
    night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return (night if night > now else night + timedelta(days=1)) - now

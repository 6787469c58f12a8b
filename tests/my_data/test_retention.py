"""Every night old attempts are deleted, and trouble with that is only a line in the log."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.my_data.retention import clean_up, run_nightly, until_night
from roleplay.my_data.service import MyDataService
from roleplay.practice import PracticeService
from roleplay.store.audit_search import AuditFilters, list_entries
from roleplay.store.database import Database
from roleplay.store.delete_attempts import ids_of
from roleplay.store.tables import AttemptRow, AuditRow
from tests.practice.conftest import ALICE, CALL, until


async def left_long_ago(door: PracticeService, database: Database) -> str:
    attempt = await door.start(*CALL, person=ALICE, seed=7)
    with database.writing() as session:
        session.get_one(AttemptRow, attempt.id).touched_at = datetime.now(UTC) - timedelta(days=40)
    return attempt.id


async def test_at_the_servers_start_and_every_night_what_is_too_old_goes(
    door: PracticeService, database: Database
) -> None:
    old = await left_long_ago(door, database)
    new = (await door.start(*CALL, person=ALICE, seed=8)).id
    assert set(await door.my_data.ids(ALICE)) == {old, new}

    nightly = asyncio.create_task(run_nightly(door.my_data, Settings(keep_days=30)))
    await until(lambda: ids_of(database, ALICE) == [new])
    nightly.cancel()

    assert await door.my_data.ids(ALICE) == [new]


async def test_without_the_setting_everything_stays(door: PracticeService, database: Database) -> None:
    old = await left_long_ago(door, database)
    await clean_up(door.my_data, Settings())
    assert await door.my_data.ids(ALICE) == [old]


async def test_the_audit_trail_is_kept_as_long_as_its_own_setting_says(
    door: PracticeService, database: Database
) -> None:
    with database.writing() as session:
        for days in (40, 20):
            at = datetime.now(UTC) - timedelta(days=days)
            session.add(AuditRow(at=at, deed="exported", actor="system", details={"days": days}))

    await clean_up(door.my_data, Settings(audit_days=None))
    assert len(list_entries(database, AuditFilters(), 0, 9)) == 2
    await clean_up(door.my_data, Settings(audit_days=30))
    assert [entry.details["days"] for entry in list_entries(database, AuditFilters(), 0, 9)] == [20]


async def test_trouble_is_logged_and_there_is_another_night(
    door: PracticeService, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(MyDataService):
        async def purge(self, days: int) -> int:
            raise RoleplayError("store-busy")

    await clean_up(Broken(database, Settings(), door.my_data.talks), Settings(keep_days=30))
    assert "the next try is in the night" in caplog.text


@pytest.mark.parametrize(
    ("now", "hours"), [("2026-11-21T02:30", 0.5), ("2026-11-21T03:00", 24), ("2026-11-21T23:00", 4)]
)
def test_the_night_is_at_three(now: str, hours: float) -> None:
    assert until_night(datetime.fromisoformat(now)) == timedelta(hours=hours)

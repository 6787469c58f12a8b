"""Serves the audit trail to pages and commands: what was done, by whom and on whom; deeds that are no change are noted here."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from roleplay.audit_entry import AuditEntry
from roleplay.paging import Paging, paging
from roleplay.store import audit, audit_search
from roleplay.store.audit_search import AuditFilters
from roleplay.store.database import Database

COLUMNS = (
    "at", "deed", "actor", "actor_login", "actor_name", "subject", "subject_login", "subject_name", "address", "details",
)  # fmt: skip


class AuditTrail:
    """Entries over one database. Nothing here changes one."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def page(self, wanted: AuditFilters, number: int, size: int) -> tuple[list[AuditEntry], int, Paging]:
        """Returns one page of entries, the newest first, how many there are in all, and which page it is."""
        count = audit_search.count_entries(self.database, wanted)
        shown = paging(count, size, number)
        return audit_search.list_entries(self.database, wanted, shown.start, size), count, shown

    def newest(self, wanted: AuditFilters, most: int) -> list[AuditEntry]:
        """Returns the newest entries that fit, at most so many."""
        return audit_search.list_entries(self.database, wanted, 0, most)

    def all(self, wanted: AuditFilters) -> Iterator[AuditEntry]:
        """Yields every entry that fits, the newest first."""
        return audit_search.all_entries(self.database, wanted)

    def note_export(self, what: str, subject: str = "") -> None:
        """Records that data leaves the server; `what` is a code worded by `audit.what.<code>`."""
        audit.record_now(self.database, "exported", subject, what=what)

    def note_content(self, hashes: Mapping[str, str]) -> None:
        """Records what changed in the content files since the last start, if anything."""
        audit.record_content(self.database, hashes)

    def forget_older(self, days: int) -> int:
        """Deletes entries older than so many days; returns how many went."""
        return audit.delete_before(self.database, datetime.now(UTC) - timedelta(days=days))


def between(first: date | None, last: date | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Returns the moments at which the first day begins and the last one is over, in this zone; None for no day."""
    return _start(first, zone), _start(last + timedelta(days=1) if last else None, zone)


def _start(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone).astimezone(UTC) if day else None


def cells_of(entry: AuditEntry) -> list[str]:
    """Returns an entry as a row under `COLUMNS`, for programs: codes, the time in UTC, details as JSON."""
    told = entry.model_dump(mode="json") | {"details": json.dumps(entry.details, ensure_ascii=False, sort_keys=True)}
    return [str(told[column]) for column in COLUMNS]

"""Serves reminders: a coach reminds a seller of open assignments; the seller sees it on the home page and dismisses it."""

from collections.abc import Collection
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from roleplay.errors import NotFound, RoleplayError
from roleplay.person import Person
from roleplay.review.plans import owed, plans_within_reach
from roleplay.store.assignees import assignable
from roleplay.store.database import Database
from roleplay.store.reminders import Reminder, add_reminder, dismiss_reminder, latest_reminders, mark_shown


class ReminderService:
    """Reminders over one database. Every call asks again what this person may do."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self.database, self.zone = database, zone

    def remind(self, coach: Person, seller: str) -> None:
        """Once a day of the house's zone. Raises NotFound for who is not this coach's to ask, RoleplayError
        `reminder-nothing` where nothing that they may see is open, or `reminded-today`."""
        known = {each.person.id for each in assignable(self.database, coach).sellers}
        if seller not in known - {coach.id}:
            raise NotFound("page-not-found")
        if seller not in owed(plans_within_reach(self.database, coach, {seller})):
            raise RoleplayError("reminder-nothing")
        add_reminder(self.database, seller, coach.id, datetime.now(UTC).astimezone(self.zone).date())

    def latest(self, sellers: Collection[str]) -> dict[str, Reminder]:
        """Of sellers that were found for their coach."""
        return latest_reminders(self.database, sellers)

    def shown_to(self, person: Person) -> Reminder | None:
        """The last one unless it was put away; from now on they have seen it."""
        found = latest_reminders(self.database, {person.id}).get(person.id)
        if found is None or found.dismissed_at is not None:
            return None
        if found.seen_at is None:
            mark_shown(self.database, found.id)
        return found

    def dismiss(self, person: Person, id: int) -> None:
        """Raises NotFound for what was not sent to this person."""
        dismiss_reminder(self.database, person.id, id)

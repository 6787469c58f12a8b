"""Keeps what one page leaves for the same person's next page, in memory and for half an hour: a file to be imported, links to be
fetched once."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from roleplay.errors import RoleplayError

KEPT = timedelta(minutes=30)
MOST = 20


class TempStore:
    """Each thing is found by its key and by whoever put it there."""

    def __init__(self) -> None:
        self._things: dict[str, tuple[str, datetime, Any]] = {}

    def put(self, person: str, thing: Any) -> str:
        """Keeps the thing and returns its key. When the store is full, the oldest goes."""
        self._clear(MOST - 1)
        key = secrets.token_urlsafe(16)
        self._things[key] = (person, datetime.now(UTC), thing)
        return key

    def look(self, person: str, key: str) -> Any:
        """Returns the thing. Raises RoleplayError `import-gone`."""
        self._clear(MOST)
        owner, _, thing = self._things.get(key, ("", None, None))
        if not owner or owner != person:
            raise RoleplayError("import-gone")
        return thing

    def change(self, person: str, key: str, thing: Any) -> None:
        """Replaces the thing under the same key. Raises RoleplayError `import-gone`."""
        self.look(person, key)
        self._things[key] = (person, self._things[key][1], thing)

    def take(self, person: str, key: str) -> Any:
        """Returns and removes the thing. Raises RoleplayError `import-gone`."""
        thing = self.look(person, key)
        self._things.pop(key, None)
        return thing

    def _clear(self, most: int) -> None:
        old = datetime.now(UTC) - KEPT
        fresh = [(key, kept) for key, kept in self._things.items() if kept[1] > old]
        self._things = dict(fresh[-most:])

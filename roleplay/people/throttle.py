"""Guessing made slow: after a few wrong tries each further one must wait, twice as long each time."""

from datetime import UTC, datetime, timedelta

from roleplay.errors import RoleplayError
from roleplay.people.secrets import digest
from roleplay.store.database import Database
from roleplay.store.sessions import count_wrong_try, forget_tries, wrong_tries

WINDOW = timedelta(minutes=30)
LONGEST_WAIT = timedelta(minutes=15)
FREE_FOR_LOGIN = 5
FREE_FOR_ADDRESS = 50  # a whole office may stand behind one address


class Throttle:
    """Counts by login, whether or not there is such a person, and by the address that asks."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def check(self, login: str, address: str) -> None:
        """Raises RoleplayError `sign-in-slow` (seconds) while one of them must wait."""
        for key, free in _keys(login, address):
            count, last = wrong_tries(self.database, key, WINDOW)
            left = (last + _wait(count - free) - datetime.now(UTC)).total_seconds()
            if count >= free and left > 0:
                raise RoleplayError("sign-in-slow", seconds=int(left) + 1)

    def wrong(self, login: str, address: str) -> None:
        for key, _ in _keys(login, address):
            count_wrong_try(self.database, key, WINDOW)

    def right(self, login: str, address: str) -> None:
        """Of the login only: an address that guesses at many logins stays slow though one was right."""
        forget_tries(self.database, _keys(login, address)[0][0])


def _keys(login: str, address: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (digest(f"login {login.lower()}"), FREE_FOR_LOGIN), (digest(f"address {address}"), FREE_FOR_ADDRESS)


def _wait(beyond: int) -> timedelta:
    return min(LONGEST_WAIT, timedelta(seconds=2 ** max(0, min(beyond, 12))))

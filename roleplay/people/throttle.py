"""Slows down guessing: after a few wrong passwords each further try waits twice as long."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from roleplay.errors import RoleplayError
from roleplay.people.credentials import digest
from roleplay.store.database import Database
from roleplay.store.sessions import count_try, forget_tries, stamp_try, wrong_tries

WINDOW = timedelta(minutes=30)
LONGEST_WAIT = timedelta(minutes=15)
FREE_FOR_LOGIN = 5
FREE_FOR_ADDRESS = 50  # a whole office may stand behind one address


class Throttle:
    """Counts by login, whether or not there is such a person, and by the address that asks."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def begin(self, login: str, address: str) -> None:
        """Counts a try at this login before its password is looked at, so that guesses which come all at once are slowed
        too. Raises RoleplayError `sign-in-slow` (seconds) while login or address must wait."""
        count, last = wrong_tries(self.database, _of_address(address), WINDOW)
        left = _left(count - FREE_FOR_ADDRESS, last) or count_try(
            self.database, _of_login(login), WINDOW, lambda count, last: _left(count - FREE_FOR_LOGIN, last)
        )
        if left > 0:
            raise RoleplayError("sign-in-slow", seconds=int(left) + 1)

    def wrong(self, login: str, address: str) -> None:
        """The wait begins now: looking at a password takes its time."""
        stamp_try(self.database, _of_login(login), login)
        count_try(self.database, _of_address(address), WINDOW, lambda count, last: 0.0)

    def right(self, login: str) -> None:
        """Of the login only: an address that guesses at many logins stays slow though one was right."""
        forget_tries(self.database, _of_login(login))


def _of_login(login: str) -> str:
    return digest(f"login {login.lower()}")


def _of_address(address: str) -> str:
    """Of the new kind of address whoever has one has 2^64 of them: they count as one."""
    try:
        known = ip_address(address)
    except ValueError:
        return digest(f"address {address}")
    known = getattr(known, "ipv4_mapped", None) or known
    return digest(f"address {known if known.version == 4 else ip_network((known, 64), strict=False)}")


def _left(beyond: int, last: datetime) -> float:
    """Seconds that are still to be waited, 0.0 for none: twice as long with each try beyond the free ones."""
    if beyond < 0:
        return 0.0
    wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(beyond, 12)))
    return max(0.0, (last + wait - datetime.now(UTC)).total_seconds())

"""Serves accounts to pages and commands: sign-in, links, roles, teams. Calls block on the database: pages use a thread."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from roleplay.audit_entry import acting
from roleplay.errors import NotFound, RoleplayError
from roleplay.people.credentials import digest, hash_password, is_right, new_token
from roleplay.people.folding import folded, mixes_scripts, spelled_as, tidy
from roleplay.people.throttle import Throttle
from roleplay.person import ROLES, Person, Role
from roleplay.store import people, sessions
from roleplay.store.audit import record_now
from roleplay.store.database import Database
from roleplay.store.people_import import PersonEntry, keep_people

SESSION = timedelta(days=14)
IDLE = timedelta(days=3)
LINK = timedelta(days=7)
LONGEST_LOGIN = 120
LONGEST_NAME = 120
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AccountChange:
    """How an account shall be: a `new` one, or the one with this login."""

    new: bool
    login: str
    name: str
    roles: frozenset[Role]
    practises: tuple[str, ...]
    coaches: tuple[str, ...]


class PeopleService:
    """Accounts in one database. Until there are any, the only person is `LOCAL`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._throttle = Throttle(database)
        self._exist = False

    def exist(self) -> bool:
        """Whether there are accounts. Once there are, there always are: nobody is ever removed whole."""
        self._exist = self._exist or people.are_there_people(self.database)
        return self._exist

    # signing in and out

    def sign_in(self, login: str, password: str, address: str) -> str:
        """A new session's token. Raises RoleplayError `sign-in-wrong`, the same for every reason, or `sign-in-slow`."""
        login = login.strip()[:LONGEST_LOGIN]
        self._throttle.begin(login, address)
        found = people.find_by_login(self.database, login)
        person, kept = found or (None, None)
        if not is_right(password, kept) or person is None or person.disabled:
            self._throttle.wrong(login, address)
            raise RoleplayError("sign-in-wrong")
        self._throttle.right(login)
        return self.open_session(person)

    def open_session(self, person: Person, way: str | None = "password") -> str:
        """Creates a session for an authenticated person; returns its token. `way` is how they signed in: `password`, `link`,
        `provider` or `proxy`; None: they were signed in before."""
        token = new_token()
        sessions.add_session(self.database, digest(token), person.id, SESSION, way)
        log.info("person %s signed in", person.id)
        return token

    def note_refused(self, way: str, error: RoleplayError, login: str = "") -> None:
        """Puts into the audit trail that somebody whom a provider or proxy named was not let in."""
        known = people.find_by_login(self.database, login.strip()) if login else None
        record_now(self.database, "sign_in_failed", known[0].id if known else "", way=way, why=error.code)

    def holder(self, token: str) -> Person | None:
        """Returns the person of this session."""
        return sessions.person_of_session(self.database, digest(token), IDLE) if token else None

    def sign_out(self, token: str) -> None:
        """Ends the session."""
        sessions.end_session(self.database, digest(token))

    def make_link(self, person: str) -> str:
        """The token of a link that signs this person in once, within a week. Raises NotFound."""
        people.find_person(self.database, person)
        token = new_token()
        sessions.add_link(self.database, digest(token), person, LINK)
        return token

    def holder_of_link(self, token: str) -> Person | None:
        """For whom a link is; it is not used up by looking, since mail programs look at links."""
        return sessions.person_of_link(self.database, digest(token))

    def enter_by_link(self, token: str, password: str) -> str:
        """Sets the password and signs in. Raises RoleplayError `link-used`, `password-short` or `password-long`."""
        person = self.holder_of_link(token)
        if person is None:
            raise RoleplayError("link-used")  # before the hashing, which is slow on purpose
        kept = hash_password(password)
        if not sessions.use_link(self.database, digest(token)):
            raise RoleplayError("link-used")
        with acting(person.id):
            people.set_password(self.database, person.id, kept)
        return self.open_session(person, "link")

    # keeping the accounts

    def add_first(self, login: str, name: str, password: str) -> Person:
        """Adds the first account, which gets all roles and takes over the local user's data. Raises RoleplayError `first-taken` when somebody
        was quicker, or what `add` raises."""
        person = Person(id=str(uuid4()), login=check_login(login), name=check_name(name), roles=frozenset(ROLES))
        return people.add_person(self.database, person, hash_password(password), first=True)

    def add(
        self, login: str, name: str, roles: Iterable[Role], password: str | None = None, outside: str | None = None
    ) -> Person:
        """`outside` is who single sign-on says it is. Raises RoleplayError `login-odd`, `login-taken`, `name-odd`, `first-is-admin`, `password-short`, `password-long`."""
        person = Person(id=str(uuid4()), login=check_login(login), name=check_name(name), roles=frozenset(roles))
        kept = hash_password(password) if password is not None else None
        return people.add_person(self.database, person, kept, outside)

    def change_accounts(self, wishes: Sequence[AccountChange]) -> dict[str, str]:
        """All of them or none; the tokens of new people's links, by login. Raises what `add`, `named` and `set_roles` raise."""
        known = people.find_by_logins(self.database, [wish.login for wish in wishes if not wish.new])
        tokens = {wish.login: new_token() for wish in wishes if wish.new}
        entries = [
            PersonEntry(_as_wished(wish, known), wish.practises, wish.coaches, _digest(tokens.get(wish.login)))
            for wish in wishes
        ]
        keep_people(self.database, entries, LINK)
        return tokens

    def named(self, login: str) -> Person:
        """Raises NotFound `person-not-found`."""
        found = people.find_by_login(self.database, login.strip())
        if found is None:
            raise NotFound("person-not-found")
        return found[0]

    def with_login(self, login: str) -> Person | None:
        found = people.find_by_login(self.database, login.strip())
        return found[0] if found else None

    def find_by_sso_key(self, key: str) -> Person | None:
        """Who single sign-on knows by this key."""
        return people.find_by_outside(self.database, key)

    def bind(self, id: str, key: str) -> None:
        """From now on single sign-on knows the person by this key. Raises RoleplayError `outside-taken` when by another one."""
        people.bind_person(self.database, id, key)

    def unbind(self, id: str) -> Person:
        """Signs the person out everywhere. Who next comes from outside under this login is bound instead. Raises NotFound."""
        return people.unbind_person(self.database, id)

    def person(self, id: str) -> Person:
        """Raises NotFound `person-not-found`."""
        return people.find_person(self.database, id)

    def list(self) -> Sequence[people.ListedPerson]:
        return people.list_people(self.database)

    def teams(self) -> dict[int, str]:
        return people.list_teams(self.database)

    def rename(self, id: str, name: str) -> Person:
        return people.change_person(self.database, id, name=check_name(name))

    def set_roles(self, id: str, roles: Iterable[Role]) -> Person:
        """Raises RoleplayError `last-admin` rather than leaving nobody who may change it back."""
        return people.change_person(self.database, id, roles=roles)

    def team_names(self) -> tuple[str, ...]:
        """Every team there is."""
        return tuple(people.list_teams(self.database).values())

    def set_teams(self, id: str, practises: Sequence[str] | None = None, coaches: Sequence[str] | None = None) -> None:
        """None leaves them as they are."""
        there = spelled_as(self.team_names())
        sides: tuple[tuple[Role, Sequence[str] | None], ...] = (("seller", practises), ("coach", coaches))
        for role, names in sides:
            if names is not None:
                people.set_teams(
                    self.database, id, role, [there.setdefault(folded(name), tidy(name)) for name in names]
                )

    def change_password(self, person: Person, old: str, new: str, address: str) -> str:
        """Signs out everywhere, and gives the token of a new session for who asked. Guessing at the old one is slowed like
        signing in. Raises RoleplayError `password-wrong`, `sign-in-slow`, `password-short` or `password-long`."""
        self._throttle.begin(person.login, address)
        _, kept = people.find_by_login(self.database, person.login) or (None, None)
        if not is_right(old, kept):
            self._throttle.wrong(person.login, address)
            raise RoleplayError("password-wrong")
        self._throttle.right(person.login)
        people.set_password(self.database, person.id, hash_password(new))
        return self.open_session(person, None)

    def has_password(self, id: str) -> bool:
        """Not those who come by single sign-on, or did not use their first link yet. Raises NotFound."""
        found = people.find_by_login(self.database, self.person(id).login)
        return found is not None and found[1] is not None

    def set_password(self, id: str, password: str) -> None:
        """Signs the person out everywhere."""
        people.set_password(self.database, id, hash_password(password))

    def disable(self, id: str, disabled: bool = True) -> Person:
        """Signs the person out everywhere; what they did stays."""
        return people.disable_person(self.database, id, disabled)


def _as_wished(wish: AccountChange, known: Mapping[str, Person]) -> Person:
    name = check_name(wish.name)
    if wish.new:
        return Person(id=str(uuid4()), login=check_login(wish.login), name=name, roles=wish.roles)
    if wish.login not in known:
        raise NotFound("person-not-found")
    return known[wish.login].model_copy(update={"name": name, "roles": wish.roles})


def _digest(token: str | None) -> str | None:
    return None if token is None else digest(token)


def check_login(login: str) -> str:
    """In lower case, in narrow letters and without spaces around. Raises RoleplayError `login-odd`, or `login-mixed` for
    letters of two alphabets that look alike."""
    login = tidy(login).lower()
    if not login or len(login) > LONGEST_LOGIN or not login.isprintable() or any(mark.isspace() for mark in login):
        raise RoleplayError("login-odd", login=login[:40], most=LONGEST_LOGIN)
    if mixes_scripts(login):
        raise RoleplayError("login-mixed", login=login[:40])
    return login


def check_name(name: str) -> str:
    """Raises RoleplayError `name-odd`."""
    name = tidy(name)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise RoleplayError("name-odd", most=LONGEST_NAME)
    return name

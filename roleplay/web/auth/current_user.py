"""The current user: who sent this request or holds this socket. The middleware finds out; a long-lived socket asks again."""

from contextvars import ContextVar
from dataclasses import dataclass

from fastapi import Request

from roleplay.people import PeopleService
from roleplay.person import LOCAL, Person


@dataclass(frozen=True)
class Visitor:
    """A person in one browser. `token` is the browser's session, empty without accounts."""

    person: Person
    token: str = ""


ANONYMOUS = Visitor(LOCAL.model_copy(update={"id": "", "roles": frozenset()}))
"""Owns no attempt and has no role: what a handler sees when the middleware named nobody."""

_here: ContextVar[Visitor] = ContextVar("visitor", default=ANONYMOUS)


def visitor() -> Visitor:
    """Returns the visitor of the request or socket that is being served. Tasks begun for it inherit it."""
    return _here.get()


def set_visitor(who: Visitor) -> None:
    _here.set(who)


def is_still_signed_in(people: PeopleService, who: Visitor) -> bool:
    """Tells whether the session still holds: a socket outlives signing out."""
    if not people.exist():
        return who.person == LOCAL
    return people.holder(who.token) is not None


def current_user(request: Request) -> Person:
    """Returns who is signed in; `ANONYMOUS`'s person on a page that is open to all."""
    person: Person | None = getattr(request.state, "person", None)
    return person or ANONYMOUS.person


def current_user_id(request: Request) -> str:
    """Returns the id of the current user, to whom their attempts belong."""
    return current_user(request).id

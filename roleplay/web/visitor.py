"""Who stands behind a request or a socket: asked once at the door, and again wherever a socket stays open for long."""

from contextvars import ContextVar
from dataclasses import dataclass

from roleplay.people import PeopleService
from roleplay.person import LOCAL, Person


@dataclass(frozen=True)
class Visitor:
    """`token` is the browser's session, empty without accounts."""

    person: Person
    token: str = ""


NOBODY = Visitor(LOCAL.model_copy(update={"id": "", "roles": frozenset()}))
"""Belongs to no attempt and has no role: what a handler sees that was reached past the door."""

_here: ContextVar[Visitor] = ContextVar("visitor", default=NOBODY)


def visitor() -> Visitor:
    """Of the request or socket that is being served. Tasks begun for it inherit it."""
    return _here.get()


def set_visitor(who: Visitor) -> None:
    _here.set(who)


def is_still_here(people: PeopleService, who: Visitor) -> bool:
    """Whether the session still holds: a socket outlives signing out."""
    if not people.exist():
        return who.person == LOCAL
    return people.holder(who.token) is not None

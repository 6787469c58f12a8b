"""One deed in the audit trail, and who is acting just now. Imports nothing of ours but transcript."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from roleplay.transcript import Record

Deed = Literal[
    "sign_in", "sign_in_failed", "signed_out", "password", "sign_in_link", "linked", "unlinked",
    "account_added", "renamed", "roles", "teams", "disabled", "enabled", "erased", "import",
    "exported", "deleted", "content", "playbook_added", "playbook_withdrawn",
]  # fmt: skip
DEEDS: tuple[Deed, ...] = get_args(Deed)

NOBODY = ""  # not signed in
COMMAND = "command"  # somebody at the server's command line
SYSTEM = "system"  # the server itself, such as every night
PROVIDER = "provider"  # single sign-on, which sends roles and teams
ACTORS = (NOBODY, COMMAND, SYSTEM, PROVIDER, "local")
"""Who is no account. `local` is the one person of a server without accounts."""


@dataclass(frozen=True)
class Actor:
    """Who acts, as the id of an account or one of `ACTORS`, and from which address; of a command the system's user."""

    person: str = SYSTEM
    address: str = ""


class AuditEntry(Record):
    """`actor` and `subject` are ids of accounts, one of `ACTORS`, or the pseudonym of somebody erased. Logins and names are
    those of today, empty for who has no account. `details` holds counts, roles, names of teams and codes: no person's name."""

    id: int
    at: datetime
    deed: str
    actor: str
    actor_login: str
    actor_name: str
    subject: str
    subject_login: str
    subject_name: str
    address: str
    details: dict[str, Any]


SERVER = Actor()
_acting: ContextVar[Actor] = ContextVar("actor", default=SERVER)


def actor() -> Actor:
    """Returns who acts in this request, command or task."""
    return _acting.get()


def set_actor(who: Actor) -> None:
    """Names who acts from now on, also in tasks and threads begun from here."""
    _acting.set(who)


@contextmanager
def acting(person: str) -> Iterator[None]:
    """Meanwhile it is `person` who acts, from the same address."""
    before = _acting.set(replace(actor(), person=person))
    try:
        yield
    finally:
        _acting.reset(before)

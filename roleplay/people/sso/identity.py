"""What a house outside is asked for, and what it answers: who somebody is, and if it knows, their roles and teams."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from roleplay.person import Role


@dataclass(frozen=True)
class Identity:
    """`key` is the same for a person for ever (`issuer|subject`); empty where the login itself is all that is known.
    `roles` and `teams` are None where they are kept here."""

    login: str
    name: str
    key: str = ""
    roles: frozenset[Role] | None = None
    teams: tuple[str, ...] | None = None


@dataclass(frozen=True)
class AuthRequest:
    """What ties the way back to the way there: kept by the browser, sealed, and good for one return."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    back: str = "/"


class SignOn(Protocol):
    """A house to which browsers are sent and from which they come back. `label` may be empty."""

    id: str
    label: str

    async def authorization_url(self, journey: AuthRequest, return_to: str) -> str:
        """The address to send the browser to. Raises RoleplayError `outside-failed`."""
        ...

    async def callback(self, journey: AuthRequest, return_to: str, query: Mapping[str, str]) -> Identity:
        """Who came back. Raises RoleplayError `outside-failed`, `outside-unclear` or `outside-no-role`."""
        ...

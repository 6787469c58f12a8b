"""Defines what an identity provider is asked for and what it answers: the login, and if it knows them, roles and teams."""

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
    """State of one authorization request: kept by the browser, signed, and valid for one callback."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    back: str = "/"


class SignOn(Protocol):
    """An identity provider. `label`, the text of its button, may be empty."""

    id: str
    label: str

    async def authorization_url(self, journey: AuthRequest, return_to: str) -> str:
        """Returns the address to send the browser to. Raises RoleplayError `outside-failed`."""
        ...

    async def callback(self, journey: AuthRequest, return_to: str, query: Mapping[str, str]) -> Identity:
        """Returns who signed in. Raises RoleplayError `outside-failed`, `outside-unclear` or `outside-no-role`."""
        ...

"""Defines what an identity provider says of a person: the login, and if it knows them, roles and teams."""

from dataclasses import dataclass

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

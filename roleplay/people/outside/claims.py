"""From the claims of a token to an identity: which claim is the login, and what the roles and teams there mean here."""

from collections.abc import Iterable, Mapping
from typing import Any

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people.door import LONGEST_NAME, check_login
from roleplay.people.outside.identity import Identity
from roleplay.person import ROLES, Role

MOST_TEAMS = 50


def identity_of(claims: Mapping[str, Any], settings: Settings) -> Identity:
    """Raises RoleplayError `outside-unclear`, `outside-no-role` or `login-odd`."""
    login = _login(claims, settings.oidc_login_claim)
    return Identity(
        login=login,
        name=str(claims.get("name") or login),
        key=f"{claims['iss']}|{claims['sub']}",
        roles=_roles(claims.get(settings.oidc_role_claim), settings.oidc_roles) if settings.oidc_role_claim else None,
        teams=_teams(claims.get(settings.oidc_team_claim)) if settings.oidc_team_claim else None,
    )


def _login(claims: Mapping[str, Any], claim: str) -> str:
    """An address that nobody verified may be anybody's."""
    login = claims.get(claim)
    if not isinstance(login, str) or not login or (claim == "email" and claims.get("email_verified") is not True):
        raise RoleplayError("outside-unclear", claim=claim)
    return check_login(login)


def _roles(value: Any, meaning: Mapping[str, str]) -> frozenset[Role]:
    """Values that mean nothing here are passed over; but who has none is not let in."""
    named = {meaning.get(word, word) for word in _several(value)}
    roles: frozenset[Role] = frozenset(role for role in ROLES if role in named)
    if not roles:
        raise RoleplayError("outside-no-role")
    return roles


def _teams(value: Any) -> tuple[str, ...]:
    names = (" ".join(name.split()) for name in _several(value))
    fit = (name for name in names if name and len(name) <= LONGEST_NAME and name.isprintable())
    return tuple(dict.fromkeys(fit))[:MOST_TEAMS]


def _several(value: Any) -> Iterable[str]:
    """One word or a list of them."""
    return [str(each) for each in value] if isinstance(value, list) else [value] if isinstance(value, str) else []

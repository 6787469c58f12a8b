"""From the claims of a token to an identity: which claim is the login, and what the roles and teams there mean here.

A claim that is absent says nothing, which is not the same as one that is empty.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people.folding import folded, tidy
from roleplay.people.service import LONGEST_NAME, check_login
from roleplay.people.sso.identity import Identity
from roleplay.person import ROLES, Role

MOST_TEAMS = 50
OVERAGE = "_claim_names"  # Entra ID: too many groups for a token, so they are left out and only their claim is named
ABSENT = object()
_APART = re.compile(r"[,;；、]")
log = logging.getLogger(__name__)


def identity_of(claims: Mapping[str, Any], settings: Settings) -> Identity:
    """Raises RoleplayError `outside-unclear`, `outside-domain`, `outside-no-groups`, `outside-no-role` or `login-odd`."""
    login = _login(claims, settings.oidc_login_claim)
    if settings.oidc_domain and not login.endswith(f"@{settings.oidc_domain}"):
        raise RoleplayError("outside-domain", domain=settings.oidc_domain)
    return Identity(
        login=login,
        name=str(claims.get("name") or login)[:LONGEST_NAME],
        key=f"{claims['iss']}|{claims['sub']}",
        roles=_roles(claims, settings) if settings.oidc_role_claim else None,
        teams=_teams(claims, settings.oidc_team_claim) if settings.oidc_team_claim else None,
    )


def are_complete(claims: Mapping[str, Any], settings: Settings) -> bool:
    """Whether every claim that the settings name is there."""
    wanted = [settings.oidc_login_claim, settings.oidc_role_claim, settings.oidc_team_claim, "name"]
    verified = ["email_verified"] if settings.oidc_login_claim == "email" else []
    return all(claim_of(claims, claim) is not ABSENT for claim in wanted + verified if claim)


def completed(claims: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the claims of an ID token with what it lacks from the userinfo address. That an email is verified is said of the
    email it came with, never of another."""
    own, more = ({name: value for name, value in each.items() if value is not None} for each in (claims, told))
    if own.get("email") != more.get("email") and {"email", "email_verified"} & own.keys():
        (more if "email" in own else own).pop("email_verified", None)
    return more | own


def claim_of(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name; a dotted name that is no claim of its own is a path (`realm_access.roles`). ABSENT for none, and
    for a null."""
    found: Any = claims
    for part in [name] if name in claims else name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return ABSENT if found is None else found


def _login(claims: Mapping[str, Any], claim: str) -> str:
    """An address that nobody verified may be anybody's."""
    login = claim_of(claims, claim)
    verified = str(claims.get("email_verified", "")).lower() == "true"  # some providers send the word
    if not isinstance(login, str) or not login or (claim == "email" and not verified):
        raise RoleplayError("outside-unclear", claim=claim)
    return check_login(login)


def _roles(claims: Mapping[str, Any], settings: Settings) -> frozenset[Role]:
    """Values that mean nothing here are passed over; but who has none is not let in."""
    claim = settings.oidc_role_claim
    told = _several(claims, claim)
    if told is None:
        raise RoleplayError("outside-no-groups", claim=claim)
    meaning = {folded(theirs): ours for theirs, ours in settings.oidc_roles.items()}
    words = [word for name in told for word in (name, *name.split())]
    named = {meaning.get(folded(word), folded(word)) for word in words}
    roles: frozenset[Role] = frozenset(role for role in ROLES if role in named)
    if not roles:
        raise RoleplayError("outside-no-role")
    return roles


def _teams(claims: Mapping[str, Any], claim: str) -> tuple[str, ...] | None:
    told = _several(claims, claim)
    if told is None:
        return None
    fit = (name for name in map(tidy, told) if name and len(name) <= LONGEST_NAME and name.isprintable())
    return tuple(dict.fromkeys(fit))[:MOST_TEAMS]


def _several(claims: Mapping[str, Any], claim: str) -> list[str] | None:
    """A list of names, names in one text with commas between, or an object with the names as its keys (Zitadel). A path of
    groups (`/North`) loses its leading stroke. None for a claim that is absent, or is nothing of these; the log says so."""
    value = claim_of(claims, claim)
    if isinstance(value, str):
        parts: list[Any] = _APART.split(value)
    else:
        parts = list(value) if isinstance(value, list | Mapping) else [value]
    names = [part.strip().removeprefix("/") for part in parts if isinstance(part, str)]
    if parts and not names:
        log.warning("sign-on: the claim %r is absent: %s; what is kept here stays", claim, _why_absent(claims, claim))
        return None
    return names


def _why_absent(claims: Mapping[str, Any], claim: str) -> str:
    left_out = claims.get(OVERAGE)
    if isinstance(left_out, Mapping) and claim in left_out:
        return "the person is in too many groups for a token"
    return "the provider did not send it" if claim_of(claims, claim) is ABSENT else "it holds no text"

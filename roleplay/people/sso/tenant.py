"""Which sign-on may be opened at all: one that serves this company, said at the start and not at the first sign-in."""

import re

from roleplay.config import Settings
from roleplay.errors import RoleplayError

# Entra ID's addresses for every tenant: their issuer is a pattern (`{tenantid}`), so no token's issuer can be checked by it.
_EVERYBODY = re.compile(
    r"https://login\.microsoftonline\.[a-z.]+/(common|organizations|consumers)(/.*)?", re.IGNORECASE
)
_OPEN_TO_ALL = ("https://accounts.google.com",)  # whoever opens an account there is somebody to it


def check_tenant(settings: Settings) -> None:
    """Raises RoleplayError `setting-tenant` for an address of all tenants at once, and `setting-needs` where strangers would
    be given accounts for want of ROLEPLAY_OIDC_DOMAIN."""
    if found := _EVERYBODY.fullmatch(settings.oidc_issuer):
        raise RoleplayError("setting-tenant", name="ROLEPLAY_OIDC_ISSUER", tenant=found[1])
    if settings.oidc_issuer.rstrip("/") in _OPEN_TO_ALL and settings.add_unknown and not settings.oidc_domain:
        raise RoleplayError("setting-needs", name="ROLEPLAY_ADD_UNKNOWN", needed="ROLEPLAY_OIDC_DOMAIN")

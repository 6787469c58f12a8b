"""The identity providers for single sign-on; one module each beside this one, all implementing the SignOn protocol.

To add one (企业微信, 钉钉, 飞书), write its `SignOn` in a file here and open it in `sign_ons`.
"""

from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from roleplay.config import Settings
from roleplay.people.sso import Identity
from roleplay.web.auth.oidc import OpenIdConnect


class SignOn(Protocol):
    """An identity provider. `label`, the text of its button, may be empty. What it must know again at the callback it keeps
    in `request.session`, which lasts ten minutes and outlives a restart of the server."""

    id: str
    label: str

    async def redirect(self, request: Request, return_to: str) -> Response:
        """Returns a redirect to the provider. Raises RoleplayError `outside-failed`."""
        ...

    async def callback(self, request: Request) -> Identity:
        """Returns who signed in. Raises RoleplayError `outside-failed`, or what `identity_of` raises."""
        ...


def sign_ons(settings: Settings) -> dict[str, SignOn]:
    """Returns the configured providers by the id that stands for them in addresses.

    Raises RoleplayError `setting-tenant` or `setting-needs` for a provider that serves others than this company.
    """
    opened: list[SignOn] = [OpenIdConnect(settings)] if settings.oidc_issuer else []
    return {one.id: one for one in opened}

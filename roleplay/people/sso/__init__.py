"""Identity providers for single sign-on; one module each, all implementing the SignOn protocol.

To add one (企业微信, 钉钉, 飞书), write its `SignOn` in a file here and open it in `sign_ons`.
"""

from roleplay.config import Settings
from roleplay.people.sso.identity import AuthRequest, Identity, SignOn
from roleplay.people.sso.oidc import OpenIdConnect
from roleplay.people.sso.provision import provision_account

__all__ = ["AuthRequest", "Identity", "SignOn", "provision_account", "sign_ons"]


def sign_ons(settings: Settings) -> dict[str, SignOn]:
    """Returns the configured providers by the id that stands for them in addresses."""
    opened: list[SignOn] = [OpenIdConnect(settings)] if settings.oidc_issuer else []
    return {one.id: one for one in opened}

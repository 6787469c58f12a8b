"""From what an identity provider says of a person to their account here. The sign-on itself is in `roleplay/web/auth/`."""

from roleplay.people.sso.identity import Identity
from roleplay.people.sso.provision import provision_account

__all__ = ["Identity", "provision_account"]

"""Signs on by OpenID Connect. Authlib's Starlette client does discovery, state, nonce, PKCE and the check of the ID token;
ours are the claims it must hold, the limits on time, and one calm answer to whatever fails."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from authlib.integrations.starlette_client import OAuth
from authlib.oidc.discovery import get_well_known_url
from starlette.requests import Request
from starlette.responses import Response

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people.sso.claims import are_complete, completed, identity_of
from roleplay.people.sso.identity import Identity
from roleplay.people.sso.tenant import check_tenant

log = logging.getLogger(__name__)
SIGNED_BY = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
]  # never none, never a shared secret, whatever the provider offers
METHODS, BASIC = "token_endpoint_auth_methods_supported", "client_secret_basic"  # basic where nothing is said
CODE = re.compile(r"[a-z_]{1,40}")  # what OAuth calls an error; anything else may hold a name
LEEWAY = 60  # seconds by which clocks may differ
PATIENCE = 10.0  # seconds for each of the provider's answers
ALTOGETHER = 20.0  # seconds for all of them: a provider that trickles keeps nobody waiting for longer


class OpenIdConnect:
    """The provider of ROLEPLAY_OIDC_ISSUER. Its addresses and keys are asked for at each sign-in: keys change."""

    id = "oidc"

    def __init__(self, settings: Settings) -> None:
        check_tenant(settings)
        self.settings = settings
        self.label = settings.oidc_name

    async def redirect(self, request: Request, return_to: str) -> Response:
        async with _trouble():
            answer: Response = await (await self._client()).authorize_redirect(request, return_to)
            return answer

    async def callback(self, request: Request) -> Identity:
        async with _trouble():
            client = await self._client()
            token = await client.authorize_access_token(request, claims_options=self._wanted(client), leeway=LEEWAY)
            if "id_token" not in token:  # then Authlib would have checked nothing
                raise ValueError("the provider sent no ID token")
            claims = await self._completed(client, token)
        return identity_of(claims, self.settings)

    async def _client(self) -> Any:
        """Authlib's client, with what the provider tells of itself today; it must be the one that was asked."""
        secret = self.settings.oidc_client_secret
        options = {"scope": self.settings.oidc_scopes, "code_challenge_method": "S256", "timeout": PATIENCE}
        client = OAuth().register(
            self.id, client_id=self.settings.oidc_client_id, client_secret=secret or None, client_kwargs=options,
            server_metadata_url=get_well_known_url(self.settings.oidc_issuer, external=True),
        )  # fmt: skip
        about = await client.load_server_metadata()
        if str(about["issuer"]).rstrip("/") != self.settings.oidc_issuer.rstrip("/"):
            raise ValueError("the issuer's own name for itself is another one")
        about["id_token_signing_alg_values_supported"] = SIGNED_BY
        by_header = BASIC in about.get(METHODS, [BASIC])
        options["token_endpoint_auth_method"] = "none" if not secret else BASIC if by_header else "client_secret_post"
        return client

    def _wanted(self, client: Any) -> dict[str, dict[str, Any]]:
        return {
            "iss": {"essential": True, "value": client.server_metadata["issuer"]},
            "aud": {"essential": True, "value": self.settings.oidc_client_id},
            "sub": {"essential": True},
        }

    async def _completed(self, client: Any, token: Mapping[str, Any]) -> dict[str, Any]:
        """What the ID token lacks is asked for where the provider tells about a person (OpenID Connect Core 5.3)."""
        claims = dict(token["userinfo"])  # Authlib's name for the checked claims of the ID token
        if "userinfo_endpoint" not in client.server_metadata or are_complete(claims, self.settings):
            return claims
        try:
            told = await client.userinfo(token=token)
        except Exception as trouble:  # noqa: BLE001 - whatever is wrong there: it is asked for more than is needed
            log.warning("sign-on: userinfo cannot be used (%s): the ID token alone must do", type(trouble).__name__)
            return claims
        if told.get("sub") != claims["sub"]:
            raise ValueError("the provider tells about somebody else than the token")
        return completed(claims, told)


@asynccontextmanager
async def _trouble() -> AsyncIterator[None]:
    """Whatever is wrong there, the browser is told the same; the log says what, without what was in the token."""
    try:
        async with asyncio.timeout(ALTOGETHER):
            yield
    except Exception as trouble:
        code = str(getattr(trouble, "error", ""))  # OAuth's short code; its description may name the person
        log.warning("sign-on failed: %s %s", type(trouble).__name__, code if CODE.fullmatch(code) else "")
        raise RoleplayError("outside-failed") from trouble

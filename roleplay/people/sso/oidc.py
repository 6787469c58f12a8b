"""Signs on by OpenID Connect: discovery, the code flow with PKCE, and an ID token whose claims are all checked (by Authlib)."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.jwk import KeySet

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people.sso.claims import are_complete, identity_of
from roleplay.people.sso.identity import AuthRequest, Identity

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
]  # never none, never a shared secret
METHODS, BASIC = "token_endpoint_auth_methods_supported", "client_secret_basic"  # basic where nothing is said
CODE = re.compile(r"[a-z_]{1,40}")
LEEWAY = 60  # seconds by which clocks may differ
PATIENCE = 10  # seconds for the provider's answer


class OpenIdConnect:
    """The provider of ROLEPLAY_OIDC_ISSUER. Its addresses and keys are asked for at each sign-in: keys change."""

    id = "oidc"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.label = settings.oidc_name

    async def authorization_url(self, journey: AuthRequest, return_to: str) -> str:
        with _trouble():
            async with self._client(return_to) as client:
                address, _ = client.create_authorization_url(
                    (await self._about(client))["authorization_endpoint"],
                    state=journey.state,
                    nonce=journey.nonce,
                    code_verifier=journey.verifier,
                )
                return str(address)

    async def callback(self, journey: AuthRequest, return_to: str, query: Mapping[str, str]) -> Identity:
        with _trouble():
            async with self._client(return_to) as client:
                about = await self._about(client)
                if self.settings.oidc_client_secret and BASIC not in about.get(METHODS, [BASIC]):
                    client.token_endpoint_auth_method = "client_secret_post"
                token = await client.fetch_token(
                    about["token_endpoint"],
                    authorization_response=f"{return_to}?{urlencode(query)}",
                    state=journey.state,
                    code_verifier=journey.verifier,
                )
                claims = await self._claims(client, about, token, journey.nonce)
        return identity_of(claims, self.settings)

    def _client(self, return_to: str) -> Any:
        return AsyncOAuth2Client(
            client_id=self.settings.oidc_client_id, client_secret=self.settings.oidc_client_secret or None,
            token_endpoint_auth_method=BASIC if self.settings.oidc_client_secret else "none",
            scope=self.settings.oidc_scopes, redirect_uri=return_to, code_challenge_method="S256", timeout=PATIENCE,
        )  # fmt: skip

    async def _about(self, client: Any) -> dict[str, Any]:
        """What the provider tells of itself; it must be the one that was asked."""
        about = await _get(client, get_well_known_url(self.settings.oidc_issuer, external=True))
        if str(about["issuer"]).rstrip("/") != self.settings.oidc_issuer.rstrip("/"):
            raise ValueError("the issuer's own name for itself is another one")
        return about

    async def _claims(self, client: Any, about: dict[str, Any], token: dict[str, Any], nonce: str) -> dict[str, Any]:
        keys = KeySet.import_key_set(await _get(client, about["jwks_uri"]))  # type: ignore[arg-type]
        read = jwt.decode(token["id_token"], keys, algorithms=SIGNED_BY)
        wanted = {
            "iss": {"essential": True, "value": about["issuer"]},
            "aud": {"essential": True, "value": self.settings.oidc_client_id},
            "sub": {"essential": True},
        }
        beside = {"nonce": nonce, "client_id": self.settings.oidc_client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(read.claims, read.header, wanted, beside)
        claims.validate(leeway=LEEWAY)
        return await self._completed(client, about, dict(claims))

    async def _completed(self, client: Any, about: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """What the ID token lacks is asked for where the provider tells about a person (OpenID Connect Core 5.3)."""
        address = about.get("userinfo_endpoint")
        if not address or are_complete(claims, self.settings):
            return claims
        told = await _get(client, address, withhold_token=False)
        if told.get("sub") != claims["sub"]:
            raise ValueError("the provider tells about somebody else than the token")
        return {**told, **claims}


async def _get(client: Any, address: str, withhold_token: bool = True) -> dict[str, Any]:
    answer = await client.request("GET", address, withhold_token=withhold_token)
    answer.raise_for_status()
    read: dict[str, Any] = answer.json()
    return read


@contextmanager
def _trouble() -> Iterator[None]:
    """Whatever is wrong there, the browser is told the same; the log says what, without what was in the token."""
    try:
        yield
    except Exception as trouble:
        code = str(getattr(trouble, "error", ""))  # OAuth's short code; its description may name the person
        log.warning("sign-on failed: %s %s", type(trouble).__name__, code if CODE.fullmatch(code) else "")
        raise RoleplayError("outside-failed") from trouble

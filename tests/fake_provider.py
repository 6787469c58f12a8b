"""A provider of OpenID Connect on this machine, with a real key: discovery, authorization, token, keys. It can be told to lie."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "practice-house", "between us two"


@dataclass
class Provider:
    """`claims` is who signs in there; `lies` replace what the token should say, None takes it away."""

    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    issuer_lie: str = ""
    by_form: bool = False  # takes the client's secret in the form only
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}, private=True))
    signs_with: RSAKey | OctKey | None = None
    algorithm: str = "RS256"
    asked: list[dict[str, str]] = field(default_factory=list)
    info: dict[str, Any] | None = None  # what it tells where people are told about; None: there is no such place
    info_fails: bool = False  # there is such a place, but it answers 400
    offers: dict[str, Any] = field(default_factory=dict)  # more that it tells of itself
    answers: dict[str, Any] | None = None  # instead of the token's answer
    delay: float = 0.0  # seconds before each answer

    def __enter__(self) -> Self:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/house"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def authorize(self, address: str) -> str:
        """What the browser does there: signs in, and is sent back with a code."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert (
            asked["response_type"] == "code"
            and asked["client_id"] == CLIENT
            and asked["code_challenge_method"] == "S256"
        )
        asked["code"] = secrets.token_urlsafe(8)
        self.asked.append(asked)
        return f"{asked['redirect_uri']}?code={asked['code']}&state={asked['state']}"

    def about(self) -> dict[str, Any]:
        at = {name: f"{self.issuer}/{name}" for name in ("authorize", "token", "keys")}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]} if self.by_form else {}
        info = {"userinfo_endpoint": f"{self.issuer}/info"} if self.info is not None or self.info_fails else {}
        return self.offers | methods | info | {
            "issuer": self.issuer_lie or self.issuer, "authorization_endpoint": at["authorize"], "token_endpoint": at["token"],
            "jwks_uri": at["keys"],
        }  # fmt: skip

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self.key]).as_dict(private=False))

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """None for a code it never gave, a wrong verifier, or a client it does not know."""
        asked = next((one for one in self.asked if one["code"] == form.get("code")), None)
        if asked is None or not self._is_client(form, authorization):
            return None
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        )
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        self.asked.remove(asked)
        return self.answers or {"access_token": "a", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])}

    def _is_client(self, form: dict[str, str], authorization: str) -> bool:
        if self.by_form:
            return (form.get("client_id"), form.get("client_secret"), authorization) == (CLIENT, SECRET, "")
        told = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        return unquote_plus(told) == f"{CLIENT}:{SECRET}"  # RFC 6749 has it form-encoded

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
            **self.lies,
        }
        told = {name: value for name, value in told.items() if value is not None}
        key = self.signs_with or self.key
        return jwt.encode({"alg": self.algorithm, "kid": "first"}, told, key)


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path.removeprefix("/house")
            answers = {"/.well-known/openid-configuration": provider.about, "/keys": provider.keys}
            if path == "/info" and self.headers.get("authorization") == "Bearer a":
                return self._answer(provider.info)
            return self._answer(answers[path]() if path in answers else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(provider.token(form, self.headers.get("authorization", "")))

        def _answer(self, what: dict[str, Any] | None) -> None:
            time.sleep(provider.delay)
            body = json.dumps(what if what is not None else {"error": "invalid_grant"}).encode()
            self.send_response(200 if what is not None else 400)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    return Handler

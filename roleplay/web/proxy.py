"""The reverse proxy in front: what it tells of the browser behind it is believed from its own address, and from nobody else."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-forwarded-proto")
PASSED_ON = (*FORWARDED, b"x-forwarded-host", b"x-real-ip", b"via")  # what proxies add, also those nobody told us of


class BehindProxy:
    """Asked first. From the proxy: the browser's address and whether it came by TLS replace the proxy's own, and the person
    it names goes into the request's state, and so does whether no proxy shows itself (`direct`). From elsewhere all of that is taken away, as if it had never been sent."""

    def __init__(self, app: ASGIApp, trusted: Sequence[str], header: str) -> None:
        self.app = app
        self.believing = ProxyHeadersMiddleware(cast(Any, app), list(trusted))
        self.trusted = [ip_network(network) for network in trusted]
        self.header = header.lower().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        direct = not any(name in PASSED_ON for name, _ in scope["headers"])
        scope = {**scope, "state": {**scope.get("state", {}), "direct": direct}}
        named = [value for name, value in scope["headers"] if name == self.header]
        if self._is_proxy(scope):
            # Two of them: one was not written by the proxy.
            state = {
                **scope.get("state", {}),
                "vouched": named[0].decode("utf-8", "replace") if len(named) == 1 else "",
            }
            return await self.believing(
                cast(Any, self._without(scope, (self.header,), state)), cast(Any, receive), cast(Any, send)
            )
        return await self.app(self._without(scope, (self.header, *FORWARDED), scope.get("state", {})), receive, send)

    def _is_proxy(self, scope: Scope) -> bool:
        try:
            address = ip_address((scope.get("client") or ("",))[0])
        except ValueError:  # a unix socket has none
            return False
        return any(address in network for network in self.trusted)

    @staticmethod
    def _without(scope: Scope, names: Sequence[bytes], state: dict[str, Any]) -> Scope:
        headers = [(name, value) for name, value in scope["headers"] if name not in names]
        return {**scope, "headers": headers, "state": state}

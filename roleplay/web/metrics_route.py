"""`/metrics`, for Prometheus: answered to this machine, and to whoever has the token. Nobody's words, names or ids are in it."""

import asyncio
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from secrets import compare_digest

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from roleplay.errors import RoleplayError
from roleplay.metrics import CONTENT_TYPE, exposition, set_state
from roleplay.store.attempts import count_open
from roleplay.web.app_context import AppContext, context_of
from roleplay.web.gate import LOOPBACK
from roleplay.web.readiness import parts_of

LEFT_AFTER = timedelta(minutes=30)  # a talk that nobody touched for so long is not under way (judgement)
routes = APIRouter()


@routes.get("/metrics")
async def metrics(request: Request) -> Response:
    """401 without the token from elsewhere, whether or not a token is set."""
    if not (_has_token(request) or _is_here(request)):
        return PlainTextResponse("loopback or token only", 401, {"WWW-Authenticate": "Bearer"})
    await asyncio.to_thread(_look, context_of(request))
    return Response(exposition(), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def _has_token(request: Request) -> bool:
    token = context_of(request).settings.metrics_token
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    return bool(token) and scheme.lower() == "bearer" and compare_digest(sent.strip().encode(), token.encode())


def _is_here(request: Request) -> bool:
    """Whether a program on this machine asks. A proxy on this machine passes on what others ask: it is known by the headers it
    adds, or by the name it was asked for."""
    if not (getattr(request.state, "direct", False) and LOOPBACK.fullmatch(request.headers.get("host", ""))):
        return False
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _look(context: AppContext) -> None:
    """What is true at this moment. A database that is away leaves the open talks unknown, and the rest is told."""
    practice = context.practice
    try:
        talks = count_open(practice.database, datetime.now(UTC) - LEFT_AFTER)
    except RoleplayError:
        talks = None
    ready = {name: bool(part["ok"]) for name, part in parts_of(context).items()}
    set_state(talks, practice.waiting_judgings, ready, practice.breaker != "closed")

"""`/health` says that the process lives; `/ready` says whether it can do its work, part by part, for whoever watches it."""

import asyncio
import shutil
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from roleplay.content.problem import BadContent
from roleplay.content.served_content import problems_served
from roleplay.errors import RoleplayError
from roleplay.store.database import Database
from roleplay.web.app_context import AppContext, context_of

LEAST_DISK = 100 * 1024**2  # bytes: below it a talk may soon not be stored (judgement)

routes = APIRouter()


@routes.get("/health")
async def health() -> PlainTextResponse:
    return PlainTextResponse("ok")


@routes.get("/ready")
async def ready(request: Request) -> JSONResponse:
    """200 when every part works, else 503; each part says `ok` or what is wrong. No path, address or word of a talk is told."""
    found = await asyncio.to_thread(parts_of, context_of(request))
    fine = all(part["ok"] for part in found.values())
    return JSONResponse({"ready": fine, **found}, 200 if fine else 503)


def parts_of(context: AppContext) -> dict[str, dict[str, Any]]:
    """Returns each part by its name, with `ok` and what is wrong or worth knowing."""
    database = context.practice.database
    return {
        "database": _database(database), "content": _content(context), "disk": _disk(database),
        "listener": _listener(context), "endpoint": _endpoint(context),
        "budget": {"ok": True, "level": context.practice.spending.level},
    }  # fmt: skip


def _listener(context: AppContext) -> dict[str, Any]:
    """Never a reason not to be ready: what no model hears is heard offline."""
    state = context.practice.hearing.state
    told = {"ok": True, "model": state.model, "unfit": state.unfit, "breaker": state.breaker}
    return told if state.breaker == "closed" else {**told, "why": "the listening model failed repeatedly"}


def _endpoint(context: AppContext) -> dict[str, Any]:
    """Never a reason not to be ready: what no model says the offline customer says."""
    state = context.practice.breaker.state
    told = {"ok": True, "configured": context.settings.has_model, "breaker": state}
    return told if state == "closed" else {**told, "why": "the customer's model failed repeatedly or asked for a rest"}


def _database(database: Database) -> dict[str, Any]:
    try:
        database.check()
    except RoleplayError as trouble:
        return {"ok": False, "why": trouble.code}
    return {"ok": True}


def _content(context: AppContext) -> dict[str, Any]:
    try:
        library = context.practice.library()
    except BadContent as bad:
        return {"ok": False, "why": f"{len(bad.problems)} problems, see `roleplay check`"}
    told: dict[str, Any] = {"ok": bool(library.scenarios), "scenarios": len(library.scenarios)}
    served = problems_served(context.practice.library)
    if served and served.problems:  # no reason not to be ready: the rest is served
        told["why"] = f"{len(served.problems)} problems, see `roleplay check`"
        told["last_good"], told["left_out"] = sorted(served.older), sorted(served.left_out)
    return told


def _disk(database: Database) -> dict[str, Any]:
    if database.file is None:
        return {"ok": True}
    free = shutil.disk_usage(database.file.parent).free
    return {"ok": free >= LEAST_DISK, "free_mb": free // 1024**2}

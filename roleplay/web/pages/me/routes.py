"""The current user's own data: what there is, who sees it and where it goes; the download, private talks, deletion."""

import asyncio
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import CurrentUser
from roleplay.web.pages.attempts.view import list_attempt
from roleplay.web.pages.progress.figures import counted
from roleplay.web.pages.scenario_brief.view import judge_of, words_go_to
from roleplay.web.render import page
from roleplay.web.zip_stream import zip_stream

routes = APIRouter()


@routes.get("/me", response_class=HTMLResponse)
async def mine(me: CurrentUser, request: Request, deleted: Annotated[int, Query(ge=0, le=10**6)] = 0) -> HTMLResponse:
    context = context_of(request)
    ids, attempts = await context.practice.my_data.ids(me.id), await context.practice.attempts(me.id)
    return page(
        request, "me/me.html", rows=ids, talks=len(counted(attempts)), retries=len(attempts) - len(counted(attempts)),
        hidden=sum(attempt.private for attempt in counted(attempts)), deleted=deleted, settings=context.settings,
        answered=bool(await asyncio.to_thread(context.knowledge.export, me.id)),
        host=words_go_to(context.settings), judge=judge_of(context.settings), played=context.settings.speaker == "model",
        open=[await list_attempt(context.practice, attempt) for attempt in attempts if not attempt.is_finished],
    )  # fmt: skip


@routes.get("/me/export.zip")
def take_along(me: CurrentUser, request: Request) -> StreamingResponse:
    """Written while it is read: one attempt at a time is in memory."""
    context_of(request).audit.note_export("own_talks", me.id)
    files = context_of(request).practice.my_data.export(me.id)
    named: Iterator[tuple[str, dict[str, Any]]] = (
        (f"{attempt.started_at:%Y-%m-%d}-{attempt.scenario}-{attempt.id}.json", told) for attempt, told in files
    )
    if answers := context_of(request).knowledge.export(me.id):
        named = chain(named, [("quiz.json", {"answers": answers})])
    headers = {"Content-Disposition": 'attachment; filename="roleplay.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(zip_stream(named), media_type="application/zip", headers=headers)


@routes.get("/me/delete", response_class=HTMLResponse)
async def ask_all(me: CurrentUser, request: Request) -> HTMLResponse:
    talks = len(await context_of(request).practice.my_data.ids(me.id))
    return page(request, "me/delete.html", row=None, talks=talks, retries=0, action="/me/delete", leave="/me")


@routes.post("/me/delete")
async def delete_all(me: CurrentUser, request: Request) -> RedirectResponse:
    context = context_of(request)
    await asyncio.to_thread(context.knowledge.forget, me.id)
    gone = await context.practice.my_data.delete_all(me.id)
    return RedirectResponse(f"/me?deleted={gone}", 303)


@routes.get("/attempts/{attempt_id}/delete", response_class=HTMLResponse)
async def ask_one(me: CurrentUser, request: Request, attempt_id: str) -> HTMLResponse:
    practice = context_of(request).practice
    attempt = await practice.attempt(attempt_id, me.id)
    way = f"/attempts/{attempt.id}"
    return page(
        request, "me/delete.html", row=await list_attempt(practice, attempt), talks=1, action=f"{way}/delete", leave=way,
        retries=await practice.my_data.retries(attempt),
    )  # fmt: skip


@routes.post("/attempts/{attempt_id}/delete")
async def delete_one(me: CurrentUser, request: Request, attempt_id: str) -> RedirectResponse:
    gone = await context_of(request).practice.my_data.delete(attempt_id, me.id)
    return RedirectResponse(f"/me?deleted={gone}", 303)


@routes.post("/attempts/{attempt_id}/private")
async def hide_or_submit(
    me: CurrentUser, request: Request, attempt_id: str, private: Annotated[bool, Form()]
) -> RedirectResponse:
    my_data = context_of(request).practice.my_data
    change = my_data.keep_private if private else my_data.submit
    attempt = await change(attempt_id, me.id)
    return RedirectResponse(f"/attempts/{attempt.id}#mine", 303)

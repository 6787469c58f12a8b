"""What is mine: how much was practised, who sees it and where it goes; taking it along, keeping it private, deleting it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from roleplay.attempt import Attempt
from roleplay.web.allowed import Me
from roleplay.web.house import House, house_of
from roleplay.web.pages.brief import judge_of, words_go_to
from roleplay.web.pages.home import row_of
from roleplay.web.pages.progress import counted
from roleplay.web.render import page
from roleplay.web.zipped import zipped

routes = APIRouter()
May = Literal["hide", "submit", "nothing"]


async def may_be(house: House, attempt: Attempt) -> May:
    """What the seller may make of who sees it. What is private may always be submitted, whatever the house allows today."""
    if attempt.is_branch:
        return "nothing"
    if attempt.private:
        return "submit"
    allowed = house.settings.private == "allowed"
    return "hide" if allowed and not await house.practice.my_data.is_reviewed(attempt) else "nothing"


@routes.get("/me", response_class=HTMLResponse)
async def mine(me: Me, request: Request, deleted: Annotated[int, Query(ge=0, le=10**6)] = 0) -> HTMLResponse:
    house = house_of(request)
    ids, attempts = await house.practice.my_data.ids(me.id), await house.practice.attempts(me.id)
    return page(
        request, "me.html", rows=ids, talks=len(counted(attempts)), retries=len(attempts) - len(counted(attempts)),
        hidden=sum(attempt.private for attempt in counted(attempts)), deleted=deleted, settings=house.settings,
        host=words_go_to(house.settings), judge=judge_of(house.settings), played=house.settings.speaker == "model",
        open=[await row_of(house.practice, attempt) for attempt in attempts if not attempt.is_finished],
    )  # fmt: skip


@routes.get("/me/export.zip")
async def take_along(me: Me, request: Request) -> StreamingResponse:
    """Written while it is read: one attempt at a time is in memory."""
    files = house_of(request).practice.my_data.export(me.id)
    named = ((f"{attempt.started_at:%Y-%m-%d}-{attempt.scenario}-{attempt.id}.json", told) for attempt, told in files)
    headers = {"Content-Disposition": 'attachment; filename="roleplay.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(zipped(named), media_type="application/zip", headers=headers)


@routes.get("/me/delete", response_class=HTMLResponse)
async def ask_all(me: Me, request: Request) -> HTMLResponse:
    talks = len(await house_of(request).practice.my_data.ids(me.id))
    return page(request, "me_delete.html", row=None, talks=talks, retries=0, action="/me/delete", leave="/me")


@routes.post("/me/delete")
async def delete_all(me: Me, request: Request) -> RedirectResponse:
    gone = await house_of(request).practice.my_data.delete_all(me.id)
    return RedirectResponse(f"/me?deleted={gone}", 303)


@routes.get("/attempts/{attempt_id}/delete", response_class=HTMLResponse)
async def ask_one(me: Me, request: Request, attempt_id: str) -> HTMLResponse:
    practice = house_of(request).practice
    attempt = await practice.attempt(attempt_id, me.id)
    way = f"/attempts/{attempt.id}"
    return page(
        request, "me_delete.html", row=await row_of(practice, attempt), talks=1, action=f"{way}/delete", leave=way,
        retries=await practice.my_data.retries(attempt),
    )  # fmt: skip


@routes.post("/attempts/{attempt_id}/delete")
async def delete_one(me: Me, request: Request, attempt_id: str) -> RedirectResponse:
    gone = await house_of(request).practice.my_data.delete(attempt_id, me.id)
    return RedirectResponse(f"/me?deleted={gone}", 303)


@routes.post("/attempts/{attempt_id}/private")
async def hide_or_submit(
    me: Me, request: Request, attempt_id: str, private: Annotated[bool, Form()]
) -> RedirectResponse:
    my_data = house_of(request).practice.my_data
    change = my_data.keep_private if private else my_data.submit
    attempt = await change(attempt_id, me.id)
    return RedirectResponse(f"/attempts/{attempt.id}#mine", 303)

"""One attempt on the coach's desk: transcript and checks side by side, corrections, comments, and signing off."""

import asyncio
import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.person import Person
from roleplay.review.service import ReviewService
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.pages.asked import Asked, read_asked
from roleplay.web.pages.promote import playbook_of, promotion_of
from roleplay.web.pages.queue import ask_queue
from roleplay.web.pages.reviewing import criteria_of, opened, spoken
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach/attempts/{attempt_id}")
Text = Annotated[str, Form(max_length=20_000)]
Edition = Annotated[int, Form(ge=0, lt=1_000_000)]


@routes.get("", response_class=HTMLResponse)
async def review(request: Request, me: Coach, attempt_id: str, turn: str = "", take: str = "") -> HTMLResponse:
    """`turn` is chosen beforehand in the form for comments, `take` in that for the playbook."""
    entered: dict[str, Any] = {"turn": turn[:4]} if turn.isdecimal() else {}
    if taken := numbers(take):
        entered["promote"] = {"turn": taken[0]}
    return await _shown(request, me, attempt_id, entered=entered)


@routes.post("/corrections")
async def correct(
    request: Request, me: Coach, attempt_id: str, edition: Edition, target: Text, value: Text = "", reason: Text = "",
    turns: Text = "", act: Text = "save",
) -> Response:  # fmt: skip
    """`act` is `save`, or `withdraw` to take a correction back."""
    entered = {"target": target, "value": value, "reason": reason, "turns": turns}

    def change(reviews: ReviewService) -> None:
        if act == "withdraw":
            reviews.withdraw(me, attempt_id, edition, target)
        else:
            reviews.correct(me, attempt_id, edition, target, value, reason, numbers(turns))

    return await _change(request, me, attempt_id, change, entered, f"#{target.replace(':', '-')}")


@routes.post("/marks")
async def mark(request: Request, me: Coach, attempt_id: str, edition: Edition) -> Response:
    """Values of checks while the score is hidden, each in a field `mark.<check>`."""
    form = await request.form()
    values = {name.removeprefix("mark."): str(value) for name, value in form.items() if name.startswith("mark.")}
    return await _change(
        request, me, attempt_id, lambda reviews: reviews.mark(me, attempt_id, edition, values), {"marks": values}
    )


@routes.post("/comments")
async def comment(request: Request, me: Coach, attempt_id: str, text: Text = "", turn: Text = "") -> Response:
    which = next(iter(numbers(turn)), None)
    return await _change(
        request, me, attempt_id, lambda reviews: reviews.comment(me, attempt_id, text, which),
        {"text": text, "turn": turn}, "#comments",
    )  # fmt: skip


@routes.post("/playbook")
async def promote(
    request: Request, me: Coach, attempt_id: str, turn: Annotated[int, Form()],
    serves: Annotated[list[str] | None, Form()] = None, line: Text = "", why: Text = "",
) -> Response:  # fmt: skip
    """Takes a line into the playbook."""
    door, chosen = playbook_of(request), serves or []
    return await _change(
        request, me, attempt_id, lambda _: door.promote(me, attempt_id, turn, chosen, line, why),
        {"promote": {"turn": turn, "chosen": chosen, "line": line, "why": why}}, "#to-playbook",
    )  # fmt: skip


@routes.post("/sign-off")
async def sign_off(
    request: Request, me: Coach, attempt_id: str, edition: Edition, note: Text = "", act: Text = "keep"
) -> Response:
    """`act` is `keep` for the note alone, or `sign`, which leads to the next talk in the queue, or back to it."""
    reviews, asked = house_of(request).reviews, await _list_of(request, me)
    if act != "sign":
        return await _change(
            request,
            me,
            attempt_id,
            lambda reviews: reviews.note(me, attempt_id, edition, note),
            {"note": note},
            "#sign",
        )
    desk = await asyncio.to_thread(reviews.context, me, attempt_id)
    follows = await asyncio.to_thread(reviews.next, me, asked.filters, desk.attempt)
    way = f"/coach/attempts/{follows}" if follows else "/coach"
    return await _change(
        request, me, attempt_id, lambda reviews: reviews.sign_off(me, attempt_id, edition, note), {"note": note},
        to=_with_query(way, asked),
    )  # fmt: skip


@routes.post("/reopen")
async def reopen(request: Request, me: Coach, attempt_id: str) -> Response:
    return await _change(request, me, attempt_id, lambda reviews: reviews.reopen(me, attempt_id), {})


def numbers(text: str) -> list[int]:
    """Turns as people write them: 13, 15."""
    return [int(found) for found in re.findall(r"[0-9]{1,6}", text)]


async def _change(
    request: Request, me: Person, attempt_id: str, change: Callable[[ReviewService], object], entered: dict[str, Any],
    anchor: str = "", to: str = "",
) -> Response:  # fmt: skip
    """What is refused is shown again: what stands, and beside it what was entered."""
    try:
        await asyncio.to_thread(change, house_of(request).reviews)
    except NotFound:
        raise
    except RoleplayError as refused:
        return await _shown(request, me, attempt_id, 409, words_for(request).error(refused), entered)
    return RedirectResponse(to or _with_query(f"/coach/attempts/{attempt_id}", _asked(request)) + anchor, 303)


async def _shown(
    request: Request, me: Person, attempt_id: str, status: int = 200, trouble: str = "", entered: dict[str, Any] | None = None
) -> HTMLResponse:  # fmt: skip
    desk = await asyncio.to_thread(house_of(request).reviews.context, me, attempt_id)
    criteria, entered = criteria_of(desk), entered or {}
    lines = await asyncio.to_thread(playbook_of(request).lines, desk.attempt.scenario)
    return page(
        request, "review.html", status=status, desk=desk, attempt=desk.attempt, criteria=criteria,
        opened=opened(criteria, entered.get("target", "")),
        lines=spoken(desk, criteria), asked=_asked(request), trouble=trouble, entered=entered,
        promote=promotion_of(desk, **entered.get("promote", {})), taken=[each for each in lines if each.attempt == attempt_id],
        scenario=desk.material.scenario, persona=desk.material.persona, rubric=desk.material.rubric,
    )  # fmt: skip


async def _list_of(request: Request, me: Person) -> Asked:
    """The list this talk was opened from; an assignment that was withdrawn meanwhile narrows it no more."""
    try:
        return (await ask_queue(request, me))[0]
    except NotFound:
        return _asked(request)


def _asked(request: Request) -> Asked:
    return read_asked(request.query_params, words_for(request).zone)


def _with_query(way: str, asked: Asked) -> str:
    query = asked.query()
    return f"{way}?{query}" if query else way

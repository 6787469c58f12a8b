"""One attempt reviewed by a coach: transcript and checks side by side, corrections, comments, and signing off."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.person import Person
from roleplay.review.service import ReviewService
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.queue.queue_filters import QueueFilters, read_queue_filters
from roleplay.web.pages.queue.view import ask_queue
from roleplay.web.pages.review.playbook_form import promotion_of
from roleplay.web.pages.review.view import criteria_of, opened, review_turns
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach/attempts/{attempt_id}")
Text = Annotated[str, Form(max_length=20_000)]
Edition = Annotated[int, Form(ge=0, lt=1_000_000)]


@routes.get("", response_class=HTMLResponse)
def review(request: Request, me: Coach, attempt_id: str, turn: str = "", take: str = "") -> HTMLResponse:
    """`turn` is chosen beforehand in the form for comments, `take` in that for the playbook."""
    entered: dict[str, Any] = {"turn": turn[:4]} if turn.isdecimal() else {}
    if taken := numbers(take):
        entered["promote"] = {"turn": taken[0]}
    return _shown(request, me, attempt_id, entered=entered)


@routes.post("/corrections")
def correct(
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

    return _change(request, me, attempt_id, change, entered, f"#{target.replace(':', '-')}")


async def _marks(request: Request) -> dict[str, str]:
    """Values of checks while the score is hidden, each in a field `mark.<check>`."""
    form = await request.form()
    return {name.removeprefix("mark."): str(value) for name, value in form.items() if name.startswith("mark.")}


Marks = Annotated[dict[str, str], Depends(_marks)]


@routes.post("/marks")
def mark(request: Request, me: Coach, attempt_id: str, edition: Edition, values: Marks) -> Response:
    return _change(
        request, me, attempt_id, lambda reviews: reviews.mark(me, attempt_id, edition, values), {"marks": values}
    )


@routes.post("/comments")
def comment(request: Request, me: Coach, attempt_id: str, text: Text = "", turn: Text = "") -> Response:
    which = next(iter(numbers(turn)), None)
    return _change(
        request, me, attempt_id, lambda reviews: reviews.comment(me, attempt_id, text, which),
        {"text": text, "turn": turn}, "#comments",
    )  # fmt: skip


@routes.post("/playbook")
def promote(
    request: Request, me: Coach, attempt_id: str, turn: Annotated[int, Form()],
    serves: Annotated[list[str] | None, Form()] = None, line: Text = "", why: Text = "",
) -> Response:  # fmt: skip
    """Takes a line into the playbook."""
    playbook, chosen = context_of(request).playbook, serves or []
    return _change(
        request, me, attempt_id, lambda _: playbook.promote(me, attempt_id, turn, chosen, line, why),
        {"promote": {"turn": turn, "chosen": chosen, "line": line, "why": why}}, "#to-playbook",
    )  # fmt: skip


@routes.post("/sign-off")
def sign_off(
    request: Request, me: Coach, attempt_id: str, edition: Edition, note: Text = "", act: Text = "keep"
) -> Response:
    """`act` is `keep` for the note alone, or `sign`, which leads to the next talk in the queue, or back to it."""
    reviews, asked = context_of(request).reviews, _list_of(request, me)
    if act != "sign":
        return _change(
            request,
            me,
            attempt_id,
            lambda reviews: reviews.note(me, attempt_id, edition, note),
            {"note": note},
            "#sign",
        )
    desk = reviews.context(me, attempt_id)
    follows = reviews.next(me, asked.filters, desk.attempt)
    way = f"/coach/attempts/{follows}" if follows else "/coach"
    return _change(
        request, me, attempt_id, lambda reviews: reviews.sign_off(me, attempt_id, edition, note), {"note": note},
        to=_with_query(way, asked),
    )  # fmt: skip


@routes.post("/reopen")
def reopen(request: Request, me: Coach, attempt_id: str) -> Response:
    return _change(request, me, attempt_id, lambda reviews: reviews.reopen(me, attempt_id), {})


def numbers(text: str) -> list[int]:
    """Turns as people write them: 13, 15."""
    return [int(found) for found in re.findall(r"[0-9]{1,6}", text)]


def _change(
    request: Request, me: Person, attempt_id: str, change: Callable[[ReviewService], object], entered: dict[str, Any],
    anchor: str = "", to: str = "",
) -> Response:  # fmt: skip
    """What is refused is shown again: what stands, and beside it what was entered."""
    try:
        change(context_of(request).reviews)
    except NotFound:
        raise
    except RoleplayError as refused:
        return _shown(request, me, attempt_id, 409, words_for(request).error(refused), entered)
    return RedirectResponse(to or _with_query(f"/coach/attempts/{attempt_id}", _asked(request)) + anchor, 303)


def _shown(
    request: Request, me: Person, attempt_id: str, status: int = 200, trouble: str = "", entered: dict[str, Any] | None = None
) -> HTMLResponse:  # fmt: skip
    desk = context_of(request).reviews.context(me, attempt_id)
    criteria, entered = criteria_of(desk), entered or {}
    lines = context_of(request).playbook.lines(desk.attempt.scenario)
    return page(
        request, "review/review.html", status=status, desk=desk, attempt=desk.attempt, criteria=criteria,
        opened=opened(criteria, entered.get("target", "")),
        lines=review_turns(desk, criteria), asked=_asked(request), trouble=trouble, entered=entered,
        promote=promotion_of(desk, **entered.get("promote", {})), taken=[each for each in lines if each.attempt == attempt_id],
        scenario=desk.material.scenario, persona=desk.material.persona, rubric=desk.material.rubric,
    )  # fmt: skip


def _list_of(request: Request, me: Person) -> QueueFilters:
    """The list this talk was opened from; an assignment that was withdrawn meanwhile narrows it no more."""
    try:
        return ask_queue(request, me)[0]
    except NotFound:
        return _asked(request)


def _asked(request: Request) -> QueueFilters:
    return read_queue_filters(request.query_params, words_for(request).zone)


def _with_query(way: str, asked: QueueFilters) -> str:
    query = asked.query()
    return f"{way}?{query}" if query else way

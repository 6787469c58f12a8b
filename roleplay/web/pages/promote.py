"""Taking a line of a reviewed talk into the playbook: the form, also as a part of the review page."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.review.playbook import Playbook, Promoting, served_by
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach/attempts/{attempt_id}/playbook")
Text = Annotated[str, Form(max_length=4000)]


@dataclass(frozen=True)
class Promotion:
    """What `desk/promote.html` shows: the seller's turns, what a line may serve (kind -> id and words), what is filled in."""

    attempt: str
    language: str
    own: dict[int, str]
    serves: dict[str, list[tuple[str, str]]]
    is_reviewed: bool
    turn: int | None = None
    chosen: tuple[str, ...] = ()
    line: str = ""
    why: str = ""


def promotion_of(
    talk: Promoting, turn: int | None = None, chosen: Sequence[str] = (), line: str = "", why: str = ""
) -> Promotion:
    """`turn` chosen beforehand also fills in its words."""
    known = served_by(talk.material.scenario, talk.material.rubric)
    kinds: dict[str, list[tuple[str, str]]] = {}
    for ref, words in known.items():
        kinds.setdefault(ref.split(":")[0], []).append((ref, words))
    line = line or talk.own.get(turn or 0, "")
    return Promotion(
        talk.attempt.id, talk.attempt.language, talk.own, kinds, talk.is_reviewed, turn, tuple(chosen), line, why
    )


def playbook_of(request: Request) -> Playbook:
    practice = house_of(request).practice
    return Playbook(practice.database, practice.library)


@routes.get("", response_class=HTMLResponse)
async def promote_page(request: Request, me: Coach, attempt_id: str, turn: int | None = None) -> HTMLResponse:
    talk = await asyncio.to_thread(playbook_of(request).promoting, me, attempt_id)
    return page(request, "playbook/promote.html", talk=talk, promote=promotion_of(talk, turn), trouble=None)


@routes.post("", response_class=HTMLResponse)
async def promote(
    request: Request, me: Coach, attempt_id: str, turn: Annotated[int, Form()],
    serves: Annotated[list[str] | None, Form()] = None, line: Text = "", why: Text = "",
) -> Response:  # fmt: skip
    """Leads back to the turn on the review page; a refusal keeps what was typed."""
    door, chosen = playbook_of(request), serves or []
    try:
        await asyncio.to_thread(door.promote, me, attempt_id, turn, chosen, line, why)
    except NotFound:
        raise
    except RoleplayError as refused:
        talk = await asyncio.to_thread(door.promoting, me, attempt_id)
        filled = promotion_of(talk, turn, chosen, line, why)
        told = words_for(request).error(refused)
        return page(request, "playbook/promote.html", status=422, talk=talk, promote=filled, trouble=told)
    return RedirectResponse(f"/coach/attempts/{attempt_id}#t{turn}", 303)

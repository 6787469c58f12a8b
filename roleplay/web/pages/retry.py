"""Trying one moment of a talk again, and the new talk beside the old one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from roleplay.attempt import Attempt
from roleplay.errors import NotFound
from roleplay.practice import PracticeService
from roleplay.web.chat import address_of
from roleplay.web.house import house_of, person_of
from roleplay.web.pages.compared import Comparison, Side, compare
from roleplay.web.render import page, words_for
from roleplay.web.words import Words

routes = APIRouter()


@routes.post("/attempts/{attempt_id}/retry")
async def retry(request: Request, attempt_id: str, turn: Annotated[int, Form()]) -> RedirectResponse:
    branch = await house_of(request).practice.retry(attempt_id, person_of(request), turn)
    return RedirectResponse(address_of(branch.id), 303)


@routes.get("/attempts/{attempt_id}/compare")
async def comparison(request: Request, attempt_id: str) -> Response:
    """A branch that is not scored has nothing to be compared: its own page says why."""
    practice, person = house_of(request).practice, person_of(request)
    branch = await practice.attempt(attempt_id, person)
    if branch.parent is None or branch.branch_turn is None:
        raise NotFound("attempt-not-found")
    parent = await practice.attempt(branch.parent, person)
    then, now = await side_of(practice, parent), await side_of(practice, branch)
    if then is None or now is None:
        return RedirectResponse(f"/attempts/{branch.id}", 303)
    scenario, persona, rubric = await practice.content(branch)
    both = compare(then, now, branch.branch_turn, rubric)
    return page(
        request, "compare.html", branch=branch, parent=parent, scenario=scenario, persona=persona, rubric=rubric,
        both=both, headline=headline(words_for(request), both), turn=branch.branch_turn,
    )  # fmt: skip


async def side_of(practice: PracticeService, attempt: Attempt) -> Side | None:
    card = await practice.scorecard(attempt.id, attempt.person)
    return None if card is None else Side(await practice.transcript(attempt.id, attempt.person), card)


def headline(words: Words, both: Comparison) -> str:
    """The first line is the finding: 12 points more this time, most of it in Needs."""
    by = both.total.by
    if by is None:
        return words("compare.unscored")
    told = words("compare.more" if by > 0 else "compare.fewer" if by < 0 else "compare.same", n=abs(by))
    return words("compare.most", told=told, name=both.most.name) if both.most else told

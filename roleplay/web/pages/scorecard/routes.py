"""The scorecard of an attempt: what to change first, with the transcript beside it."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from roleplay.practice import LONGEST_REASON
from roleplay.web.addresses import chat_address
from roleplay.web.app_context import AppContext, context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.pages.coach_feedback.view import review_for_seller
from roleplay.web.pages.me.view import may_be
from roleplay.web.pages.playbook.view import lines_beside
from roleplay.web.pages.progress.chart import chart_lines, scored_attempts
from roleplay.web.pages.progress.figures import earlier_attempts, last_score
from roleplay.web.pages.scorecard import trust_chart
from roleplay.web.pages.scorecard.branches import branches_of, retry_turns
from roleplay.web.pages.scorecard.transcript_view import transcript_lines
from roleplay.web.pages.scorecard.view import ScorecardView, attempt_to_read, read_scorecard, template_values
from roleplay.web.render import page, words_for

routes = APIRouter()
CardId = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@routes.get("/attempts/{attempt_id}")
async def scorecard(request: Request, attempt_id: str, card: CardId = None) -> Response:
    """An unfinished talk goes on in the chat; one left without a word says so."""
    practice, person = context_of(request).practice, current_user_id(request)
    attempt = await attempt_to_read(practice, attempt_id, person)
    if not attempt.is_finished:
        return RedirectResponse(chat_address(attempt.id), 303)
    reading = await read_scorecard(practice, attempt, card)
    if reading is None:
        scenario, persona, _ = await practice.content(attempt)
        return page(request, "scorecard/abandoned.html", attempt=attempt, scenario=scenario, persona=persona)
    attempts = await practice.attempts(person)
    earlier = earlier_attempts(attempts, attempt)
    talks = await scored_attempts(practice, attempts, attempt.scenario, attempt.rubric, until=reading.attempt)
    return page(
        request, "scorecard/scorecard.html", **template_values(words_for(request), reading), ordinal=len(earlier) + 1,
        last=await last_score(practice, earlier, reading.stored), series=chart_lines(talks, reading.rubric),
        lines=transcript_lines(reading.transcript, reading.card, reading.material.scenario),
        picture=trust_chart.trust_chart(reading.transcript), waited=waited(reading), longest=LONGEST_REASON,
        kin=branches_of(attempt, attempts), moments=retry_turns(attempt, reading.transcript),
        reviewed=await review_for_seller(context_of(request), attempt), confirm=await criteria_to_confirm(context_of(request), reading),
        colleagues=await lines_beside(request, attempt),
        may=await may_be(context_of(request), attempt),
    )  # fmt: skip


async def criteria_to_confirm(context: AppContext, reading: ScorecardView) -> set[str]:
    """The criteria whose score is not yet shown to agree with coaches; none once a coach has signed, and none without
    accounts, where there is no coach to wait for."""
    if reading.attempt.review is not None or not await asyncio.to_thread(context.people.exist):
        return set()
    stored, ids = reading.stored, [each.id for each in reading.card.criteria]
    needs = context.trust.needs_coach
    return await asyncio.to_thread(needs, stored.rubric_hash, ids, stored.card.scorer, stored.scorer_version)


def waited(reading: ScorecardView) -> int:
    """Seconds since the talk was over, for one who waits for the model to have read it."""
    over = reading.attempt.finished_at or reading.attempt.touched_at
    return max(0, round((datetime.now(UTC) - over).total_seconds()))

"""The scorecard of an attempt: what to change first, with the transcript beside it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from roleplay.content.scenario import Scenario
from roleplay.practice import LONGEST_REASON
from roleplay.scorecard import Scorecard
from roleplay.transcript import Transcript, Turn
from roleplay.web.chat import address_of
from roleplay.web.house import House, house_of, person_of
from roleplay.web.pages import trust
from roleplay.web.pages.kin import kin_of, moments
from roleplay.web.pages.marks import Segment, marked, quotes_of
from roleplay.web.pages.me import may_be
from roleplay.web.pages.playbook import lines_beside
from roleplay.web.pages.progress import before, last_of
from roleplay.web.pages.reading import Reading, attempt_to_read, read_scorecard, told
from roleplay.web.pages.reviewed import reviewed_of
from roleplay.web.pages.series import lines_of, talks_of
from roleplay.web.render import page, words_for

routes = APIRouter()
CardId = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@dataclass(frozen=True)
class Said:
    """A turn in the transcript: its words with the marks, what it told, which concern it raised."""

    turn: Turn
    segments: list[Segment]
    told: list[str]
    raised: list[str]


def said(turn: Turn, segments: list[Segment], scenario: Scenario) -> Said:
    topics = {fact.id: fact.topic for fact in scenario.facts}
    concerns = {f"objection:{objection.id}": objection.concern for objection in scenario.objections}
    raised = [concerns[act.topic] for act in turn.acts if act.kind in ("raise", "insist") and act.topic in concerns]
    return Said(turn, segments, [topics[id] for id in turn.revealed if id in topics], raised)


@routes.get("/attempts/{attempt_id}")
async def scorecard(request: Request, attempt_id: str, card: CardId = None) -> Response:
    """An unfinished talk goes on in the chat; one left without a word says so."""
    practice, person = house_of(request).practice, person_of(request)
    attempt = await attempt_to_read(practice, attempt_id, person)
    if not attempt.is_finished:
        return RedirectResponse(address_of(attempt.id), 303)
    reading = await read_scorecard(practice, attempt, card)
    if reading is None:
        scenario, persona, _ = await practice.content(attempt)
        return page(request, "abandoned.html", attempt=attempt, scenario=scenario, persona=persona)
    attempts = await practice.attempts(person)
    earlier = before(attempts, attempt)
    talks = await talks_of(practice, attempts, attempt.scenario, attempt.rubric, until=reading.attempt)
    return page(
        request, "scorecard.html", **told(words_for(request), reading), ordinal=len(earlier) + 1,
        last=await last_of(practice, earlier, reading.stored), series=lines_of(talks, reading.rubric),
        lines=lines(reading.transcript, reading.card, reading.material.scenario),
        picture=trust.picture_of(reading.transcript), waited=waited(reading), longest=LONGEST_REASON,
        kin=kin_of(attempt, attempts), moments=moments(attempt, reading.transcript),
        reviewed=await reviewed_of(house_of(request), attempt), confirm=await to_confirm(house_of(request), reading),
        colleagues=await lines_beside(request, attempt),
        may=await may_be(house_of(request), attempt),
    )  # fmt: skip


async def to_confirm(house: House, reading: Reading) -> set[str]:
    """The criteria whose score is not yet shown to agree with coaches; none once a coach has signed, and none in a house of
    one person, where there is no coach to wait for."""
    if reading.attempt.review is not None or not await asyncio.to_thread(house.people.exist):
        return set()
    stored, ids = reading.stored, [each.id for each in reading.card.criteria]
    needs = house.trust.needs_coach
    return await asyncio.to_thread(needs, stored.rubric_hash, ids, stored.card.scorer, stored.scorer_version)


def lines(transcript: Transcript, card: Scorecard, scenario: Scenario) -> list[Said]:
    quotes = quotes_of(card)
    return [said(turn, marked(turn, quotes), scenario) for turn in transcript.turns]


def waited(reading: Reading) -> int:
    """Seconds since the talk was over, for one who waits for the model to have read it."""
    over = reading.attempt.finished_at or reading.attempt.touched_at
    return max(0, round((datetime.now(UTC) - over).total_seconds()))

"""The scorecard of an attempt: what to change first, with the transcript beside it."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from roleplay.content.scenario import Scenario
from roleplay.scorecard import Scorecard
from roleplay.transcript import Transcript, Turn
from roleplay.web.chat import address_of
from roleplay.web.house import house_of, person_of
from roleplay.web.pages import findings, trust
from roleplay.web.pages.kin import kin_of, moments
from roleplay.web.pages.marks import Segment, marked, quotes_of
from roleplay.web.pages.progress import before
from roleplay.web.pages.reviewed import reviewed_of
from roleplay.web.render import page, words_for

routes = APIRouter()


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
async def scorecard(request: Request, attempt_id: str) -> Response:
    """An unfinished talk goes on in the chat; one left without a word says so."""
    practice, person = house_of(request).practice, person_of(request)
    attempt = await practice.attempt(attempt_id, person)
    if not attempt.is_finished:
        return RedirectResponse(address_of(attempt.id), 303)
    scenario, persona, rubric = await practice.content(attempt)
    card = None if attempt.abandoned else await practice.scorecard(attempt.id, person)
    if card is None:
        return page(request, "abandoned.html", attempt=attempt, scenario=scenario, persona=persona)
    transcript = await practice.transcript(attempt.id, person)
    attempts = await practice.attempts(person)
    earlier = before(attempts, attempt)
    return page(
        request, "scorecard.html", attempt=attempt, scenario=scenario, persona=persona, rubric=rubric, card=card,
        headline=findings.headline(words_for(request), card, rubric), criteria=findings.judged(card, rubric),
        counts=findings.counts(card), checks=rubric.checks(), answered=findings.answered(transcript, scenario),
        critical=findings.failed_critical(card, rubric), lines=lines(transcript, card, scenario),
        picture=trust.picture_of(transcript), moves=trust.moves(transcript), ordinal=len(earlier) + 1,
        last=next((a.total for a in earlier if a.total is not None), None),
        kin=kin_of(attempt, attempts), moments=moments(attempt, transcript),
        reviewed=await reviewed_of(house_of(request), attempt),
    )  # fmt: skip


def lines(transcript: Transcript, card: Scorecard, scenario: Scenario) -> list[Said]:
    quotes = quotes_of(card)
    return [said(turn, marked(turn, quotes), scenario) for turn in transcript.turns]

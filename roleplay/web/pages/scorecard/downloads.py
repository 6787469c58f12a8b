"""A scorecard to download: as Markdown for people, as JSON for programs."""

import json

from fastapi import APIRouter, Request, Response

from roleplay.as_json import practice_json
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.markdown import markdown
from roleplay.web.pages.scorecard.routes import CardId
from roleplay.web.pages.scorecard.transcript_view import transcript_lines
from roleplay.web.pages.scorecard.view import ScorecardView, attempt_to_read, read_finished, template_values
from roleplay.web.render import words_for

routes = APIRouter()


@routes.get("/attempts/{attempt_id}/scorecard.md")
async def scorecard_markdown(request: Request, attempt_id: str, card: CardId = None) -> Response:
    reading, words = await _read(request, attempt_id, card), words_for(request)
    said = transcript_lines(reading.transcript, reading.card, reading.material.scenario)
    text = markdown("scorecard/scorecard.md", t=words, **template_values(words, reading), lines=said)
    return _download(request, reading, text, "md", "text/markdown")


@routes.get("/attempts/{attempt_id}/scorecard.json")
async def scorecard_json(request: Request, attempt_id: str, card: CardId = None) -> Response:
    reading = await _read(request, attempt_id, card)
    known = practice_json(reading.attempt, reading.transcript, reading.card, words_for(request).language)
    return _download(
        request, reading, json.dumps(known, ensure_ascii=False, indent=2) + "\n", "json", "application/json"
    )


async def _read(request: Request, attempt_id: str, card: int | None) -> ScorecardView:
    practice = context_of(request).practice
    return await read_finished(practice, await attempt_to_read(practice, attempt_id, current_user_id(request)), card)


def _download(request: Request, reading: ScorecardView, text: str, ending: str, kind: str) -> Response:
    """Named by what was practised and when; content ids are plain letters, so the name needs no quoting."""
    attempt = reading.attempt
    moment = attempt.started_at.astimezone(context_of(request).settings.zone)
    which = "" if reading.counts else f"-{reading.stored.id}"
    name = f"{attempt.scenario}-{attempt.persona}-{moment:%Y-%m-%d-%H%M}{which}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)

"""Home: whom to talk to, where one left off, and how the last talks went."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user, current_user_id
from roleplay.web.languages import language_of_page
from roleplay.web.pages.assignments.view import last_day, own_assignments
from roleplay.web.pages.attempts.view import begun, list_attempt
from roleplay.web.pages.coach_feedback.view import new_reviews
from roleplay.web.pages.home.view import cards_of, faulty_files, latest_progress, unfinished
from roleplay.web.pages.quiz.view import today_of_quiz
from roleplay.web.pages.reminders.view import reminder_of
from roleplay.web.render import page

routes = APIRouter()
RECENT = 5


@routes.get("/", response_class=HTMLResponse)
async def home(request: Request) -> HTMLResponse:
    practice, person = context_of(request).practice, current_user_id(request)
    library, attempts = await asyncio.to_thread(context_of(request).library), begun(await practice.attempts(person))
    mine = await own_assignments(request)
    return page(
        request, "home/home.html",
        cards=cards_of(library, attempts, language_of_page(request)),
        resume=await unfinished(practice, attempts, person),
        recent=[await list_attempt(practice, a) for a in [a for a in attempts if a.is_finished][:RECENT]],
        mine=mine, reminder=await reminder_of(request) if mine.waiting else None, last_day=last_day,
        practised=any(a.is_finished for a in attempts), growth=await latest_progress(practice, attempts),
        bad_files=faulty_files(context_of(request), current_user(request)),
        quiz=await asyncio.to_thread(today_of_quiz, context_of(request), person, language_of_page(request)),
        news=await new_reviews(context_of(request), attempts, person),
    )  # fmt: skip

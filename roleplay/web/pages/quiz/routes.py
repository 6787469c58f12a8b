"""`/quiz`: three questions a day; `/coach/knowledge`: which knowledge points a coach's people know."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from roleplay.errors import NotFound
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach, CurrentUser
from roleplay.web.languages import language_of_page
from roleplay.web.pages.quiz.view import chosen_question, given_of, point_title, shown_answers, shown_points, tally_of
from roleplay.web.render import page

routes = APIRouter()
MOST = 10  # fields of one form that are read


@routes.get("/quiz", response_class=HTMLResponse)
def daily_quiz(
    me: CurrentUser, request: Request, n: Annotated[int | None, Query(ge=1, le=MOST)] = None
) -> HTMLResponse:
    context, language = context_of(request), language_of_page(request)
    knowledge = context.knowledge
    questions = knowledge.questions(me.id, language)
    index = chosen_question(questions, n)
    if index is not None:
        question = questions[index]
        return page(
            request, "quiz/question.html", questions=questions, question=question, number=index + 1, tally=tally_of(questions),
            answers=shown_answers(question, me.id, knowledge.today),
        )  # fmt: skip
    return page(
        request, "quiz/day.html", questions=questions, tally=tally_of(questions),
        products=shown_points(context.library(), knowledge.mastery(me.id, language)),
    )  # fmt: skip


@routes.post("/quiz")
def answer_question(
    me: CurrentUser, request: Request, item: Annotated[str, Form(max_length=130)],
    answers: Annotated[list[str] | None, Form(max_length=MOST)] = None,
    places: Annotated[list[str] | None, Form(max_length=MOST)] = None,
) -> RedirectResponse:  # fmt: skip
    knowledge = context_of(request).knowledge
    questions = knowledge.questions(me.id, language_of_page(request))
    number, question = next(
        ((number, each) for number, each in enumerate(questions, 1) if each.name == item), (0, None)
    )
    if question is None:
        raise NotFound("quiz-not-asked")
    knowledge.answer(me.id, item, given_of(question, answers or [], places or [], me.id, knowledge.today))
    return RedirectResponse(f"/quiz?n={number}", 303)


@routes.get("/coach/knowledge", response_class=HTMLResponse)
def team_knowledge(me: Coach, request: Request) -> HTMLResponse:
    context = context_of(request)
    points = context.knowledge.team_mastery(me, language_of_page(request))
    library = context.library()
    rows = [(point, point_title(library, point.quiz, point.point)) for point in points]
    return page(request, "quiz/team.html", rows=rows, people=points[0].people if points else 0)

"""The spending page: tokens and cost of a month by team and by purpose, and how much of the budget is used."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Admin
from roleplay.web.pages.spending.view import by_month, by_purpose, by_team, month_name, total_of_usage
from roleplay.web.render import page, words_for

routes = APIRouter()


@routes.get("/spending", response_class=HTMLResponse)
def spending_page(
    request: Request, me: Admin, month: Annotated[str, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] = ""
) -> HTMLResponse:
    context, words = context_of(request), words_for(request)
    spending = context.practice.spending
    spending.flush()
    asked = month or spending.month
    sums = spending.of_month(asked)
    budget = context.settings.budget
    return page(
        request, "spending/spending.html", month=asked, now=asked == spending.month, called=month_name(words, asked),
        total=total_of_usage(sums), teams=by_team(words, sums, context.people.teams()),
        purposes=by_purpose(sums), months=by_month(spending.all_months()), level=spending.level,
        budget=budget, used=round(100 * spending.spent / budget) if budget else None,
        name_of=lambda each: month_name(words, each),
    )  # fmt: skip

"""One seller's page for their coach: each criterion from talk to talk, the talks, and what coaches said."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.errors import NotFound
from roleplay.person import LOCAL, Person
from roleplay.review.plans import owed
from roleplay.review.seller_stats import SellerStats
from roleplay.review.team_stats import step
from roleplay.store.coach_stats import MeanLevel
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.assignments.view import last_day
from roleplay.web.pages.sparkline import Sparkline, level_sparkline
from roleplay.web.pages.team.team_filters import team_filters
from roleplay.web.pages.team.view import columns_of_rubric, name_of
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@dataclass(frozen=True)
class CriterionTrend:
    """A criterion's mean level now, and how it went; both None where it was never scored."""

    mean: MeanLevel | None
    trend: Sparkline | None


@routes.get("/sellers/{person_id}", response_class=HTMLResponse)
def seller(request: Request, me: Coach, person_id: str) -> HTMLResponse:
    """Who is not within reach is not there."""
    words, context = words_for(request), context_of(request)
    asked = team_filters(request, me, None)
    found = context.reports.seller(asked.scope(seller=person_id), asked.rubric)
    if found is None:
        raise NotFound("page-not-found")
    library = context.library()
    columns = columns_of_rubric(library, found.rubric, {each for talk in found.talks for each in talk.levels})
    criteria = {column.id: _criterion(found, column.id) for column in columns}
    return page(
        request, "sellers/seller.html", asked=asked, seller=found, called=name_of(words, person_id, found.name), columns=columns,
        criteria=criteria, library=library, step=step, last_day=last_day, **_asked_of(request, me, found),
    )  # fmt: skip


def _asked_of(request: Request, me: Person, found: SellerStats) -> dict[str, Any]:
    """What was assigned to them as far as this coach may see it, what of it is open, and when they were last reminded. Who
    has no account any more is asked nothing."""
    may_assign = bool(found.name) or found.id == LOCAL.id
    plans = context_of(request).reports.plans(me, {found.id}) if may_assign else []
    plans = [each for each in plans if each.members]
    return {
        "may_assign": may_assign, "plans_of": plans, "owes": owed(plans).get(found.id),
        "reminder": context_of(request).reminders.latest({found.id}).get(found.id),
    }  # fmt: skip


def _criterion(found: SellerStats, criterion: str) -> CriterionTrend:
    return CriterionTrend(found.means.get(criterion), level_sparkline(found.series(criterion)))

"""The trust page: how far each scorer agrees with coaches, and with what it is not trusted alone."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.review.trust import KAPPA, WANTED
from roleplay.scoring.rated import FEW
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.trust.view import scorer_section, told_bias
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@routes.get("/trust", response_class=HTMLResponse)
def trust(request: Request, me: Coach) -> HTMLResponse:
    """Covers all teams, without a name in it: a scorer is the same for every team."""
    context = context_of(request)
    library, raters = context.library(), context.trust.raters()
    behind = context.reports.talks_behind(me)
    sections = [scorer_section(context.practice, library, each, behind) for each in raters]
    sections.sort(key=lambda each: (not each.today, each.rater.rubric, each.rater.name))
    words = words_for(request)
    return page(
        request, "trust/trust.html", sections=sections, few=FEW, wanted=round(100 * WANTED), kappa=KAPPA,
        bias=lambda figures: told_bias(words, figures),
    )  # fmt: skip

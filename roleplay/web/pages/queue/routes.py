"""The coach's queue: the talks that are worth a look, in the order in which a coach's eye helps most."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.review.trust import WANTED
from roleplay.scoring.rated import FEW
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.queue.filter_chips import filter_chips
from roleplay.web.pages.queue.view import ask_queue, queue_line
from roleplay.web.pages.trust.view import trust_panel
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@routes.get("", response_class=HTMLResponse)
def queue(request: Request, me: Coach) -> HTMLResponse:
    context, words = context_of(request), words_for(request)
    asked, assignment = ask_queue(request, me)
    library = context.library()
    found = context.reviews.queue(me, asked.filters, asked.page)
    lines = [queue_line(words, row, library) for row in found.rows]
    teams = context.reports.teams(me)
    return page(
        request,
        "queue/queue.html",
        asked=asked,
        found=found,
        lines=lines,
        library=library,
        teams=teams,
        trust=trust_panel(context),
        few=FEW,
        wanted=round(100 * WANTED),
        narrowed=filter_chips(words, asked, library, assignment),
    )

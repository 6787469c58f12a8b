"""The audit trail: who did what, found by day, person and deed, and the same as a table to download."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from roleplay.audit_entry import DEEDS
from roleplay.people.audit_trail import COLUMNS, cells_of
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Admin
from roleplay.web.pages.audit.view import PATH, details_of, read_audit_query, who
from roleplay.web.pages.csv_table import table
from roleplay.web.render import page

routes = APIRouter()
ON_A_PAGE = 50
MOST = 50_000  # rows of a download: a spreadsheet still opens them; `roleplay audit export` has no limit


@routes.get(PATH, response_class=HTMLResponse)
def audit_page(
    request: Request, me: Admin, number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1
) -> HTMLResponse:
    context = context_of(request)
    asked = read_audit_query(request.query_params, context.settings.zone)
    entries, count, shown = context.audit.page(asked.filters, number, ON_A_PAGE)
    return page(
        request, "audit/audit.html", asked=asked, entries=entries, count=count, number=shown.page, pages=shown.pages,
        deeds=DEEDS, who=who, details_of=details_of, keep_days=context.settings.audit_days, most=MOST,
    )  # fmt: skip


@routes.get(f"{PATH}.csv")
def audit_table(request: Request, me: Admin) -> Response:
    """The newest entries that fit, with codes for programs. That they were taken is an entry too."""
    context = context_of(request)
    asked = read_audit_query(request.query_params, context.settings.zone)
    context.audit.note_export("audit")
    entries = context.audit.newest(asked.filters, MOST)
    rows = [cells_of(entry) for entry in entries]
    return table("audit.csv", COLUMNS, rows)

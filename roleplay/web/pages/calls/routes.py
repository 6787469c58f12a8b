"""`/calls`: coaches and admins import recordings of real calls; sellers read their own."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.content.base import primary
from roleplay.errors import NotFound, RoleplayError
from roleplay.person import LOCAL
from roleplay.scoring_jobs.call_service import CallToCheck
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach, CurrentUser
from roleplay.web.body_limit import LARGEST_FILE
from roleplay.web.error_pages import trouble_for_form
from roleplay.web.languages import language_of_page
from roleplay.web.pages.calls.view import not_scored, shown_criteria
from roleplay.web.render import page

routes = APIRouter(prefix="/calls")
MEGABYTES = LARGEST_FILE // 1024**2
PASTED = "transcript.txt"  # what errors call words that were pasted


@routes.get("", response_class=HTMLResponse)
def list_of_calls(me: CurrentUser, request: Request) -> HTMLResponse:
    return _list(request, me)


@routes.post("")
def read_file(
    me: Coach, request: Request, rubric: Annotated[str, Form(max_length=60)], owner: Annotated[str, Form(max_length=36)],
    file: Annotated[UploadFile | None, File()] = None, pasted: Annotated[str, Form(max_length=LARGEST_FILE)] = "",
) -> Response:  # fmt: skip
    """Nothing is stored yet: the file waits in memory for half an hour at most."""
    context = context_of(request)
    try:
        data = file.file.read() if file and file.filename else pasted.encode()
        if len(data) > LARGEST_FILE:
            raise RoleplayError("upload-big", most=MEGABYTES)
        name = file.filename if file and file.filename else PASTED
        waiting = context.calls.read(me, data, name, rubric, owner)
    except RoleplayError as refused:
        if isinstance(refused, NotFound):
            raise
        return _list(request, me, refused)
    return RedirectResponse(f"/calls/check/{context.temp_store.put(me.id, waiting)}", 303)


@routes.get("/check/{key}", response_class=HTMLResponse)
def look_through(me: Coach, request: Request, key: str) -> HTMLResponse:
    return _check(request, key, _waiting(request, me.id, key))


@routes.post("/check/{key}")
def match_or_keep(
    me: Coach,
    request: Request,
    key: str,
    seller: Annotated[str, Form(max_length=200)] = "",
    keep: Annotated[str, Form()] = "",
) -> Response:
    """Says who sells, or, once that is known and looked through, stores the masked call."""
    context, waiting = context_of(request), _waiting(request, me.id, key)
    if seller and seller in waiting.speakers:
        waiting = replace(waiting, seller=seller)
        context.temp_store.change(me.id, key, waiting)
    if not (keep and waiting.seller):
        return RedirectResponse(f"/calls/check/{key}", 303)
    try:
        call = context.calls.keep(waiting)
    except RoleplayError as refused:
        return _check(request, key, waiting, refused)
    context.temp_store.take(me.id, key)
    return RedirectResponse(f"/calls/{call.id}", 303)


@routes.get("/{call_id}", response_class=HTMLResponse)
def one_call(me: CurrentUser, request: Request, call_id: str) -> HTMLResponse:
    context = context_of(request)
    call = context.calls.call(me, call_id)
    return page(
        request, "calls/call.html", call=call, criteria=shown_criteria(call), unscored=not_scored(call),
        owner=_names(request).get(call.attempt.person, ""), own=call.attempt.person == me.id and me.id != LOCAL.id,
    )  # fmt: skip


def _list(request: Request, me: CurrentUser, refused: RoleplayError | None = None) -> HTMLResponse:
    context = context_of(request)
    language = language_of_page(request)
    rubrics = sorted(
        context.library().rubrics.values(), key=lambda rubric: (primary(rubric.language) != language, rubric.title)
    )
    return page(
        request, "calls/calls.html", status=422 if refused else 200, calls=context.calls.calls(me), names=_names(request),
        sellers=context.calls.sellers(me) if me.has("coach", "admin") else [], rubrics=rubrics, most=MEGABYTES,
        trouble=trouble_for_form(request, refused) if refused else None,
        titles={rubric.id: rubric.title for rubric in rubrics},
    )  # fmt: skip


def _check(request: Request, key: str, waiting: CallToCheck, refused: RoleplayError | None = None) -> HTMLResponse:
    calls = context_of(request).calls
    read, masked = calls.masked(waiting) if waiting.seller else (None, None)
    return page(
        request, "calls/check.html", status=422 if refused else 200, key=key, waiting=waiting, read=read, masked=masked,
        trouble=trouble_for_form(request, refused) if refused else None,
    )  # fmt: skip


def _waiting(request: Request, person: str, key: str) -> CallToCheck:
    """Raises RoleplayError `import-gone`."""
    waiting = context_of(request).temp_store.look(person, key)
    if not isinstance(waiting, CallToCheck):
        raise RoleplayError("import-gone")
    return waiting


def _names(request: Request) -> dict[str, str]:
    return {each.person.id: each.person.name for each in context_of(request).people.list()}

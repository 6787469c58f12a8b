"""Imports people from a spreadsheet: the file is chosen, previewed and confirmed, and the links are downloaded once."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.people import PeopleService
from roleplay.people.people_import import ImportPlan, plan_import, run_import
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Admin
from roleplay.web.body_limit import LARGEST_FILE
from roleplay.web.error_pages import trouble_for_form
from roleplay.web.pages.csv_table import table
from roleplay.web.render import page, words_for


def check_accounts(request: Request) -> None:
    """Raises NotFound while there are none: who imports must be somebody who can come back for the links."""
    if not context_of(request).people.exist():
        raise NotFound("page-not-found")


routes = APIRouter(prefix="/people/import", dependencies=[Depends(check_accounts)])
MEGABYTES = LARGEST_FILE // 1024**2


@dataclass(frozen=True)
class ImportResult:
    """What an import did; `links` are login, name and token, and None once they were fetched."""

    new: int
    changed: int
    same: int
    links: tuple[tuple[str, str, str], ...] | None
    made: int
    trouble: RoleplayError | None = None


@routes.get("", response_class=HTMLResponse)
def choose(request: Request, me: Admin) -> HTMLResponse:
    return _form(request)


@routes.post("", response_class=HTMLResponse)
def look(request: Request, me: Admin, file: Annotated[UploadFile, File()]) -> HTMLResponse:
    """Nothing is done yet: what it would do, or what is wrong with it, line by line."""
    try:
        data = file.file.read()
        if len(data) > LARGEST_FILE:
            raise RoleplayError("upload-big", most=MEGABYTES)
        plan = plan_import(context_of(request).people, data)
    except RoleplayError as refused:
        return _form(request, refused)
    if plan.troubles:
        return page(
            request, "people/import.html", status=422, troubles=plan.troubles, trouble=None, empty=False, most=MEGABYTES
        )
    if not plan.rows:
        return page(request, "people/import.html", status=422, troubles=(), trouble=None, empty=True, most=MEGABYTES)
    key = context_of(request).temp_store.put(me.id, data)
    return page(request, "people/preview.html", plan=plan, key=key)


@routes.post("/{key}")
def carry(request: Request, me: Admin, key: str) -> RedirectResponse:
    """Planned anew: somebody may have changed people since. Raises RoleplayError `import-gone`."""
    temp_store, people = context_of(request).temp_store, context_of(request).people
    plan = plan_import(people, temp_store.take(me.id, key))
    done = _carry_out(people, plan)
    return RedirectResponse(f"/people/import/{temp_store.put(me.id, done)}", 303)


@routes.get("/{key}", response_class=HTMLResponse)
def done_page(request: Request, me: Admin, key: str) -> HTMLResponse:
    done = _done(request, me.id, key)
    trouble = words_for(request).error(done.trouble) if done.trouble else None
    return page(request, "people/imported.html", done=done, key=key, trouble=trouble)


@routes.post("/{key}/links")
def fetch_links(request: Request, me: Admin, key: str) -> Response:
    """Once. Raises RoleplayError `import-gone`."""
    done, t = _done(request, me.id, key), words_for(request)
    if done.links is None:
        raise RoleplayError("import-gone")
    context_of(request).temp_store.change(me.id, key, replace(done, links=None))
    context_of(request).audit.note_export("sign_in_links")
    address = context_of(request).settings.address
    head = tuple(t(f"people.upload.columns.{column}") for column in ("login", "name", "link"))
    rows = [(login, name, f"{address}/sign-in/link/{token}") for login, name, token in done.links]
    return table("sign-in-links.csv", head, rows)


def _form(request: Request, refused: RoleplayError | None = None) -> HTMLResponse:
    trouble = trouble_for_form(request, refused) if refused else None
    return page(
        request, "people/import.html", status=422 if refused else 200, troubles=(), trouble=trouble, empty=False,
        most=MEGABYTES,
    )  # fmt: skip


def _done(request: Request, person: str, key: str) -> ImportResult:
    """Raises RoleplayError `import-gone`."""
    done = context_of(request).temp_store.look(person, key)
    if not isinstance(done, ImportResult):
        raise RoleplayError("import-gone")
    return done


def _carry_out(people: PeopleService, plan: ImportPlan) -> ImportResult:
    """Where it breaks off, the links made so far are still given out: nobody else knows them."""
    counts, links, trouble = {"new": 0, "changed": 0, "same": 0}, [], None
    try:
        for row, what, token in run_import(people, plan):
            counts[what] += 1
            if token:
                links.append((row.login, row.name, token))
    except RoleplayError as error:
        trouble = error
    return ImportResult(**counts, links=tuple(links), made=len(links), trouble=trouble)

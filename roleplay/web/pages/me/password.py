"""One's own password: the old one is asked for, and every other browser is signed out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import RoleplayError
from roleplay.person import LOCAL
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import CurrentUser
from roleplay.web.auth.session_cookie import redirect_signed_in
from roleplay.web.auth.sign_in_page import client_address
from roleplay.web.error_pages import trouble_for_form
from roleplay.web.render import page

routes = APIRouter(prefix="/me/password")
Text = Annotated[str, Form(max_length=400)]


@routes.get("", response_class=HTMLResponse)
def password_page(request: Request, me: CurrentUser, done: bool = False) -> Response:
    """Without accounts there are no passwords: it leads to making the first account."""
    if me == LOCAL:
        return RedirectResponse("/sign-in/first", 303)
    has_one = context_of(request).people.has_password(me.id)
    return page(request, "me/password.html", trouble=None, done=done, has_one=has_one)


@routes.post("", response_class=HTMLResponse)
def change_password(request: Request, me: CurrentUser, old: Text = "", new: Text = "") -> Response:
    people = context_of(request).people
    try:
        token = people.change_password(me, old, new, client_address(request))
    except RoleplayError as refused:
        status = 429 if refused.code == "sign-in-slow" else 422
        trouble = trouble_for_form(request, refused)
        return page(request, "me/password.html", status=status, trouble=trouble, done=False, has_one=True)
    return redirect_signed_in(request, token, "/me/password?done=1")

"""What the ways of signing in share: the page with what went wrong, and whose guesses are counted."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from roleplay.errors import RoleplayError
from roleplay.web.app_context import context_of
from roleplay.web.error_pages import trouble_for_form
from roleplay.web.languages import inside
from roleplay.web.render import page


def client_address(request: Request) -> str:
    """Returns the browser's own address, also behind a trusted proxy: guesses are slowed by it."""
    return request.client.host if request.client else "-"


def sign_in_again(
    request: Request, status: int, refused: RoleplayError, *, login: str = "", back: str = "/"
) -> HTMLResponse:
    """Returns the sign-in page with what went wrong. Raises it where the database is away: nobody was refused."""
    ways, trouble = context_of(request).sign_ons, trouble_for_form(request, refused)
    return page(
        request, "sign_in/sign_in.html", status=status, back_to=inside(back), login=login, trouble=trouble, ways=ways
    )

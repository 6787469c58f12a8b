"""Who may open a page: the first line of every route. To all others the page is not there."""

from typing import Annotated

from fastapi import Depends, Request

from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.web.auth.current_user import current_user


def _coach(request: Request) -> Person:
    """A coach or an admin. Raises NotFound for everybody else."""
    me = current_user(request)
    if not me.has("coach", "admin"):
        raise NotFound("page-not-found")
    return me


def _admin(request: Request) -> Person:
    me = current_user(request)
    if not me.has("admin"):
        raise NotFound("page-not-found")
    return me


CurrentUser = Annotated[Person, Depends(current_user)]
Coach = Annotated[Person, Depends(_coach)]
Admin = Annotated[Person, Depends(_admin)]

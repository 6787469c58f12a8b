"""Permissions: who may open a page, named in the first line of every route. Everybody else is answered 404."""

from typing import Annotated

from fastapi import Depends, Request

from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.web.auth.current_user import current_user


# These wait for nothing, so they are coroutines: a plain function would take a thread of the pages' for each request.
async def _somebody(request: Request) -> Person:
    return current_user(request)


async def _coach(request: Request) -> Person:
    """Returns the current user. Raises NotFound unless they are a coach or an admin."""
    me = current_user(request)
    if not me.has("coach", "admin"):
        raise NotFound("page-not-found")
    return me


async def _admin(request: Request) -> Person:
    """Returns the current user. Raises NotFound unless they are an admin."""
    me = current_user(request)
    if not me.has("admin"):
        raise NotFound("page-not-found")
    return me


CurrentUser = Annotated[Person, Depends(_somebody)]
Coach = Annotated[Person, Depends(_coach)]
Admin = Annotated[Person, Depends(_admin)]

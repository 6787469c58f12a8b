"""Protects forms against cross-site requests: each carries a token that a page of another site cannot know."""

from secrets import compare_digest

from fastapi import Request

from roleplay.errors import RoleplayError
from roleplay.person import LOCAL

SAFE = ("GET", "HEAD", "OPTIONS")


async def check_form(request: Request) -> None:
    """Raises RoleplayError `form-old` for a form without the token of this session: of another site, or left open since
    an earlier session. Without a session there is nothing to misuse; the gate has compared the Origin in any case."""
    person = getattr(request.state, "person", None)
    if request.method in SAFE or person is None or person == LOCAL:
        return
    form = await request.form()
    sent = form.get("csrf")
    if not isinstance(sent, str) or not compare_digest(sent.encode(), request.state.csrf.encode()):
        raise RoleplayError("form-old")

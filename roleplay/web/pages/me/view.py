"""What a seller may change about who sees a talk."""

from typing import Literal

from roleplay.attempt import Attempt
from roleplay.web.app_context import AppContext

May = Literal["hide", "submit", "nothing"]


async def may_be(context: AppContext, attempt: Attempt) -> May:
    """Returns how the seller may change who sees the talk. A private one may always be submitted, whatever the setting says
    today."""
    if attempt.is_branch:
        return "nothing"
    if attempt.private:
        return "submit"
    allowed = context.settings.private == "allowed"
    return "hide" if allowed and not await context.practice.my_data.is_reviewed(attempt) else "nothing"

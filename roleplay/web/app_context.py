"""What the pages and the chat of one server share: its settings, the seller's door, the accounts, and the pace of an answer."""

import asyncio
from dataclasses import dataclass, field
from functools import cached_property

from fastapi import Request

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.people import People
from roleplay.people.outside import SignOn, sign_ons
from roleplay.person import Person
from roleplay.practice import Practice
from roleplay.review.door import Reviews
from roleplay.review.trust import Trust
from roleplay.web.auth.current_user import ANONYMOUS
from roleplay.web.temp_store import TempStore
from roleplay.web.typing_speed import TypingSpeed


@dataclass(frozen=True)
class AppContext:
    settings: Settings
    practice: Practice
    pace: TypingSpeed = field(default_factory=TypingSpeed)
    drawer: TempStore = field(default_factory=TempStore)

    @cached_property
    def people(self) -> People:
        """The accounts, in the same database."""
        return People(self.practice.database)

    @cached_property
    def sign_ons(self) -> dict[str, SignOn]:
        """Houses outside that say who somebody is."""
        return sign_ons(self.settings)

    @cached_property
    def reviews(self) -> Reviews:
        """The coach's desk, in the same database."""
        return Reviews(self.practice.database)

    @cached_property
    def trust(self) -> Trust:
        """How far scorers agree with coaches, in the same database."""
        return Trust(self.practice.database)

    async def library(self) -> Library:
        """Today's content. The first time it is read from the files, so not on the event loop."""
        return await asyncio.to_thread(self.practice.library)


def context_of(request: Request) -> AppContext:
    """The house of the application that answers this request."""
    context: AppContext = request.app.state.context
    return context


def current_user(request: Request) -> Person:
    """Who is there. Pages ask here and nowhere else; on a page open to all it may be nobody."""
    person: Person | None = getattr(request.state, "person", None)
    return person or ANONYMOUS.person


def current_user_id(request: Request) -> str:
    """To whom attempts belong."""
    return current_user(request).id

"""What the pages and the chat of one server share: its settings, the seller's door, the accounts, and the pace of an answer."""

import asyncio
from dataclasses import dataclass, field
from functools import cached_property

from fastapi import Request

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.people import PeopleService
from roleplay.people.sso import SignOn, sign_ons
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.review.service import ReviewService
from roleplay.review.trust import ScorerTrust
from roleplay.web.drawer import Drawer
from roleplay.web.pace import Pace
from roleplay.web.visitor import NOBODY


@dataclass(frozen=True)
class House:
    settings: Settings
    practice: PracticeService
    pace: Pace = field(default_factory=Pace)
    drawer: Drawer = field(default_factory=Drawer)

    @cached_property
    def people(self) -> PeopleService:
        """The accounts, in the same database."""
        return PeopleService(self.practice.database)

    @cached_property
    def sign_ons(self) -> dict[str, SignOn]:
        """Houses outside that say who somebody is."""
        return sign_ons(self.settings)

    @cached_property
    def reviews(self) -> ReviewService:
        """The coach's desk, in the same database."""
        return ReviewService(self.practice.database)

    @cached_property
    def trust(self) -> ScorerTrust:
        """How far scorers agree with coaches, in the same database."""
        return ScorerTrust(self.practice.database)

    async def library(self) -> Library:
        """Today's content. The first time it is read from the files, so not on the event loop."""
        return await asyncio.to_thread(self.practice.library)


def house_of(request: Request) -> House:
    """The house of the application that answers this request."""
    house: House = request.app.state.house
    return house


def me_of(request: Request) -> Person:
    """Who is there. Pages ask here and nowhere else; on a page open to all it may be nobody."""
    person: Person | None = getattr(request.state, "person", None)
    return person or NOBODY.person


def person_of(request: Request) -> str:
    """To whom attempts belong."""
    return me_of(request).id

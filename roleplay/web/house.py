"""What the pages and the chat of one server share: its settings, the seller's door, and the pace of an answer."""

import asyncio
from dataclasses import dataclass, field

from fastapi import Request

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.practice import LOCAL_PERSON, Practice
from roleplay.web.pace import Pace


@dataclass(frozen=True)
class House:
    settings: Settings
    practice: Practice
    pace: Pace = field(default_factory=Pace)

    async def library(self) -> Library:
        """Today's content. The first time it is read from the files, so not on the event loop."""
        return await asyncio.to_thread(self.practice.library)


def house_of(request: Request) -> House:
    """The house of the application that answers this request."""
    house: House = request.app.state.house
    return house


def person_of(request: Request) -> str:
    """Who is there. Pages and chat ask here and nowhere else."""
    return LOCAL_PERSON

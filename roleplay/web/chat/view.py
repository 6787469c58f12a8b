"""Chainlit's data layer as a view: it reads attempts through the seller's door, and what Chainlit writes goes nowhere.

Turns are stored by our own code at the moment they happen (`talk`); Chainlit would lose some and rewrite others.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from chainlit.data.base import BaseDataLayer
from chainlit.types import PageInfo, PaginatedResponse
from chainlit.user import PersistedUser

from roleplay.errors import NotFound
from roleplay.practice import PracticeService
from roleplay.web.chat.steps import turn_step
from roleplay.web.visitor import visitor


class AttemptsView(BaseDataLayer):
    """`practice` is asked for anew each time, because Chainlit keeps one data layer for the whole process. `is_here` tells
    whether the visitor is still signed in: a socket outlives that, and may ask for its thread again."""

    def __init__(self, practice: Any, is_here: Callable[[], bool] = lambda: True) -> None:
        self._practice, self._is_here = practice, is_here

    @property
    def practice(self) -> PracticeService:
        practice: PracticeService = self._practice()
        return practice

    async def get_user(self, identifier: str) -> PersistedUser:
        return PersistedUser(id=identifier, identifier=identifier, createdAt="2026-01-01T00:00:00Z", metadata={})

    async def create_user(self, user: Any) -> PersistedUser:
        return await self.get_user(user.identifier)

    async def get_thread(self, thread_id: str) -> Any:
        if not await asyncio.to_thread(self._is_here):
            return None
        try:
            person = visitor().person.id
            attempt = await self.practice.attempt(thread_id, person)
            transcript = await self.practice.transcript(thread_id, person)
        except NotFound:
            return None
        return {
            "id": attempt.id, "createdAt": attempt.started_at.isoformat(), "name": attempt.scenario, "tags": [], "metadata": {},
            "userId": attempt.person, "userIdentifier": attempt.person, "elements": [],
            "steps": [turn_step(attempt, turn) for turn in transcript.turns],
        }  # fmt: skip

    async def get_thread_author(self, thread_id: str) -> str:
        thread = await self.get_thread(thread_id)
        return thread["userIdentifier"] if thread else ""

    async def list_threads(self, pagination: Any, filters: Any) -> Any:
        return PaginatedResponse(pageInfo=PageInfo(hasNextPage=False, startCursor=None, endCursor=None), data=[])

    async def update_thread(
        self, thread_id: str, name: Any = None, user_id: Any = None, metadata: Any = None, tags: Any = None
    ) -> None: ...
    async def delete_thread(self, thread_id: str) -> None: ...
    async def create_step(self, step_dict: Any) -> None: ...
    async def update_step(self, step_dict: Any) -> None: ...
    async def delete_step(self, step_id: str) -> None: ...
    async def create_element(self, element: Any) -> None: ...
    async def get_element(self, thread_id: str, element_id: str) -> None: ...
    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None: ...
    async def upsert_feedback(self, feedback: Any) -> str:
        return ""

    async def delete_feedback(self, feedback_id: str) -> bool:
        return False

    async def get_favorite_steps(self, user_id: str) -> list[Any]:
        return []

    async def build_debug_url(self) -> str:
        return ""

    async def close(self) -> None: ...

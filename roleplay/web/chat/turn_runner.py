"""Whose turn it is on the screens of an attempt: takes the seller's words or gives them back, and lets the answer be shown.

The practice service keeps the attempt. Kept here is only what is on its way to the screens just now; a restart loses
none of the talk.
"""

import asyncio
import logging
import secrets
from collections.abc import Coroutine
from typing import Any

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.web.app_context import AppContext
from roleplay.web.auth.current_user import visitor
from roleplay.web.chat.extra_lines import ExtraLines
from roleplay.web.chat.screens import Screen, to_page, to_screens
from roleplay.web.chat.steps import Step
from roleplay.web.chat.turn_display import TurnDisplay

log = logging.getLogger("roleplay.web.chat")
AFTER_RESUME = 0.3  # seconds: what is sent while Chainlit draws the thread would be wiped


class TurnRunner:
    """One turn at a time for an attempt; `showing` holds the turns under way."""

    def __init__(self, context: AppContext) -> None:
        self.context = context
        self.extra_lines = ExtraLines(context)
        self.showing: dict[str, TurnDisplay] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def hear(self, screen: Screen, attempt_id: str, message: Step) -> None:
        """Takes the words, or gives them back with a calm line."""
        if attempt_id in self.showing:
            await self._give_back(screen, message, self.extra_lines.words_on(screen)("line.speaking"))
            return
        showing = self.showing[attempt_id] = TurnDisplay(self.context, self.extra_lines, screen)
        # Shielded: neither Chainlit's stop nor a dropped socket leaves an answer half shown.
        await asyncio.shield(self._keep(self._say(screen, attempt_id, message, showing)))

    async def give_back(self, screen: Screen, message: Step, trouble: RoleplayError) -> None:
        """Gives the words back, since nobody could be asked whose they are."""
        await self._give_back(screen, message, self.extra_lines.words_on(screen).error(trouble))

    async def dress(self, thread: dict[str, Any], screen: Screen) -> None:
        """A screen opens the attempt, reloads, or comes back after a drop: it gets all that the others have."""
        showing = self.showing.get(thread["id"])
        attempt = await self.extra_lines.dress(thread, screen, showing.spoken if showing else None)
        if showing:
            await screen.emit("task_start", {})
        elif not attempt.is_finished:
            self._keep(self._take_up(screen, attempt.id))

    async def show_end(self, attempt: Attempt) -> None:
        await self.extra_lines.show_end(attempt)

    def _keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs on its own, and is not forgotten while it does."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _say(self, screen: Screen, attempt_id: str, message: Step, showing: TurnDisplay) -> None:
        events = self.context.practice.say(attempt_id, visitor().person.id, message["output"], message["id"])
        try:
            async for event in events:
                await showing.show(event)
        except Exception as error:  # noqa: BLE001 - told to the person, and the talk goes on
            await self._apologise(error, screen, attempt_id, message, showing)
        finally:
            await self._leave(attempt_id)

    async def _take_up(self, screen: Screen, attempt_id: str) -> None:
        """What a crash left undone is answered now. Whoever shows it first shows it to all screens."""
        await asyncio.sleep(AFTER_RESUME)
        showing: TurnDisplay | None = None
        try:
            async for event in self.context.practice.answer_pending(attempt_id, visitor().person.id):
                if showing is None:
                    if attempt_id in self.showing:
                        return
                    showing = self.showing[attempt_id] = TurnDisplay(self.context, self.extra_lines)
                await showing.show(event)
        except Exception as error:  # noqa: BLE001 - nobody waits for it: the next message asks again
            self._log(error, attempt_id)
            if showing is not None:
                await showing.lose()
        finally:
            if showing is not None:
                await self._leave(attempt_id)

    async def _leave(self, attempt_id: str) -> None:
        self.showing.pop(attempt_id, None)
        await to_screens(attempt_id, visitor().person.id, "task_end", {})

    async def _apologise(
        self, error: Exception, screen: Screen, attempt_id: str, message: Step, showing: TurnDisplay
    ) -> None:
        """Words that were stored stay where they are, and only the answer is missing; others go back to their writer."""
        reference = "" if isinstance(error, RoleplayError) else self._log(error, attempt_id)
        if showing.attempt is not None:
            await showing.lose()
            return
        words = self.extra_lines.words_on(screen)
        told = words.error(error) if isinstance(error, RoleplayError) else words("line.surprise", reference=reference)
        await self._give_back(screen, message, told)
        if isinstance(error, RoleplayError) and error.code == "customer-speaking":  # after a crash: it is answering now
            self._keep(self._take_up(screen, attempt_id))

    async def _give_back(self, screen: Screen, message: Step, line: str) -> None:
        """Nothing was stored: the words leave the screen and stand in the composer again."""
        await screen.emit("delete_message", message)
        await to_page(screen, line=line, text=message["output"])

    def _log(self, error: Exception, attempt_id: str) -> str:
        reference = secrets.token_hex(4)
        log.error("surprise %s in attempt %s", reference, attempt_id, exc_info=error)
        return reference

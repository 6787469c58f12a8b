"""One turn on the screen: the seller's words in, the customer's out, on every screen of the attempt alike.

The attempt lives behind the seller's door. Kept here is only what is on the way to the screens just now; a restart loses
none of the talk.
"""

import asyncio
import logging
import secrets
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from roleplay.attempt import Attempt
from roleplay.content.persona import Persona
from roleplay.customer.cue import Fallback, Piece
from roleplay.errors import RoleplayError
from roleplay.practice import LOCAL_PERSON, CustomerSaid, Event, Finished, SellerSaid, Speaking
from roleplay.web.chat.screens import Screen, language_of_screen, screens_of, to_page, to_screens
from roleplay.web.chat.steps import Step, as_written, pause_step, spoken_step, step_id, turn_step
from roleplay.web.house import House
from roleplay.web.pages.result import result_of
from roleplay.web.words import Words

log = logging.getLogger("roleplay.web.chat")
AFTER_RESUME = 0.3  # seconds: what is sent while Chainlit draws the thread would be wiped


@dataclass
class Talking:
    """A turn under way: who speaks, and what of it stands on the screens so far."""

    attempt: Attempt | None = None
    persona: Persona | None = None
    offline: bool = False
    spoken: Step | None = None


class Stage:
    def __init__(self, house: House) -> None:
        self.house = house
        self.talking: dict[str, Talking] = {}
        self.fallbacks: dict[str, set[int]] = {}  # by attempt, the turns that the offline customer stepped in for
        self._tasks: set[asyncio.Task[None]] = set()

    def words_on(self, screen: Screen) -> Words:
        settings = self.house.settings
        return Words(language_of_screen(screen, settings.language), settings.zone)

    # ---- a turn ----

    async def hear(self, screen: Screen, attempt_id: str, message: Step) -> None:
        """Takes the words or gives them back with a calm line. One turn at a time for an attempt."""
        if attempt_id in self.talking:
            return await self._give_back(screen, message, self.words_on(screen)("line.speaking"))
        self.talking[attempt_id] = Talking()
        # Shielded: neither Chainlit's stop nor a dropped socket leaves an answer half shown.
        return await asyncio.shield(self.keep(self._turn(screen, attempt_id, message)))

    async def take_up(self, screen: Screen, attempt_id: str) -> None:
        """What a crash left undone is answered now; what is under way is shown on this screen too."""
        await asyncio.sleep(AFTER_RESUME)
        if attempt_id not in self.talking:
            await self._turn(screen, attempt_id, None)

    def keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs on its own, and is not forgotten while it does."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _turn(self, screen: Screen, attempt_id: str, message: Step | None) -> None:
        practice, talking = self.house.practice, self.talking.get(attempt_id)
        if message is None:
            events = practice.answer_pending(attempt_id, LOCAL_PERSON)
        else:
            events = practice.say(attempt_id, LOCAL_PERSON, message["output"], message["id"])
        try:
            async for event in events:
                talking = self.talking.setdefault(attempt_id, talking or Talking())
                await self._show(event, screen if message else None, talking)
        except Exception as error:  # noqa: BLE001 - told to the person, and the talk goes on
            await self._apologise(error, screen, attempt_id, message, talking)
        finally:
            if talking is not None:
                self.talking.pop(attempt_id, None)
                await to_screens(attempt_id, "task_end", {})

    async def _apologise(
        self, error: Exception, screen: Screen, attempt_id: str, message: Step | None, talking: Talking | None
    ) -> None:
        words = self.words_on(screen)
        if talking is not None and talking.attempt is not None:
            await self._lose(talking, error)
            return
        if isinstance(error, RoleplayError):
            line = words.error(error)
            if error.code == "customer-speaking":  # in another process or after a crash: follow it here
                self.keep(self.take_up(screen, attempt_id))
        else:
            line = words("line.surprise", reference=self._log(error, attempt_id))
        if message is not None:
            await self._give_back(screen, message, line)

    async def _give_back(self, screen: Screen, message: Step, line: str) -> None:
        """Nothing was stored: the words leave the screen and stand in the composer again."""
        await screen.emit("delete_message", message)
        await to_page(screen, line=line, text=message["output"])

    async def _lose(self, talking: Talking, error: Exception) -> None:
        """The seller's words are stored, only the answer is missing."""
        assert talking.attempt is not None
        if not isinstance(error, RoleplayError):
            self._log(error, talking.attempt.id)
        if talking.spoken is not None:
            await to_screens(talking.attempt.id, "delete_message", talking.spoken)
        for screen in screens_of(talking.attempt.id):
            await to_page(screen, line=self.words_on(screen)("line.lost"))

    def _log(self, error: Exception, attempt_id: str) -> str:
        reference = secrets.token_hex(4)
        log.error("surprise %s in attempt %s", reference, attempt_id, exc_info=error)
        return reference

    async def _show(self, event: Event, screen: Screen | None, talking: Talking) -> None:
        match event:
            case SellerSaid():
                await self._seller_said(event, screen, talking)
            case Speaking(n=n):
                await self._start_speaking(n, talking)
            case Fallback():
                await self._fall_back(talking)
            case Piece(text=text) if not talking.offline:
                await self._type(text, talking)
            case CustomerSaid():
                await self._customer_said(event, talking)
            case Finished(attempt=attempt):
                await self.show_end(attempt)

    async def _seller_said(self, event: SellerSaid, screen: Screen | None, talking: Talking) -> None:
        talking.attempt = event.attempt
        talking.offline = event.attempt.customer == "offline"
        _, talking.persona, _ = await self.house.practice.content(event.attempt)
        await to_screens(event.attempt.id, "new_message", turn_step(event.attempt, event.turn), but=screen)
        await to_screens(event.attempt.id, "task_start", {})
        if screen is not None:
            await to_page(screen, said=True)
        await self.tell_pages(event.attempt)

    async def _start_speaking(self, n: int, talking: Talking) -> None:
        assert talking.attempt is not None
        talking.spoken = spoken_step(talking.attempt, n, streaming=True)
        await to_screens(talking.attempt.id, "stream_start", talking.spoken)

    async def _fall_back(self, talking: Talking) -> None:
        """The quiet line stands above the answer, so the typing sign is taken away and set anew below it."""
        assert talking.attempt is not None and talking.spoken is not None
        attempt, spoken = talking.attempt, talking.spoken
        n = int(spoken["id"].rsplit("-", 1)[1])
        talking.offline = True
        self.fallbacks.setdefault(attempt.id, set()).add(n)
        await to_screens(attempt.id, "delete_message", spoken)
        for screen in screens_of(attempt.id):
            await screen.emit("new_message", self._fallback_step(attempt, n, screen))
        await to_screens(attempt.id, "stream_start", spoken)

    def _fallback_step(self, attempt: Attempt, n: int, screen: Screen) -> Step:
        return pause_step(attempt, f"fallback-{n}", self.words_on(screen)("line.fallback"))

    async def _type(self, text: str, talking: Talking) -> None:
        """Some more words, a few letters at a time."""
        assert talking.attempt is not None and talking.spoken is not None
        pace = self.house.pace
        for piece in pace.pieces(text):
            token = as_written(piece)
            talking.spoken["output"] += token
            data = {"id": talking.spoken["id"], "token": token, "isSequence": False, "isInput": False}
            await to_screens(talking.attempt.id, "stream_token", data)
            await asyncio.sleep(pace.between)

    async def _customer_said(self, event: CustomerSaid, talking: Talking) -> None:
        if talking.offline and talking.persona is not None:
            await asyncio.sleep(self.house.pace.silence(event.turn.text, talking.persona))
            await self._type(event.turn.text, talking)
        talking.attempt, talking.spoken = event.attempt, None
        await to_screens(event.attempt.id, "new_message", turn_step(event.attempt, event.turn))
        await self.tell_pages(event.attempt, heard=event.turn.text)

    # ---- what the page around the talk shows ----

    async def tell_pages(self, attempt: Attempt, **more: Any) -> None:
        for screen in screens_of(attempt.id):
            await to_page(screen, phase=attempt.phase, **more)

    async def show_end(self, attempt: Attempt) -> None:
        """The talk is over: a closing line and the short result, on every screen in its own language. Twice is harmless."""
        _, _, rubric = await self.house.practice.content(attempt)
        for screen in screens_of(attempt.id):
            words = self.words_on(screen)
            await screen.emit("new_message", self._end_step(attempt, words))
            await to_page(
                screen, phase=attempt.phase, finished=True, result=result_of(words, attempt, rubric.pass_mark)
            )

    def _end_step(self, attempt: Attempt, words: Words) -> Step:
        return pause_step(
            attempt, "end", words("line.end", moment=words.moment(attempt.finished_at or attempt.touched_at))
        )

    # ---- opening, reload and every reconnect ----

    async def dress(self, thread: dict[str, Any], screen: Screen) -> None:
        """Puts into the thread what only the screen needs: the quiet lines, and the half of an answer already said."""
        attempt = await self.house.practice.attempt(thread["id"], LOCAL_PERSON)
        scenario, _, _ = await self.house.practice.content(attempt)
        words = self.words_on(screen)
        begun = pause_step(attempt, "start", words("line.start", moment=words.moment(attempt.started_at)))
        steps = [
            begun,
            pause_step(attempt, "scene", scenario.scene),
            *self._with_fallbacks(attempt, thread["steps"], screen),
        ]
        talking = self.talking.get(attempt.id)
        if talking and talking.spoken:
            steps = [step for step in steps if step["id"] != talking.spoken["id"]] + [dict(talking.spoken)]
        if attempt.is_finished:
            steps.append(self._end_step(attempt, words))
        thread["steps"][:] = steps
        await to_page(screen, phase=attempt.phase, finished=attempt.is_finished)
        if talking:
            await screen.emit("task_start", {})
        elif not attempt.is_finished:
            self.keep(self.take_up(screen, attempt.id))

    def _with_fallbacks(self, attempt: Attempt, steps: list[Step], screen: Screen) -> list[Step]:
        marked = {step_id(attempt.id, n): n for n in self.fallbacks.get(attempt.id, ())}
        dressed: list[Step] = []
        for step in steps:
            if step["id"] in marked:
                dressed.append(self._fallback_step(attempt, marked[step["id"]], screen))
            dressed.append(step)
        return dressed

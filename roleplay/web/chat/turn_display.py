"""One turn on its way to the screens: the seller's words, the typing sign, the answer at a natural pace, the end."""

import asyncio
from typing import Any

from roleplay.attempt import Attempt
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.turn_request import Fallback, ReplyChunk
from roleplay.practice import CustomerSaid, Event, Finished, SellerSaid, Speaking
from roleplay.web.app_context import AppContext
from roleplay.web.chat.extra_lines import ExtraLines
from roleplay.web.chat.screens import Screen, drop_signed_out, screens_of, to_page, to_screens
from roleplay.web.chat.steps import Step, as_written, spoken_step, turn_step
from roleplay.web.formatting import Words
from roleplay.web.talk_state import page_state


class TurnDisplay:
    """`speaker` is the screen on which the seller wrote; `spoken` is what stands on the screens of the answer so far."""

    def __init__(self, context: AppContext, extra_lines: ExtraLines, speaker: Screen | None = None) -> None:
        self.context, self.extra_lines, self.speaker = context, extra_lines, speaker
        self.attempt: Attempt | None = None
        self.persona: Persona | None = None
        self.scenario: Scenario | None = None
        self.offline = False
        self.spoken: Step | None = None

    async def show(self, event: Event) -> None:
        match event:
            case SellerSaid():
                await self._seller_said(event)
            case Speaking(n=n):
                await self._start_speaking(n)
            case Fallback(why=why):
                await self._fall_back(why)
            case ReplyChunk(text=text) if not self.offline:
                await self._type(text)
            case CustomerSaid():
                await self._customer_said(event)
            case Finished(attempt=attempt):
                await self.extra_lines.show_end(attempt)

    async def lose(self) -> None:
        """The answer broke off before a word of it was stored: its sign is taken away, and a line says so."""
        assert self.attempt is not None
        if self.spoken is not None:
            await self._to_all("delete_message", self.spoken)
        for screen in screens_of(self.attempt.id, self.attempt.person):
            await to_page(screen, line=self.extra_lines.words_on(screen)("line.lost"))

    async def _to_all(self, event: str, data: Any, but: Screen | None = None) -> None:
        assert self.attempt is not None
        await to_screens(self.attempt.id, self.attempt.person, event, data, but)

    async def _seller_said(self, event: SellerSaid) -> None:
        self.attempt = event.attempt
        self.offline = event.attempt.customer == "offline"
        self.scenario, self.persona, _ = await self.context.practice.content(event.attempt)
        await drop_signed_out(self.context.people, event.attempt.id, event.attempt.person)
        await self._to_all("new_message", turn_step(event.attempt, event.turn), but=self.speaker)
        await self._to_all("task_start", {})
        if self.speaker is not None:
            await to_page(self.speaker, said=True)
        await self._tell_pages()

    async def _start_speaking(self, n: int) -> None:
        assert self.attempt is not None
        self.spoken = spoken_step(self.attempt, n, streaming=True)
        await self._to_all("stream_start", self.spoken)

    async def _fall_back(self, why: str) -> None:
        """The quiet line stands above the answer, so the typing sign is taken away and set anew below it."""
        assert self.attempt is not None and self.spoken is not None
        self.offline = True
        self.spoken["metadata"]["fallback"] = why
        await self._to_all("delete_message", self.spoken)
        for screen in screens_of(self.attempt.id, self.attempt.person):
            line = self.extra_lines.fallback_step(self.attempt, self.spoken["id"], screen, why)
            await screen.emit("new_message", line)
            told = self.extra_lines.words_on(screen).fallback(why)
            await to_page(screen, announce=told)
        await self._to_all("stream_start", self.spoken)

    async def _type(self, text: str) -> None:
        """Some more words, a few letters at a time."""
        assert self.spoken is not None
        pace = self.context.typing_speed
        for piece in pace.pieces(text):
            token = as_written(piece)
            self.spoken["output"] += token
            data = {"id": self.spoken["id"], "token": token, "isSequence": False, "isInput": False}
            await self._to_all("stream_token", data)
            await asyncio.sleep(pace.between)

    async def _customer_said(self, event: CustomerSaid) -> None:
        """An offline answer is there at once: it is thought over for a moment and then spoken."""
        if self.offline and self.persona is not None and self.spoken is not None:
            await asyncio.sleep(self.context.typing_speed.silence(event.turn.text, self.persona))
            await self._type(event.turn.text)
        self.attempt, self.spoken = event.attempt, None
        said = turn_step(event.attempt, event.turn)
        await self._to_all("new_message", said)
        if event.turn.broke:
            for screen in screens_of(event.attempt.id, event.attempt.person):
                line = self.extra_lines.broke_step(event.attempt, said["id"], screen, event.turn.broke)
                await screen.emit("new_message", line)
        await self._tell_pages(heard=self._by_ear(event.turn.text))

    def _by_ear(self, text: str) -> str:
        """An answer for those who hear the page: who says it comes first, in the customer's language."""
        if self.persona is None:
            return text
        words = Words(self.context.settings.language, self.context.settings.zone).like(self.persona.language)
        return f"{self.persona.name}{words('colon')}{text}"

    async def _tell_pages(self, **more: Any) -> None:
        assert self.attempt is not None and self.scenario is not None
        for screen in screens_of(self.attempt.id, self.attempt.person):
            state = page_state(self.extra_lines.words_on(screen), self.attempt, self.scenario)
            await to_page(screen, **state, **more)

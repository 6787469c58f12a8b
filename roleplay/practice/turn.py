"""Whose turn it is, worked out from what is stored: nothing is lost with a process, a socket or a screen."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader
from roleplay.customer.cue import Mode
from roleplay.customer.endings import ending_on_finish
from roleplay.errors import RoleplayError
from roleplay.practice.broadcast import Broadcast
from roleplay.practice.ending import Endings
from roleplay.practice.events import CustomerSaid, Event, Finished, SellerSaid
from roleplay.practice.hearing import HearingService
from roleplay.practice.reply import Reply
from roleplay.practice.talk import (
    StoredTalk,
    cue_for,
    direction_of,
    heard_turn,
    read_talk,
    reply_to,
    spoken_before,
    unheard_turn,
)
from roleplay.store.database import Database
from roleplay.store.turns import add_turn, keep_hearing
from roleplay.threads import finish_in_thread


class TurnTaking:
    """One turn at a time in each attempt."""

    def __init__(
        self, database: Database, contents: ContentReader, endings: Endings, replies: "Replies", hearing: HearingService
    ) -> None:
        self.database, self.contents, self.endings, self.replies = database, contents, endings, replies
        self.hearing = hearing
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, attempt_id: str, person: str, words: str, turn_id: str) -> Broadcast:
        """Commits the seller's turn with the state and direction it leads to, then lets the customer begin.

        Where a model listens, the words are committed before it is asked: whatever happens meanwhile, they are there, and
        who opens the talk again finds them heard and answered."""
        async with self._lock(attempt_id):
            talk = await self._talk(attempt_id, person)
            if (place := talk.place_of(turn_id)) is not None:
                return await self._again(talk, place)
            await self._check_turn(talk)
            return self.replies.begin(*await self._taken(talk, words, turn_id))

    async def take_up(self, attempt_id: str, person: str) -> Broadcast | None:
        """The turn under way, or what a crash left undone, or None."""
        async with self._lock(attempt_id):
            talk = await self._talk(attempt_id, person)
            return self.replies.under_way(attempt_id) or await self._resume(talk)

    async def finish(self, attempt_id: str, person: str) -> Attempt:
        """Ends the attempt as its state says, or by the seller's wish; if they said nothing in it, it is abandoned."""
        async with self._lock(attempt_id):
            await self._talk(attempt_id, person)  # whose it is, before anything is cut
            await self.replies.hear_out(attempt_id)
            talk = await self._talk(attempt_id, person)
            if talk.is_unheard and not talk.attempt.is_finished:
                talk, _ = await self._heard(talk, by_model=False)  # who leaves waits for nobody
            ending = talk.state.ending or ending_on_finish(talk.state)
            return await self.endings.end(talk.attempt, ending if talk.attempt.is_begun else None)

    @asynccontextmanager
    async def silenced(self, ids: Sequence[str]) -> AsyncIterator[None]:
        """Nobody speaks in these attempts meanwhile and nobody judges them: what is under way is broken off."""
        async with AsyncExitStack() as locks:
            for id in sorted(ids):  # always in one order, so that two who ask do not wait for each other
                await locks.enter_async_context(self._lock(id))
            await self.replies.cut(*ids)
            await self.endings.judge.cut(*ids)
            yield

    def _lock(self, attempt_id: str) -> asyncio.Lock:
        return self._locks.setdefault(attempt_id, asyncio.Lock())

    async def _talk(self, attempt_id: str, person: str) -> StoredTalk:
        return await asyncio.to_thread(read_talk, self.database, attempt_id, person)

    async def _taken(self, talk: StoredTalk, words: str, turn_id: str) -> tuple[StoredTalk, AttemptContent]:
        """The talk with the seller's next turn in it, heard and directed."""
        unheard = unheard_turn(talk, words, turn_id)
        if self._listens(talk):
            attempt = await finish_in_thread(add_turn, self.database, talk.attempt.id, unheard)
            return await self._heard(StoredTalk(attempt, talk.opening, (*talk.stored, unheard)))
        material = await asyncio.to_thread(self.contents.of, talk.attempt)
        heard = await self.hearing.hear(words, spoken_before(talk), material.scenario.full_catalogue, by_model=False)
        said = await asyncio.to_thread(heard_turn, talk, material.scenario, material.persona, unheard, heard)
        attempt = await finish_in_thread(add_turn, self.database, talk.attempt.id, said)
        return StoredTalk(attempt, talk.opening, (*talk.stored, said)), material

    async def _heard(self, talk: StoredTalk, by_model: bool = True) -> tuple[StoredTalk, AttemptContent]:
        """The talk whose last turn was only kept, with that turn heard and directed; by whoever is the first to do it."""
        material = await asyncio.to_thread(self.contents.of, talk.attempt)
        before, unheard = StoredTalk(talk.attempt, talk.opening, talk.stored[:-1]), talk.stored[-1]
        by_model = by_model and self._listens(talk)
        catalogue = material.scenario.full_catalogue
        heard = await self.hearing.hear(unheard.turn.text, spoken_before(before), catalogue, by_model)
        said = await asyncio.to_thread(heard_turn, before, material.scenario, material.persona, unheard, heard)
        said, attempt = await finish_in_thread(keep_hearing, self.database, talk.attempt.id, said)
        return StoredTalk(attempt, talk.opening, (*before.stored, said)), material

    def _listens(self, talk: StoredTalk) -> bool:
        """A model hears only where one speaks too: then the brief has said to which host the words go."""
        return talk.attempt.customer == "model" and self.hearing.has_model

    async def _check_turn(self, talk: StoredTalk) -> None:
        """Whether the seller may speak. What a crash left undone is taken up first."""
        if talk.attempt.is_finished:
            raise RoleplayError("attempt-finished")
        if talk.half_said or self.replies.under_way(talk.attempt.id):
            raise RoleplayError("customer-speaking")
        if await self._resume(talk) is not None:
            raise RoleplayError("customer-speaking" if talk.waits_for_answer else "attempt-finished")

    async def _resume(self, talk: StoredTalk) -> Broadcast | None:
        """Starts what a crash left undone, if anything: the answer to the last turn, or the end it had come to."""
        if talk.attempt.is_finished or talk.half_said:
            return None
        if talk.waits_for_answer:
            if talk.is_unheard:
                return self.replies.begin(*await self._heard(talk))
            return self.replies.begin(talk, await asyncio.to_thread(self.contents.of, talk.attempt))
        if talk.state.ending is None:
            return None
        return _told("", Finished(await self.endings.end(talk.attempt, talk.state.ending)))

    async def _again(self, talk: StoredTalk, place: int) -> Broadcast:
        """The events of a turn that was sent before."""
        said, answers = talk.stored[place], talk.stored[place + 1 : place + 2]
        under_way = self.replies.under_way(talk.attempt.id)
        if under_way is not None and under_way.turn_id == said.id:
            return under_way
        if not answers and (resumed := await self._resume(talk)) is not None:
            return resumed
        events: list[Event] = [SellerSaid(said.turn, said.id, talk.attempt)]
        events += [CustomerSaid(answer.turn, answer.id, talk.attempt) for answer in answers]
        if talk.attempt.is_finished and place + 2 >= len(talk.stored):
            events.append(Finished(talk.attempt))
        return _told(said.id, *events)


def _told(turn_id: str, *events: Event) -> Broadcast:
    """A broadcast of what has been."""
    broadcast = Broadcast(turn_id)
    for event in events:
        broadcast.tell(event)
    broadcast.end()
    return broadcast


if TYPE_CHECKING:
    from roleplay.customer.agent import Customer

HEARD_OUT = 4.0  # seconds that Finish waits for a reply under way before it is cut
log = logging.getLogger(__name__)


class Replies:
    """`flush` is the time between two pieces that are stored and shown."""

    def __init__(self, database: Database, endings: Endings, customer: "Callable[[], Customer]", flush: float) -> None:
        self.database, self.endings, self.customer, self.flush = database, endings, customer, flush
        self._under_way: dict[str, tuple[Broadcast, asyncio.Task[None]]] = {}

    def under_way(self, attempt_id: str) -> Broadcast | None:
        reply = self._under_way.get(attempt_id)
        return reply[0] if reply else None

    def begin(self, talk: StoredTalk, material: AttemptContent) -> Broadcast:
        """Lets the customer answer the talk's last turn."""
        said = talk.stored[-1]
        broadcast = Broadcast(said.id)
        broadcast.tell(SellerSaid(said.turn, said.id, talk.attempt))
        self._under_way[talk.attempt.id] = broadcast, asyncio.create_task(self._perform(talk, material, broadcast))
        return broadcast

    async def hear_out(self, attempt_id: str) -> None:
        """Lets a reply under way end, or cuts it when it takes too long."""
        if reply := self._under_way.get(attempt_id):
            await asyncio.wait({reply[1]}, timeout=HEARD_OUT)
            await _cut(reply[1])

    async def cut(self, *attempt_ids: str) -> None:
        """Cuts what is under way in these attempts; it is stored as shown."""
        await _cut(*(self._under_way[id][1] for id in attempt_ids if id in self._under_way))

    async def close(self) -> None:
        """Cuts the replies under way; they are stored as shown."""
        await _cut(*(task for _broadcast, task in self._under_way.values()))

    async def _perform(self, talk: StoredTalk, material: AttemptContent, broadcast: Broadcast) -> None:
        error: Exception | None = None
        id, n = talk.attempt.id, talk.stored[-1].turn.n
        try:
            await self._speak(talk, material, broadcast)
        except RoleplayError as trouble:
            log.warning("attempt %s, turn %d: %s", id, n, trouble.code)
            error = trouble
        except Exception:
            log.exception("attempt %s, turn %d: the reply broke", id, n)
            error = RoleplayError("reply-failed")
        finally:
            del self._under_way[id]
            broadcast.end(error)

    async def _speak(self, talk: StoredTalk, material: AttemptContent, broadcast: Broadcast) -> None:
        said, mode = talk.stored[-1], talk.attempt.customer
        reply = Reply(self.database, talk.attempt.id, reply_to(talk.attempt.id, said), broadcast.tell)
        customer = await asyncio.to_thread(self.customer)
        spoken = customer.reply(cue_for(talk, material.scenario, material.persona), _mode(mode))
        attempt = await reply.perform(spoken, self.flush)
        if ending := direction_of(said).ending:
            broadcast.tell(Finished(await self.endings.end(attempt, ending)))


def _mode(customer: str) -> Mode:
    return "model" if customer == "model" else "offline"


async def _cut(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

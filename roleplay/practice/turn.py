"""One turn, from the seller's words to the customer's stored reply. Read `take` first, then `Replies._speak`.

step                                                            what is promised
1  `PracticeService.say` checks the words (`input_text`)        refused words store nothing
2  `take` locks the attempt and reads it from the store         one turn at a time; nothing is lost with a process or a screen
3  a turn id that is stored already gives the same events       sending again is idempotent
4  `_check_turn` refuses or completes what a crash left         a message written before an answer was read is not queued
5  `add_turn` commits the words (`_store_and_hear`)             they are stored before a model is asked about them
6  `HearingService.hear`, then the director (`heard_turn`)      same hearing, same content, same seed: same state
7  `keep_hearing` or `add_turn` commits state and direction     before the customer's first word is shown
8  `Replies.begin` starts a task of its own                     the reply goes on when the screen is gone
9  `Reply.perform` stores each piece, then tells it             what was shown is stored, also after a crash: `final` or `cut`
10 `Endings.end` marks the attempt finished and scores it       only where the direction ended the talk
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader
from roleplay.customer.cue import Mode
from roleplay.customer.endings import ending_on_finish
from roleplay.errors import RoleplayError
from roleplay.logs import about_attempt
from roleplay.metrics import count_turn
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

if TYPE_CHECKING:
    from roleplay.customer.agent import Customer

REPLY_SECONDS = 4.0  # how long Finish waits for a reply under way before it is cut (judgement)
log = logging.getLogger(__name__)


class Replies:
    """Runs the customer's replies of this process, each as a task that outlives the screen that asked for it.

    `flush` is the time in seconds between two pieces of a reply that are stored and shown.
    """

    def __init__(self, database: Database, endings: Endings, customer: "Callable[[], Customer]", flush: float) -> None:
        self.database, self.endings, self.customer, self.flush = database, endings, customer, flush
        self._under_way: dict[str, tuple[Broadcast, asyncio.Task[None]]] = {}

    def under_way(self, attempt_id: str) -> Broadcast | None:
        """Returns the reply under way in this attempt."""
        reply = self._under_way.get(attempt_id)
        return reply[0] if reply else None

    def begin(self, talk: StoredTalk, material: AttemptContent, asked_at: float | None = None) -> Broadcast:
        """Starts the customer's answer to the talk's last turn (step 8), which came at `asked_at` (`time.perf_counter`)."""
        said = talk.stored[-1]
        broadcast = Broadcast(said.id, asked_at, talk.attempt.customer)
        broadcast.tell(SellerSaid(said.turn, said.id, talk.attempt))
        self._under_way[talk.attempt.id] = broadcast, asyncio.create_task(self._perform(talk, material, broadcast))
        return broadcast

    async def hear_out(self, attempt_id: str) -> None:
        """Waits for a reply under way to end; cuts it when it takes too long."""
        if reply := self._under_way.get(attempt_id):
            await asyncio.wait({reply[1]}, timeout=REPLY_SECONDS)
            await _cut(reply[1])

    async def cut(self, *attempt_ids: str) -> None:
        """Cuts the replies under way in these attempts; they are stored as shown."""
        await _cut(*(self._under_way[id][1] for id in attempt_ids if id in self._under_way))

    async def close(self) -> None:
        """Cuts every reply under way; they are stored as shown."""
        await _cut(*(task for _broadcast, task in self._under_way.values()))

    async def _perform(self, talk: StoredTalk, material: AttemptContent, broadcast: Broadcast) -> None:
        error: Exception | None = None
        id, n = talk.attempt.id, talk.stored[-1].turn.n
        about_attempt(id)
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
        """Steps 9 and 10."""
        said, mode = talk.stored[-1], talk.attempt.customer
        reply = Reply(self.database, talk.attempt.id, reply_to(talk.attempt.id, said), broadcast.tell)
        customer = await asyncio.to_thread(self.customer)
        spoken = customer.reply(cue_for(talk, material.scenario, material.persona), _mode(mode))
        attempt = await reply.perform(spoken, self.flush)
        if ending := direction_of(said).ending:
            broadcast.tell(Finished(await self.endings.end(attempt, ending)))


class TurnTaking:
    """Takes one turn at a time in each attempt; whose turn it is follows from what is stored."""

    def __init__(
        self, database: Database, contents: ContentReader, endings: Endings, replies: Replies, hearing: HearingService
    ) -> None:
        self.database, self.contents, self.endings, self.replies = database, contents, endings, replies
        self.hearing = hearing
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, attempt_id: str, person: str, words: str, turn_id: str) -> Broadcast:
        """Stores and hears the seller's turn and starts the answer. Raises NotFound, `attempt-finished`, `customer-speaking`."""
        about_attempt(attempt_id)
        asked_at = time.perf_counter()
        async with self._lock(attempt_id):  # step 2
            talk = await self._talk(attempt_id, person)
            if (place := talk.place_of(turn_id)) is not None:
                return await self._again(talk, place)  # step 3
            await self._check_turn(talk)  # step 4
            talk, material = await self._store_and_hear(talk, words, turn_id)  # steps 5 to 7
            count_turn("seller", "final")
            return self.replies.begin(talk, material, asked_at)  # steps 8 to 10

    async def _store_and_hear(self, talk: StoredTalk, words: str, turn_id: str) -> tuple[StoredTalk, AttemptContent]:
        """Steps 5 to 7. Where no model listens, hearing takes milliseconds, and words and hearing are one commit."""
        unheard = unheard_turn(talk, words, turn_id)
        if self._listens(talk):
            attempt = await finish_in_thread(add_turn, self.database, talk.attempt.id, unheard)
            return await self._hear_last(StoredTalk(attempt, talk.opening, (*talk.stored, unheard)))
        material = await asyncio.to_thread(self.contents.of, talk.attempt)
        heard = await self.hearing.hear(words, spoken_before(talk), material.scenario.full_catalogue, by_model=False)
        said = await asyncio.to_thread(heard_turn, talk, material.scenario, material.persona, unheard, heard)
        attempt = await finish_in_thread(add_turn, self.database, talk.attempt.id, said)
        return StoredTalk(attempt, talk.opening, (*talk.stored, said)), material

    async def _hear_last(self, talk: StoredTalk, by_model: bool = True) -> tuple[StoredTalk, AttemptContent]:
        """Steps 6 and 7 for a turn whose words alone are stored. Where two processes hear it, the first one's hearing stays."""
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
        """Raises unless the seller may speak. What a crash left undone is completed first."""
        if talk.attempt.is_finished:
            raise RoleplayError("attempt-finished")
        if talk.half_said or self.replies.under_way(talk.attempt.id):
            raise RoleplayError("customer-speaking")
        if await self._resume(talk) is not None:
            raise RoleplayError("customer-speaking" if talk.waits_for_answer else "attempt-finished")

    async def finish(self, attempt_id: str, person: str) -> Attempt:
        """Ends the attempt as its state says, or by the seller's wish; if they said nothing in it, it is abandoned."""
        about_attempt(attempt_id)
        async with self._lock(attempt_id):
            await self._talk(attempt_id, person)  # raises NotFound before anything is cut
            await self.replies.hear_out(attempt_id)
            talk = await self._talk(attempt_id, person)
            if talk.is_unheard and not talk.attempt.is_finished:
                talk, _ = await self._hear_last(talk, by_model=False)  # a seller who leaves is not kept waiting
            ending = talk.state.ending or ending_on_finish(talk.state)
            return await self.endings.end(talk.attempt, ending if talk.attempt.is_begun else None)

    @asynccontextmanager
    async def silenced(self, ids: Sequence[str]) -> AsyncIterator[None]:
        """Cuts replies and judge calls under way in these attempts, and lets nobody speak in them meanwhile."""
        async with AsyncExitStack() as locks:
            for id in sorted(ids):  # always in one order, so that two callers do not wait for each other
                await locks.enter_async_context(self._lock(id))
            await self.replies.cut(*ids)
            await self.endings.judge.cut(*ids)
            yield

    # after a crash, and for a message that was sent twice

    async def take_up(self, attempt_id: str, person: str) -> Broadcast | None:
        """Returns the turn under way, or resumes what a crash left undone; None when there is neither."""
        async with self._lock(attempt_id):
            talk = await self._talk(attempt_id, person)
            return self.replies.under_way(attempt_id) or await self._resume(talk)

    async def _resume(self, talk: StoredTalk) -> Broadcast | None:
        """Starts what a crash left undone, if anything: the answer to the last turn, or the end it had come to."""
        if talk.attempt.is_finished or talk.half_said:
            return None
        if talk.waits_for_answer:
            if talk.is_unheard:
                return self.replies.begin(*await self._hear_last(talk))
            return self.replies.begin(talk, await asyncio.to_thread(self.contents.of, talk.attempt))
        if talk.state.ending is None:
            return None
        return _told("", Finished(await self.endings.end(talk.attempt, talk.state.ending)))

    async def _again(self, talk: StoredTalk, place: int) -> Broadcast:
        """Returns the events of a turn that was sent before."""
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

    def _lock(self, attempt_id: str) -> asyncio.Lock:
        return self._locks.setdefault(attempt_id, asyncio.Lock())

    async def _talk(self, attempt_id: str, person: str) -> StoredTalk:
        return await asyncio.to_thread(read_talk, self.database, attempt_id, person)


def _told(turn_id: str, *events: Event) -> Broadcast:
    """Returns a finished broadcast of past events."""
    broadcast = Broadcast(turn_id)
    for event in events:
        broadcast.tell(event)
    broadcast.end()
    return broadcast


def _mode(customer: str) -> Mode:
    return "model" if customer == "model" else "offline"


async def _cut(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

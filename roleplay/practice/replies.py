"""The replies under way in this process: each a task of its own, which goes on when the screen that asked for it is gone."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from roleplay.attempt_content import AttemptContent
from roleplay.customer.cue import Mode
from roleplay.errors import RoleplayError
from roleplay.practice.broadcast import Broadcast
from roleplay.practice.ending import Endings
from roleplay.practice.events import Finished, SellerSaid
from roleplay.practice.reply import Reply
from roleplay.practice.talk import StoredTalk, cue_for, direction_of, reply_to
from roleplay.store.database import Database

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

"""Serves the live talk to pages, chat and command line; how a turn goes is in `turn`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import cache
from secrets import randbelow
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid4, uuid5

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader, choose_content, texts_of
from roleplay.breaker import SPEAKING, Breaker, logged
from roleplay.catalogue import Catalogue
from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.content.rubric import Rubric
from roleplay.content.served_content import ServedContent
from roleplay.customer.director import opening_state
from roleplay.customer.turn_request import Mode
from roleplay.errors import RoleplayError
from roleplay.input_text import check_words
from roleplay.listening.offline import offline_ear
from roleplay.my_data.service import MyDataService, check_private
from roleplay.person import LOCAL
from roleplay.practice.ending import Endings
from roleplay.practice.events import Event, Speaking
from roleplay.practice.hearing import HearingService
from roleplay.practice.retry import start_branch
from roleplay.practice.turn import Replies, TurnTaking
from roleplay.review.disputes import Disputes
from roleplay.scorecard import Scorecard
from roleplay.scoring_jobs.backfill import backfill_statistics
from roleplay.scoring_jobs.background_judge import BackgroundJudge
from roleplay.scoring_jobs.scorecards import ScorecardReader
from roleplay.spending import SpendingService
from roleplay.store.attempts import add_attempt, find_attempt, list_attempts
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.turns import cut_replies, read_transcript
from roleplay.threads import finish_in_thread
from roleplay.transcript import AttemptKind, Difficulty, Transcript, Turn

if TYPE_CHECKING:
    from roleplay.customer.agent import Customer

LOCAL_PERSON = LOCAL.id  # until accounts exist, everything belongs to one person
SEEDS = 1_000_000  # a drawn seed is short enough to be typed again
LONGEST_ID = 64
log = logging.getLogger(__name__)


class PracticeService:
    """Starts, continues and ends live talks. `library` gives today's content; `flush` is the time between two pieces of a reply that are stored and shown;
    `customer` makes who speaks, when somebody first has to."""

    def __init__(
        self,
        library: Callable[[], Library],
        database: Database,
        settings: Settings,
        flush: float = 0.06,
        customer: "Callable[[], Customer] | None" = None,
    ) -> None:
        self.library, self.database, self.settings = library, database, settings
        self.breaker = Breaker(logged(*SPEAKING))  # of the endpoint at which customers speak: all sellers share it
        self._contents = ContentReader(database)
        self.cards, self.disputes = ScorecardReader(database, self._contents), Disputes(database)
        self.spending = SpendingService(database, settings)
        self._judge = BackgroundJudge(database, self._contents, settings, self.spending)
        self._endings = Endings(database, self._contents, self._judge)
        self._replies = Replies(database, self._endings, cache(customer or self._agent), flush, self._spoken)
        self.hearing = HearingService(settings, spending=self.spending)
        self._turns = TurnTaking(database, self._contents, self._endings, self._replies, self.hearing)
        self.my_data = MyDataService(database, settings, self._turns)

    def _agent(self) -> "Customer":
        from roleplay.customer.agent import Customer  # LangChain takes a second or two: lists need not wait for it

        return Customer(self.settings, self.breaker, lambda: self.spending.barred("customer"))

    def _spoken(self, person: str, speech: dict[str, Any]) -> None:
        """Counts what a reply took, where a model was asked for it and answered."""
        if speech.get("speaker") == "model":
            self.spending.record("customer", person, self.settings.model, speech["calls"], speech["usage"])

    async def start(
        self,
        scenario: str,
        persona: str | None = None,
        *,
        person: str,
        difficulty: Difficulty = "standard",
        seed: int | None = None,
        mode: Mode | None = None,
        kind: AttemptKind = "practice",
        private: bool = False,
    ) -> Attempt:
        """Starts an attempt. Raises NotFound, `persona-not-here`, `setting-model` when no model is configured, or `private-off`."""
        if private:
            check_private(self.settings)
        if mode == "model" and not self.settings.has_model:
            raise RoleplayError("setting-model")
        library = await asyncio.to_thread(self.library)
        material = choose_content(library, scenario, persona)
        hashes, texts = texts_of(library, material)
        seed, now = randbelow(SEEDS) if seed is None else seed, datetime.now(UTC)
        attempt = Attempt(
            id=str(uuid4()), person=person, kind=kind, scenario=scenario, persona=material.persona.id,
            rubric=material.rubric.id, language=material.scenario.language, difficulty=difficulty, seed=seed,
            customer=mode or self.settings.speaker, content=hashes, started_at=now, touched_at=now,
            private=private,
        )  # fmt: skip
        opening = opening_state(material.scenario, material.persona, difficulty, seed).model_dump(mode="json")
        await finish_in_thread(add_attempt, self.database, attempt, opening, texts)
        log.info("attempt %s started: %s with %s", attempt.id, scenario, attempt.persona)
        return attempt

    async def retry(self, attempt_id: str, person: str, turn: int) -> Attempt:
        """A branch: a new attempt with all that was before the seller's turn `turn`, which they say anew; turn 1 is the whole
        talk anew. Same content, seed, difficulty and customer. Raises NotFound, or what `branch.check_retry` raises."""
        parent = await self.attempt(attempt_id, person)
        attempt = await finish_in_thread(start_branch, self.database, parent, turn)
        log.info("attempt %s started: %s from turn %d", attempt.id, parent.id, turn)
        return attempt

    async def said_before(self, branch: Attempt) -> Turn | None:
        """What the seller said in the parent where this branch begins; None when it is no branch."""
        if branch.parent is None or branch.branch_turn is None:
            return None
        return (await self.transcript(branch.parent, branch.person)).turns[branch.branch_turn - 1]

    async def attempt(self, attempt_id: str, person: str) -> Attempt:
        """The attempt, if it is this person's. Raises NotFound."""
        return (await asyncio.to_thread(find_attempt, self.database, attempt_id, person)).attempt

    async def attempts(self, person: str) -> list[Attempt]:
        """This person's practice, newest first, without abandoned attempts. Branches are among them and count for no figure."""
        return await asyncio.to_thread(list_attempts, self.database, person)

    async def transcript(self, attempt_id: str, person: str) -> Transcript:
        """What was said so far; a reply under way stands last, `speaking`."""
        return await asyncio.to_thread(read_transcript, self.database, attempt_id, person)

    async def content(self, attempt: Attempt) -> AttemptContent:
        """Scenario, persona and rubric as this attempt used them."""
        return await asyncio.to_thread(self._contents.of, attempt)

    async def rubric(self, attempt: Attempt) -> Rubric:
        """The rubric as this attempt used it."""
        return await asyncio.to_thread(self._contents.rubric, attempt.content[f"rubric:{attempt.rubric}"])

    def rubric_by_hash(self, hash: str) -> Rubric:
        """One wording of a rubric that some attempt used. Raises NotFound, or BadContent when today's code cannot read it."""
        return self._contents.rubric(hash)

    async def say(self, attempt_id: str, person: str, text: str, turn_id: str | None = None) -> AsyncIterator[Event]:
        """The seller's turn and its answer. A `turn_id` sent again gives the same events and stores nothing.

        Raises RoleplayError `say-empty`, `say-too-long`, `attempt-finished`, or `customer-speaking`: while the customer
        speaks a message is refused, not queued, since it was written without knowing the answer; its screen keeps it.
        """
        taken = self._turns.take(attempt_id, person, check_words(text), storable_id(turn_id))
        broadcast = await asyncio.shield(asyncio.ensure_future(taken))
        async for event in broadcast.follow():
            yield event

    async def answer_pending(self, attempt_id: str, person: str) -> AsyncIterator[Event]:
        """For a screen that opens an attempt: the reply under way, from its beginning; or what a crash left undone, which
        is the answer to the last turn or the end that the customer had come to; or nothing."""
        broadcast = await asyncio.shield(asyncio.ensure_future(self._turns.take_up(attempt_id, person)))
        if broadcast is not None:
            async for event in broadcast.follow():
                yield event

    def speaking(self, attempt_id: str) -> Speaking | None:
        """The reply under way in this process, with what was shown of it so far."""
        broadcast = self._replies.under_way(attempt_id)
        return broadcast.speaking() if broadcast else None

    async def finish(self, attempt_id: str, person: str) -> Attempt:
        """Ends and scores the attempt; without a seller's turn it is abandoned. A second time changes nothing."""
        return await asyncio.shield(asyncio.ensure_future(self._turns.finish(attempt_id, person)))

    async def scorecard(self, attempt_id: str, person: str) -> Scorecard | None:
        """The scorecard that counts; None while the talk goes on, and for an abandoned attempt. Until the judge has
        answered it is the signals'."""
        return await self._endings.scorecard(await self.attempt(attempt_id, person))

    @property
    def waiting_judgings(self) -> int:
        """How many finished talks the judge has not scored yet."""
        return self._judge.waiting

    def judging(self, attempt_id: str) -> bool:
        """Whether the judge is being asked about it just now: its scorecard will soon count instead."""
        return self._judge.under_way(attempt_id)

    def judge_barred(self, attempt: Attempt) -> bool:
        """Whether the offline scorer's scorecard counts because the month's budget is used up."""
        return self._judge.barred(attempt)

    async def judged(self, attempt_id: str) -> None:
        """Waits for a running judge call for this attempt."""
        await self._judge.wait(attempt_id)

    async def recover(self) -> None:
        """At the server's start, before anybody is let in: replies left `speaking` become `cut`."""
        for attempt_id in await asyncio.to_thread(cut_replies, self.database):
            log.warning("attempt %s: the end of the last process broke a reply off", attempt_id)
        await asyncio.to_thread(self.spending.load)
        if done := await asyncio.to_thread(backfill_statistics, self.database):
            log.info("%d older talks are in the figures now", done)

    async def warm(self) -> None:
        """Loads what the first reply needs, so that the first seller does not wait for it."""
        await asyncio.to_thread(self._replies.customer)
        await asyncio.to_thread(offline_ear(Catalogue("en")).hear, "Good morning.")  # the encoder takes seconds to load
        await self.hearing.prepare()

    async def close(self) -> None:
        """At the server's end: replies under way are cut and stored as shown, judge broken off."""
        await self._replies.close()
        await self._judge.close()
        await self.hearing.close()
        await self.spending.close()


def storable_id(turn_id: str | None) -> str:
    """The screen's id for a turn; a new one when it gave none, and one made of it when it does not fit the table."""
    if not turn_id:
        return str(uuid4())
    return turn_id if len(turn_id) <= LONGEST_ID and turn_id.isprintable() else str(uuid5(NAMESPACE_OID, turn_id))


def open_practice(
    settings: Settings, library: Callable[[], Library] | None = None, flush: float = 0.06
) -> PracticeService:
    """Opens the settings' database, migrated to today's tables, and the content in the settings' folder, which is read
    when it is first asked for, and again when a file changes."""
    database = Database(settings.database)
    if (copy := migrate(database)) is not None:
        log.warning("the database was brought to today's tables; the old one is kept as %s", copy.name)
    content = library or ServedContent(settings.content, settings.data / "content")
    return PracticeService(content, database, settings, flush)

"""Asks the judge after a talk's end, in the background; the signals' scorecard is there at once and stays beside it."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader
from roleplay.config import Settings
from roleplay.logs import about_attempt
from roleplay.review.queue_entry import queue_for_coaches
from roleplay.scorecard import Scorecard
from roleplay.scoring.hearings import hearing_hash
from roleplay.scoring.judge import judge, kept_version
from roleplay.store.database import Database
from roleplay.store.scorecards import add_scorecard, list_scorecards
from roleplay.store.turns import read_transcript
from roleplay.threads import finish_in_thread
from roleplay.transcript import Transcript

# a judging that the end of a process broke off is made up for when the scorecard is next opened; but an old talk keeps
# the score it was given, also when a judge is set up later: `rescore` is there for those
MADE_UP_FOR = timedelta(days=1)
log = logging.getLogger(__name__)


class BackgroundJudge:
    """Asks the judge about finished practice, once an attempt, when it is the judge's scorecard that counts."""

    def __init__(self, database: Database, contents: ContentReader, settings: Settings) -> None:
        self.database, self.contents, self.settings = database, contents, settings
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._done: set[str] = set()

    def begin(self, attempt: Attempt) -> None:
        """Starts judging it, unless that is under way, was done, or is not wanted."""
        if attempt.id in self._under_way or attempt.id in self._done or not self._is_wanted(attempt):
            return
        task = asyncio.create_task(self._judge(attempt))
        self._under_way[attempt.id] = task
        task.add_done_callback(lambda _: self._under_way.pop(attempt.id, None))

    @property
    def waiting(self) -> int:
        """How many attempts are being judged or wait for it."""
        return len(self._under_way)

    def under_way(self, attempt_id: str) -> bool:
        return attempt_id in self._under_way

    async def wait(self, attempt_id: str) -> None:
        """Until the judging under way, if there is one, is over."""
        if task := self._under_way.get(attempt_id):
            await asyncio.wait({task})

    async def close(self) -> None:
        """What is under way is broken off; nothing of it was stored, so that it can be asked anew."""
        await self.cut(*self._under_way)

    async def cut(self, *attempt_ids: str) -> None:
        """Breaks off what is under way about these attempts."""
        tasks = [self._under_way[id] for id in attempt_ids if id in self._under_way]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _is_wanted(self, attempt: Attempt) -> bool:
        if self.settings.counts != "judge" or attempt.kind != "practice" or attempt.finished_at is None:
            return False
        return not attempt.abandoned and datetime.now(UTC) - attempt.finished_at < MADE_UP_FOR

    async def _judge(self, attempt: Attempt) -> None:
        about_attempt(attempt.id)
        try:
            if not await asyncio.to_thread(self._was_judged, attempt):
                await self._ask(attempt)
            self._done.add(attempt.id)
        except Exception:
            # an endpoint's trouble is part of a scorecard, so this is ours: the signals' scorecard goes on counting
            self._done.add(attempt.id)
            log.exception("attempt %s could not be judged", attempt.id)

    def _was_judged(self, attempt: Attempt) -> bool:
        return any(stored.card.scorer == "judge" for stored in list_scorecards(self.database, attempt.id))

    async def _ask(self, attempt: Attempt) -> None:
        material = await asyncio.to_thread(self.contents.of, attempt)
        transcript = await asyncio.to_thread(read_transcript, self.database, attempt.id, attempt.person)
        card = await judge(transcript, material.rubric, material.scenario, self.settings, attempt.seed)
        await finish_in_thread(self._keep, attempt, card, transcript, material)
        log.info("attempt %s judged: %s calls", attempt.id, card.making.calls if card.making else 0)

    def _keep(self, attempt: Attempt, card: Scorecard, transcript: Transcript, material: AttemptContent) -> None:
        rubric_hash, version = attempt.content[f"rubric:{attempt.rubric}"], kept_version(card, self.settings)
        hearing = hearing_hash(transcript)
        attempt = add_scorecard(self.database, attempt.id, rubric_hash, version, card, counts=True, hearing=hearing)
        queue_for_coaches(self.database, attempt, card, transcript, material)

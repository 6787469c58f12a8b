"""Ends an attempt: marks it finished first, then scores it, so that a failed scoring loses no turn and is repeated later."""

import asyncio
import logging

from roleplay.attempt import Attempt
from roleplay.attempt_content import ContentReader
from roleplay.review.queue_entry import queue_for_coaches
from roleplay.scorecard import Scorecard
from roleplay.scoring.hearings import hearing_hash
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.scoring_jobs.background_judge import BackgroundJudge
from roleplay.store.attempts import find_attempt, finish_attempt
from roleplay.store.database import Database
from roleplay.store.scorecards import add_scorecard, find_scorecard
from roleplay.store.turns import read_transcript
from roleplay.threads import finish_in_thread
from roleplay.transcript import Ending

log = logging.getLogger(__name__)


class Endings:
    """Ends and scores attempts; doing either twice changes nothing."""

    def __init__(self, database: Database, contents: ContentReader, judge: BackgroundJudge) -> None:
        self.database, self.contents, self.judge = database, contents, judge

    async def end(self, attempt: Attempt, ending: Ending | None) -> Attempt:
        """`ending` None abandons it: there is nothing to score."""
        attempt = await finish_in_thread(finish_attempt, self.database, attempt.id, ending, ending is None)
        log.info("attempt %s finished: %s", attempt.id, attempt.ending or "abandoned")
        await self.scorecard(attempt)
        return (await asyncio.to_thread(find_attempt, self.database, attempt.id, attempt.person)).attempt

    async def scorecard(self, attempt: Attempt) -> Scorecard | None:
        """The one that counts, made now by the signals if the process ended before it was; none for what is not finished
        or abandoned. Where the judge's is to count and there is none yet, the judge is asked."""
        if not attempt.is_finished or attempt.abandoned:
            return None
        card = await finish_in_thread(self._counting_or_new, attempt)
        self.judge.begin(attempt)
        return card

    def _counting_or_new(self, attempt: Attempt) -> Scorecard:
        if kept := find_scorecard(self.database, attempt):
            return kept.card
        material = self.contents.of(attempt)
        transcript = read_transcript(self.database, attempt.id, attempt.person)
        card = score(transcript, material.rubric, material.scenario)
        rubric_hash = attempt.content[f"rubric:{attempt.rubric}"]
        hearing = hearing_hash(transcript)
        add_scorecard(self.database, attempt.id, rubric_hash, SIGNALS_VERSION, card, hearing=hearing)
        queue_for_coaches(self.database, attempt, card, transcript, material)
        return card

"""Backfills statistics for attempts that were scored before these tables existed; one batch per server start."""

import logging

from roleplay.attempt import Attempt
from roleplay.attempt_content import ContentReader
from roleplay.errors import RoleplayError
from roleplay.review.queue_entry import queue_for_coaches
from roleplay.store.attempt_statistics import attempts_without_statistics
from roleplay.store.database import Database
from roleplay.store.ratings import rate_missing
from roleplay.store.scorecards import find_scorecard
from roleplay.store.turns import read_transcript

AT_ONCE = 100
MOST = 1000  # a start waits for them: some ten milliseconds each
log = logging.getLogger(__name__)


def backfill_statistics(database: Database, most: int = MOST) -> int:
    """Returns how many talks were backfilled. The next start continues where this one stopped; a talk whose content
    today's code cannot read is skipped and named in the log."""
    contents, done, last = ContentReader(database), 0, ""
    while done < most and (attempts := attempts_without_statistics(database, last, min(AT_ONCE, most - done))):
        done += sum(_leave(database, contents, attempt) for attempt in attempts)
        last = attempts[-1].id
    rate_missing(database, most)
    return done


def _leave(database: Database, contents: ContentReader, attempt: Attempt) -> bool:
    stored = find_scorecard(database, attempt)
    if stored is None:
        return False
    try:
        material = contents.of(attempt)
    except (RoleplayError, KeyError):
        log.warning("attempt %s: its content cannot be read, so it is in no figure", attempt.id)
        return False
    transcript = read_transcript(database, attempt.id, attempt.person)
    queue_for_coaches(database, attempt, stored.card, transcript, material)
    return True

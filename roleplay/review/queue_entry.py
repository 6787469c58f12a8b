"""Puts a scored talk into the coach's queue and stores its outcomes for statistics."""

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader
from roleplay.content.scenario import Scenario
from roleplay.scorecard import Scorecard
from roleplay.scoring.attention import ORDER, attention, is_sampled
from roleplay.store.attempt_statistics import keep_outcomes
from roleplay.store.database import Database
from roleplay.store.review_queue import is_disputed, is_first, put_in_queue
from roleplay.store.scorecards import find_scorecard
from roleplay.transcript import Transcript


def queue_for_coaches(
    database: Database, attempt: Attempt, card: Scorecard, transcript: Transcript, material: AttemptContent
) -> None:
    """Of practice only; doing it again, for another scorecard, puts the new one's figures in place of the old one's.
    Branches, rehearsals and imports count for nothing and wait for nobody."""
    if attempt.kind != "practice" or attempt.is_branch or attempt.review is not None:
        return
    keep_outcomes(database, attempt.id, card, outcomes_of(transcript, material.scenario))
    _rank(database, attempt, card, material.rubric.pass_mark)


def requeue(database: Database, attempt: Attempt) -> None:
    """A dispute was made or taken back: that changes how soon a coach should look, also after a review was signed."""
    stored = find_scorecard(database, attempt)
    if attempt.kind != "practice" or attempt.is_branch or stored is None:
        return
    if attempt.review is None:
        _rank(database, attempt, stored.card, ContentReader(database).of(attempt).rubric.pass_mark)
    elif is_disputed(database, attempt.id):
        put_in_queue(database, attempt.id, "disputed", ORDER.index("disputed"), {}, attempt.sampled)
    else:
        put_in_queue(database, attempt.id, None, None, {}, attempt.sampled)


def _rank(database: Database, attempt: Attempt, card: Scorecard, pass_mark: int) -> None:
    sampled = is_sampled(attempt.id)
    why = attention(
        card, pass_mark, sampled=sampled, first=is_first(database, attempt), disputed=is_disputed(database, attempt.id)
    )
    put_in_queue(database, attempt.id, why.cause, why.rank, dict(why.note), sampled)


def outcomes_of(transcript: Transcript, scenario: Scenario) -> dict[str, str]:
    """How facts and objections stood at the end; an objection that never came is `waiting`."""
    told = {fact for turn in transcript.turns for fact in turn.revealed}
    last = next((turn.objections for turn in reversed(transcript.turns) if turn.objections), {})
    facts = {f"fact:{fact.id}": "told" if fact.id in told else "untold" for fact in scenario.facts}
    return facts | {f"objection:{each.id}": last.get(each.id, "waiting") for each in scenario.objections}

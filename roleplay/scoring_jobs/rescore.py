"""Scores stored attempts anew: what lacks a scorecard of the wanted identity gets one, and nothing else changes.

Stopped at any instant, it goes on where it was: what was added is found and left alone. Attempts are read range by range and
scored elsewhere, in other processes or by a model; this process alone writes.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.scorecard import Scorer
from roleplay.scoring_jobs.judge_batch import judge_batches
from roleplay.scoring_jobs.prepare import Results, ScoringFailure
from roleplay.scoring_jobs.run_scorer import version_of
from roleplay.scoring_jobs.scoring_target import find_rubric, not_found
from roleplay.scoring_jobs.signals_batch import score_batches
from roleplay.store.content_versions import keep_texts
from roleplay.store.database import Database
from roleplay.store.rescoring import (
    AttemptToScore,
    RescoreSelection,
    ScoredAttempt,
    add_scorecards,
    count_attempts,
    ranges_to_score,
)

BATCH = 25  # attempts scored and stored together: a fifth of a second's work
FEW = 100  # attempts that are scored before other processes would have started


@dataclass
class Tally:
    """How far it is: of `attempts` some were added to, some had the scorecard already, some failed."""

    attempts: int
    added: int = 0
    there: int = 0
    failed: list[ScoringFailure] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.added + self.there + len(self.failed)


def choose_attempts(
    database: Database,
    settings: Settings,
    library: Callable[[], Library],
    scorer: Scorer,
    rubric: str | None = None,
    scenario: str | None = None,
    since: datetime | None = None,
    anew: bool = False,
) -> RescoreSelection:
    """Which attempts, by which version of the scorer. With `rubric` each that used it is scored by its text of today;
    without it each attempt by the text it used; with `anew` by what today's offline ear hears. Raises NotFound, or RoleplayError `setting-model`."""
    wanted = RescoreSelection(scorer, version_of(scorer, settings), rubric, None, scenario, since, anew)
    if rubric is not None:
        find_rubric(library(), rubric)
        wanted = replace(wanted, rubric_hash=library().hash("rubric", rubric))
        with database.writing() as session:
            keep_texts(session, {library().hash("rubric", rubric): ("rubric", library().source("rubric", rubric))})
    if scenario is not None and not count_attempts(database, wanted) and scenario not in library().scenarios:
        raise not_found("scenario", scenario, library().scenarios)
    return wanted


def rescore(
    database: Database, settings: Settings, wanted: RescoreSelection, jobs: int
) -> Generator[Tally, None, None]:
    """Adds the scorecards that are lacking; the same Tally is given after every step."""
    tally = Tally(count_attempts(database, wanted))
    batches = _batches(database, wanted, tally)
    jobs = jobs if wanted.scorer == "judge" else min(jobs, tally.attempts // FEW or 1)
    with closing(_results(database, settings, wanted, batches, jobs)) as results:
        yield tally
        for result in results:
            scored = [one for one in result if isinstance(one, ScoredAttempt)]
            tally.failed += [one for one in result if isinstance(one, ScoringFailure)]
            added = add_scorecards(database, wanted, scored) if scored else 0
            tally.added += added
            tally.there += len(scored) - added
            yield tally
    yield tally


def _batches(database: Database, wanted: RescoreSelection, tally: Tally) -> Iterator[list[AttemptToScore]]:
    for attempts, lacking in ranges_to_score(database, wanted):
        tally.there += attempts - len(lacking)
        for at in range(0, len(lacking), BATCH):
            yield lacking[at : at + BATCH]


def _results(
    database: Database, settings: Settings, wanted: RescoreSelection, batches: Iterator[list[AttemptToScore]], jobs: int
) -> Results:
    if wanted.scorer == "judge":
        return judge_batches(database, settings, batches, jobs)
    return score_batches(database, settings, batches, jobs)

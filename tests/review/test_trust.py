"""A scorer is trusted with a criterion when it agrees with coaches who did not see its score; else a coach must confirm."""

from collections import Counter

import pytest

from roleplay.review.trust import ScorerTrust, doubt_of, figures_of, raters_of
from roleplay.scoring.agreement import Pair
from roleplay.scoring.intervals import of_bias, of_share
from roleplay.store.attempts import add_attempt
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.ratings import keep_coachs_ratings, list_between, rate_missing
from roleplay.store.review_queue import put_in_queue
from roleplay.store.scorecards import add_scorecard, find_scorecard
from roleplay.store.tables import ReviewRow, now
from tests.review.test_agreement import at_level
from tests.store.conftest import OPENING, TEXTS, an_attempt
from tests.store.test_scorecards import RUBRIC


@pytest.fixture
def database(tmp_path) -> Database:  # type: ignore[no-untyped-def]
    database = Database(f"sqlite:///{tmp_path / 'practice.db'}")
    migrate(database)
    return database


def figures(*pairs: Pair, checks: bool = True):  # type: ignore[no-untyped-def]
    return figures_of(Counter(pairs), checks)


ALIKE = figures(*[(1.0, 1.0)] * 20, *[(0.0, 0.0)] * 20)


@pytest.mark.parametrize(
    ("checks", "levels", "doubt"),
    [
        (ALIKE, figures(*[(5.0, 5.0)] * 10, *[(0.0, 0.0)] * 10, checks=False), None),
        (ALIKE, figures(*[(5.0, 5.0)] * 19, checks=False), "few"),
        (ALIKE, None, "few"),
        (figures(*[(1.0, 1.0)] * 7, *[(1.0, 0.0)] * 3), figures(*[(5.0, 5.0)] * 20, checks=False), "apart"),
        (ALIKE, figures(*[(5.0, 5.0)] * 20, checks=False), "alike"),
        (ALIKE, figures(*[(5.0, 0.0)] * 10, *[(0.0, 5.0)] * 10, checks=False), "kappa"),
    ],
)
def test_what_keeps_a_scorer_from_being_trusted(checks, levels, doubt) -> None:  # type: ignore[no-untyped-def]
    assert doubt_of(checks, levels) == doubt


def test_a_share_of_few_talks_lies_in_a_wide_range() -> None:
    # Wilson for 8 of 10: centre (.8 + .19208) / 1.38416 = .7167, reach 1.96 * sqrt(.016 + .009604) / 1.38416 = .2266
    low, high = of_share(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_the_range_of_a_bias_comes_from_how_the_differences_scatter() -> None:
    # differences 1, 0, 1, 0: mean .5, variance 1/3, error sqrt(1/12) = .2887, reach .5658
    assert of_bias([(3, 2), (2, 2), (5, 4), (1, 1)]) == pytest.approx((-0.0658, 1.0658), abs=1e-3)
    assert of_bias([(3, 2)]) is None


def drawn(database: Database, id: str, level: int, coachs: int | None, sampled: bool = True) -> None:
    """A talk scored at `level` and marked blind by Bob at `coachs`."""
    add_attempt(database, an_attempt(id), OPENING, TEXTS)
    attempt = add_scorecard(database, id, RUBRIC, "v1", at_level(level))
    put_in_queue(database, id, "sample", 1, {}, sampled)
    stored = find_scorecard(database, attempt)
    assert stored is not None
    if coachs is not None:
        keep_coachs_ratings(database, stored.id, "bob", at_level(coachs))
        with database.writing() as session:
            session.add(
                ReviewRow(attempt=id, scorecard=stored.id, coach="bob", made_at=now(), signed_at=now(), blind_at=now())
            )


def test_twenty_marked_talks_that_agree_make_a_criterion_trusted(database: Database) -> None:
    trust = ScorerTrust(database)
    for n in range(19):
        drawn(database, f"talk-{n}", n % 6, n % 6)
    assert trust.needs_coach(RUBRIC, ["needs"], "signals", "v1") == {"needs"}

    drawn(database, "talk-19", 3, 3)

    assert trust.needs_coach(RUBRIC, ["needs"], "signals", "v1") == set()
    assert trust.needs_coach(RUBRIC, ["needs"], "signals", "v2") == {"needs"}
    assert trust.needs_coach("0" * 64, ["needs"], "signals", "v1") == {"needs"}


def test_only_drawn_talks_count(database: Database) -> None:
    drawn(database, "talk", 3, None, sampled=False)
    assert list_between(database) == [] and rate_missing(database) == 0


def test_a_scorecard_that_came_later_is_compared_with_the_same_marks(database: Database) -> None:
    drawn(database, "talk", 3, 5)
    add_scorecard(database, "talk", RUBRIC, "v2", at_level(5))

    levels = {each.rater: dict(each.pairs) for each in list_between(database) if each.check is None}
    assert levels == {"signals v1": {(3.0, 5.0): 1}, "signals v2": {(5.0, 5.0): 1}}


def test_two_coaches_are_compared_with_one_another_once(database: Database) -> None:
    drawn(database, "talk", 3, 5)
    keep_coachs_ratings(database, 1, "carol", at_level(4))

    (coaches,) = [each for each in raters_of(list_between(database)) if each.is_coach]
    assert coaches.talks == 1 and coaches.criteria[0].levels is not None
    assert abs(coaches.criteria[0].levels.bias) == 1

"""Agreement is drawn from practice alone: no branches, no rehearsals, no imported talks."""

from pathlib import Path

import pytest

from roleplay.review.agreement import agreement_of
from roleplay.scorecard import Scorecard, Scorer
from roleplay.scoring.rated import Rated
from roleplay.store.attempts import add_attempt
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.scorecards import add_scorecard
from tests.store.conftest import OPENING, TEXTS, an_attempt
from tests.store.test_scorecards import RUBRIC, a_card


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'practice.db'}")
    migrate(database)
    return database


def at_level(level: int, scorer: Scorer = "signals") -> Scorecard:
    card = a_card(level * 20, scorer)
    (criterion,) = card.criteria
    checks = tuple(check.model_copy(update={"scorer": scorer}) for check in criterion.checks)
    return card.model_copy(update={"criteria": (criterion.model_copy(update={"level": level, "checks": checks}),)})


def scored_twice(database: Database, id: str, **attempt: object) -> None:
    """By the signals at a level that differs from talk to talk, by a judge always at 3."""
    add_attempt(database, an_attempt(id, **attempt), OPENING, TEXTS)
    add_scorecard(database, id, RUBRIC, "v1", at_level(sum(map(ord, id)) % 6))
    add_scorecard(database, id, RUBRIC, "m", at_level(3, "judge"))


def test_scorers_are_compared_on_practice(database: Database) -> None:
    for n in range(20):
        scored_twice(database, f"talk-{n}")

    level, check = agreement_of(database)

    assert (level.rubric, level.criterion, level.check, level.n) == ("standard", "needs", None, 20)
    assert level.raters == ("signals v1", "judge m")
    assert (check.check, check.exact, check.kappa) == ("listens", 1.0, None)


@pytest.mark.parametrize(
    "attempt", [{"kind": "rehearsal"}, {"kind": "imported"}, {"kind": "try"}, {"parent": "talk"}, {"abandoned": True}]
)
def test_what_is_no_practice_of_its_own_does_not_count(database: Database, attempt: dict[str, object]) -> None:
    scored_twice(database, "talk")
    scored_twice(database, "other", **attempt)

    assert {one.n for one in agreement_of(database)} == {1}


def test_what_one_scorer_alone_rated_shows_nothing(database: Database) -> None:
    add_attempt(database, an_attempt("talk"), OPENING, TEXTS)
    add_scorecard(database, "talk", RUBRIC, "v1", at_level(4))

    assert agreement_of(database) == []


def test_coaches_come_second_in_their_pairs(database: Database) -> None:
    coaches = []
    for n in range(20):
        add_attempt(database, an_attempt(f"talk-{n}"), OPENING, TEXTS)
        add_scorecard(database, f"talk-{n}", RUBRIC, "v1", at_level(4 if n % 2 else 2))
        coaches.append(Rated(f"talk-{n}", "coach", "standard", RUBRIC, "needs", None, 3.0 if n % 2 else 2.0))

    (level,) = agreement_of(database, coaches)

    # half of the talks 4 against 3, half 2 against 2: the scorer gives .5 more
    assert (level.raters, level.bias, level.exact) == (("signals v1", "coach"), 0.5, 0.5)


def test_a_judge_asked_three_times_is_compared_with_itself(database: Database) -> None:
    card = at_level(3, "judge")
    (criterion,) = card.criteria
    runs = criterion.checks[0].model_copy(update={"runs": ("met", "met", "partly")})
    card = card.model_copy(update={"criteria": (criterion.model_copy(update={"checks": (runs,)}),)})
    add_attempt(database, an_attempt("talk"), OPENING, TEXTS)
    add_scorecard(database, "talk", RUBRIC, "m", card)

    (one,) = agreement_of(database)

    assert one.raters == ("judge m #1", "judge m #2", "judge m #3")
    assert (one.check, one.n, one.too_few) == ("listens", 1, True)

"""Scorecards are added, never overwritten."""

from roleplay.attempt import Attempt
from roleplay.scorecard import CheckResult, CriterionScore, Evidence, FirstThing, Reason, Scorecard, Scorer
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.scorecards import add_scorecard, find_scorecard, list_scorecards

RUBRIC = "b" * 64


def counting(database: Database, attempt: Attempt) -> Scorecard | None:
    stored = find_scorecard(database, attempt)
    return stored.card if stored else None


def a_card(total: int | None, scorer: Scorer = "signals") -> Scorecard:
    check = CheckResult(
        id="listens", points=1, result="met", why=Reason(code="counted", params={"n": 2, "share": 0.5}),
        evidence=(Evidence(turn=1, quote="您好"),), looked_at=(1, 2),
    )  # fmt: skip
    first = FirstThing.model_validate(
        {"check": "listens", "turn": 1, "said": "您好", "why": "因为", "better": None, "from": "advice"}
    )
    criterion = CriterionScore(id="needs", phase="probing", weight=100, level=3, checks=(check,))
    passed = None if total is None else total >= 70
    return Scorecard(
        rubric="standard", version=1, scorer=scorer, total=total, passed=passed, criteria=(criterion,), first=(first,)
    )


def test_a_scorecard_comes_back_as_it_was_and_its_result_stands_on_the_attempt(
    database: Database, alice: Attempt
) -> None:
    assert find_scorecard(database, alice) is None

    attempt = add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80))

    assert counting(database, attempt) == a_card(80)
    assert (attempt.total, attempt.passed) == (80, True)
    assert find_attempt(database, alice.id, "alice").attempt == attempt


def test_the_same_scorer_in_the_same_version_adds_nothing(database: Database, alice: Attempt) -> None:
    add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80))
    again = add_scorecard(database, alice.id, RUBRIC, "v1", a_card(10))

    assert again.total == 80
    assert [stored.card for stored in list_scorecards(database, alice.id)] == [a_card(80)]


def test_another_hearing_of_the_same_talk_has_a_scorecard_of_its_own(database: Database, alice: Attempt) -> None:
    for hearing, total in (("", 80), ("1a", 70), ("anew:2b", 60), ("1a", 10)):
        add_scorecard(database, alice.id, RUBRIC, "v1", a_card(total), hearing=hearing)

    found = list_scorecards(database, alice.id)
    assert [(each.hearing, each.card.total, each.is_heard_anew) for each in found] == [
        ("", 80, False), ("1a", 70, False), ("anew:2b", 60, True)
    ]  # fmt: skip


def test_scoring_anew_leaves_the_first_result_on_the_attempt(database: Database, alice: Attempt) -> None:
    add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80))
    for rubric, version, card in (
        (RUBRIC, "v2", a_card(10)),
        ("c" * 64, "v1", a_card(10)),
        (RUBRIC, "v1", a_card(10, "judge")),
    ):
        attempt = add_scorecard(database, alice.id, rubric, version, card)

    assert (attempt.total, attempt.passed) == (80, True)
    assert counting(database, attempt) == a_card(80)
    assert len(list_scorecards(database, alice.id)) == 4


def test_a_judges_scorecard_that_the_end_of_the_talk_asked_for_counts_and_the_first_stays(
    database: Database, alice: Attempt
) -> None:
    add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80))
    attempt = add_scorecard(database, alice.id, RUBRIC, "model", a_card(60, "judge"), counts=True)

    assert (attempt.total, attempt.passed) == (60, False)
    assert counting(database, attempt) == a_card(60, "judge")
    assert [stored.card.total for stored in list_scorecards(database, alice.id)] == [80, 60]


def test_a_scorecard_is_found_only_through_its_own_attempt(database: Database, alice: Attempt) -> None:
    attempt = add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80))
    another = attempt.model_copy(update={"id": "another"})

    assert find_scorecard(database, another, attempt.scorecard) is None


def test_a_scorecard_without_a_total_leaves_the_attempt_without_one(database: Database, alice: Attempt) -> None:
    attempt = add_scorecard(database, alice.id, RUBRIC, "v1", a_card(None))

    assert (attempt.total, attempt.passed) == (None, None)

"""How somebody stands with an assignment follows from their tries and the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from roleplay.assignment import Assignment, Try
from roleplay.review.progress import overall, passes, progress_by_stage

START = datetime(2026, 11, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def asked(**changes: object) -> Assignment:
    known = {
        "title": "Price", "scenario": "visit", "persona": "lin", "starts_at": START, "due_at": START + 10 * DAY,
        "made_by": "bob", "made_at": START,
    }  # fmt: skip
    return Assignment.model_validate(known | changes)


def tried(day: float, total: int | None = 80, **changes: object) -> Try:
    """Begun on that day, finished an hour later; passed from 70."""
    begun = START + day * DAY
    known: dict[str, Any] = {
        "attempt": f"on-{day}", "person": "alice", "scenario": "visit", "persona": "lin", "difficulty": "standard",
        "started_at": begun, "finished_at": begun + DAY / 24, "total": total,
        "passed": None if total is None else total >= 70,
    }  # fmt: skip
    return Try(**(known | changes))


@pytest.mark.parametrize(
    ("tries", "day", "state"),
    [
        ([], 1, "not_started"),
        ([tried(1, None, finished_at=None)], 1, "in_progress"),
        ([tried(1, 60)], 2, "in_progress"),
        ([tried(1, 60), tried(2)], 3, "passed"),
        ([tried(1, 60)], 10, "overdue"),
        ([], 10, "overdue"),
        ([tried(1), tried(2, 10)], 3, "passed"),
        ([tried(1), tried(2, 10)], 12, "passed"),
        ([tried(-1)], 1, "not_started"),
        ([tried(1, persona="zhou")], 2, "not_started"),
        ([tried(1, scenario="call")], 2, "not_started"),
    ],
)
def test_the_state_follows_from_what_was_tried_since(tries: list[Try], day: int, state: str) -> None:
    assert progress_by_stage([asked()], tries, START + day * DAY)[0].state == state


def test_any_customer_and_any_difficulty_fit_where_none_is_asked_for() -> None:
    anybody = asked(persona=None)
    assert (
        progress_by_stage([anybody], [tried(1, persona="zhou", difficulty="hard")], START + 2 * DAY)[0].state
        == "passed"
    )
    only_hard = asked(difficulty="hard")
    assert progress_by_stage([only_hard], [tried(1)], START + 2 * DAY)[0].state == "not_started"


def test_only_the_first_allowed_tries_count_and_later_ones_change_nothing() -> None:
    standing = progress_by_stage([asked(allowed=2)], [tried(3), tried(1, 50), tried(2, 60)], START + 4 * DAY)[0]
    assert (standing.state, standing.left, [each.total for each in standing.counted]) == ("not_passed", 0, [50, 60])
    assert standing.best and standing.best.total == 60


def test_an_own_pass_mark_replaces_the_rubrics_but_lets_no_critical_miss_through() -> None:
    assert passes(asked(pass_mark=60), tried(1, 65))
    assert not passes(asked(pass_mark=60), tried(1, 65, barred=True))
    assert not passes(asked(pass_mark=90), tried(1, 85))
    assert not passes(asked(), tried(1, 95, passed=False))


def test_passing_after_the_due_day_is_passed_and_said_to_be_late() -> None:
    standing = progress_by_stage([asked()], [tried(11)], START + 12 * DAY)[0]
    assert (standing.state, standing.is_late) == ("passed", True)


def stages() -> list[Assignment]:
    return [
        asked(difficulty="easy", stage=1, gate="practised", programme="p/1"),
        asked(stage=2, gate="passed", programme="p/1", difficulty="standard"),
        asked(stage=3, gate="passed", programme="p/1", difficulty="hard"),
    ]


def states(*tries: Try, day: int = 5) -> list[str]:
    return [standing.state for standing in progress_by_stage(stages(), tries, START + day * DAY)]


def test_a_stage_opens_when_the_gate_before_it_is_passed() -> None:
    easy, standard = tried(1, 20, difficulty="easy"), tried(2)
    assert states() == ["not_started", "closed", "closed"]
    assert states(easy) == ["in_progress", "not_started", "closed"]
    assert states(easy, tried(2, 50)) == ["in_progress", "in_progress", "closed"]
    assert states(easy, standard) == ["in_progress", "passed", "not_started"]
    assert states(easy, standard, tried(3, 75, difficulty="hard")) == ["in_progress", "passed", "passed"]


def test_a_try_from_before_its_stage_opened_does_not_count() -> None:
    assert states(tried(1), tried(2, difficulty="easy")) == ["passed", "not_started", "closed"]


def test_before_its_first_day_a_programme_is_closed_and_nobody_has_started() -> None:
    early = progress_by_stage(stages(), [tried(-1, difficulty="easy")], START - DAY)
    assert [standing.state for standing in early] == ["closed", "closed", "closed"]
    assert overall(early) == "not_started"


def test_where_somebody_is_in_a_programme_is_the_last_stage_open_to_them() -> None:
    two = [tried(1, difficulty="easy"), tried(2)]
    assert overall(progress_by_stage(stages(), two, START + 10 * DAY)) == "overdue"
    assert overall(progress_by_stage(stages(), two, START + 5 * DAY)) == "in_progress"
    assert overall(progress_by_stage(stages(), [], START + 5 * DAY)) == "not_started"

"""What calls to models cost is added up by month and team, and a used-up budget switches off what helps before what speaks."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from roleplay.config import Settings
from roleplay.content.library import Library, load_library
from roleplay.people import PeopleService
from roleplay.practice import CustomerSaid, PracticeService
from roleplay.spending import BudgetLevel, SpendingService, level_of_budget
from roleplay.store import usage
from roleplay.store.database import Database
from roleplay.store.usage import ModelUse, add_usage
from tests.fake_ear import FakeEar
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.practice.conftest import CALL, CAST, LINES, events

PRICE = {"input": 1.0, "output": 10.0}  # US dollars a million tokens
MILLION = {"input_tokens": 1_000_000, "output_tokens": 100_000, "cached_tokens": 0}  # two dollars


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(CAST)


@pytest.fixture
def settings() -> Settings:
    return Settings(base_url="http://127.0.0.1:9/v1", model="local", price=PRICE)


@pytest.fixture
def spending(database: Database, settings: Settings) -> SpendingService:
    return SpendingService(database, settings, Clock())


def test_calls_are_added_up_for_the_teams_that_their_seller_was_in_then(
    database: Database, spending: SpendingService
) -> None:
    people = PeopleService(database)
    people.add("dora", "Dora", ["admin"])
    alice = people.add("alice", "Alice", ["seller"])
    people.set_teams(alice.id, practises=["North"])
    spending.record("customer", alice.id, "local", 1, MILLION)
    spending.record("customer", alice.id, "local", 2, MILLION)
    people.set_teams(alice.id, practises=["North", "South"])
    spending.record("judge", alice.id, "local", 4, MILLION)
    spending.record("customer", "nobody", "local", 1, MILLION)

    north, south = sorted(people.teams())
    found = {(row.teams, row.purpose): row for row in spending.of_month("2026-12")}
    assert set(found) == {((north,), "customer"), ((north, south), "judge"), ((), "customer")}
    first = found[((north,), "customer")]
    assert (first.calls, first.input_tokens, first.output_tokens, first.cost) == (
        3,
        2_000_000,
        200_000,
        pytest.approx(4),
    )
    assert spending.spent == pytest.approx(8)


def test_what_nobody_knows_is_counted_and_not_priced(spending: SpendingService, database: Database) -> None:
    spending.record("listener", "alice", "local", 1, {})
    unknown = SpendingService(database, Settings(base_url="http://127.0.0.1:9/v1", model="local"), Clock())
    unknown.record("customer", "alice", "local", 2, MILLION)
    rows = {row.purpose: row for row in spending.of_month("2026-12")}
    assert (rows["listener"].unreported, rows["listener"].unpriced) == (1, 0)
    assert (rows["customer"].unreported, rows["customer"].unpriced, rows["customer"].cost) == (0, 2, 0)


def test_a_month_is_the_settings_zones(database: Database, settings: Settings) -> None:
    shanghai = SpendingService(database, settings.model_copy(update={"timezone": "Asia/Shanghai"}), Clock())
    assert shanghai.month == "2027-01"


@pytest.mark.parametrize(
    ("spent", "level"),
    [(0, "fine"), (7.99, "fine"), (8, "warned"), (9.99, "warned"), (10, "helpers_off"), (10.99, "helpers_off"), (11, "all_off"), (99, "all_off")],
)  # fmt: skip
def test_the_steps_of_a_budget_of_ten(spent: float, level: BudgetLevel) -> None:
    assert level_of_budget(spent, 10) == level
    assert level_of_budget(spent, None) == "none"


def test_listener_and_judge_go_offline_first_then_the_customer_and_a_new_month_lets_them_back(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    spending = SpendingService(database, settings.model_copy(update={"budget": 20.0}), clock)
    seen = []
    for _ in range(11):
        spending.record("customer", "alice", "local", 1, MILLION)
        seen.append("".join(name[0] for name in ("customer", "listener", "judge") if spending.barred(name)))  # type: ignore[arg-type]
    assert seen == [*[""] * 9, "lj", "clj"]
    levels = [record.levelno for record in caplog.records if record.name == "roleplay.spending.service"]
    assert levels == [logging.WARNING, logging.ERROR, logging.ERROR]

    later = SpendingService(database, spending.settings, clock)
    later.load()
    assert later.level == "all_off"  # also after a restart
    clock.now = datetime(2027, 1, 1, tzinfo=UTC)
    assert (spending.level, later.level) == ("fine", "fine")


def test_what_could_not_be_written_is_written_later(
    spending: SpendingService, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(database: Database, uses: list[ModelUse]) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("roleplay.spending.service.add_usage", fails)
        with pytest.raises(OSError, match="disk full"):
            spending.record("customer", "alice", "local", 1, MILLION)
    spending.record("customer", "alice", "local", 1, MILLION)
    assert [row.calls for row in spending.of_month("2026-12")] == [2]


def test_long_names_are_cut_and_nothing_fails(database: Database) -> None:
    use = ModelUse("2026-12", "alice", "judge", "m" * 500, 1)
    add_usage(database, [use, replace(use, calls=2)])
    assert [(row.calls, len(row.model)) for row in usage.usage_of_month(database, "2026-12")] == [
        (3, usage.LONGEST_MODEL)
    ]


# a live talk

Open = Callable[..., PracticeService]


@pytest.fixture
def open_door(database: Database, library: Library, tmp_path: Path) -> Open:
    def open_door(endpoint: FakeEndpoint, **more: Any) -> PracticeService:
        settings = endpoint.settings(data=tmp_path, price=PRICE, scorer="signals", **more)
        return PracticeService(lambda: library, database, settings, flush=0)

    return open_door


async def answer_to(door: PracticeService, line: str) -> CustomerSaid:
    attempt = await door.start(*CALL, person="alice", seed=7)
    told = await events(door.say(attempt.id, "alice", line))
    return next(event for event in told if isinstance(event, CustomerSaid))


async def test_what_a_talk_takes_is_counted_by_purpose(open_door: Open) -> None:
    with FakeEndpoint(Answer("Not now."), ear=FakeEar({LINES[0]: {"moves": ["greeting"]}})) as endpoint:
        door = open_door(endpoint)
        await answer_to(door, LINES[0])
        await door.close()
    rows = {row.purpose: row for row in door.spending.of_month(door.spending.month)}
    assert {purpose: row.calls for purpose, row in rows.items()} == {"customer": 1, "listener": 1}
    assert rows["customer"].output_tokens == 2 and rows["customer"].input_tokens > 100
    assert rows["customer"].cost > 0 and rows["listener"].cost > 0


async def test_at_the_limit_turns_are_heard_offline_and_the_model_still_speaks(open_door: Open) -> None:
    with FakeEndpoint(Answer("Not now.")) as endpoint:
        door = open_door(endpoint, budget=2.0)
        door.spending.record("judge", "bob", "fake", 1, MILLION)
        door.spending.flush()
        said = await answer_to(door, LINES[0])
        await door.close()
        assert (said.turn.text, said.turn.fallback, len(endpoint.heard)) == ("Not now.", None, 0)


async def test_over_the_limit_the_offline_customer_speaks_and_it_is_said_why(open_door: Open) -> None:
    with FakeEndpoint(Answer("Not now.")) as endpoint:
        door = open_door(endpoint, budget=1.8)
        door.spending.record("judge", "bob", "fake", 1, MILLION)
        door.spending.flush()
        said = await answer_to(door, LINES[0])
        await door.close()
        assert (said.turn.fallback, len(endpoint.requests), len(endpoint.heard)) == ("budget", 0, 0)
        assert door.breaker.state == "closed"

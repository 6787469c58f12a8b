"""The spending page, and what sellers see of a used-up budget."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.people import PeopleService
from roleplay.person import LOCAL, Person
from roleplay.practice import PracticeService, open_practice
from roleplay.store.tables import AttemptRow
from roleplay.web.auth.current_user import Visitor, set_visitor
from roleplay.web.chat.turn_runner import TurnRunner
from tests.shipped import shipped
from tests.web.chat.test_turn_runner import FakeScreen
from tests.web.conftest import Play, SignedIn

MILLION = {"input_tokens": 1_000_000, "output_tokens": 100_000, "cached_tokens": 0}  # two dollars


@pytest.fixture
def settings(chainlit_folder: Path, tmp_path: Path) -> Settings:
    return Settings(
        data=chainlit_folder, database_url=f"sqlite:///{tmp_path / 'web.db'}", base_url="http://127.0.0.1:9/v1", model="local",
        customer="offline", listener="off", price={"input": 1.0, "output": 10.0}, budget=4.0,
    )  # fmt: skip


@pytest.fixture
def practice(settings: Settings) -> PracticeService:
    return open_practice(settings, shipped, flush=0)


@pytest.fixture
async def dora(people: PeopleService, signed_in: SignedIn) -> httpx.AsyncClient:
    return await signed_in(next(each.person for each in people.list() if each.person.login == "dora"))


def spend(practice: PracticeService, dollars: int, person: str = "nobody") -> None:
    for _ in range(dollars // 2):
        practice.spending.record("judge", person, "stern", 4, MILLION)
    practice.spending.flush()


async def test_tokens_and_cost_of_each_team_are_on_a_page_that_an_admin_reaches(
    dora: httpx.AsyncClient, people: PeopleService, alice: Person, practice: PracticeService
) -> None:
    people.set_teams(alice.id, practises=["North"])
    spend(practice, 2, alice.id)
    assert 'href="/spending"' in (await dora.get("/me")).text  # six entries at the top: the rest is under My data
    text = (await dora.get("/spending")).text
    assert "the models cost 2.00 USD" in text and "50% of this month" in text
    assert ">North</th>" in text and "1,000,000" in text and "100,000" in text and "stern" in text
    assert 'role="status"' not in text


@pytest.mark.parametrize(
    ("dollars", "told"),
    [(4, "talks are heard and scored offline. The model still plays"), (6, "110% of the budget is used")],
)
async def test_a_used_up_budget_is_told_to_admins(
    dora: httpx.AsyncClient, practice: PracticeService, dollars: int, told: str
) -> None:
    spend(practice, dollars)
    assert told in (await dora.get("/spending")).text
    assert (await dora.get("/ready")).json()["budget"]["ok"] is True


async def test_in_chinese_an_earlier_month_and_an_odd_one(dora: httpx.AsyncClient, practice: PracticeService) -> None:
    spend(practice, 2)
    assert "November 2020: no model was asked" in (await dora.get("/spending?month=2020-11")).text
    assert (await dora.get("/spending?month=soon")).status_code == 422
    dora.cookies.set("language", "zh")
    assert "已用 50%" in (await dora.get("/spending")).text


async def test_the_scorecard_says_that_it_was_scored_offline_because_of_the_budget(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    spend(practice, 4)
    attempt = await play("Hello.", "What takes most of your time?")
    page = (await client.get(f"/attempts/{attempt.id}")).text
    assert "budget for the model is used up, so the offline scorer scored this talk" in page
    assert not practice.judging(attempt.id)


@pytest.mark.parametrize(
    ("dollars", "told"), [(2, None), (4, "The model still plays"), (6, "The offline customer speaks")]
)
async def test_the_chat_says_what_a_used_up_budget_changes(
    app: FastAPI,
    practice: PracticeService,
    play: Play,
    dollars: int,
    told: str | None,
) -> None:
    set_visitor(Visitor(LOCAL))
    spend(practice, dollars)
    attempt = await play(finish=False)
    with practice.database.writing() as session:
        session.get_one(AttemptRow, attempt.id).customer = "model"
    thread: dict[str, Any] = {"id": attempt.id, "steps": []}
    await TurnRunner(app.state.context).dress(thread, FakeScreen(attempt.id))
    lines = [step["output"] for step in thread["steps"] if "budget" in step["id"]]
    assert [told in line for line in lines if told] == ([True] if told else [])
    assert bool(lines) == bool(told)

"""A coach reminds a seller of what is open; the seller finds it at home, with who and when, and puts it away."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI

from roleplay.practice import PracticeService
from roleplay.store.tables import AssignmentRow, ReminderRow
from tests.web.accounts import Accounts, Browser
from tests.web.conftest import CALL

WHICH = "|".join(CALL)


@pytest.fixture
def house(app: FastAPI, practice: PracticeService) -> Accounts:
    return Accounts(app, practice)


async def assigned(house: Accounts, **form: object) -> Browser:
    """Bob, who has given Alice something."""
    bob = await house.of("bob")
    to = [f"person:{house.persons['alice'].id}"]
    assert (await bob.post("/coach/assignments", which=WHICH, to=to, **form)).status_code == 303
    return bob


def remind(house: Accounts, seller: str = "alice") -> str:
    return f"/coach/sellers/{house.persons[seller].id}/remind"


async def test_a_reminder_leads_back_and_stands_on_the_sellers_home_until_it_is_put_away(house: Accounts) -> None:
    bob, alice = await assigned(house), await house.of("alice")
    team = (await bob.get("/coach/team")).text
    assert f'action="{remind(house)}"' in team and "One talk assigned" in team

    answer = await bob.post(remind(house), back="/coach/team?period=12")

    assert (answer.status_code, answer.headers["location"]) == (303, "/coach/team?period=12")
    assert "Bob reminded them today</span>" in (await bob.get("/coach/team")).text
    home = (await alice.get("/")).text
    assert "Bob reminds you of these assignments:" in home and "One talk to practise</a>" in home and "today " in home
    for page in ("/coach/team", "/coach/assignments/1", f"/coach/sellers/{house.persons['alice'].id}"):
        text = (await bob.get(page)).text
        assert "Bob reminded them today, seen" in text and remind(house) not in text
    away = re.search(r'action="(/reminders/\d+/dismiss)"', home)
    assert away
    for _ in range(2):
        assert (await alice.post(away[1])).status_code == 303
    assert "reminds you" not in (await alice.get("/")).text


async def test_it_goes_nowhere_but_to_a_place_of_ours(house: Accounts) -> None:
    bob = await assigned(house)
    assert (await bob.post(remind(house), back="https://evil.example/")).headers["location"] == "/"


async def test_once_a_day_is_enough_whoever_sends_it(house: Accounts, practice: PracticeService) -> None:
    bob, dora = await assigned(house), await house.of("dora")
    await bob.post(remind(house))
    for coach in (bob, dora):
        answer = await coach.post(remind(house))
        assert answer.status_code == 409 and "This person was already reminded today." in answer.text

    with practice.database.writing() as session:
        session.get_one(ReminderRow, 1).day -= timedelta(days=1)
    assert (await bob.post(remind(house))).status_code == 303


async def test_where_nothing_is_open_there_is_nothing_to_remind_of_but_something_to_assign(house: Accounts) -> None:
    bob, alice = await house.of("bob"), house.persons["alice"].id
    assert f'href="/coach/assignments/new?person={alice}"' in (await bob.get("/coach/team")).text
    answer = await bob.post(remind(house))
    assert answer.status_code == 409 and "This person has no open assignments." in answer.text


async def test_a_reminder_of_what_is_done_meanwhile_is_not_shown(house: Accounts) -> None:
    bob, alice = await assigned(house, allowed="1"), await house.of("alice")
    await bob.post(remind(house))
    await house.talk("alice", "Hello.", "Buy it now.")
    assert "reminds you" not in (await alice.get("/")).text


@pytest.mark.parametrize("seller", ["alice", "erik", "carol"])
async def test_nobody_is_reminded_by_a_coach_of_others(house: Accounts, seller: str) -> None:
    await assigned(house)
    carol = await house.of("carol")
    assert (await carol.post(remind(house, seller))).status_code == (409 if seller == "erik" else 404)


async def test_another_persons_reminder_is_not_there(house: Accounts) -> None:
    bob, erik = await assigned(house), await house.of("erik")
    await bob.post(remind(house))
    assert (await erik.post("/reminders/1/dismiss")).status_code == 404


async def test_what_is_due_follows_tries_days_and_gates_as_the_assignments_do(
    house: Accounts, practice: PracticeService
) -> None:
    dora = await house.of("dora")
    to = [f"person:{house.persons['alice'].id}"]
    await dora.post("/coach/assignments/programme", programme="heart-failure-launch", to=to)
    await dora.post("/coach/assignments", which=WHICH, due="2099-01-01", allowed="1", to=to)
    text = (await dora.get("/coach/team")).text
    assert "2 talks due, the first on " in text, "of the programme's stages one is open"

    await house.talk("alice", "Hello.", "Buy it now.")
    with practice.database.writing() as session:  # the programme's first day is over, and Alice has been away since
        for id in (1, 2, 3):
            if row := session.get(AssignmentRow, id):
                row.due_at = datetime.now(UTC) - timedelta(days=1) if row.programme else row.due_at
    seller = (await dora.get(f"/coach/sellers/{house.persons['alice'].id}")).text
    assert "Overdue" in seller and "Not passed" in seller and "Locked" in seller

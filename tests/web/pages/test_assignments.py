"""A coach gives a talk or a programme, the seller finds it at home, and the coach sees how it went."""

import re

import httpx
import pytest
from fastapi import FastAPI

from roleplay.practice import PracticeService
from tests.web.accounts import Accounts
from tests.web.conftest import CALL, Play, lines_of
from tests.web.pages.conftest import change

WHICH = "|".join(CALL)
GOOD = lines_of("en/honest-ingrid")


@pytest.fixture
def house(app: FastAPI, practice: PracticeService) -> Accounts:
    return Accounts(app, practice)


async def test_a_coach_assigns_a_talk_and_the_seller_finds_it_at_home(house: Accounts) -> None:
    bob, alice = await house.of("bob"), await house.of("alice")

    answer = await bob.post(
        "/coach/assignments", which=WHICH, title="Ask before you tell", difficulty="easy", to=["team:1"]
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/coach/assignments/1")
    home = (await alice.get("/")).text
    assert "One talk to practise" in home and "Ask before you tell" in home and "Not started" in home
    brief = f"/scenarios/{CALL[0]}?persona={CALL[1]}&amp;difficulty=easy"
    assert f'href="{brief}"' in home
    assert 'value="easy" checked' in (await alice.get(brief.replace("&amp;", "&"))).text
    assert "Ask before you tell" not in (await (await house.of("erik")).get("/")).text


async def test_the_coach_sees_who_has_passed_and_follows_the_number_to_the_talk(house: Accounts) -> None:
    bob = await house.of("bob")
    await bob.post("/coach/assignments", which=WHICH, to=["team:1"])
    assert "0 of 1 passed" in (await bob.get("/coach/assignments")).text

    attempt = await house.talk("alice", *GOOD)

    assert attempt.passed
    text = (await bob.get("/coach/assignments/1")).text
    assert "Discovery call: 1 of 1 passed" in text
    assert f'<a href="/coach/attempts/{attempt.id}">best {attempt.total}</a>' in text
    assert 'class="met"' in text and "0 of 1" not in text
    assert "Your assignments" not in (await (await house.of("alice")).get("/")).text


async def test_other_pages_lead_to_the_form_with_what_they_know_filled_in(house: Accounts) -> None:
    bob, alice = await house.of("bob"), house.persons["alice"].id
    known = f"scenario={CALL[0]}&persona={CALL[1]}&difficulty=hard&team=1&person={alice}"
    form = (await bob.get(f"/coach/assignments/new?{known}")).text
    for chosen in (
        f'value="{WHICH}" selected',
        'value="hard" selected',
        'value="team:1" checked',
        f'value="person:{alice}" checked',
    ):
        assert chosen in form
    assert (
        f'href="/coach/assignments/new?scenario={CALL[0]}&amp;team=1"'
        in (await bob.get(f"/coach/scenarios/{CALL[0]}?team=1")).text
    )
    assert " checked" not in (await bob.get("/coach/assignments/new")).text


async def test_a_score_that_is_hidden_is_no_best_one_either(house: Accounts, practice: PracticeService) -> None:
    bob = await house.of("bob")
    await bob.post("/coach/assignments", which=WHICH, to=["team:1"])
    attempt = await house.talk("alice", *GOOD)
    change(practice, attempt, sampled=True, queue="sample")
    text = (await bob.get("/coach/assignments/1")).text
    assert f'<a href="/coach/attempts/{attempt.id}">Hidden until you mark it</a>' in text and "best " not in text


async def test_many_assignments_come_in_pages_the_newest_first(house: Accounts) -> None:
    bob = await house.of("bob")
    for n in range(1, 28):
        await bob.post("/coach/assignments", which=WHICH, title=f"Number {n}.", to=["team:1"])

    first = (await bob.get("/coach/assignments")).text
    last = (await bob.get("/coach/assignments?page=2")).text

    assert "27 assignments in progress" in first and "27 assignments in progress" in last
    assert "Number 27." in first and "Number 3." in first and "Number 2." not in first
    assert "Number 2." in last and "Number 1." in last and "Number 3." not in last
    assert 'href="/coach/assignments?page=2" rel="next"' in first and 'rel="prev"' in last
    assert (await bob.get("/coach/assignments?page=99")).text.count("Number ") == 2


async def test_a_coach_of_another_team_finds_nothing_and_can_ask_nothing_of_it(house: Accounts) -> None:
    bob, carol = await house.of("bob"), await house.of("carol")
    await bob.post("/coach/assignments", which=WHICH, to=[f"person:{house.persons['alice'].id}"])

    assert "No assignments yet" in (await carol.get("/coach/assignments")).text
    assert (await carol.get("/coach/assignments/1")).status_code == 404
    assert (await carol.post("/coach/assignments/1/withdraw")).status_code == 404
    for to in ("team:1", f"person:{house.persons['alice'].id}", "team:99", "person:nobody"):
        answer = await carol.post("/coach/assignments", which=WHICH, to=[to])
        assert answer.status_code == 422
        assert "someone outside your teams" in answer.text
    assert "Alice" not in (await carol.get("/coach/assignments/new")).text


@pytest.mark.parametrize("path", ["/coach/assignments", "/coach/assignments/new", "/coach/assignments/1"])
async def test_to_a_seller_the_pages_are_not_there(house: Accounts, path: str) -> None:
    alice = await house.of("alice")
    assert (await alice.get(path)).status_code == 404
    for form in ("/coach/assignments", "/coach/assignments/programme", "/coach/assignments/1/withdraw"):
        assert (await alice.post(form, which=WHICH, to=["team:1"])).status_code == 404


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"to": []}, "You have not chosen anyone."),
        ({"due": "2020-01-01"}, "The due date is in the past."),
        ({"due": "soon"}, "“soon” is not a date."),
        ({"pass_mark": "0"}, "The pass mark must be between 1 and 100."),
        ({"pass_mark": "high"}, "“high” is not a whole number."),
        ({"allowed": "51"}, "The number of attempts must be between 1 and 50."),
        ({"which": "nowhere|"}, "There is no scenario “nowhere”."),
        ({"which": f"{CALL[0]}|director-lin"}, "does not take part in the scenario"),
    ],
)
async def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    house: Accounts, form: dict[str, object], told: str
) -> None:
    bob = await house.of("bob")
    answer = await bob.post("/coach/assignments", **({"which": WHICH, "title": "My <b>title", "to": ["team:1"]} | form))
    assert answer.status_code == 422
    assert told in answer.text.replace("&#39;", "'") and 'value="My &lt;b&gt;title"' in answer.text
    assert "No assignments yet" in (await bob.get("/coach/assignments")).text


async def test_a_programme_opens_stage_by_stage(house: Accounts) -> None:
    dora, alice = await house.of("dora"), await house.of("alice")
    answer = await dora.post("/coach/assignments/programme", programme="new-drug-launch", to=["team:1"])
    assert answer.headers["location"] == "/coach/assignments/1"

    home = (await alice.get("/", "zh")).text
    assert "澜安片上市培训：三关" in home
    assert re.findall(r'<li class="(\w*)"[^>]*>第.关', home) == ["now", "", ""]
    assert 'href="/scenarios/new-drug-visit?persona=doctor-zhou&amp;difficulty=easy"' in home
    page = (await dora.get("/coach/assignments/1", "zh")).text
    assert page.count("未解锁") == 2 and "还没开始" in page


async def test_what_is_withdrawn_is_gone_from_the_sellers_home(house: Accounts) -> None:
    bob, alice = await house.of("bob"), await house.of("alice")
    await bob.post("/coach/assignments", which=WHICH, to=["team:1"])
    assert (await bob.post("/coach/assignments/1/withdraw")).status_code == 303
    assert "to practise" not in (await alice.get("/")).text
    assert (await bob.get("/coach/assignments/1")).status_code == 404


async def test_without_accounts_one_assigns_to_oneself(client: httpx.AsyncClient, play: Play) -> None:
    page = (await client.get("/coach/assignments/new?scenario=discovery-call&programme=heart-failure-launch")).text
    assert "There are no accounts yet" in page and 'value="discovery-call|" selected' in page
    assert 'value="heart-failure-launch" required checked' in page

    answer = await client.post("/coach/assignments", data={"which": WHICH, "allowed": "1"})
    assert answer.headers["location"] == "/coach/assignments/1"
    await play("Hello.", "Buy it now.")
    assert "No attempts left that count." in (await client.get("/")).text
    assert "Not passed" in (await client.get("/coach/assignments/1")).text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"due": "9999-12-31"}, "is not a date"), ({"due": "9001-01-01"}, "is not a date"),
        ({"to": ["team:" + "9" * 5000]}, "You chose someone outside your teams."), ({"to": ["team:" + "9" * 20]}, "You chose someone outside your teams."),
    ],
    ids=["the last day of all", "far away", "a number without end", "a large number"],
)  # fmt: skip
async def test_what_no_form_of_ours_sends_is_refused_calmly(
    house: Accounts, form: dict[str, object], told: str
) -> None:
    bob = await house.of("bob")
    answer = await bob.post("/coach/assignments", **{"which": WHICH, "to": ["team:1"], **form})
    assert answer.status_code == 422 and told in answer.text
    programme = await bob.post(
        "/coach/assignments/programme", programme="heart-failure-launch", start="9999-12-31", to=["team:1"]
    )
    assert programme.status_code == 422


@pytest.mark.parametrize("id", ["2147483648", "9" * 20], ids=["just too large", "far too large"])
async def test_a_number_that_no_row_has_is_no_surprise(house: Accounts, id: str) -> None:
    bob = await house.of("bob")
    for answer in (
        await bob.get(f"/coach/assignments/{id}"), await bob.post(f"/coach/assignments/{id}/withdraw"),
        await bob.post(f"/coach/playbook/lines/{id}/withdraw"),
    ):  # fmt: skip
        assert answer.status_code == 422


async def test_a_title_is_kept_without_what_no_database_takes(house: Accounts) -> None:
    bob = await house.of("bob")
    await bob.post("/coach/assignments", which=WHICH, title="Ask\0 first", to=["team:1"])
    page = (await bob.get("/coach/assignments/1")).text
    assert "Ask first" in page and "\0" not in page

"""A coach takes a line from a reviewed talk; sellers find it in the brief and beside their feedback, without a name."""

import asyncio
import re
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from roleplay.attempt import Attempt
from roleplay.practice import PracticeService
from roleplay.review.queue_entry import queue_for_coaches
from roleplay.store.reviews import open_review
from roleplay.store.turns import read_transcript
from roleplay.transcript import Turn
from tests.web.accounts import Accounts, Browser
from tests.web.conftest import CALL, VISIT, Play, lines_of, shipped

GOOD, SCENARIO = lines_of("en/honest-ingrid"), CALL[0]
WHY = "It asks before it offers."


@pytest.fixture
def house(app: FastAPI, practice: PracticeService) -> Accounts:
    return Accounts(app, practice)


@pytest.fixture(autouse=True)
def nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a talk's score is hidden must not hang on its random id."""
    monkeypatch.setattr("roleplay.review.queue_entry.is_sampled", lambda id: False)


async def reviewed(house: Accounts, login: str = "alice") -> Attempt:
    attempt = await house.talk(login, *GOOD)
    bob = house.persons["bob"].id
    await asyncio.to_thread(open_review, house.practice.database, attempt.id, attempt.scorecard or 0, bob)
    return attempt


async def promote(who: Browser, attempt: Attempt, **changes: object) -> httpx.Response:
    form = {"turn": "3", "serves": [check(0)], "line": "", "why": WHY} | changes
    return await who.post(f"/coach/attempts/{attempt.id}/playbook", **form)


def check(n: int) -> str:
    return f"check:{list(shipped().rubrics[shipped().scenarios[SCENARIO].rubric].checks())[n]}"


async def test_a_line_is_taken_and_sellers_see_it_after_their_first_talk_without_a_name(house: Accounts) -> None:
    bob, erik = await house.of("bob"), await house.of("erik")
    attempt = await reviewed(house)
    form = (await bob.get(f"/coach/attempts/{attempt.id}?take=3")).text
    assert "<details open><summary>Add to playbook" in form
    assert '<option value="3" selected>' in form and GOOD[1] in form.replace("&#39;", "'")

    answer = await promote(bob, attempt)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/coach/attempts/{attempt.id}#to-playbook")
    assert WHY in (await bob.get(f"/coach/attempts/{attempt.id}")).text
    brief = f"/scenarios/{SCENARIO}?persona={CALL[1]}"
    assert WHY not in (await erik.get(brief)).text
    await house.talk("erik", "Hello.", "Buy it now.")
    text = (await erik.get(brief)).text
    assert "From the playbook" in text and WHY in text and "Alice" not in text


async def test_it_stands_beside_the_feedback_it_serves_but_not_beside_ones_own(house: Accounts) -> None:
    bob, erik, alice = await house.of("bob"), await house.of("erik"), await house.of("alice")
    attempt = await reviewed(house)
    poor = await house.talk("erik", "Hello.", "Buy it now.")
    own = await house.talk("alice", "Hello.", "Buy it now.")
    checks = shipped().rubrics[shipped().scenarios[SCENARIO].rubric].checks()
    await promote(bob, attempt, serves=[f"check:{id}" for id in checks])

    assert "A colleague’s line" in (await erik.get(f"/attempts/{poor.id}")).text
    assert "A colleague’s line" not in (await alice.get(f"/attempts/{own.id}")).text


async def test_changed_words_are_marked_and_other_words_refused(house: Accounts) -> None:
    bob = await house.of("bob")
    attempt = await reviewed(house)
    said = GOOD[1]

    await promote(bob, attempt, line=said[:-1] + ", if I may.")
    assert "edited" in (await bob.get("/coach/playbook")).text
    answer = await promote(bob, attempt, line="We are 40 % cheaper; sign here <today>.")
    assert answer.status_code == 409
    assert (
        "The line differs too much from what was said in turn 3." in answer.text
        and "sign here &lt;today&gt;" in answer.text
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"turn": "2"}, "Turn 2 of this talk is not the seller"),
        ({"turn": "99"}, "Turn 99 of this talk is not the seller"),
        ({"serves": []}, "Both fields are needed"),
        ({"why": " "}, "Both fields are needed"),
        ({"serves": ["check:charm"]}, "“check:charm” is not a check, concern or fact"),
        ({"serves": ["fact:<b>"]}, "“fact:&lt;b&gt;” is not a check, concern or fact"),
        ({"why": "x" * 601}, "longer than 600 characters"),
    ],
)
async def test_what_does_not_fit_is_refused_in_words(house: Accounts, change: dict[str, object], told: str) -> None:
    bob = await house.of("bob")
    answer = await promote(bob, await reviewed(house), **change)
    assert answer.status_code == 409 and told in answer.text
    assert "No lines yet" in (await bob.get("/coach/playbook")).text


async def test_a_talk_without_a_review_gives_no_line_and_a_line_is_taken_once(house: Accounts) -> None:
    bob = await house.of("bob")
    assert "This talk has no review yet." in (await promote(bob, await house.talk("alice", *GOOD))).text
    attempt = await reviewed(house)
    await promote(bob, attempt)
    assert "This line is already in the playbook." in (await promote(bob, attempt)).text


async def test_only_who_may_review_the_talk_takes_a_line_and_only_who_took_it_withdraws_it(house: Accounts) -> None:
    bob, carol, alice, dora = [await house.of(login) for login in ("bob", "carol", "alice", "dora")]
    attempt = await reviewed(house)
    for stranger in (carol, alice):
        assert (await promote(stranger, attempt)).status_code == 404
        assert (await stranger.get(f"/coach/attempts/{attempt.id}?take=3")).status_code == 404
    await promote(bob, attempt)

    assert (await alice.get("/coach/playbook")).status_code == 404
    seen = (await carol.get("/coach/playbook")).text
    assert WHY in seen and attempt.id not in seen and "/lines/1/withdraw" not in seen
    for stranger in (carol, alice):
        assert (await stranger.post("/coach/playbook/lines/1/withdraw")).status_code == 404
    assert (await dora.post("/coach/playbook/lines/1/withdraw")).status_code == 303
    assert WHY not in (await bob.get("/coach/playbook")).text


async def test_an_admin_downloads_gold_lines_that_can_be_pasted(house: Accounts) -> None:
    bob, dora = await house.of("bob"), await house.of("dora")
    attempt = await reviewed(house)
    await promote(bob, attempt, serves=[check(0), f"objection:{shipped().scenarios[SCENARIO].objections[0].id}"])

    assert (await bob.get(f"/coach/playbook/{SCENARIO}/gold.yaml")).status_code == 404
    answer = await dora.get(f"/coach/playbook/{SCENARIO}/gold.yaml")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text.startswith(f"# scenarios/{SCENARIO}.yaml\ngold:\n  - for: [{check(0)}, objection:")
    assert (await dora.get("/coach/playbook/nowhere/gold.yaml")).status_code == 404


async def test_for_each_objection_it_shows_what_was_said_when_it_was_resolved_and_when_not(house: Accounts) -> None:
    bob, carol = await house.of("bob"), await house.of("carol")
    good = await left(house, "zh/honest-lin")
    poor = await left(house, "zh/pitcher")

    text = (await bob.get("/coach/playbook/new-drug-visit")).text

    assert "unanswered in 1 of 2 talks" in text
    assert re.findall(r"stood=(\w+)\">([^<]*)</a>", text)[:3] == [
        ("raised", "Raised in 2 talks"), ("resolved", "one resolved"), ("unresolved", "one not resolved"),
    ]  # fmt: skip
    for attempt, kind, step in ((good, "resolve", -1), (poor, "raise", 1)):
        turn = next(turn.n for turn in attempt.turns for act in turn.acts if act.kind == kind) + step
        assert f'href="/coach/attempts/{attempt.id}#t{turn}"' in text
        assert attempt.turns[turn - 1].text in text
        assert attempt.id not in (await carol.get("/coach/playbook/new-drug-visit")).text
    assert (await bob.get("/coach/playbook/nowhere")).status_code == 404


@dataclass(frozen=True)
class Left:
    id: str
    turns: tuple[Turn, ...]


async def left(house: Accounts, name: str) -> Left:
    """A talk of Alice's with what its end leaves for coaches."""
    attempt = await house.talk("alice", *lines_of(name), talk=VISIT)
    card = await house.practice.scorecard(attempt.id, attempt.person)
    assert card
    transcript = read_transcript(house.practice.database, attempt.id, attempt.person)
    queue_for_coaches(house.practice.database, attempt, card, transcript, await house.practice.content(attempt))
    return Left(attempt.id, transcript.turns)


async def test_without_accounts_the_pages_work_for_the_one_person(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*GOOD)
    await asyncio.to_thread(open_review, practice.database, attempt.id, attempt.scorecard or 0, "local")
    form = {"turn": "3", "serves": check(0), "why": WHY}
    assert (await client.post(f"/coach/attempts/{attempt.id}/playbook", data=form)).status_code == 303
    assert f'href="/coach/attempts/{attempt.id}#t3"' in (await client.get("/coach/playbook")).text
    assert (await client.get(f"/coach/playbook/{SCENARIO}", headers={"accept-language": "zh"})).status_code == 200

"""The coach's queue: its order, the reasons it shows, what can be asked of it, and whose talks are in it."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest

from roleplay.attempt import Attempt
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.store.disputes import keep_dispute
from roleplay.store.review_queue import is_first
from tests.web.conftest import CALL, VISIT, Play, SignedIn
from tests.web.pages.conftest import Wait, change, member


def shown(text: str) -> list[str]:
    """The attempts of the rows, in order."""
    return re.findall(r'<a href="/coach/attempts/([0-9a-f-]{36})', text)


async def found(coach: httpx.AsyncClient, **asked: object) -> list[str]:
    return shown((await coach.get("/coach", params={key: str(value) for key, value in asked.items()})).text)


async def test_the_rank_comes_first_then_the_oldest(
    bob: httpx.AsyncClient, wait: Wait, practice: PracticeService
) -> None:
    near, critical, older = await wait(rank=4), await wait(rank=0), await wait(rank=4)
    now = datetime.now(UTC)
    change(practice, near, finished_at=now - timedelta(hours=3))
    change(practice, older, finished_at=now - timedelta(days=2))

    text = (await bob.get("/coach")).text

    assert shown(text) == [critical.id, older.id, near.id]
    assert "<h1>Three talks worth a look</h1>" in text
    assert "3 h</time>" in text and "2 d</time>" in text
    assert "Alice Seller" in text and 'class="spark"' in text


@pytest.mark.parametrize(
    ("cause", "note", "told"),
    [
        ("critical", {"check": "says-nothing-forbidden", "turn": 5, "quote": "it never fails"}, ["Turn 5: “it never fails”"]),
        ("unsure", {"n": 2, "check": "no-pitch-yet"}, ["2 checks are uncertain", "keep the product out of the first two turns?"]),
        ("near", {"by": -1, "pass_mark": 70}, ["One point under the pass mark", "69, with a pass mark of 70."]),
        ("near", {"by": 2, "pass_mark": 70}, ["Two points over the pass mark"]),
        ("near", {"by": 0, "pass_mark": 70}, ["Exactly at the pass mark"]),
        ("first", {}, ["First talk in this scenario", "Ending: the seller finished early."]),
        ("extreme", {"total": 98}, ["One of the best scores"]),
        ("extreme", {"total": 9}, ["Far below the pass mark"]),
        ("other", {}, ["Nothing unusual"]),
    ],
)  # fmt: skip
async def test_the_reason_is_said_in_words(
    bob: httpx.AsyncClient, wait: Wait, cause: str, note: dict[str, object], told: list[str]
) -> None:
    await wait(cause=cause, **note)
    text = (await bob.get("/coach")).text
    assert [words for words in told if words not in text] == []


async def test_a_dispute_shows_the_sellers_own_words_escaped(
    bob: httpx.AsyncClient, wait: Wait, practice: PracticeService, seller: Person
) -> None:
    attempt = await wait(cause="disputed", rank=2)
    keep_dispute(
        practice.database, attempt.id, attempt.scorecard or 0, seller.id, "<b>I asked</b>", check="open-questions"
    )
    text = (await bob.get("/coach")).text
    assert "The seller disagrees" in text and "“&lt;b&gt;I asked&lt;/b&gt;”" in text and "<b>I asked</b>" not in text


async def test_of_a_random_sample_the_score_is_hidden_and_cannot_be_asked_for(
    bob: httpx.AsyncClient, wait: Wait, practice: PracticeService
) -> None:
    attempt = await wait(cause="sample", rank=1, sampled=True)
    change(practice, attempt, total=73, passed=True)

    text = (await bob.get("/coach")).text

    assert "Random sample" in text and '<span class="faint">hidden</span>' in text and "<b>73</b>" not in text
    assert await found(bob, low=0) == []


async def test_a_coach_sees_their_teams_an_admin_all_and_a_seller_has_no_queue(
    bob: httpx.AsyncClient, carol: httpx.AsyncClient, wait: Wait, people: PeopleService, seller: Person, signed_in: SignedIn,
    practice: PracticeService,
) -> None:  # fmt: skip
    north = await wait()
    south = await wait(person=member(people, "erik", "seller", "South"))
    private = await wait()
    change(practice, private, private=True)

    assert await found(bob) == [north.id]
    assert await found(carol) == [south.id]
    assert await found(bob, team=2) == []
    assert '<option value="1">North' in (text := (await bob.get("/coach")).text) and "South" not in text
    assert await found(await signed_in(people.named("dora"))) == [north.id, south.id]
    assert (await (await signed_in(seller)).get("/coach")).status_code == 404


async def test_what_is_asked_for_is_in_the_address_and_in_the_form_again(
    bob: httpx.AsyncClient, wait: Wait, play: Play, practice: PracticeService, seller: Person
) -> None:
    attempt = await wait(rank=4, cause="near", by=1, pass_mark=70)
    change(practice, attempt, total=71, finished_at=datetime(2026, 11, 20, 17, tzinfo=UTC))  # the 21st in Shanghai

    for asked in (
        {"team": 1}, {"scenario": CALL[0]}, {"persona": CALL[1]}, {"seller": "alice"}, {"seller": seller.id},
        {"from": "2026-11-21"}, {"to": "2026-11-21"}, {"low": 71}, {"high": 71}, {"cause": "near"}, {"state": "all"},
        {"words": "takes MOST of"},
    ):  # fmt: skip
        assert await found(bob, **asked) == [attempt.id], asked
    for asked in (
        {"scenario": VISIT[0]}, {"persona": VISIT[1]}, {"seller": "%"}, {"from": "2026-11-22"}, {"to": "2026-11-20"},
        {"low": 72}, {"high": 70}, {"cause": "first"}, {"state": "reviewed"}, {"words": "t%most"}, {"words": "most_of"},
    ):  # fmt: skip
        assert await found(bob, **asked) == [], asked

    text = (await bob.get("/coach", params={"words": "100%", "low": "10", "state": "all"})).text
    assert 'value="100%"' in text and '<option value="all" selected>' in text
    assert (
        f'/coach/attempts/{attempt.id}?{urlencode({"state": "all", "low": "10", "words": "100%"})}"'.replace(
            "&", "&amp;"
        )
        in text
    )


async def test_odd_questions_are_not_asked(bob: httpx.AsyncClient, wait: Wait) -> None:
    attempt = await wait()
    odd = {"team": "x", "from": "yesterday", "low": "-", "page": "0", "state": "'", "cause": "<b>", "words": "\0"}
    answer = await bob.get("/coach", params=odd)
    assert answer.status_code == 200 and shown(answer.text) == [attempt.id]


async def test_causes_are_counted(bob: httpx.AsyncClient, wait: Wait) -> None:
    await wait(cause="first", rank=5)
    await wait(cause="first", rank=5)
    await wait()
    text = (await bob.get("/coach", params={"cause": "first"})).text
    assert len(shown(text)) == 2
    assert re.search(r'aria-current="true">First talk 2</a>', text) and ">All 3</a>" in text and ">Other 1</a>" in text


async def test_pages_hold_twenty_five(bob: httpx.AsyncClient, wait: Wait, practice: PracticeService) -> None:
    attempt = await wait()
    copies(practice, attempt, 26)

    first, second = [(await bob.get("/coach", params={"page": n})).text for n in (1, 2)]

    assert (len(shown(first)), len(shown(second))) == (25, 2)
    assert 'rel="next"' in first and 'rel="prev"' in second and "2 of 2" in second
    assert len({*shown(first), *shown(second)}) == 27


def copies(practice: PracticeService, attempt: Attempt, n: int) -> None:
    from roleplay.store.tables import AttemptRow

    with practice.database.writing() as session:
        row = session.get_one(AttemptRow, attempt.id).model_dump(exclude={"id"})
        session.add_all(AttemptRow(**row, id=f"00000000-0000-4000-8000-{i:012d}") for i in range(n))


async def test_an_empty_queue_says_what_to_do(bob: httpx.AsyncClient, wait: Wait) -> None:
    text = (await bob.get("/coach")).text
    assert (
        "No talks are waiting" in text and "Finished talks appear here at once" in text and "/coach?state=all" in text
    )
    assert "No talks match these filters." in (await bob.get("/coach", params={"words": "zebra"})).text


async def test_it_reads_in_chinese(bob: httpx.AsyncClient, wait: Wait) -> None:
    await wait(cause="near", by=-1, pass_mark=70)
    text = (await bob.get("/coach", headers={"accept-language": "zh-CN"})).text
    assert "1 次练习值得点评" in text and "比及格线低 1 分" in text


async def test_without_accounts_the_queue_is_the_local_persons(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Good morning.", "What takes most of your time?")
    assert shown((await client.get("/coach", params={"state": "all"})).text) == [attempt.id]
    assert "A person without an account" in (await client.get("/coach", params={"state": "all"})).text


async def test_a_coach_chooses_among_their_own_teams_only(
    bob: httpx.AsyncClient,
    carol: httpx.AsyncClient,
    people: PeopleService,
    wait: Wait,
    seller: Person,
    signed_in: SignedIn,
) -> None:
    await wait()
    people.set_teams(seller.id, practises=["North", "Secret"])
    secret = next(id for id, name in people.teams().items() if name == "Secret")

    text = (await bob.get("/coach")).text
    assert ">North</option>" in text and "Secret" not in text and "South" not in text
    assert await found(bob, team=secret) == [], "who else practises in another's team cannot be found out"
    dora = await signed_in(people.named("dora"))
    assert "Secret" in (await dora.get("/coach")).text and len(await found(dora, team=secret)) == 1


async def test_a_private_talk_before_it_does_not_show_in_why_a_talk_waits(
    play: Play, practice: PracticeService, seller: Person
) -> None:
    """The first that was shared is the first one that a coach knows of."""
    private, shared = await play("Good morning.", person=seller.id), await play("Good morning.", person=seller.id)
    assert not is_first(practice.database, shared)

    change(practice, private, private=True)

    assert is_first(practice.database, shared)

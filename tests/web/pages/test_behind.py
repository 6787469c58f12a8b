"""Every number on a coach's page leads to a list of exactly the talks that were counted, on as many pages as it takes."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from roleplay.attempt import Attempt
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.store.tables import AttemptRow, LevelRow, OutcomeRow, RatingRow
from tests.web.conftest import CALL, SignedIn, lines_of, token_on
from tests.web.pages.conftest import Wait, member

LINK = re.compile(r'<a [^>]*?href="(/coach\?[^"]*)"(?: title="([^"]*)")?>(.*?)</a>', re.S)
ROW = re.compile(r'<a href="/coach/attempts/([0-9a-f-]{36})')
WORDS = {"one": 1, "One": 1}
DAY = timedelta(days=1)


def counts(text: str) -> list[tuple[str, int]]:
    """The lists a page leads to, each with the first number of the link's title or text."""
    found = []
    for address, title, inside in LINK.findall(text):
        told = unescape(re.sub(r"<[^>]*>", " ", title or inside))
        number = re.search(r"\d+|\b[Oo]ne\b", told)
        if number:
            found.append((unescape(address), WORDS.get(number[0]) or int(number[0])))
    return found


async def listed(coach: httpx.AsyncClient, address: str) -> list[str]:
    ids: list[str] = []
    for page in range(1, 9):
        rows = ROW.findall((await coach.get(f"{address}&page={page}")).text)
        if not rows or rows[0] in ids:
            break
        ids += rows
    return ids


def copied(practice: PracticeService, attempt: Attempt, n: int, **changes: object) -> str:
    """The same talk once more, with its figures, and something different about it."""
    id = str(UUID(int=n))
    with practice.database.writing() as session:
        session.add(AttemptRow(**session.get_one(AttemptRow, attempt.id).model_dump() | {"id": id} | changes))
        session.flush()
        for table in (LevelRow, OutcomeRow):
            for row in session.exec(select(table).where(table.attempt == attempt.id)).all():
                session.add(table(**row.model_dump() | {"attempt": id}))
    return id


def rate(practice: PracticeService, attempt: Attempt, *raters: str) -> None:
    wording = attempt.content[f"rubric:{attempt.rubric}"]
    with practice.database.writing() as session:
        for rater in raters:
            for check, value in (("", 3.0), ("listens", 1.0)):
                session.add(RatingRow(attempt=attempt.id, rubric_hash=wording, criterion="needs", check=check, rater=rater,
                                      coach=not rater.startswith("signals"), rubric=attempt.rubric, value=value))  # fmt: skip


@pytest.fixture
async def talks(wait: Wait, practice: PracticeService, people: PeopleService, seller: Person) -> list[Attempt]:
    """Many of Alice's and Nora's, of which some are older, hidden, private or a retry; and one of the south."""
    nora, erik = member(people, "nora", "seller", "North"), member(people, "erik", "seller", "South")
    good = await wait(*lines_of("en/honest-ingrid"))
    poor = await wait(*lines_of("en/pitcher"), person=nora)
    other = await wait(person=erik)
    now = datetime.now(UTC)
    for n in range(1, 31):
        copied(practice, good if n % 3 else poor, n, finished_at=now - n * DAY, person=(seller if n % 2 else nora).id)
    copied(practice, good, 41, finished_at=now - 28 * DAY - timedelta(minutes=1))  # on the first day of the period
    copied(practice, good, 42, private=True)
    copied(practice, good, 43, parent=good.id, branch_turn=3)
    copied(practice, poor, 44, sampled=True, queue="sample")
    copied(practice, poor, 45, finished_at=None)
    for attempt, raters in (
        (good, ("signals 1", "bob", "carol")),
        (poor, ("signals 1", "bob")),
        (other, ("signals 1", "carol")),
    ):
        rate(practice, attempt, *raters)
    return [good, poor, other]


@pytest.fixture(autouse=True)
def nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleplay.review.queue_entry.is_sampled", lambda id: False)


PAGES = {  # with how many lists each leads to at least
    "/coach/team": 20, "/coach/team?period=12&team=1": 20, "/coach/team?period=all": 20, "/coach/sellers/{alice}": 5,
    "/coach/sellers/{alice}?period=all": 5, f"/coach/scenarios/{CALL[0]}": 20,
    f"/coach/scenarios/{CALL[0]}?period=all&team=1": 20, f"/coach/playbook/{CALL[0]}": 2, "/coach/trust": 6,
}  # fmt: skip


async def test_a_number_and_the_list_behind_it_are_the_same(
    bob: httpx.AsyncClient, talks: list[Attempt], seller: Person
) -> None:
    lists: dict[str, list[str]] = {}
    for page, least in PAGES.items():
        found = counts((await bob.get(page.format(alice=seller.id))).text)
        assert len(found) >= least, page
        for address, n in found:
            lists[address] = lists.get(address) or await listed(bob, address)
            assert len(lists[address]) == n, f"{page}: {address}"

    everything = {id for ids in lists.values() for id in ids}
    assert talks[0].id in everything
    assert everything.isdisjoint({talks[2].id, *(str(UUID(int=n)) for n in (42, 43, 45))})


async def test_an_admin_is_led_to_everybodys(talks: list[Attempt], people: PeopleService, signed_in: SignedIn) -> None:
    dora = await signed_in(people.named("dora"))
    for page in ("/coach/team?period=all", "/coach/trust"):
        found = counts((await dora.get(page)).text)
        assert {address: (n, len(ids)) for address, n in found if len(ids := await listed(dora, address)) != n} == {}
        assert talks[2].id in {id for address, _ in found for id in await listed(dora, address)}


async def test_the_tries_that_count_for_an_assignment_are_listed_by_person_and_all(
    bob: httpx.AsyncClient, talks: list[Attempt], practice: PracticeService, seller: Person, people: PeopleService
) -> None:
    form = {"which": f"{CALL[0]}|", "allowed": "2", "to": ["team:1"], "csrf": await token_on(bob)}
    assert (await bob.post("/coach/assignments", data=form)).status_code == 303
    later = datetime.now(UTC) + timedelta(seconds=1)
    for n in range(61, 65):
        copied(practice, talks[0], n, started_at=later, finished_at=later + timedelta(seconds=n))
    copied(practice, talks[1], 65, started_at=later, finished_at=later)

    for page in ("/coach/assignments/1", f"/coach/sellers/{seller.id}"):
        found = [each for each in counts((await bob.get(page)).text) if "assignment=" in each[0]]
        assert found
        assert {address: (n, len(ids)) for address, n in found if len(ids := await listed(bob, address)) != n} == {}
    assert await listed(bob, f"/coach?state=all&assignment=1&seller={seller.id}") == [
        str(UUID(int=n)) for n in (62, 61)
    ]
    text = (await bob.get("/coach?state=all&assignment=1")).text
    assert "Three talks" in text and "Attempts that count for Discovery call" in text


async def test_an_assignment_of_another_team_leads_nowhere(
    carol: httpx.AsyncClient, bob: httpx.AsyncClient, seller: Person
) -> None:
    await bob.post(
        "/coach/assignments", data={"which": f"{CALL[0]}|", "to": [f"person:{seller.id}"], "csrf": await token_on(bob)}
    )
    assert (await bob.get("/coach?state=all&assignment=1")).status_code == 200
    assert (await carol.get("/coach?state=all&assignment=1")).status_code == 404


async def test_what_a_list_is_narrowed_to_is_said_and_kept_and_can_be_left_out(
    bob: httpx.AsyncClient, talks: list[Attempt]
) -> None:
    address = f"/coach?state=all&scenario={CALL[0]}&objection=it-capacity&stood=unresolved&ending=finished"
    text = (await bob.get(address)).text
    assert ": not resolved" in text and "The seller finished early" in text
    assert '<input type="hidden" name="stood" value="unresolved">' in text
    without = [unescape(found) for found in re.findall(r'<a href="([^"]*)">remove filter', text)]
    assert [("stood" in each, "ending" in each) for each in without] == [(False, True), (True, False)]


async def test_an_odd_question_for_a_list_is_not_asked(bob: httpx.AsyncClient, talks: list[Attempt]) -> None:
    odd = "/coach?state=all&criterion=%00&ending=never&phase=x&objection='&stood=x&wording=%27&rater=<b>&result=y"
    answer = await bob.get(odd)
    assert answer.status_code == 200 and 'name="rater" value="&lt;b&gt;"' in answer.text

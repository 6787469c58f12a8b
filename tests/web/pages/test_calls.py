"""Real calls in the browser: read, say who sells, look at the masks, store, read the scorecard; and who may see it."""

import re

import httpx
import pytest
from fastapi import FastAPI

from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.store.attempts import list_attempts
from tests.web.conftest import SignedIn

PASSWORD = "four quiet green words"
VTT = "WEBVTT\n\n" + "".join(
    f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{who}: {text}\n\n"
    for n, (who, text) in enumerate(
        [
            ("Ann Lee", "Good morning Rob, this is Ann Lee. How do you plan visits today?"),
            ("Rob Kay", "By hand, <b>mostly</b>. Ring me on +44 20 7946 0958."),
            ("Ann Lee", "So it is the hours more than the money. What does that cost you?"),
            ("Rob Kay", "About four thousand a month."),
        ]
    )
)


def _token(text: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', text)
    return found[1] if found else ""


async def _send(client: httpx.AsyncClient, owner: str, text: str = VTT, rubric: str = "discovery") -> httpx.Response:
    page = (await client.get("/calls")).text
    form = {"csrf": _token(page), "rubric": rubric, "owner": owner}
    return await client.post("/calls", data=form, files={"file": ("call.vtt", text.encode(), "text/vtt")})


@pytest.fixture
def coach(people: PeopleService, alice: Person) -> Person:
    carl = people.add("carl", "Carl Coach", ["coach"], PASSWORD)
    people.set_teams(alice.id, practises=["North"])
    people.set_teams(carl.id, coaches=["North"])
    return carl


async def _imported(client: httpx.AsyncClient, owner: str) -> str:
    waiting = (await _send(client, owner)).headers["location"]
    page = (await client.get(waiting)).text
    await client.post(waiting, data={"csrf": _token(page), "seller": "Ann Lee"})
    return str((await client.post(waiting, data={"csrf": _token(page), "keep": "1"})).headers["location"])


async def test_a_call_is_matched_looked_through_masked_and_scored(
    coach: Person, alice: Person, signed_in: SignedIn
) -> None:
    client = await signed_in(coach)
    assert "everybody in it agreed" in (await client.get("/calls")).text
    sent = await _send(client, alice.id)
    waiting = sent.headers["location"]
    page = (await client.get(waiting)).text
    assert "read as WebVTT" in page and "Who of them sells?" in page and "Store and score it" not in page

    await client.post(waiting, data={"csrf": _token(page), "seller": "Ann Lee"})
    page = (await client.get(waiting)).text
    assert "<td>+44 20 7946 0958</td>" in page and "[phone 1]" in page and "this is [name 2]" in page

    kept = await client.post(waiting, data={"csrf": _token(page), "keep": "1"})
    call = (await client.get(kept.headers["location"])).text
    assert "of 100" in call and "How do you plan visits today?" in call and "[phone 1]" in call
    for word in ("Ann", "Lee", "7946", "<b>mostly"):
        assert word not in call
    assert (await client.get(waiting)).status_code == 409  # the words are gone from memory


async def test_it_counts_in_no_list_of_practice(
    app: FastAPI, coach: Person, alice: Person, signed_in: SignedIn
) -> None:
    await _imported(await signed_in(coach), alice.id)
    assert list_attempts(app.state.context.practice.database, alice.id) == []


async def test_the_seller_reads_their_own_and_nobody_elses(
    people: PeopleService, coach: Person, alice: Person, signed_in: SignedIn
) -> None:
    address = await _imported(await signed_in(coach), alice.id)
    bob = people.add("bob", "Bob", ["seller"], PASSWORD)
    other = people.add("cora", "Cora", ["coach"], PASSWORD)
    assert (await (await signed_in(alice)).get(address)).status_code == 200
    for person in (bob, other):
        client = await signed_in(person)
        assert (await client.get(address)).status_code == 404
        assert address not in (await client.get("/calls")).text


async def test_nobody_imports_for_sellers_of_others(people: PeopleService, coach: Person, signed_in: SignedIn) -> None:
    bob = people.add("bob", "Bob", ["seller"], PASSWORD)
    assert (await _send(await signed_in(coach), bob.id)).status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [("no speakers in here", "was not recognised"), ("", "was not recognised"), ('{"turns": [', "is not JSON")],
)
async def test_what_cannot_be_read_is_said(
    coach: Person, alice: Person, signed_in: SignedIn, text: str, said: str
) -> None:
    answer = await _send(await signed_in(coach), alice.id, text)
    assert answer.status_code == 422 and said in answer.text


async def test_a_call_in_another_language_than_the_rubric_is_refused(
    coach: Person, alice: Person, signed_in: SignedIn
) -> None:
    client = await signed_in(coach)
    text = '{"language": "zh-CN", "turns": [{"speaker": "seller", "text": "您好"}, {"speaker": "customer", "text": "你好"}]}'
    waiting = (await _send(client, alice.id, text)).headers["location"]
    refused = await client.post(waiting, data={"csrf": _token((await client.get(waiting)).text), "keep": "1"})
    assert refused.status_code == 422 and "is in zh-CN" in refused.text


async def test_without_accounts_one_imports_ones_own(client: httpx.AsyncClient) -> None:
    address = await _imported(client, "local")
    assert (await client.get(address)).status_code == 200

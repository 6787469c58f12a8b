"""Starting, finishing, and the list."""

import httpx
import pytest

from roleplay.practice import LOCAL_PERSON, PracticeService
from tests.web.conftest import CALL, Play

START = {"scenario": "discovery-call", "persona": "ingrid-solberg", "difficulty": "hard"}


async def test_starting_leads_into_the_talk(client: httpx.AsyncClient, practice: PracticeService) -> None:
    answer = await client.post("/attempts", data=START)
    assert answer.status_code == 303
    attempt = await practice.attempt(answer.headers["location"].removeprefix("/chat/thread/"), LOCAL_PERSON)
    assert (attempt.scenario, attempt.persona, attempt.difficulty) == ("discovery-call", "ingrid-solberg", "hard")


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        ({"difficulty": "impossible"}, 422),
        ({"scenario": "nowhere"}, 404),
        ({"persona": "director-lin"}, 404),
        ({"scenario": ""}, 422),
    ],
)
async def test_an_odd_start_is_refused_calmly(client: httpx.AsyncClient, odd: dict[str, str], status: int) -> None:
    answer = await client.post("/attempts", data={**START, **odd})
    assert answer.status_code == status
    assert "<h1>" in answer.text


async def test_starting_is_not_done_by_a_link(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Hello.", finish=False)
    assert (await client.get(f"/attempts/{attempt.id}/finish")).status_code == 405
    assert "Please use the buttons" in (await client.put("/attempts")).text


async def test_finishing_leads_to_the_scorecard_and_twice_is_once(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Hello.", finish=False)
    for _ in range(2):
        answer = await client.post(f"/attempts/{attempt.id}/finish")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/attempts/{attempt.id}")
    done = await practice.attempt(attempt.id, LOCAL_PERSON)
    assert done.is_finished and done.total is not None


async def test_nobody_finishes_another_persons_talk(client: httpx.AsyncClient, practice: PracticeService) -> None:
    attempt = await practice.start(*CALL, person="somebody-else")
    assert (await client.post(f"/attempts/{attempt.id}/finish")).status_code == 404
    assert not (await practice.attempt(attempt.id, "somebody-else")).is_finished


async def test_the_list_shows_finished_and_open_talks_but_no_abandoned_one(
    client: httpx.AsyncClient, play: Play
) -> None:
    done, going = await play("Hello."), await play("Hello.", finish=False)
    empty = await play()
    text = (await client.get("/attempts")).text
    assert "2 talks so far" in text
    assert done.id in text and going.id in text and empty.id not in text
    assert "not finished" in text


async def test_an_empty_list_says_where_to_begin(client: httpx.AsyncClient) -> None:
    text = (await client.get("/attempts")).text
    assert "No talks yet" in text and 'class="button" href="/"' in text

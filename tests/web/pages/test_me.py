"""My data: how much, who sees it, where it goes; taking it along, keeping it private, deleting it."""

import asyncio
import io
import json
import logging
import re
from zipfile import ZipFile

import httpx
import pytest
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.errors import NotFound
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import LOCAL_PERSON, PracticeService, open_practice
from roleplay.store.attempts import find_attempt_to_review
from roleplay.store.reviews import add_comment
from roleplay.web.server import create_app
from tests.web.conftest import CALL, HOST, PASSWORD, Play, SignedIn, shipped, token_on

LINES = ("Good morning, zebra-one speaking.", "What takes most of your zebra-two time?")


async def post(client: httpx.AsyncClient, path: str, **form: str) -> httpx.Response:
    return await client.post(path, data=form | {"csrf": await token_on(client)})


def calm(answer: httpx.Response) -> str:
    return re.sub(r"\s+", " ", answer.text)


def bytes_of(practice: PracticeService) -> bytes:
    file = practice.database.file
    assert file
    files = [file, file.with_name(file.name + "-wal")]
    return b"".join(each.read_bytes() for each in files if each.exists())


async def test_it_says_how_much_there_is_and_what_becomes_of_it(client: httpx.AsyncClient, play: Play) -> None:
    assert "You have no talks yet" in (await client.get("/me")).text
    await play(*LINES)
    text = calm(await client.get("/me"))
    for words in ("You have one talk here", "No model is used.", "kept until you delete them", "Logs contain"):
        assert words in text
    assert 'href="/me"' in (await client.get("/")).text


async def test_the_whole_practice_is_taken_along_in_one_file(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*LINES)
    await practice.retry(attempt.id, LOCAL_PERSON, 3)
    add_comment(practice.database, attempt.id, LOCAL_PERSON, "My own note")
    stored = await practice.cards.find(attempt)
    check = stored.card.criteria[0].checks[0].id
    await practice.disputes.disagree(attempt, stored, check, "I did ask.")

    archive = ZipFile(io.BytesIO((await client.get("/me/export.zip")).content))

    assert archive.testzip() is None and len(archive.namelist()) == 2
    told = json.loads(archive.read(next(name for name in archive.namelist() if attempt.id in name)))
    assert [turn["text"] for turn in told["turns"] if turn["speaker"] == "seller"] == list(LINES)
    assert told["scorecards"][0]["counts"] and told["scorecards"][0]["total"] == attempt.total
    assert told["disputes"][0]["reason"] == "I did ask." and told["comments"][0]["text"] == "My own note"
    assert "queue" not in told


async def test_one_talk_is_deleted_after_a_question_and_nothing_of_it_is_left(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*LINES)
    await practice.retry(attempt.id, LOCAL_PERSON, 3)
    assert f'href="/attempts/{attempt.id}/delete"' in (await client.get(f"/attempts/{attempt.id}")).text

    asked = calm(await client.get(f"/attempts/{attempt.id}/delete"))
    assert "Delete this talk for good?" in asked and "Its retry is deleted too." in asked
    assert b"zebra" in bytes_of(practice)

    done = await client.post(f"/attempts/{attempt.id}/delete", follow_redirects=True)
    assert "2 talks were deleted" in done.text
    assert (await client.get(f"/attempts/{attempt.id}")).status_code == 404
    assert b"zebra" not in bytes_of(practice)


async def test_all_is_deleted_after_a_question_also_what_no_list_shows(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    await play(*LINES)
    await play(LINES[0], finish=False)
    await play()  # nothing was said: abandoned
    assert "3 talks" in (await client.get("/me/delete")).text

    assert (await client.post("/me/delete")).headers["location"] == "/me?deleted=3"
    assert await practice.my_data.ids(LOCAL_PERSON) == []
    assert b"zebra" not in bytes_of(practice)


async def test_a_reply_under_way_is_broken_off_and_not_stored_again(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(LINES[0], finish=False)
    saying = asyncio.create_task(_say(practice, attempt.id))
    await asyncio.sleep(0)

    await client.post(f"/attempts/{attempt.id}/delete")
    await asyncio.gather(saying, return_exceptions=True)

    assert await practice.my_data.ids(LOCAL_PERSON) == []
    assert b"zebra" not in bytes_of(practice)
    with pytest.raises(NotFound):
        await _say(practice, attempt.id)


async def _say(practice: PracticeService, attempt_id: str) -> None:
    async for _ in practice.say(attempt_id, LOCAL_PERSON, LINES[1]):
        pass


async def test_what_is_anothers_cannot_be_asked_for_deleted_or_hidden(
    signed_in: SignedIn, people: PeopleService, alice: Person, practice: PracticeService
) -> None:
    bob = people.add("bob", "Bob", ["seller", "coach"], PASSWORD)
    attempt = await practice.start(*CALL, person=alice.id)
    client = await signed_in(bob)
    way = f"/attempts/{attempt.id}"

    assert (await client.get(f"{way}/delete")).status_code == 404
    assert (await post(client, f"{way}/delete")).status_code == 404
    assert (await post(client, f"{way}/private", private="true")).status_code == 404
    assert (await post(client, "/me/delete")).headers["location"] == "/me?deleted=0"
    assert len(await practice.attempts(alice.id)) == 1
    assert ZipFile(io.BytesIO((await client.get("/me/export.zip")).content)).namelist() == []


async def test_a_talk_begun_private_is_labelled_and_seen_by_nobody_until_it_is_submitted(
    signed_in: SignedIn, people: PeopleService, alice: Person, practice: PracticeService
) -> None:
    client, dora = await signed_in(alice), people.named("dora")
    brief = f"/scenarios/{CALL[0]}?persona={CALL[1]}"
    assert 'name="private"' in (await client.get(brief)).text
    begun = await post(client, "/attempts", scenario=CALL[0], persona=CALL[1], private="true")
    id = begun.headers["location"].rsplit("/", 1)[1]
    async for _ in practice.say(id, alice.id, LINES[0]):
        pass
    await practice.finish(id, alice.id)

    for path in ("/", "/attempts", f"/attempts/{id}", f"/chat/thread/{id}"):
        assert '<span class="tag" lang="en">private</span>' in (await client.get(path)).text, path
    with pytest.raises(NotFound):
        find_attempt_to_review(practice.database, id, dora)

    answer = await post(client, f"/attempts/{id}/private", private="false")
    assert answer.headers["location"] == f"/attempts/{id}#mine"
    assert find_attempt_to_review(practice.database, id, dora).attempt.id == id
    await post(client, f"/attempts/{id}/private", private="true")
    assert (await practice.attempt(id, alice.id)).private


async def test_what_a_coach_has_begun_to_read_stays_shared(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*LINES)
    add_comment(practice.database, attempt.id, "a-coach", "Well asked")

    assert "Make private" not in (await client.get(f"/attempts/{attempt.id}")).text
    answer = await client.post(f"/attempts/{attempt.id}/private", data={"private": "true"})
    assert answer.status_code == 409
    assert "A coach has started to review this talk, so it stays shared." in answer.text


async def test_the_house_may_not_allow_it_and_what_was_private_can_still_be_submitted(
    client: httpx.AsyncClient, play: Play, practice: PracticeService, settings: Settings
) -> None:
    attempt = await play(*LINES)
    await practice.my_data.keep_private(attempt.id, LOCAL_PERSON)
    told = settings.model_copy(update={"private": "off", "keep_days": 30})
    app = create_app(told, open_practice(told, shipped))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{HOST}") as strict:
        assert 'name="private"' not in (await strict.get(f"/scenarios/{CALL[0]}")).text
        text = (await strict.get("/me")).text
        assert "Private talks are switched off here." in text and "automatically 30 days after" in text
        begun = await strict.post("/attempts", data={"scenario": CALL[0], "private": "true"})
        assert begun.status_code == 409 and "Private talks are switched off here." in begun.text
        assert "Submit to coaches" in (await strict.get(f"/attempts/{attempt.id}")).text
        await strict.post(f"/attempts/{attempt.id}/private", data={"private": "false"})
        assert "Make private" not in (await strict.get(f"/attempts/{attempt.id}")).text
        refused = await strict.post(f"/attempts/{attempt.id}/private", data={"private": "true"})
        assert refused.status_code == 409


@pytest.mark.parametrize(
    ("given", "wanted", "unwanted"),
    [
        ({"judge_model": "stern"}, ("is sent to models.example", "model spoken", "model stern scores"), ()),
        ({"scorer": "signals"}, ("is sent to models.example", "model spoken"), ("scores it",)),
        ({"customer": "offline"}, ("sent to models.example", "model spoken scores"), ("plays the customer",)),
        ({"customer": "offline", "scorer": "signals"}, (), ("models.example",)),
    ],
)
async def test_the_brief_and_this_page_name_every_host_and_model_that_reads_the_words(
    settings: Settings, given: dict[str, str], wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    endpoint = {"base_url": "https://models.example/v1", "model": "spoken", "api_key": "k"}
    told = settings.model_copy(update=endpoint | given)
    app = create_app(told, open_practice(told, shipped))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{HOST}") as client:
        for path in ("/me", f"/scenarios/{CALL[0]}"):
            text = (await client.get(path)).text
            assert [words for words in wanted if words not in text] == [], path
            assert [words for words in unwanted if words in text] == [], path


async def test_logs_carry_numbers_and_never_what_people_wrote(
    client: httpx.AsyncClient, app: FastAPI, practice: PracticeService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "roleplay")
    begun = await client.post("/attempts", data={"scenario": CALL[0], "persona": CALL[1]})
    id = begun.headers["location"].rsplit("/", 1)[1]
    for line in LINES:
        async for _ in practice.say(id, LOCAL_PERSON, line):
            pass
    said = (await practice.transcript(id, LOCAL_PERSON)).turns
    await client.post(f"/attempts/{id}/finish")
    await client.post(f"/attempts/{id}/disputes/check", data={"card": "1", "check": "nowhere", "reason": "zebra-three"})
    branch = await client.post(f"/attempts/{id}/retry", data={"turn": "3"})
    assert branch.status_code == 303
    await client.post(f"/attempts/{id}/delete")

    assert f"attempt {id} started" in caplog.text and "2 attempts deleted" in caplog.text
    assert "zebra" not in caplog.text
    assert [turn.text for turn in said if turn.text in caplog.text] == []

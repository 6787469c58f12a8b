"""After a crash nothing that was shown is missing, and nobody waits for ever."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.practice import Finished, PracticeService, SellerSaid
from roleplay.practice.talk import read_talk, reply_to
from roleplay.store.database import Database
from roleplay.store.tables import TurnRow
from roleplay.store.turns import add_turn, keep_words, read_turns
from tests.practice.conftest import ALICE, LINES, answer, events, shown, talk

# starts an attempt, speaks, shows half a reply word by word, and never comes to an end
HALF_A_REPLY = """
import asyncio, sys
from pathlib import Path
from roleplay.config import Settings
from roleplay.content.library import load_library
from roleplay.practice import PracticeService, ReplyChunk
from roleplay.store.database import Database

class Slow:
    async def reply(self, turn_request, mode):
        for word in ("Well ", "yes ", "but "):
            yield ReplyChunk(word)
            await asyncio.sleep(0.3)
        await asyncio.sleep(60)

async def main():
    library = load_library(Path(sys.argv[2]))
    door = PracticeService(lambda: library, Database(sys.argv[1]), Settings(), flush=0.01, customer=Slow)
    attempt = await door.start("oven-call", person="alice", seed=7)
    print(attempt.id, flush=True)
    async for event in door.say(attempt.id, "alice", "Good morning"):
        if isinstance(event, ReplyChunk):
            print(event.text.strip(), flush=True)

asyncio.run(main())
"""


def shown_until_killed(database: Database) -> list[str]:
    """The attempt's id, and the words that another process had shown when it was killed."""
    cast = Path(__file__).parent.parent / "cast"
    command = [sys.executable, "-c", HALF_A_REPLY, database.url.render_as_string(hide_password=False), str(cast)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline().strip() for _ in range(4)]
        process.kill()
    return shown


async def test_killed_in_mid_reply_what_was_shown_is_kept_as_cut(
    reopen: Callable[..., PracticeService], database: Database
) -> None:
    id, *words = shown_until_killed(database)

    door = reopen()
    await door.recover()

    turns = (await door.transcript(id, ALICE)).turns
    assert [turn.text for turn in turns] == ["Good morning", "Well yes but "] and words == ["Well", "yes", "but"]
    assert turns[1].status == "cut"
    assert answer(await events(door.say(id, ALICE, LINES[1]))).turn.n == 4


@pytest.fixture
async def unanswered(door: PracticeService, attempt: Attempt, database: Database) -> Attempt:
    """The process ended after the seller's turn was stored and before the customer's first word was."""
    await talk(door, attempt, LINES[0])
    whole = await events(door.say(attempt.id, ALICE, LINES[1], "asked"))
    forget_reply(database, attempt, answer(whole).turn.n)
    return attempt


def forget_reply(database: Database, attempt: Attempt, n: int) -> None:
    with database.writing() as session:
        session.delete(session.get_one(TurnRow, (attempt.id, n)))


async def test_a_turn_without_an_answer_gets_it_when_the_talk_is_opened_again(
    reopen: Callable[..., PracticeService], unanswered: Attempt
) -> None:
    door = reopen()

    told = await events(door.answer_pending(unanswered.id, ALICE))

    assert isinstance(told[0], SellerSaid) and told[0].turn_id == "asked"
    assert shown(told) == answer(told).turn.text
    assert [turn.n for turn in (await door.transcript(unanswered.id, ALICE)).turns] == [1, 2, 3, 4]
    assert await events(door.answer_pending(unanswered.id, ALICE)) == []


async def test_the_answer_after_a_crash_is_the_one_it_would_have_been(
    door: PracticeService, attempt: Attempt, database: Database, reopen: Callable[..., PracticeService]
) -> None:
    before = answer(await events(door.say(attempt.id, ALICE, LINES[0]))).turn
    forget_reply(database, attempt, before.n)

    after = answer(await events(reopen().answer_pending(attempt.id, ALICE))).turn

    assert after == before


async def test_who_speaks_on_instead_of_opening_again_hears_the_answer_first(
    reopen: Callable[..., PracticeService], unanswered: Attempt
) -> None:
    door = reopen()

    with pytest.raises(RoleplayError) as refused:
        await events(door.say(unanswered.id, ALICE, "Are you there?"))
    assert refused.value.code == "customer-speaking"

    await events(door.answer_pending(unanswered.id, ALICE))
    assert answer(await events(door.say(unanswered.id, ALICE, "Are you there?"))).turn.n == 6


async def test_an_ending_that_a_crash_swallowed_is_made_up_for(
    door: PracticeService, attempt: Attempt, database: Database, reopen: Callable[..., PracticeService]
) -> None:
    ended = await talk(door, attempt, *["Goodbye, thank you, I have to go."] * 10)
    with database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE attempt SET finished_at = NULL, ending = NULL, scorecard = NULL, total = NULL, passed = NULL"
        )
        session.connection().exec_driver_sql("DELETE FROM scorecard")

    (told,) = await events(reopen().answer_pending(attempt.id, ALICE))

    assert isinstance(told, Finished)
    assert (told.attempt.ending, told.attempt.total) == (ended.ending, ended.total)


async def test_a_scorecard_that_a_crash_swallowed_is_made_when_it_is_asked_for(
    door: PracticeService, attempt: Attempt, database: Database, reopen: Callable[..., PracticeService]
) -> None:
    await talk(door, attempt, *LINES[:3])
    ended = await door.finish(attempt.id, ALICE)
    card = await door.scorecard(attempt.id, ALICE)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM scorecard")
        session.connection().exec_driver_sql("UPDATE attempt SET scorecard = NULL, total = NULL, passed = NULL")

    assert await reopen().scorecard(attempt.id, ALICE) == card
    assert (await door.attempt(attempt.id, ALICE)).total == ended.total


async def test_recovering_leaves_whole_turns_alone(door: PracticeService, attempt: Attempt) -> None:
    await talk(door, attempt, *LINES[:2])
    before = await door.transcript(attempt.id, ALICE)

    await door.recover()

    assert await door.transcript(attempt.id, ALICE) == before


async def test_a_reply_begun_without_a_word_is_forgotten_and_given_anew(
    reopen: Callable[..., PracticeService], unanswered: Attempt, database: Database
) -> None:
    seller = read_turns(database, unanswered.id)[-1]
    add_turn(database, unanswered.id, reply_to(unanswered.id, seller))
    door = reopen()
    await door.recover()

    assert answer(await events(door.answer_pending(unanswered.id, ALICE))).turn.status == "final"


async def test_a_half_said_reply_of_another_process_is_neither_cut_nor_spoken_over(
    reopen: Callable[..., PracticeService], unanswered: Attempt, database: Database
) -> None:
    seller = read_turns(database, unanswered.id)[-1]
    add_turn(database, unanswered.id, reply_to(unanswered.id, seller))
    keep_words(database, unanswered.id, 4, "Well")
    door = reopen()

    with pytest.raises(RoleplayError) as refused:
        await events(door.say(unanswered.id, ALICE, "Hello?"))

    assert refused.value.code == "customer-speaking"
    assert await events(door.answer_pending(unanswered.id, ALICE)) == []
    assert read_talk(database, unanswered.id, ALICE).half_said

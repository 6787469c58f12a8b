"""Two plain files are practised, scored and rehearsed like any other content."""

from pathlib import Path

import pytest

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.content.library import Library, load_library
from roleplay.practice import PracticeService
from roleplay.rehearsal.book import make_book
from roleplay.rehearsal.ears import Ears
from roleplay.scoring_jobs.scoring_target import choose_target
from roleplay.store.database import Database
from tests.practice.conftest import ALICE, talk
from tests.short_form import PERSONA, SCENARIO

LINES = (
    "Good morning, my name is Alice, I look after Tally. I'd like to ask a few things about your shop. Have you got ten minutes?",
    "How do your Saturdays run?",
    "So it gets busy. What bothers you most about it?",
    "Could we meet on Thursday at ten?",
    "Thank you. Goodbye.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("personas/erik-lund", PERSONA), ("scenarios/till-visit", SCENARIO)):
        (tmp_path / "c" / name).parent.mkdir(parents=True)
        (tmp_path / "c" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "c"


@pytest.fixture
def short(folder: Path) -> Library:
    return load_library(folder)


async def test_the_short_form_is_practised_and_scored_by_the_general_rubric(database: Database, short: Library) -> None:
    door = PracticeService(lambda: short, database, Settings(), flush=0)
    attempt = await door.start("till-visit", None, person=ALICE, seed=3)
    await talk(door, attempt, *LINES)
    await door.finish(attempt.id, ALICE)
    card = await door.scorecard(attempt.id, ALICE)
    assert card is not None and card.rubric == "general-en" and card.total is not None


def test_a_talk_is_scored_by_the_general_rubric_wherever_it_comes_from(folder: Path) -> None:
    assert choose_target(folder, None, "till-visit").rubric.id == "general-en"
    assert choose_target(folder, "general-zh", None).content.keys() == {"rubric:general-zh"}


def test_bots_without_lines_speak_the_examples_and_else_ask_for_the_topic(short: Library) -> None:
    book = make_book(short.scenarios["till-visit"], None)
    assert book.lines["key_message:moved"] == ("We bring all your articles across.",)
    assert book.open_questions("fact:stock") and all(
        "with your stock" in line for line in book.open_questions("fact:stock")
    )


def test_a_bot_understands_the_words_of_this_persona(short: Library) -> None:
    ears = Ears(short.scenarios["till-visit"], short.personas["erik-lund"])
    assert ears.understand("Two lads. That's all.").about("tell") == ["fact:staff"]
    brushed_aside = short.scenarios["till-visit"].objections[0].if_ignored[0]
    assert ears.understand(brushed_aside).about("insist") == ["objection:closed"]


async def test_a_worry_is_settled_when_it_was_taken_in_and_one_of_its_answers_told(
    database: Database, folder: Path
) -> None:
    path = folder / "scenarios" / "till-visit.yaml"
    text = path.read_text(encoding="utf-8").replace("{id: moved,", "{id: moved, phrases: [move|bring articles],")
    path.write_text(
        text.replace("answered_by: [moved, pilot]", "answered_by: [moved], phrases: [close|shut shop]"),
        encoding="utf-8",
    )
    door = PracticeService(lambda: load_library(folder), database, Settings(), flush=0)
    attempt = await door.start("till-visit", None, person=ALICE, seed=3)
    said = [
        *LINES[:3],
        "Our till counts the stock by itself.",
        "It also prints the labels.",
        "It works on any tablet.",
        "It has a drawer.",
        "It is grey.",
    ]
    for line in said:
        await talk(door, attempt, line)
        if (await _worry(door, attempt)) == "open":
            break
    await talk(
        door, attempt, "That's a fair worry, I see why you can't close.", "We bring all your articles across before."
    )
    assert await _worry(door, attempt) == "resolved"


async def _worry(door: PracticeService, attempt: Attempt) -> str:
    return (await door.transcript(attempt.id, ALICE)).turns[-1].objections["closed"]

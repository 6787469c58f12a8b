"""A branch on the screen: what was before as history, then from which turn it is, and what was said there the last time."""

import pytest

from roleplay.practice import LOCAL_PERSON, PracticeService
from roleplay.web.chat.stage import Stage
from roleplay.web.chat.view import AttemptsView
from tests.web.chat.test_stage import FakeScreen, message, no_screens, stage
from tests.web.conftest import Play

__all__ = ["no_screens", "stage"]  # fixtures of the neighbour's
LINES = ("Good morning.", "What takes most of your time?", "We have *fantastic* reporting.")


async def dressed(stage: Stage, practice: PracticeService, id: str, language: str) -> list[str]:
    """The lines of the thread as a screen is given them, without the escapes that Chainlit takes off."""
    thread = await AttemptsView(lambda: practice).get_thread(id)
    await stage.dress(thread, FakeScreen(id, language))
    return [step["output"].replace("\\", "") for step in thread["steps"]]


@pytest.mark.parametrize(
    ("language", "begun", "last_time"),
    [
        ("en", "Retry from turn 5, today ", "Last time you said: “We have *fantastic* reporting.”"),
        ("zh", "，从第 5 句重试", "上次你说的是：“We have *fantastic* reporting.”"),
    ],
)
async def test_history_then_the_turn_then_what_was_said_there(
    stage: Stage, play: Play, practice: PracticeService, language: str, begun: str, last_time: str
) -> None:
    parent = await play(*LINES)
    branch = await practice.retry(parent.id, LOCAL_PERSON, 5)
    scenario, _, _ = await practice.content(branch)
    said = [turn.text for turn in (await practice.transcript(parent.id, LOCAL_PERSON)).turns[:4]]

    texts = await dressed(stage, practice, branch.id, language)

    assert texts[0] == scenario.scene and texts[1:5] == said
    assert begun in texts[5] and texts[6] == last_time and len(texts) == 7


async def test_what_is_said_anew_follows_and_stays_there_after_a_reload(
    stage: Stage, play: Play, practice: PracticeService
) -> None:
    parent = await play(*LINES)
    branch = await practice.retry(parent.id, LOCAL_PERSON, 3)
    screen = FakeScreen(branch.id)
    await stage.hear(screen, branch.id, message("How do you plan today?"))
    assert "How do you plan today?" not in screen.told("text"), "it was taken"

    texts = await dressed(stage, practice, branch.id, "en")

    assert texts.index("Last time you said: “What takes most of your time?”") + 1 == texts.index(
        "How do you plan today?"
    )
    assert len(texts) == 7, "scene, two turns before, label, what was said, the new line and its answer"


async def test_the_whole_talk_anew_begins_with_its_label(stage: Stage, play: Play, practice: PracticeService) -> None:
    parent = await play(*LINES)
    branch = await practice.retry(parent.id, LOCAL_PERSON, 1)

    texts = await dressed(stage, practice, branch.id, "en")

    assert [text.split(",")[0] for text in texts[1:]] == ["Retry from turn 1", "Last time you said: “Good morning.”"]

"""Where a talk stands, as the bar around it tells."""

from zoneinfo import ZoneInfo

import pytest

from roleplay.practice import LOCAL_PERSON, PracticeService
from roleplay.transcript import Phase, Turn
from roleplay.web.formatting import Words
from roleplay.web.talk_state import left_text, phases_seen, seller_turns, turns_left
from tests.shipped import shipped
from tests.store.conftest import an_attempt
from tests.web.conftest import CALL, lines_of

EN, ZH = (Words(language, ZoneInfo("UTC")) for language in ("en", "zh"))
SCENARIO = shipped().scenarios["discovery-call"]  # 28 utterances at most


def turn(n: int, phase: Phase) -> Turn:
    return Turn(n=n, speaker="seller" if n % 2 else "customer", text="", phase=phase)


def test_a_phase_that_was_skipped_was_not_seen_and_one_that_was_left_was() -> None:
    turns = [turn(1, "opening"), turn(2, "closing"), turn(3, "objection")]
    assert phases_seen(turns, "objection") == ("opening", "objection", "closing")
    assert phases_seen([], "opening") == ("opening",)


@pytest.mark.parametrize(
    ("turns", "said", "left", "english", "chinese"),
    [
        (0, 0, 14, "", ""),
        (20, 10, 4, "", ""),
        (21, 11, 3, "3 turns left", "还可以说 3 句"),  # the customer's answer to it is still to come
        (22, 11, 3, "3 turns left", "还可以说 3 句"),
        (26, 13, 1, "This is your last turn.", "还可以说 1 句"),
        (28, 14, 0, "", ""),
    ],
)
def test_turns_left_are_told_when_they_are_few(turns: int, said: int, left: int, english: str, chinese: str) -> None:
    attempt = an_attempt(turns=turns)
    assert (seller_turns(attempt), turns_left(attempt, SCENARIO)) == (said, left)
    assert (left_text(EN, attempt, SCENARIO), left_text(ZH, attempt, SCENARIO)) == (english, chinese)


async def test_what_is_told_is_what_the_customer_keeps_to(practice: PracticeService) -> None:
    """As many turns as the first screen would say: then, and not before, the talk is out of turns."""
    attempt = await practice.start(*CALL, person=LOCAL_PERSON, difficulty="easy", seed=1)
    for n, line in enumerate([*lines_of("en/honest-ingrid")[:10], *["Let me think about that for a moment."] * 4]):
        assert not attempt.is_finished
        assert turns_left(attempt, SCENARIO) == 14 - n
        async for _ in practice.say(attempt.id, LOCAL_PERSON, line):
            pass
        attempt = await practice.attempt(attempt.id, LOCAL_PERSON)
    assert (attempt.ending, attempt.turns) == ("out_of_turns", SCENARIO.ending.max_turns)

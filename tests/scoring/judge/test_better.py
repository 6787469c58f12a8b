"""The judge's own better line reaches a learner only when it is fit to."""

import pytest

from roleplay.scoring.hearing import listen_to
from roleplay.scoring.judge.better import fit_line
from tests.fake_judge import FakeJudge, observed
from tests.scoring.judge.conftest import TABLE, judged
from tests.scoring.talk import OVEN
from tests.scoring.test_scorer import GOOD

TALK = listen_to(GOOD, OVEN)


def test_a_short_line_in_the_talks_language_is_shown() -> None:
    assert fit_line(" “What was the worst  night?” ", TALK) == "What was the worst night?"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "这个月最难的一晚是哪一晚？",
        "What would it mean " * 20,
        "Our oven saves 85 per cent of the gas.",  # nobody knows that figure
        "It never fails, you know.",  # the scenario forbids the claim
        *[line.line for line in OVEN.gold],
    ],
)
def test_what_is_long_foreign_copied_or_made_up_is_not(line: str) -> None:
    assert fit_line(line, TALK) is None


async def test_a_models_line_stands_between_the_coaches_line_and_the_general_advice() -> None:
    met = {id: observed("met", (3, "How do your nights run?")) for id in ("asks", "follows", "answers", "gentle")}
    table = {**TABLE, **met, "listens": observed("missed", better="So the gas is what keeps you up?")}
    card = await judged(FakeJudge(table))
    thing = next(thing for thing in card.first if thing.check == "listens")
    assert (thing.better, thing.source) == ("So the gas is what keeps you up?", "model")

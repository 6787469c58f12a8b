"""One talk about ovens, judged by a fake over HTTP."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from roleplay.config import Settings
from roleplay.llm import ladder
from roleplay.scorecard import CheckResult, Scorecard
from roleplay.scoring.judge import judge
from roleplay.transcript import Transcript
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.fake_judge import FakeJudge, observed
from tests.scoring.talk import OVEN
from tests.scoring.test_scorer import GOOD, WHOLE

# what an honest judge says of GOOD: two verdicts in each phase, the rest missed
TABLE = {
    "greets": observed("met", (1, "Good morning, this is Ada from Hearth.")),
    "agenda": observed("met", (1, "I would like five minutes about your nights")),
    "asks": observed("partly", (3, "How do your nights run?"), (7, "What did you try so far?")),
    "honest": observed("met"),
    "takes-in": observed("met", (9, "I understand the worry.")),
    "time": observed("met", (11, "Could I come by on Thursday at ten")),
}
Judge = Callable[..., Awaitable[Scorecard]]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    ladder.forget()


async def judged(
    script: Any = None, transcript: Transcript = GOOD, *answers: Answer, seed: int = 0, **settings: Any
) -> Scorecard:
    """The judge's scorecard of a talk, by a fake judge or by answers from a table."""
    with FakeEndpoint(*answers, script=script) as endpoint:
        return await judge(transcript, WHOLE, OVEN, endpoint.settings(**settings), seed)


def check(card: Scorecard, id: str) -> CheckResult:
    return next(check for criterion in card.criteria for check in criterion.checks if check.id == id)


def results(card: Scorecard) -> dict[str, str]:
    return {check.id: check.result for criterion in card.criteria for check in criterion.checks}


def by_whom(card: Scorecard) -> dict[str, str]:
    return {check.id: check.scorer for criterion in card.criteria for check in criterion.checks}


__all__ = ["TABLE", "FakeJudge", "Settings", "by_whom", "check", "judged", "observed", "results"]

"""Tries the judge on one line of a seller's: in which form the endpoint answers, and whether what it says counts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roleplay.config import Settings
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.scoring.checks import judge_check
from roleplay.scoring.hearing import listen_to
from roleplay.scoring.judge.observations import Observations
from roleplay.scoring.judge.questions import question_of
from roleplay.scoring.judge.rulings import Ruling, rulings
from roleplay.scoring.judge.wording import messages
from roleplay.transcript import Transcript, Turn

if TYPE_CHECKING:
    from roleplay.llm import Failure


@dataclass(frozen=True)
class Trial:
    """`rung` is the form in which it answered; `counted` of `asked` checks got a verdict that counts."""

    rung: str | None
    failure: "Failure | None"
    why: str
    counted: int
    asked: int
    seconds: float


async def try_judge(settings: Settings, rubric: Rubric, scenario: Scenario) -> Trial:
    """One call about the rubric's opening, on the scenario's first model line or, without one, its goal.

    Raises RoleplayError `setting-model` when no endpoint is configured.
    """
    from roleplay.llm import ask_json, judge_model

    line = scenario.gold[0].line if scenario.gold else scenario.goal
    transcript = Transcript(language=scenario.language, turns=(Turn(n=1, speaker="seller", text=line),), staged=False)
    talk = listen_to(transcript, scenario)
    first = rubric.criteria[0]
    questions = [question_of(judge_check(first, check, talk)) for check in first.checks]
    async with judge_model(settings) as model:
        answer = await ask_json(model, Observations, messages(transcript, scenario, questions, seed=0))
    ruled = rulings(questions, answer.found.checks, talk) if answer.found else {}
    counted = sum(isinstance(ruling, Ruling) for ruling in ruled.values())
    return Trial(answer.rung, answer.failure, answer.why, counted, len(questions), answer.seconds)

"""What the page of a call shows: each criterion with its checks in words, and what could not be scored."""

from dataclasses import dataclass

from roleplay.content.rubric import Check
from roleplay.scorecard import CheckResult, CriterionScore
from roleplay.scoring_jobs.call_service import StoredCall


@dataclass(frozen=True)
class ShownCriterion:
    """One criterion of the rubric with its level and checks."""

    name: str
    score: CriterionScore
    checks: list[tuple[Check, CheckResult]]


def shown_criteria(call: StoredCall) -> list[ShownCriterion]:
    """Returns the criteria in the rubric's order."""
    names = {criterion.id: criterion for criterion in call.rubric.criteria}
    return [
        ShownCriterion(
            names[score.id].name, score,
            [(check, result) for check in names[score.id].checks for result in score.checks if result.id == check.id],
        )
        for score in call.card.criteria
    ]  # fmt: skip


def not_scored(call: StoredCall) -> int:
    """Counts the checks that a call without a scenario gives no ground for."""
    return sum(result.result == "not_scored" for score in call.card.criteria for result in score.checks)

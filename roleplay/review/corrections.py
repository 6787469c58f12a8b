"""Applies a coach's corrections to a scorecard: a corrected check recomputes its criterion, a corrected level overrides it."""

from collections.abc import Sequence

from roleplay.coach_review import Correction
from roleplay.errors import RoleplayError
from roleplay.scorecard import CheckResult, CriterionScore, Result, Scorecard
from roleplay.scoring.arithmetic import is_passed, level_of, total_of

RESULTS: tuple[Result, ...] = ("met", "partly", "missed", "not_scored")


def corrected(card: Scorecard, corrections: Sequence[Correction], pass_mark: int) -> Scorecard:
    """The same arithmetic as the scorer's; feedback and evidence stay as they were made."""
    by_target = {correction.target: correction.value for correction in corrections}
    criteria = tuple(_criterion(criterion, by_target) for criterion in card.criteria)
    return card.model_copy(
        update={"criteria": criteria, "total": total_of(criteria), "passed": is_passed(criteria, pass_mark)}
    )


def _criterion(criterion: CriterionScore, values: dict[str, str]) -> CriterionScore:
    checks = tuple(_check(check, values.get(f"check:{check.id}")) for check in criterion.checks)
    override = values.get(f"criterion:{criterion.id}")
    level = int(override) if override is not None else level_of(checks)
    return criterion.model_copy(update={"checks": checks, "level": level})


def _check(check: CheckResult, value: str | None) -> CheckResult:
    return check if value is None else check.model_copy(update={"result": value})


def check_correction(card: Scorecard, target: str, value: str) -> None:
    """Raises RoleplayError `correction-odd` for what is not on this scorecard or no value of it."""
    kind, _, id = target.partition(":")
    criteria = {criterion.id for criterion in card.criteria}
    checks = {check.id for criterion in card.criteria for check in criterion.checks}
    fits = (kind == "check" and id in checks and value in RESULTS) or (
        kind == "criterion" and id in criteria and value in tuple("012345")
    )
    if not fits:
        raise RoleplayError("correction-odd", target=target[:80], value=value[:16])

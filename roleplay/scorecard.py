"""The words of scoring: results of checks, levels of criteria, the scorecard. Imports nothing of ours but transcript."""

from typing import Literal

from pydantic import ConfigDict, Field

from roleplay.transcript import Phase, Record

Result = Literal["met", "partly", "missed", "not_scored"]
Scorer = Literal["signals", "judge"]
LEAST_SCORED = 60  # percent of the weight: a talk of which less was scored showed too little to be passed
VALUES: dict[Result, float] = {"met": 1.0, "partly": 0.5, "missed": 0.0}


class Evidence(Record):
    """Words of a turn, verbatim."""

    turn: int
    quote: str


class Reason(Record):
    """Why a check got its result: code + parameters, worded by i18n (`why.<code>`), or a model's own words in `text`."""

    code: str
    params: dict[str, str | int | float] = Field(default_factory=dict)
    text: str | None = None


class CheckResult(Record):
    """`scorer` is who gave this result: where a judge failed, a check falls back to the signals. `runs` holds what each of
    the judge's runs said; `unsure` marks a result that a coach should look at: the runs disagree, ears did, or the judge's ground looks thin."""

    id: str
    points: float
    result: Result
    why: Reason
    evidence: tuple[Evidence, ...] = ()
    looked_at: tuple[int, int] | None = None
    critical: bool = False
    scorer: Scorer = "signals"
    runs: tuple[Result, ...] = ()
    unsure: bool = False


class CriterionScore(Record):
    id: str
    phase: Phase
    weight: int
    level: int | None
    checks: tuple[CheckResult, ...]


class FirstThing(Record):
    """One of the one to three things to change first."""

    model_config = ConfigDict(populate_by_name=True)  # read back by either name

    check: str
    turn: int | None
    said: str | None
    why: str
    better: str | None
    source: Literal["gold", "model", "advice"] = Field(serialization_alias="from", validation_alias="from")


class WentWell(Record):
    check: str
    turn: int
    said: str
    why: str


class Unanswered(Record):
    """A concern the customer raised to which no answer was heard; `turns` are those in which it was raised."""

    objection: str
    concern: str
    turns: tuple[int, ...]


class Making(Record):
    """What a judge's scorecard took: tokens as the endpoint reported them (None: it reported none), seconds, and the cost
    in `currency` (None: unknown, which is not nothing)."""

    model: str
    runs: int
    calls: int
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None
    seconds: float
    cost: float | None = None
    currency: str = "USD"


class Scorecard(Record):
    rubric: str
    version: int
    scorer: Scorer
    total: int | None
    passed: bool | None
    criteria: tuple[CriterionScore, ...]
    first: tuple[FirstThing, ...] = ()
    well: tuple[WentWell, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    making: Making | None = None

    @property
    def barred(self) -> bool:
        """Whether it would pass by no mark: a critical check is missed, or too little of the weight was scored."""
        whole = sum(criterion.weight for criterion in self.criteria)
        scored = sum(criterion.weight for criterion in self.criteria if criterion.level is not None)
        checks = (check for criterion in self.criteria for check in criterion.checks)
        return (
            any(check.critical and check.result == "missed" for check in checks) or scored * 100 < whole * LEAST_SCORED
        )

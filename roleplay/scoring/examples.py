"""A rubric tried on talks whose score is known: what was expected, and what was got instead."""

from collections.abc import Iterator
from dataclasses import dataclass

from roleplay.content.rubric import Example, Rubric
from roleplay.content.scenario import Scenario
from roleplay.scorecard import CheckResult, Scorecard
from roleplay.scoring.scorer import score
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class Difference:
    """`what` is `total` or a check's id; `check` the result with its why and evidence."""

    what: str
    wanted: str
    got: str
    check: CheckResult | None = None


@dataclass(frozen=True)
class Tried:
    example: Example
    card: Scorecard
    differences: tuple[Difference, ...]

    @property
    def is_met(self) -> bool:
        return not self.differences


def try_example(example: Example, rubric: Rubric, transcript: Transcript, scenario: Scenario | None) -> Tried:
    """Scores the talk by signals and compares it with what the example expects."""
    card = score(transcript, rubric, scenario)
    return Tried(example, card, (*_of_total(example, card.total), *_of_checks(example, card)))


def _of_total(example: Example, total: int | None) -> Iterator[Difference]:
    """A talk of which nothing was scored reaches no bound."""
    got = "-" if total is None else str(total)
    if example.at_least is not None and (total is None or total < example.at_least):
        yield Difference("total", f"≥ {example.at_least}", got)
    if example.at_most is not None and (total is None or total > example.at_most):
        yield Difference("total", f"≤ {example.at_most}", got)


def _of_checks(example: Example, card: Scorecard) -> Iterator[Difference]:
    for criterion in card.criteria:
        for check in criterion.checks:
            wanted = example.checks.get(check.id, check.result)
            if wanted != check.result:
                yield Difference(check.id, wanted, check.result, check)

"""A coach's desk made ready for reading: each check with everybody's values beside the scorer's, each turn with its checks."""

from dataclasses import dataclass

from roleplay.coach_review import Correction
from roleplay.content.rubric import Check, Criterion
from roleplay.review.context import ReviewContext, changed, values_of
from roleplay.scorecard import CheckResult, CriterionScore, Result, Scorer
from roleplay.store.disputes import Dispute
from roleplay.transcript import Turn
from roleplay.web.pages.findings import judged
from roleplay.web.pages.marks import Segment, segments


@dataclass(frozen=True)
class Other:
    """Another coach's value. `name` is None without an account."""

    name: str | None
    correction: Correction


@dataclass(frozen=True)
class CheckLine:
    """`n` numbers the checks of the page; `cards` are the other scorecards' results where they differ."""

    n: int
    check: Check
    result: CheckResult
    mine: Correction | None
    others: tuple[Other, ...]
    cards: tuple[tuple[Scorer, Result], ...]
    disputes: tuple[Dispute, ...]

    @property
    def is_worth_a_look(self) -> bool:
        broken = self.result.critical and self.result.result == "missed"
        moved = self.mine is not None and self.mine.value != self.result.result
        return bool(broken or moved or self.result.unsure or self.others or self.cards or self.disputes)


@dataclass(frozen=True)
class CriterionLine:
    """`after` is its score as this coach sees it."""

    criterion: Criterion
    score: CriterionScore
    after: CriterionScore
    mine: Correction | None
    others: tuple[Other, ...]
    checks: tuple[CheckLine, ...]

    @property
    def is_worth_a_look(self) -> bool:
        return bool(self.mine or self.others or any(check.is_worth_a_look for check in self.checks))


@dataclass(frozen=True)
class Spoken:
    """A turn with the marker pen in it, the checks that cite it and how many comments it has."""

    turn: Turn
    segments: list[Segment]
    checks: tuple[CheckLine, ...]
    comments: int


def criteria_of(desk: ReviewContext) -> list[CriterionLine]:
    """In the rubric's order; checks are numbered through."""
    after = {score.id: score for score in desk.result.criteria}
    made, n = [], 0
    for row in judged(desk.card, desk.material.rubric):
        checks = tuple(
            _check_line(desk, n + i, finding.check, finding.result) for i, finding in enumerate(row.findings, 1)
        )
        n += len(checks)
        target = f"criterion:{row.criterion.id}"
        mine, others = _mine(desk, target), _others(desk, target)
        made.append(CriterionLine(row.criterion, row.score, after[row.criterion.id], mine, others, checks))
    return made


def opened(criteria: list[CriterionLine], target: str) -> set[str]:
    """Criteria that stand open: those worth a look, else all; and the one in which something was just entered."""
    worth = {row.criterion.id for row in criteria if row.is_worth_a_look} or {row.criterion.id for row in criteria}
    return worth | {
        row.criterion.id
        for row in criteria
        if target in (f"criterion:{row.criterion.id}", *(f"check:{line.check.id}" for line in row.checks))
    }


def _check_line(desk: ReviewContext, n: int, check: Check, result: CheckResult) -> CheckLine:
    target = f"check:{check.id}"
    said = tuple(each for each in desk.disputes if each.check == check.id)
    return CheckLine(n, check, result, _mine(desk, target), _others(desk, target), _cards(desk, check.id, result), said)


def _mine(desk: ReviewContext, target: str) -> Correction | None:
    return desk.mine.of(target) if desk.mine else None


def _others(desk: ReviewContext, target: str) -> tuple[Other, ...]:
    """Only what says something else than the scorer."""
    found = []
    for review in desk.others:
        for correction in changed(review.corrections, values_of(desk.card)):
            if correction.target == target:
                found.append(Other(desk.names.get(review.coach), correction))
    return tuple(found)


def _cards(desk: ReviewContext, check: str, result: CheckResult) -> tuple[tuple[Scorer, Result], ...]:
    theirs = [
        (stored.card.scorer, each.result)
        for stored in desk.cards
        for criterion in stored.card.criteria
        for each in criterion.checks
        if each.id == check and each.result != result.result
    ]
    return tuple(dict.fromkeys(theirs))


def spoken(desk: ReviewContext, criteria: list[CriterionLine]) -> list[Spoken]:
    """While the score is hidden nothing is marked and nothing said."""
    checks = [] if desk.hidden else [check for criterion in criteria for check in criterion.checks]
    return [_spoken(desk, turn, checks) for turn in desk.transcript.turns]


def _spoken(desk: ReviewContext, turn: Turn, checks: list[CheckLine]) -> Spoken:
    citing = tuple(each for each in checks if any(quote.turn == turn.n for quote in each.result.evidence))
    quotes = [(quote.quote, None) for each in citing for quote in each.result.evidence if quote.turn == turn.n]
    comments = 0 if desk.hidden else sum(each.turn == turn.n for each in desk.comments)
    return Spoken(turn, segments(turn.text, quotes), citing, comments)

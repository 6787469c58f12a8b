"""A scorecard made ready for reading: the headline, criteria in words, counts, and what became of the concerns."""

from collections import Counter
from dataclasses import dataclass

from roleplay.content.rubric import Check, Criterion, Rubric
from roleplay.content.scenario import Scenario
from roleplay.scorecard import CheckResult, CriterionScore, Result, Scorecard, Scorer
from roleplay.scoring.checks import UNREACHED
from roleplay.transcript import Transcript
from roleplay.web.formatting import Words
from roleplay.web.verdict import verdict

MOST_POINTS = 5  # levels go from 0 to 5


@dataclass(frozen=True)
class CheckFinding:
    check: Check
    result: CheckResult

    @property
    def key(self) -> str:
        return f"check:{self.check.id}"


@dataclass(frozen=True)
class CriterionFinding:
    """A criterion with its score. `words` are those of the nearest anchor at or below the level."""

    criterion: Criterion
    score: CriterionScore
    findings: tuple[CheckFinding, ...]

    @property
    def words(self) -> str | None:
        level = self.score.level
        below = [anchor for anchor in self.criterion.levels if level is not None and anchor <= level]
        return self.criterion.levels[max(below)] if below else None

    @property
    def points(self) -> float | None:
        return None if self.score.level is None else self.score.weight * self.score.level / MOST_POINTS


def criterion_findings(scorecard: Scorecard, rubric: Rubric) -> list[CriterionFinding]:
    """In the rubric's order."""
    scores = {score.id: score for score in scorecard.criteria}
    checks = rubric.checks()
    return [
        CriterionFinding(
            criterion, scores[criterion.id],
            tuple(CheckFinding(checks[result.id], result) for result in scores[criterion.id].checks if result.id in checks),
        )
        for criterion in rubric.criteria
        if criterion.id in scores
    ]  # fmt: skip


def counts(scorecard: Scorecard) -> Counter[Result]:
    return Counter(check.result for criterion in scorecard.criteria for check in criterion.checks)


def given_by(scorecard: Scorecard) -> Counter[Scorer]:
    """Who gave the results of the scored checks."""
    checks = (check for criterion in scorecard.criteria for check in criterion.checks)
    return Counter(check.scorer for check in checks if check.result != "not_scored")


def failed_critical(scorecard: Scorecard, rubric: Rubric) -> Check | None:
    """The critical check that fails the attempt. One whose phase the talk never came to is a miss, but no line was
    crossed: it is named only where nothing else keeps the attempt from passing."""
    checks = rubric.checks()
    missed = [c for score in scorecard.criteria for c in score.checks if c.critical and c.result == "missed"]
    crossed = [c for c in missed if _is_crossed(c)]
    alone = scorecard.total is not None and scorecard.total >= rubric.pass_mark
    return next((checks[c.id] for c in crossed or (missed if alone else []) if c.id in checks), None)


def _is_crossed(check: CheckResult) -> bool:
    return check.critical and check.result == "missed" and check.why.code not in UNREACHED


def headline(words: Words, scorecard: Scorecard, rubric: Rubric) -> str:
    """The first line is the finding: Nine short. First, answer the question that was asked."""
    told = _opening(words, scorecard, rubric)
    if not scorecard.first or scorecard.first[0].check not in rubric.checks():
        return told
    title = rubric.checks()[scorecard.first[0].check].advice.title.rstrip(" .。!！")
    return words("headline.passed" if scorecard.passed else "headline.first", told=told, title=words.running(title))


def _opening(words: Words, scorecard: Scorecard, rubric: Rubric) -> str:
    total = scorecard.total
    if any(_is_crossed(check) for score in scorecard.criteria for check in score.checks):
        return words("headline.critical")
    if scorecard.passed and total is not None and total > rubric.pass_mark:
        return words("headline.over", n=words.number(total - rubric.pass_mark).lower())
    if scorecard.passed is not True and total is not None and total < rubric.pass_mark:
        return words("headline.short", n=words.number(rubric.pass_mark - total))
    return verdict(words, total, scorecard.passed, rubric.pass_mark)


@dataclass(frozen=True)
class ResolvedConcern:
    concern: str
    turn: int


def resolved_concerns(transcript: Transcript, scenario: Scenario) -> list[ResolvedConcern]:
    """Concerns that were resolved, with the customer's turn in which they said so."""
    found: dict[str, int] = {}
    for turn in transcript.turns:
        for act in turn.acts:
            if act.kind == "resolve" and act.topic:
                found.setdefault(act.topic.removeprefix("objection:"), turn.n)
    concerns = {objection.id: objection.concern for objection in scenario.objections}
    return [ResolvedConcern(concerns[id], n) for id, n in found.items() if id in concerns]

"""The offline scorer: the same transcript gives the same scorecard, on any machine."""

from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.scorecard import CriterionScore, Scorecard
from roleplay.scoring.arithmetic import is_passed, level_of, total_of
from roleplay.scoring.checks import Verdict, judge_check
from roleplay.scoring.feedback import first_things, unanswered, went_well
from roleplay.scoring.hearing import Talk, listen_to
from roleplay.scoring.version import signals_version
from roleplay.transcript import Transcript

SIGNALS = "signals"
SIGNALS_VERSION = signals_version()


def score(transcript: Transcript, rubric: Rubric, scenario: Scenario | None = None) -> Scorecard:
    """The scorecard by signals. Without a scenario, checks that need one are not scored."""
    talk = listen_to(transcript, scenario)
    verdicts = [judge_check(criterion, check, talk) for criterion in rubric.criteria for check in criterion.checks]
    return scorecard_of(rubric, verdicts, talk, SIGNALS)


def scorecard_of(rubric: Rubric, verdicts: list[Verdict], talk: Talk, scorer: str) -> Scorecard:
    """Levels, total and feedback from verdicts, whoever gave them."""
    criteria = tuple(criterion_scores(rubric, verdicts))
    return Scorecard(
        rubric=rubric.id, version=rubric.version, scorer=scorer,
        total=total_of(criteria), passed=is_passed(criteria, rubric.pass_mark), criteria=criteria,
        first=first_things(verdicts, talk), well=went_well(verdicts), unanswered=unanswered(talk),
    )  # fmt: skip


def criterion_scores(rubric: Rubric, verdicts: list[Verdict]) -> list[CriterionScore]:
    """Each criterion with its checks and the level that follows from them."""
    scores = []
    for criterion in rubric.criteria:
        checks = tuple(verdict.result for verdict in verdicts if verdict.criterion is criterion)
        scores.append(
            CriterionScore(
                id=criterion.id, phase=criterion.phase, weight=criterion.weight, level=level_of(checks), checks=checks
            )
        )
    return scores

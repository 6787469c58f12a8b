"""All that a coach has before them of one attempt: the talk, its scorecards, everybody's reviews, comments and disputes."""

from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent
from roleplay.coach_review import Comment, Correction, Review
from roleplay.review.corrections import corrected
from roleplay.scorecard import CheckResult, Scorecard
from roleplay.store.disputes import Dispute
from roleplay.store.scorecards import StoredCard
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class Desk:
    """`stored` is the scorecard that counts, `cards` are the others. `mine` is this coach's latest review of it, `others`
    are the latest ones of other coaches, drafts too. `names` are people's by id. `hidden`: the score is not to be seen yet.
    `is_reviewed`: somebody has begun a review of one of its scorecards."""

    attempt: Attempt
    material: AttemptContent
    transcript: Transcript
    stored: StoredCard
    cards: tuple[StoredCard, ...]
    mine: Review | None
    others: tuple[Review, ...]
    comments: tuple[Comment, ...]
    disputes: tuple[Dispute, ...]
    names: dict[str, str]
    hidden: bool
    is_reviewed: bool

    @property
    def card(self) -> Scorecard:
        return self.stored.card

    @property
    def checks(self) -> dict[str, CheckResult]:
        return {check.id: check for criterion in self.card.criteria for check in criterion.checks}

    @property
    def values(self) -> dict[str, str]:
        """The scorer's values by target."""
        return values_of(self.card)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self.mine.corrections if self.mine else ()

    @property
    def edition(self) -> int:
        """What a form sends back, so that what was changed in another window is not overwritten; 0 before the first change."""
        return self.mine.edition if self.mine else 0

    @property
    def result(self) -> Scorecard:
        """The scorecard as this coach sees it so far."""
        return corrected(self.card, self.corrections, self.material.rubric.pass_mark)

    @property
    def unmarked(self) -> list[str]:
        """Checks without a value of this coach's: while the score is hidden every one needs one."""
        marked = {each.id for each in self.corrections if each.kind == "check"}
        return [id for id in self.checks if id not in marked]

    @property
    def changed(self) -> tuple[Correction, ...]:
        """This coach's values that are not the scorer's."""
        return changed(self.corrections, self.values)

    @property
    def unreasoned(self) -> list[Correction]:
        return [each for each in self.changed if not each.reason]


def changed(corrections: tuple[Correction, ...], values: dict[str, str]) -> tuple[Correction, ...]:
    """Those that say something else than the scorer; marked blind, many say the same."""
    return tuple(each for each in corrections if each.value != values.get(each.target))


def values_of(card: Scorecard) -> dict[str, str]:
    """By target: results of checks, levels of criteria ("" where there is none)."""
    checks = {f"check:{check.id}": str(check.result) for each in card.criteria for check in each.checks}
    return checks | {f"criterion:{each.id}": "" if each.level is None else str(each.level) for each in card.criteria}

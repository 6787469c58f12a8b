"""Reads all that a review needs of one attempt: the talk, its scorecards, every coach's reviews, comments and disputes."""

from collections.abc import Iterable
from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader
from roleplay.coach_review import Comment, Correction, Review
from roleplay.errors import RoleplayError
from roleplay.person import Person
from roleplay.review.corrections import corrected
from roleplay.scorecard import CheckResult, Scorecard
from roleplay.store.attempts import find_attempt_to_review
from roleplay.store.database import Database
from roleplay.store.disputes import Dispute, disputes_by_attempt
from roleplay.store.people import names_of
from roleplay.store.reviews import list_comments, list_reviews
from roleplay.store.scorecards import StoredCard, find_scorecard, list_scorecards
from roleplay.store.turns import read_turns, transcript_of
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class ReviewContext:
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


def read_context(database: Database, contents: ContentReader, person: Person, attempt_id: str) -> ReviewContext:
    """Raises NotFound, or RoleplayError `review-unscored` where there is no scorecard yet."""
    attempt = find_attempt_to_review(database, attempt_id, person).attempt
    stored = find_scorecard(database, attempt)
    if stored is None:
        find_attempt_to_review(database, attempt_id, person)  # or was it deleted just now?
        raise RoleplayError("review-unscored")
    reviews, comments = list_reviews(database, attempt.id), list_comments(database, attempt.id)
    mine = _mine(reviews, person.id, stored.id)
    people = {attempt.person, person.id, *(each.coach for each in reviews), *(each.person for each in comments)}
    return ReviewContext(
        attempt=attempt, material=contents.of(attempt), transcript=transcript_of(attempt, read_turns(database, attempt.id)), stored=stored,
        cards=tuple(card for card in list_scorecards(database, attempt.id) if card.id != stored.id), mine=mine,
        others=tuple(each for each in latest(reviews) if each.coach != person.id), comments=tuple(comments),
        disputes=tuple(disputes_by_attempt(database, [attempt.id]).get(attempt.id, ())), names=names_of(database, people),
        hidden=_is_hidden(attempt, [each for each in reviews if each.coach == person.id]), is_reviewed=bool(reviews),
    )  # fmt: skip


def _mine(reviews: list[Review], coach: str, scorecard: int) -> Review | None:
    own = [each for each in reviews if (each.coach, each.scorecard) == (coach, scorecard)]
    return own[-1] if own else None


def _is_hidden(attempt: Attempt, own: list[Review]) -> bool:
    """The same rule as `store.visibility.hidden_from`, for one attempt."""
    return attempt.sampled and attempt.queue in (None, "sample") and not any(each.blind_at for each in own)


def latest(reviews: Iterable[Review]) -> list[Review]:
    """Of each coach the last round of their latest review."""
    return list({each.coach: each for each in reviews}.values())

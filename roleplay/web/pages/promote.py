"""Taking a line of a reviewed talk into the playbook: what the form on the review page shows and keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from roleplay.review.context import ReviewContext
from roleplay.review.playbook import PlaybookService, served_by
from roleplay.web.house import house_of


@dataclass(frozen=True)
class Promotion:
    """What `desk/promote.html` shows: the seller's turns, what a line may serve (kind -> id and words), what is filled in."""

    attempt: str
    language: str
    own: dict[int, str]
    serves: dict[str, list[tuple[str, str]]]
    is_reviewed: bool
    turn: int | None = None
    chosen: tuple[str, ...] = ()
    line: str = ""
    why: str = ""

    @property
    def is_begun(self) -> bool:
        return self.turn is not None


def promotion_of(
    desk: ReviewContext, turn: int | None = None, chosen: Sequence[str] = (), line: str = "", why: str = ""
) -> Promotion:
    """`turn` chosen beforehand also fills in its words."""
    known = served_by(desk.material.scenario, desk.material.rubric)
    kinds: dict[str, list[tuple[str, str]]] = {}
    for ref, words in known.items():
        kinds.setdefault(ref.split(":")[0], []).append((ref, words))
    own = {each.n: each.text for each in desk.transcript.seller_turns()}
    return Promotion(
        desk.attempt.id, desk.attempt.language, own, kinds, desk.is_reviewed, turn, tuple(chosen),
        line or own.get(turn or 0, ""), why,
    )  # fmt: skip


def playbook_of(request: Request) -> PlaybookService:
    practice = house_of(request).practice
    return PlaybookService(practice.database, practice.library)

"""The words of the coach's desk: a review beside a scorecard, its corrections, comments. Imports nothing of ours but nouns."""

from datetime import datetime

from roleplay.transcript import Record


class Correction(Record):
    """A coach's value beside the scorer's: a result for `check:<id>`, a level 0 to 5 for `criterion:<id>`. `turns` are
    those the coach points at. `blind` is the value given while the score was hidden; it stays when the value changes."""

    target: str
    value: str
    blind: str | None = None
    reason: str
    turns: tuple[int, ...] = ()
    made_at: datetime

    @property
    def kind(self) -> str:
        return self.target.split(":", 1)[0]

    @property
    def id(self) -> str:
        return self.target.split(":", 1)[1]


class Review(Record):
    """One coach's review of one scorecard. `edition` grows with every change. `total` and `passed` follow from scorer's
    and coach's values; they are in force once it is signed off. What is signed stays as it is: reopened, it goes on in
    the next `round`. `blind_at` is when every check was marked while the score was hidden."""

    id: int
    attempt: str
    scorecard: int
    coach: str
    round: int = 1
    note: str = ""
    edition: int = 1
    made_at: datetime
    signed_at: datetime | None = None
    seen_at: datetime | None = None
    blind_at: datetime | None = None
    total: int | None = None
    passed: bool | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    def of(self, target: str) -> Correction | None:
        return next((each for each in self.corrections if each.target == target), None)


class Comment(Record):
    """What coach or seller wrote about an attempt, or about one turn of it."""

    id: int
    attempt: str
    turn: int | None
    person: str
    text: str
    made_at: datetime

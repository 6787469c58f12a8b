"""The daily quiz and what is known, as pages and commands ask for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from roleplay.content.base import primary
from roleplay.content.library import Library
from roleplay.content.quiz import Quiz, QuizItem
from roleplay.errors import NotFound
from roleplay.knowledge.daily_draw import draw_items
from roleplay.knowledge.marking import LONGEST, is_right
from roleplay.knowledge.mastery import PointMastery, item_name, mastery_of
from roleplay.knowledge.spacing import Spacing, after_answer
from roleplay.person import Person
from roleplay.store import quiz as store
from roleplay.store.database import Database


@dataclass(frozen=True)
class DailyQuestion:
    """One of today's items, and the answer where it was given."""

    name: str
    quiz: Quiz
    item: QuizItem
    answer: store.StoredAnswer | None
    due: datetime | None


@dataclass(frozen=True)
class TeamMastery:
    """One knowledge point in a team: how many of its people know it."""

    quiz: Quiz
    point: str
    known: int
    people: int


class KnowledgeService:
    """`now` is for tests, which move the clock."""

    def __init__(
        self,
        database: Database,
        library: Callable[[], Library],
        zone: ZoneInfo,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.database, self.library, self.zone = database, library, zone
        self._now = now or (lambda: datetime.now(UTC))

    @property
    def today(self) -> date:
        """Returns the day in ROLEPLAY_TIMEZONE."""
        return self._now().astimezone(self.zone).date()

    def quizzes(self, language: str) -> list[Quiz]:
        """Returns the quizzes in the reader's language; all where there is none."""
        found = list(self.library().quizzes.values())
        return [quiz for quiz in found if primary(quiz.language) == primary(language)] or found

    def questions(self, person: str, language: str) -> list[DailyQuestion]:
        """Returns today's questions; they are drawn and stored when they are first asked for."""
        items = self._items()
        names = store.find_day(self.database, person, self.today)
        if names is None:
            names = self._draw(person, language)
        answers = {answer.item: answer for answer in store.list_answers(self.database, person, self.today)}
        cards = store.list_cards(self.database, person)
        return [
            DailyQuestion(name, *items[name], answers.get(name), cards[name].due if name in cards else None)
            for name in names
            if name in items  # an item that was taken out of its file since is passed over
        ]

    def answer(self, person: str, name: str, given: Sequence[str]) -> bool:
        """Stores the answer to one of today's questions and when the item is due again; returns whether it is right.

        The first answer of a day counts. Raises NotFound for an item that is not asked today.
        """
        items = self._items()
        if name not in (store.find_day(self.database, person, self.today) or ()) or name not in items:
            raise NotFound("quiz-not-asked")
        now = self._now()
        right = is_right(items[name][1], given)
        answer = store.StoredAnswer(self.today, name, tuple(words[:LONGEST] for words in given[:8]), right, now)

        def schedule(before: store.StoredSpacing | None) -> store.StoredSpacing:
            after = after_answer(_spacing(before) if before else None, right, now)
            return store.StoredSpacing(name, after.card, after.due, after.right_in_row)

        store.add_answer(self.database, person, answer, schedule)
        return right

    def mastery(self, person: str, language: str) -> dict[str, tuple[PointMastery, ...]]:
        """Returns the person's knowledge points by quiz."""
        spacings = {name: _spacing(card) for name, card in store.list_cards(self.database, person).items()}
        return {quiz.id: mastery_of(quiz, spacings, self._now()) for quiz in self.quizzes(language)}

    def team_mastery(self, coach: Person, language: str) -> list[TeamMastery]:
        """Returns each point with how many of the coach's people know it: no answers, and nobody's name."""
        people = [
            {name: _spacing(card) for name, card in cards.items()}
            for cards in store.cards_of_team(self.database, coach).values()
        ]
        now, found = self._now(), []
        for quiz in self.quizzes(language):
            each = [mastery_of(quiz, spacings, now) for spacings in people]
            for index, point in enumerate(mastery_of(quiz, {}, now)):
                known = sum(points[index].standing == "known" for points in each)
                found.append(TeamMastery(quiz, point.point, known, len(people)))
        return found

    def export(self, person: str) -> list[dict[str, Any]]:
        """Returns every answer of the person's, as their own data."""
        return [
            {"day": answer.day.isoformat(), "item": answer.item, "given": list(answer.given), "right": answer.right}
            for answer in store.list_answers(self.database, person)
        ]

    def forget(self, person: str) -> None:
        """Deletes everything the quiz keeps of the person."""
        store.forget_answers(self.database, [person])

    def _draw(self, person: str, language: str) -> tuple[str, ...]:
        names = [item_name(quiz.id, item.id) for quiz in self.quizzes(language) for item in quiz.items]
        spacings = {name: _spacing(card) for name, card in store.list_cards(self.database, person).items()}
        drawn = draw_items(names, spacings, person, self.today, self.zone)
        return store.keep_day(self.database, person, self.today, drawn) if drawn else ()

    def _items(self) -> dict[str, tuple[Quiz, QuizItem]]:
        return {
            item_name(quiz.id, item.id): (quiz, item) for quiz in self.library().quizzes.values() for item in quiz.items
        }


def _spacing(card: store.StoredSpacing) -> Spacing:
    return Spacing(card.card, card.due, card.right_in_row)

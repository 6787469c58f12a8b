"""What the quiz pages show: one question with its answers, the tally of the day, and knowledge points in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from roleplay.content.library import Library
from roleplay.content.quiz import Quiz
from roleplay.content.scenario import Scenario
from roleplay.knowledge.daily_draw import shuffled_answers
from roleplay.knowledge.mastery import PointMastery
from roleplay.knowledge.service import DailyQuestion
from roleplay.web.app_context import AppContext


@dataclass(frozen=True)
class ShownAnswer:
    """One answer to choose from: whether it is right, and whether it was chosen, once the question was answered."""

    text: str
    right: bool
    chosen: bool


@dataclass(frozen=True)
class QuizTally:
    """How the questions of a day went."""

    right: int
    wrong: int
    open: int

    @property
    def n(self) -> int:
        return self.right + self.wrong + self.open


def tally_of(questions: Sequence[DailyQuestion]) -> QuizTally:
    """Returns how many of today's questions are right, wrong and open."""
    given = [question.answer for question in questions if question.answer]
    right = sum(answer.right for answer in given)
    return QuizTally(right, len(given) - right, len(questions) - len(given))


def chosen_question(questions: Sequence[DailyQuestion], number: int | None) -> int | None:
    """Returns the index of the question to show: the asked-for one, else the first that is open, else None."""
    if number is not None and 1 <= number <= len(questions):
        return number - 1
    return next((index for index, question in enumerate(questions) if question.answer is None), None)


def shown_answers(question: DailyQuestion, person: str, today: date) -> list[ShownAnswer]:
    """Returns the answers in this person's order of the day."""
    item, given = question.item, question.answer.given if question.answer else ()
    return [
        ShownAnswer(answer, answer in item.rights, answer in given)
        for answer in shuffled_answers(item.answers, person, question.name, today)
    ]


def given_of(
    question: DailyQuestion, answers: Sequence[str], places: Sequence[str], person: str, today: date
) -> list[str]:
    """Returns what the form says: the chosen answers, or for an order the answers by the number that each was given."""
    if question.item.kind != "order":
        return [answer for answer in answers if answer.strip()]
    shown = shuffled_answers(question.item.answers, person, question.name, today)
    numbered = [
        (int(place) if place.isascii() and place.isdigit() else 99, answer)
        for place, answer in zip(places, shown, strict=False)
    ]
    return [answer for _, answer in sorted(numbered, key=lambda pair: pair[0])]


@dataclass(frozen=True)
class ShownPoints:
    """One product's knowledge points, in words."""

    quiz: Quiz
    points: list[tuple[str, PointMastery]]

    @property
    def known(self) -> int:
        return sum(point.standing == "known" for _, point in self.points)


def shown_points(library: Library, mastery: dict[str, tuple[PointMastery, ...]]) -> list[ShownPoints]:
    """Returns the points of each quiz with what each is called."""
    return [
        ShownPoints(
            library.quizzes[id], [(point_title(library, library.quizzes[id], one.point), one) for one in points]
        )
        for id, points in mastery.items()
    ]


def point_title(library: Library, quiz: Quiz, point: str) -> str:
    """Returns what a knowledge point says, in its scenario's words; its id, where the scenario is gone."""
    scenario: Scenario | None = library.scenarios.get(quiz.scenario)
    kind, _, id = point.partition(":")
    if scenario is None:
        return id
    product = scenario.product
    topics: list[Any] = [*product.key_messages, *product.evidence, *product.must_not_say, *product.must_do]
    found = next((topic.says for topic in topics if topic.id == id), None)
    if found is None:
        found = scenario.fact(id).topic if kind == "fact" else scenario.objection(id).concern
    return str(found)


def today_of_quiz(context: AppContext, person: str, language: str) -> QuizTally | None:
    """Returns how today's quiz stands, or None where there is no quiz."""
    questions = context.knowledge.questions(person, language)
    return tally_of(questions) if questions else None

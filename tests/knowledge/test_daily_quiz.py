"""Three questions a day: what is due comes back, wrong ones tomorrow, and a point is known when its questions are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from roleplay.content.quiz import QuizItem
from roleplay.errors import NotFound
from roleplay.knowledge import KnowledgeService
from roleplay.knowledge.marking import is_right
from roleplay.store.database import Database
from tests.shipped import shipped

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # nine in the morning in Shanghai


class Clock:
    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def knowledge(database: Database, clock: Clock) -> KnowledgeService:
    return KnowledgeService(database, shipped, SHANGHAI, clock)


def answer_all(
    knowledge: KnowledgeService, right: Callable[[str], bool] = lambda name: True, person: str = "ann"
) -> list[str]:
    """Answers today's questions, right or wrong as told; returns their names."""
    asked = knowledge.questions(person, "zh-CN")
    for question in asked:
        given = list(question.item.rights) if right(question.name) else ["nothing of the kind"]
        assert knowledge.answer(person, question.name, given) is right(question.name)
    return [question.name for question in asked]


def test_three_are_asked_a_day_and_a_reload_asks_the_same(knowledge: KnowledgeService) -> None:
    first = [question.name for question in knowledge.questions("ann", "zh-CN")]
    assert len(set(first)) == 3
    assert [question.name for question in knowledge.questions("ann", "en")] == first
    assert [question.name for question in knowledge.questions("bob", "zh-CN")] != first


def test_a_wrong_answer_comes_back_tomorrow_and_a_right_one_later(knowledge: KnowledgeService, clock: Clock) -> None:
    asked = knowledge.questions("ann", "zh-CN")
    wrong = asked[0].name
    answer_all(knowledge, lambda name: name != wrong)
    clock.now += timedelta(days=1)
    tomorrow = answer_all(knowledge)
    assert wrong in tomorrow and not {question.name for question in asked[1:]} & set(tomorrow)


def test_the_day_begins_at_midnight_where_people_live(knowledge: KnowledgeService, clock: Clock) -> None:
    first = answer_all(knowledge)
    clock.now = FIRST.replace(hour=15, minute=59)
    assert [question.name for question in knowledge.questions("ann", "zh-CN")] == first
    clock.now = FIRST.replace(hour=16, minute=1)
    assert [question.name for question in knowledge.questions("ann", "zh-CN")] != first


def test_new_ones_come_only_when_fewer_than_three_are_due(knowledge: KnowledgeService, clock: Clock) -> None:
    first = answer_all(knowledge, lambda name: False)
    clock.now += timedelta(days=1)
    assert sorted(answer_all(knowledge, lambda name: False)) == sorted(first)


def test_the_first_answer_of_a_day_counts(knowledge: KnowledgeService) -> None:
    question = knowledge.questions("ann", "zh-CN")[0]
    knowledge.answer("ann", question.name, ["nothing of the kind"])
    knowledge.answer("ann", question.name, list(question.item.rights))
    again = knowledge.questions("ann", "zh-CN")[0]
    assert again.answer is not None and again.answer.right is False


def test_what_is_not_asked_today_cannot_be_answered(knowledge: KnowledgeService) -> None:
    asked = {question.name for question in knowledge.questions("ann", "zh-CN")}
    other = next(f"lanan/{item.id}" for item in shipped().quizzes["lanan"].items if f"lanan/{item.id}" not in asked)
    for name in (other, "lanan/none", "none"):
        with pytest.raises(NotFound):
            knowledge.answer("ann", name, ["x"])


def test_a_point_is_known_when_its_questions_were_right_twice_and_is_lost_by_a_wrong_one(
    knowledge: KnowledgeService, clock: Clock
) -> None:
    for _ in range(40):
        answer_all(knowledge)
        clock.now += timedelta(days=1)
    points = knowledge.mastery("ann", "zh-CN")["lanan"]
    known = [point for point in points if point.standing == "known"]
    assert len(known) > len(points) / 2

    while True:
        asked = answer_all(knowledge, lambda name: False)
        if asked:
            break
        clock.now += timedelta(days=1)
    items = {f"lanan/{item.id}": item.point for item in shipped().quizzes["lanan"].items}
    lost = {items[name] for name in asked}
    assert not lost & {point.point for point in knowledge.mastery("ann", "zh-CN")["lanan"] if point.standing == "known"}


def test_what_was_asked_is_exported_and_deleted(knowledge: KnowledgeService) -> None:
    answer_all(knowledge)
    answer_all(knowledge, person="bob")
    assert len(knowledge.export("ann")) == 3
    knowledge.forget("ann")
    assert knowledge.export("ann") == [] and len(knowledge.export("bob")) == 3
    assert all(point.standing == "new" for point in knowledge.mastery("ann", "zh-CN")["lanan"])


def _item(kind: str, right: object, answers: tuple[str, ...] = ()) -> QuizItem:
    return QuizItem.model_validate(
        {
            "id": "one",
            "point": "evidence:la-301",
            "kind": kind,
            "asks": "18 ____",
            "answers": answers,
            "right": right,
            "because": "So.",
        }
    )


@pytest.mark.parametrize(
    ("item", "given", "right"),
    [
        (_item("gap", ["18", "eighteen"]), ["１８"], True),
        (_item("gap", ["18", "eighteen"]), [" Eighteen. "], True),
        (_item("gap", ["18", "eighteen"]), ["81"], False),
        (_item("gap", ["18", "eighteen"]), [], False),
        (_item("single", "a", ("a", "b")), ["a"], True),
        (_item("single", "a", ("a", "b")), ["a", "b"], False),
        (_item("multiple", ["a", "b"], ("a", "b", "c")), ["b", "a"], True),
        (_item("multiple", ["a", "b"], ("a", "b", "c")), ["a"], False),
        (_item("order", ["a", "b", "c"], ("a", "b", "c")), ["a", "b", "c"], True),
        (_item("order", ["a", "b", "c"], ("a", "b", "c")), ["a", "c", "b"], False),
    ],
)
def test_an_answer_is_right_or_it_is_not(item: QuizItem, given: list[str], right: bool) -> None:
    assert is_right(item, given) is right


def test_asking_what_is_due_beats_asking_all_at_once(knowledge: KnowledgeService, clock: Clock) -> None:
    """A learner who forgets by halves: a memory's life doubles when it is recalled, and is a day when it was not.

    The same number of questions: spaced over 30 days by the service, or massed in the first four.
    """
    lives: dict[str, float] = {}
    met: dict[str, datetime] = {}

    def recalls(name: str, at: datetime) -> bool:
        return name in met and (at - met[name]) / timedelta(days=1) <= lives[name]

    def meet(name: str, at: datetime) -> None:
        lives[name] = lives.get(name, 1.0) * 2 if recalls(name, at) else 1.0
        met[name] = at

    names: list[str] = []
    for _ in range(30):
        for question in knowledge.questions("ann", "zh-CN"):
            right = recalls(question.name, clock.now)
            knowledge.answer("ann", question.name, list(question.item.rights) if right else ["no"])
            meet(question.name, clock.now)
            names.append(question.name)
        clock.now += timedelta(days=1)
    spaced = sum(recalls(name, clock.now) for name in set(names))

    lives.clear()
    met.clear()
    for number, name in enumerate(names):
        meet(name, FIRST + timedelta(days=4) * number / len(names))
    assert spaced > sum(recalls(name, clock.now) for name in set(names))

"""`question` counts both kinds of question as one: a rubric of another trade weighs them against reflections."""

from tests.scoring.talk import customer, found, seller, talk

TALK = talk(
    seller("How do your nights run?"),
    customer("They are long and I am tired."),
    seller("Do you bake on Sundays?"),
    customer("Yes."),
    seller("It sounds as if the nights wear you out."),
    customer("They do."),
    seller("Our oven holds its heat for many hours, even when the door is opened."),
)


def test_open_and_closed_questions_count_as_one() -> None:
    assert found("{move: question, at_least: 2}", TALK).result == "met"
    assert found("{share: question, at_least: 0.5}", TALK).result == "met"
    assert found("{rate: question, at_most: 4}", TALK).result == "missed"


def test_reflections_are_weighed_against_all_questions() -> None:
    assert found("{ratio: [reflection, question], at_least: 1, partly: 0.5}", TALK).result == "partly"


def test_half_of_the_questions_are_open() -> None:
    finding = found("{ratio: [open_question, question], at_least: 0.5}", TALK)
    assert (finding.result, finding.evidence[0].quote) == ("met", "How do your nights run?")


def test_asking_at_all_comes_before_telling() -> None:
    assert found("{order: [question, telling]}", TALK).result == "met"
    assert found("{order: [telling, question]}", TALK).result == "missed"

"""A leak is a stretch of an untold fact that is said nowhere openly."""

from roleplay.rehearsal.leaks import Secrets
from roleplay.rehearsal.play import PreparedScenario

TOLD = "Gas has gone up by half since spring."


def test_an_untold_facts_words_are_a_leak_and_a_told_ones_are_none(stage: PreparedScenario) -> None:
    assert stage.secrets.leaks(f"Well. {TOLD}", told=()) == ["gas"]
    assert stage.secrets.leaks(f"Well. {TOLD}", told=("gas",)) == []


def test_a_stretch_of_about_five_words_is_enough_and_three_are_not(stage: PreparedScenario) -> None:
    assert stage.secrets.leaks("Gas has gone up by half, you know.", told=()) == []
    assert stage.secrets.leaks("Well, it has gone up by half since spring.", told=()) == ["gas"]


def test_hints_worries_and_what_the_seller_just_said_give_nothing_away(stage: PreparedScenario) -> None:
    assert stage.secrets.leaks("Running the ovens is not cheap. That is a lot of money.", told=()) == []
    assert stage.secrets.leaks(TOLD, told=(), seller=f"So {TOLD}") == []


def test_what_two_facts_both_say_is_told_with_either(stage: PreparedScenario) -> None:
    gas, burn = stage.scenario.facts
    both = (gas.model_copy(update={"says": (TOLD,)}), burn.model_copy(update={"says": (f"I burned myself. {TOLD}",)}))
    secrets = Secrets(stage.scenario.model_copy(update={"facts": both}), stage.persona)
    assert secrets.leaks(f"Yes. {TOLD}", told=("gas",)) == []

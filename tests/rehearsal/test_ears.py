"""A bot understands what was said in its hearing, and nothing else."""

from roleplay.rehearsal.play import PreparedScenario


def test_a_worry_is_known_by_any_of_its_wordings(stage: PreparedScenario) -> None:
    assert stage.ears.understand("Mm. I can't see it paying.").about("raise") == ["objection:price"]
    assert stage.ears.understand("Still a lot of money.").about("insist") == ["objection:price"]


def test_a_line_behind_a_comma_is_known_in_small_letters(stage: PreparedScenario) -> None:
    assert stage.ears.understand("Don't get me wrong, but still a lot of money.").about("insist") == ["objection:price"]


def test_a_hint_is_not_mistaken_for_the_fact(stage: PreparedScenario) -> None:
    heard = stage.ears.understand("The nights are expensive.")
    assert (heard.about("hint"), heard.about("tell")) == (["fact:gas"], [])


def test_words_nobody_wrote_down_are_heard_as_a_customers(stage: PreparedScenario) -> None:
    assert stage.ears.understand("That's too expensive, I lost money on the last one.").about("raise") == [
        "objection:price"
    ]
    assert stage.ears.understand("Lovely weather today.").meant == ()

"""On a bare transcript what needs a scenario's state is not scored; everything else works."""

import pytest

from tests.scoring.talk import OVEN, bare, found
from tests.scoring.test_scorer import GOOD

ANYWHERE = [
    "{move: open_question, at_least: 1}", "{share: telling, at_most: .5}", "{rate: reflection, at_least: 1}",
    "{ratio: [reflection, question], at_least: .1}", "{order: [greeting, open_question]}", "{move: telling, at_most: 9, phase: probing}",
    "{move: greeting, at_least: 1, first: 2}", "{move: next_step, at_least: 1, last: 3}", "{move: telling, at_most: 9, after: evidence}",
    "{talk_share: words, at_most: .9}", "{turn_length: median, at_most: 90}", "{turn_length: longest, at_most: 90}",
    "{next_step: any, at_least: 1}", "{next_step: with_time, at_least: 1}",
    "{all: [{move: greeting, at_least: 1}, {not: {move: pressure, at_least: 1}}]}",
    "{any: [{must_do: any}, {move: greeting, at_least: 1}]}",
]  # fmt: skip
WITH_A_SCENARIO = [
    "{topic: fact, at_least: 1}", "{topic: key_message, at_least: 1}", "{topic: evidence, at_least: 1}",
    "{asked_about: fact, at_least: 1}", "{must_not_say: any}",
]  # fmt: skip
WITH_ITS_STATE = [
    "{acknowledged: objection, at_least: 1}", "{answered_with: any, at_least: 1}", "{must_do: any}",
    "{asked_about: fact, after: hint, at_least: 1}", "{move: reflection, at_least: 1, after: fact}",
    "{move: pressure, at_most: 0, after: objection}", "{all: [{move: greeting, at_least: 1}, {answered_with: any, at_least: 1}]}",
]  # fmt: skip


@pytest.mark.parametrize("signal", ANYWHERE)
def test_moves_words_and_times_are_found_in_any_transcript(signal: str) -> None:
    assert found(signal, bare(GOOD), None).result in ("met", "partly", "missed")


@pytest.mark.parametrize("signal", WITH_A_SCENARIO)
def test_topics_need_a_scenario_and_no_state(signal: str) -> None:
    without = found(signal, bare(GOOD), None)
    assert (without.result, without.why.code) == ("not_scored", "no-scenario")
    assert found(signal, bare(GOOD), OVEN).result != "not_scored"


@pytest.mark.parametrize("signal", WITH_ITS_STATE)
def test_what_the_customer_did_is_known_only_of_a_practised_talk(signal: str) -> None:
    assert found(signal, bare(GOOD), None).result == "not_scored"
    assert (found(signal, bare(GOOD), OVEN).result, found(signal, bare(GOOD), OVEN).why.code) == (
        "not_scored", "no-state",
    )  # fmt: skip
    staged = found(signal, GOOD, OVEN)
    assert staged.result != "not_scored" or staged.why.code == "no-occasion"

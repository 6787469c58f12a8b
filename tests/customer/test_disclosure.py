"""Facts come out when they are led to, not before; and nobody is put off twice in a row."""

from itertools import pairwise

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.heard import Heard, Span
from roleplay.transcript import ActKind
from tests.customer.talk import Talk, heard

LATER = {"n": 4, "phase": "probing"}


@pytest.mark.parametrize(
    ("before", "moves", "about", "acts"),
    [
        ({"trust": 2}, ["open_question"], "fact:stops", ["tell fact:stops"]),
        ({"trust": 2}, ["closed_question"], "fact:stops", ["hint fact:stops"]),  # it wants an open question
        ({"trust": 1}, ["open_question"], "fact:stops", ["hint fact:stops"]),  # it wants trust
        ({"trust": 1}, ["closed_question"], "fact:stops", ["deflect"]),  # it wants both
        ({"trust": 3}, ["closed_question"], "fact:cost", ["hint fact:cost"]),  # stops come first
        ({"trust": 3, "revealed": ("stops",)}, ["closed_question"], "fact:cost", ["tell fact:cost"]),
        ({"trust": 3, "revealed": ("stops",)}, ["reflection"], "fact:cost", ["tell fact:cost"]),
        ({"trust": 2}, [], "fact:leak", ["tell fact:leak"]),  # no move was recognised: surely a question
        ({"trust": 2}, ["open_question"], ("fact:leak", "fact:cost"), ["tell fact:leak"]),
        ({"trust": 2}, ["open_question"], ("fact:stops", "fact:leak"), ["tell fact:stops"]),  # one at a time
    ],
)
def test_what_a_question_about_a_fact_brings(
    talk: Talk, before: dict[str, object], moves: list[str], about: str, acts: list[str]
) -> None:
    assert talk.having(**LATER, **before).say(*moves, about=about)[-1:] == acts


def test_a_second_different_try_stands_for_everything_but_trust(talk: Talk) -> None:
    talk.having(**LATER, trust=3)
    assert talk.say("closed_question", about="fact:cost") == ["hint fact:cost"]
    assert talk.say("closed_question", about="fact:cost") == ["tell fact:cost"]


def test_the_same_question_again_is_no_second_try(talk: Talk) -> None:
    question = heard("closed_question", about="fact:cost")
    talk.having(**LATER, trust=3).hear(question)
    assert talk.hear(question) == ["hint fact:cost"]
    assert "cost" not in talk.state.revealed


def test_no_number_of_tries_stands_for_trust(talk: Talk) -> None:
    talk.having(**LATER, trust=0)
    for _ in range(8):
        talk.having(trust=0).say("closed_question", about="fact:leak")
    assert talk.state.revealed == ()


def test_telling_about_a_fact_does_not_bring_it_out(talk: Talk) -> None:
    talk.having(**LATER, trust=5).say("telling", about=("fact:stops", "fact:leak", "fact:cost"))
    assert talk.state.revealed == ()


def test_a_follow_up_without_a_topic_is_about_what_was_let_slip(talk: Talk) -> None:
    talk.having(**LATER, trust=1).say("open_question", about="fact:stops")
    assert talk.say("open_question") == ["tell fact:stops"]  # asking on also earned the trust that was missing


def test_and_then_after_a_fact_brings_a_hint_of_what_hangs_on_it_first(talk: Talk) -> None:
    talk.having(**LATER, trust=3).say("open_question", about="fact:stops")
    assert talk.say("open_question")[-1] == "hint fact:cost"
    assert talk.say("open_question")[-1] == "tell fact:cost"


def test_revealed_names_only_what_this_turn_told(talk: Talk) -> None:
    talk.having(**LATER, trust=3).say("open_question", about="fact:stops")
    assert talk.directions[-1].revealed == ("stops",)
    talk.say("open_question", about="fact:leak")
    assert talk.directions[-1].revealed == ("leak",)
    assert talk.state.revealed == ("stops", "leak")


def test_the_talkative_may_tell_two_facts_at_once(talk: Talk, persona: Persona) -> None:
    chatty = persona.temperament.model_copy(update={"talkativeness": 4})
    talk.persona = persona.model_copy(update={"temperament": chatty})
    told = []
    for seed in range(30):
        talk.having(**LATER, seed=seed, trust=3, revealed=()).say("open_question", about=("fact:stops", "fact:leak"))
        told.append(len(talk.directions[-1].revealed))
    assert set(told) == {1, 2}


PUT_OFF: tuple[ActKind, ...] = ("deflect", "vague")


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("about", [(), "fact:stops", "fact:cost"])
def test_nobody_is_put_off_twice_in_a_row(talk: Talk, seed: int, about: str) -> None:
    talk.having(**LATER, seed=seed)
    put_off = []
    for _ in range(8):
        talk.having(trust=0).say("open_question", about=about)
        acts = [act.kind for act in talk.directions[-1].acts]
        put_off.append(acts[-1] in PUT_OFF)
    assert not any(one and two for one, two in pairwise(put_off))


def test_vague_probing_lets_something_show_within_two_turns(talk: Talk) -> None:
    for seed in range(20):
        talk.afresh(seed=seed, trust=1)
        acts = [*talk.say("open_question"), *talk.say("open_question")]
        assert any(act.startswith(("hint", "tell")) for act in acts)


def test_a_hint_is_given_at_most_as_often_as_it_has_wordings(talk: Talk) -> None:
    talk.having(**LATER)
    for _ in range(12):
        talk.having(trust=0).say("open_question")
    assert max(talk.state.hinted.values()) <= 3


def test_with_one_hint_in_the_file_a_second_try_gets_other_words(talk: Talk, scenario: Scenario) -> None:
    facts = tuple(fact.model_copy(update={"hint": fact.hint[:1]}) for fact in scenario.facts)
    talk.scenario = scenario.model_copy(update={"facts": facts})
    hints = []
    for _ in range(8):
        hints += [
            act for act in talk.having(trust=0, n=10).say("open_question", about="fact:stops") if act.startswith("hint")
        ]
    assert len(hints) == len(set(hints))


def test_one_turn_asks_about_two_facts_at_the_most(talk: Talk) -> None:
    talk.having(**LATER, trust=0).say("open_question", about=("fact:stops", "fact:leak", "fact:cost"))
    assert len(talk.state.tries) == 2


def test_a_short_question_lives_on_what_was_just_said(talk: Talk) -> None:
    talk.having(**LATER, trust=3, leaning="fact:leak", gave="yes")
    assert talk.say("follow_up")[-1] == "tell fact:leak"


def test_asked_on_about_all_they_know_they_say_so_and_hint_at_nothing_else(talk: Talk) -> None:
    talk.having(**LATER, trust=3, revealed=("leak",), leaning="fact:leak", gave="tell")
    assert talk.say("open_question", "follow_up", about="fact:leak") == ["acknowledge"]


def test_asked_for_a_fact_again_later_they_let_something_else_show(talk: Talk) -> None:
    talk.having(**LATER, trust=3, revealed=("stops", "leak"), leaning="fact:leak", gave="tell")
    assert talk.say("open_question", about="fact:stops")[-1] == "hint fact:cost"
    assert talk.why == []


def test_with_nothing_else_to_show_they_say_at_the_second_time_that_they_told_it(talk: Talk) -> None:
    everything = tuple(fact.id for fact in talk.scenario.facts)
    talk.having(**LATER, trust=3, revealed=everything, leaning="fact:leak", gave="tell")
    assert talk.say("open_question", about="fact:stops")[-1] == "vague"
    assert talk.say("open_question", about="fact:stops")[-1] == "already_said"
    assert talk.why == []


def test_a_fact_told_is_never_told_once_more_as_if_it_were_new(talk: Talk) -> None:
    for seed in range(20):
        talk.having(**LATER, trust=3, revealed=("leak",), leaning="fact:leak", gave="tell", seed=seed, again={})
        for _ in range(4):
            assert "tell fact:leak" not in talk.say("open_question", about="fact:leak")


def test_a_closed_question_about_something_told_gets_a_bare_yes(talk: Talk) -> None:
    talk.having(**LATER, trust=3, revealed=("leak",), leaning="fact:leak", gave="tell")
    assert talk.say("closed_question", about="fact:leak") == ["yes"]


def test_is_it_often_like_that_gets_a_yes_first_and_the_story_when_asked_on(talk: Talk) -> None:
    talk.having(**LATER, trust=3, leaning="fact:leak", gave="hint")
    assert talk.say("closed_question")[0] == "yes"
    assert talk.say("open_question", about="fact:leak") == ["tell fact:leak"]


def test_asked_further_about_what_was_just_told_they_let_show_what_hangs_on_it(talk: Talk) -> None:
    talk.having(**LATER, trust=3, revealed=("stops",), leaning="fact:stops", gave="tell")
    assert talk.say("open_question", about="fact:stops")[-1] == "hint fact:cost"


def test_the_words_of_the_question_are_its_topic_its_last_ones_first(talk: Talk) -> None:
    said = "Four stops, I hear. Is there a leak or a cost?"
    spans = (Span("fact:stops", 5, 10), Span("closed_question", 20, 46), Span("fact:leak", 31, 35), Span("fact:cost", 41, 45))  # fmt: skip
    words = Heard(("telling", "closed_question"), ("fact:stops", "fact:leak", "fact:cost"), spans, "en")
    assert len(said) == 46
    talk.having(**LATER, trust=3, revealed=("stops",)).hear(words)
    assert talk.directions[-1].revealed == ("cost",)


def test_nobody_confides_in_whoever_is_pushing(talk: Talk) -> None:
    assert talk.having(**LATER, trust=4).say("open_question", "pressure", about="fact:leak")[0] == "pressed"


def test_a_question_that_is_only_announced_gets_leave_and_no_answer(talk: Talk) -> None:
    spans = (Span("open_question", 0, 60), Span("agenda", 10, 20), Span("fact:leak", 30, 40))
    talk.hear(Heard(("agenda", "open_question"), ("fact:leak",), spans, "en"))
    assert [act.kind for act in talk.directions[-1].acts] == ["permission"]

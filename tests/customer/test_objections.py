"""Objections come in their own time, want a real answer, and come back harder when they are brushed aside."""

from statistics import median

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import RaiseWhen, Resolution, Scenario
from roleplay.customer.concerns import _is_met
from roleplay.customer.dice import pick
from tests.customer.talk import Talk, heard

PROOF = {"about": "evidence:plant-b"}


def test_acknowledgement_alone_does_not_resolve(talk: Talk) -> None:
    talk.with_open("lock-in")
    for _ in range(6):
        talk.say("acknowledgement")
    assert talk.objection("lock-in") == "open"


def test_a_concern_that_is_taken_up_is_heard_out(talk: Talk) -> None:
    assert talk.with_open("lock-in").say("acknowledgement") == ["hear_out objection:lock-in"]


def test_whether_that_answers_it_asks_about_the_worry_too(talk: Talk) -> None:
    talk.with_open("lock-in").say("telling", about="key_message:instalments")
    assert talk.say("closed_question") == ["resolve objection:lock-in"]


def test_words_nobody_understood_right_after_a_worry_get_what_is_missing_once(talk: Talk) -> None:
    talk.with_open("lock-in")
    assert talk.say() == ["hear_out objection:lock-in"]
    assert "hear_out objection:lock-in" not in talk.say()
    assert talk.state.patience == 3


def test_whoever_is_asked_for_a_yes_often_gives_it_before_their_worry(talk: Talk) -> None:
    first = [
        talk.afresh(seed=seed, n=18, trust=3, leaning=None, gave=None).say("closed_question")[0] for seed in range(60)
    ]
    raised = sum(act.startswith("raise") for act in first)
    assert 15 <= raised <= 45


def test_answers_gather_over_turns(talk: Talk) -> None:
    talk.with_open("lock-in").say("acknowledgement")
    talk.say("open_question", about="fact:leak")  # something else in between
    assert talk.say("telling", "evidence", **PROOF) == ["resolve objection:lock-in"]
    assert talk.objection("lock-in") == "resolved"


@pytest.mark.parametrize(
    "turns",
    [
        [(["acknowledgement", "evidence"], ("evidence:plant-b",))],
        [(["reflection"], ()), (["evidence"], ("evidence:plant-b",))],
        [(["open_question"], ()), (["telling"], ("key_message:instalments",))],
        [(["acknowledgement", "open_question"], ()), (["next_step"], ())],
        [(["closed_question"], ("objection:lock-in",)), (["telling"], ("key_message:instalments",))],
    ],
)
def test_each_way_of_the_scenario_resolves(talk: Talk, turns: list[tuple[list[str], tuple[str, ...]]]) -> None:
    talk.with_open("lock-in")
    for moves, about in turns:
        talk.say(*moves, about=about)
    assert talk.objection("lock-in") == "resolved"


def test_evidence_that_fits_no_way_is_product_talk(talk: Talk) -> None:
    talk.with_open("lock-in").say("telling", about="key_message:remote")
    assert talk.objection("lock-in") == "ignored"


def test_an_answer_that_misses_the_point_gets_no_nod_and_the_next_one_the_worry_again(talk: Talk) -> None:
    talk.with_open("lock-in").say("acknowledgement", "open_question")
    assert talk.say("telling", about="key_message:remote") == ["told"]
    assert talk.why == []
    assert talk.say("telling", about="key_message:remote") == ["insist objection:lock-in"]


def test_evidence_without_a_word_of_understanding_is_noted_and_the_worry_waits(talk: Talk) -> None:
    assert talk.with_open("price").say("telling", "evidence", **PROOF) == ["acknowledge"]
    assert talk.objection("price") == "open"
    assert talk.say("acknowledgement") == ["resolve objection:price"]


def test_while_a_worry_waits_nobody_speaks_of_other_things_by_themselves(talk: Talk) -> None:
    for seed in range(30):
        talk.afresh(seed=seed).with_open("price").say("open_question", about="must_do:report-leak")
        assert not any(act.kind == "hint" for act in talk.directions[-1].acts)


def test_an_answer_to_another_worry_is_none_to_this_one(talk: Talk) -> None:
    talk.with_open("lock-in").say("acknowledgement", "telling", about=("objection:price",))
    assert talk.state.objections["lock-in"].answers == ()


def test_a_worry_answered_before_it_is_voiced_stays_unvoiced(talk: Talk) -> None:
    told = talk.afresh(revealed=("leak",))
    acts = told.say("acknowledgement", "telling", about=("objection:price", "key_message:instalments"))
    assert acts == ["resolve objection:price"]
    assert talk.state.objections["price"].raised_at == ()


def test_what_is_said_while_pushing_answers_nothing(talk: Talk) -> None:
    talk.with_open("price").say("acknowledgement", "evidence", "pressure", about="evidence:plant-b")
    assert talk.objection("price") == "ignored"


def test_a_brushed_aside_objection_comes_back_harder(talk: Talk) -> None:
    patience = talk.state.patience
    assert talk.with_open("price").say("pressure", "next_step") == ["insist objection:price"]
    assert talk.objection("price") == "ignored"
    assert talk.state.patience == patience - 2  # pushed past it, and brushed it aside


def test_an_ignored_objection_opens_again_when_it_is_taken_up(talk: Talk) -> None:
    talk.with_open("price").say("telling", about="key_message:remote")
    talk.say("acknowledgement")
    assert talk.objection("price") == "open"
    talk.say("evidence", **PROOF)
    assert talk.objection("price") == "resolved"


def test_who_keeps_brushing_worries_aside_is_shown_the_door(talk: Talk) -> None:
    talk.with_open("price")
    while talk.state.ending is None:
        talk.say("telling", about="key_message:remote")
    assert talk.state.ending == "walked_out"
    assert len(talk.directions) == 3  # patience 3, one for each


def test_a_worry_left_for_two_turns_is_voiced_again_without_rancour(talk: Talk) -> None:
    talk.with_open("price")
    talk.say("thanks")
    assert talk.say("thanks") == ["raise objection:price"]
    assert talk.why == []


def test_a_question_they_can_answer_comes_before_a_worry_that_was_left(talk: Talk) -> None:
    talk.with_open("price").having(trust=3)
    talk.say("thanks")
    assert talk.say("open_question", about="fact:stops") == ["tell fact:stops"]


def test_a_question_about_nothing_known_while_a_worry_is_open_gets_what_is_still_missing(talk: Talk) -> None:
    for seed in range(20):
        talk.afresh(seed=seed, trust=3).with_open("lock-in").having(leaning=None, gave="tell")
        assert talk.say("open_question", about="objection:price") == ["hear_out objection:lock-in"]


def test_asked_again_about_something_told_they_come_back_to_the_open_worry(talk: Talk) -> None:
    talk.afresh(trust=3, revealed=("stops",)).with_open("lock-in").having(leaning=None, gave="tell")
    assert talk.say("open_question", about="fact:stops") == ["hear_out objection:lock-in"]


def test_nobody_objects_with_what_was_answered_in_the_same_breath(talk: Talk) -> None:
    for seed in range(30):
        talk.afresh(seed=seed).say("telling", "price", about="key_message:instalments")
        assert talk.objection("price") == "waiting"


def test_asked_for_a_commitment_they_return_to_the_open_worry(talk: Talk) -> None:
    talk.with_open("price", at=10)
    assert talk.say("open_question", "next_step", time="Thursday") == ["not_yet", "raise objection:price"]
    assert talk.why == []


def test_only_one_objection_is_in_the_air_at_a_time(talk: Talk) -> None:
    for seed in range(30):
        talk.having(seed=seed).with_open("price").having(n=20, tellings=9)
        talk.say("telling", "price", about=("key_message:remote", "objection:lock-in"))
        open_now = [id for id, concern in talk.state.objections.items() if concern.state in ("open", "ignored")]
        assert open_now == ["price"]


def test_a_seller_who_asks_about_a_worry_gets_to_hear_it(talk: Talk) -> None:
    assert talk.having(n=4).say("open_question", about="objection:price") == ["raise objection:price"]
    assert talk.state.objections["price"].answers == ("asked_about",)


def test_nobody_objects_to_the_first_sentences(talk: Talk) -> None:
    for seed in range(30):
        talk.having(seed=seed, n=0).say("greeting", "telling", "price", about="key_message:remote")
        assert {concern.state for concern in talk.state.objections.values()} == {"waiting"}


def test_a_trigger_brings_an_objection_before_its_time_for_most_seeds(talk: Talk) -> None:
    raised = 0
    for seed in range(100):
        talk.afresh(seed=seed)
        raised += talk.say("telling", "price")[-1] == "raise objection:price"
    assert 60 <= raised <= 95


def _raised_at(talk: Talk, seed: int, telling: float) -> list[int]:
    """The turns in which objections came in a talk of 26 utterances with this share of telling."""
    talk.afresh(seed=seed, n=0, phase="opening")
    for turn in range(13):
        talk.having(patience=5, telling_run=0)
        if any(concern.state in ("open", "ignored") for concern in talk.state.objections.values()):
            talk.say("acknowledgement", "evidence", **PROOF)
        else:
            talk.hear(heard("telling") if turn % 10 < 10 * telling else heard("reflection", "open_question"))
    return [concern.raised_at[0] for concern in talk.state.objections.values() if concern.raised_at]


def test_objections_come_late_unless_the_seller_tells_a_lot(talk: Talk) -> None:
    listening = [n / 26 for seed in range(60) for n in _raised_at(talk, seed, telling=0)]
    pitching = [n / 26 for seed in range(60) for n in _raised_at(talk, seed, telling=0.8)]
    assert 0.5 <= median(listening) <= 0.7
    assert median(pitching) < median(listening)
    assert len(pitching) > len(listening)


def test_which_objection_comes_first_varies_by_seed(talk: Talk) -> None:
    first = set()
    for seed in range(30):
        talk.afresh(seed=seed, trust=5).say("next_step")
        first |= {id for id, concern in talk.state.objections.items() if concern.raised_at}
    assert first == {"price", "lock-in", "access"}


def test_the_analytical_start_where_figures_answer(talk: Talk, scenario: Scenario) -> None:
    no_figures = Resolution(acknowledged=True)
    plain = scenario.objections[0].model_copy(
        update={"resolved_when": scenario.objections[0].resolved_when.model_copy(update={"any_of": (no_figures,) * 3})}
    )
    talk.scenario = scenario.model_copy(update={"objections": (plain, *scenario.objections[1:])})
    for seed in range(20):
        talk.afresh(seed=seed, trust=5).say("next_step")
        assert talk.objection("price") == "waiting"


def test_a_resolution_that_names_nothing_is_never_met() -> None:
    assert not _is_met(Resolution(), ("acknowledged", "next_step"))


def test_a_concern_goes_through_any_turns_without_leaving_its_four_states(talk: Talk) -> None:
    moves = ["telling", "price", "acknowledgement", "open_question", "next_step", "evidence", "thanks"]
    for seed in range(40):
        talk.afresh(seed=seed)
        for n in range(12):
            talk.having(patience=5).say(pick(moves, seed, n, "a"), pick(moves, seed, n, "b"), about=("evidence:plant-b",) if n % 4 == 3 else ())  # fmt: skip
            assert {c.state for c in talk.state.objections.values()} <= {"waiting", "open", "resolved", "ignored"}
            assert all(c.raised_at for c in talk.state.objections.values() if c.state in ("open", "ignored"))


def test_figures_said_back_or_asked_about_bring_no_worry(talk: Talk) -> None:
    for seed in range(40):
        assert "raise objection:price" not in talk.afresh(seed=seed).say("price", "acknowledgement", "open_question")


def test_what_sounds_like_a_reflection_before_anything_was_told_is_none(talk: Talk) -> None:
    talk.having(n=4, leaning="fact:leak", gave="hint").say("reflection", "telling", about="key_message:remote")
    assert "+trust reflected" not in talk.why


def test_a_forestalled_answer_counts_only_from_whoever_found_something_out(talk: Talk) -> None:
    talk.afresh().say("acknowledgement", "telling", about=("objection:price", "key_message:instalments"))
    assert talk.objection("price") == "waiting"


def test_a_worry_taken_in_right_away_is_not_voiced_twice_running(talk: Talk) -> None:
    acts = talk.with_open("price").say("acknowledgement", "next_step", about="objection:lock-in", time="Thursday")
    assert acts == ["not_yet", "hear_out objection:price"]  # the day is not passed over either


def test_the_amiable_say_a_worry_twice_and_then_look_at_the_door(talk: Talk, persona: Persona) -> None:
    talk.persona = persona.model_copy(update={"style": "amiable"})
    talk.with_open("price").having(patience=5)
    acts = [talk.say("telling", about="key_message:remote")[0] for _ in range(2)]
    assert acts == ["insist objection:price", "impatient"]


def told_when_a_worry_is_due(talk: Talk, fact: str) -> list[list[str]]:
    due = {"n": 22, "trust": 4, "phase": "objection", "revealed": ("stops",)}
    return [talk.afresh(seed=seed, **due).say("open_question", about=fact) for seed in range(40)]


def test_a_worry_that_is_due_follows_what_they_tell_for_some_seeds(talk: Talk) -> None:
    turns = told_when_a_worry_is_due(talk, "fact:cost")
    assert 5 <= sum(turn[-1].startswith("raise") for turn in turns) <= 25
    assert all(turn[0] == "tell fact:cost" for turn in turns)


def test_no_worry_follows_in_the_same_breath_what_obliges_the_seller(talk: Talk) -> None:
    assert all(turn == ["tell fact:leak"] for turn in told_when_a_worry_is_due(talk, "fact:leak"))


def test_a_plain_question_is_answered_before_the_worry_that_was_taken_in(talk: Talk) -> None:
    acts = talk.with_open("lock-in").having(trust=2).say("acknowledgement", "closed_question", about="fact:leak")
    assert acts[-1] == "tell fact:leak"
    assert talk.why == ["+trust acknowledged"]


def test_a_question_beside_an_answer_is_answered_too(talk: Talk) -> None:
    talk.with_open("price").having(trust=2)
    acts = talk.say("acknowledgement", "evidence", "open_question", about=("evidence:plant-b", "fact:leak"))
    assert acts == ["resolve objection:price", "tell fact:leak"]


def test_a_second_different_telling_near_the_worry_goes_some_of_the_way(talk: Talk) -> None:
    near = {"about": ("objection:lock-in", "key_message:remote")}
    assert talk.with_open("lock-in").say("telling", **near) == ["told"]
    assert talk.say("telling", **near) == ["partly_answered objection:lock-in"]
    assert (talk.objection("lock-in"), talk.why) == ("open", [])


def test_the_same_telling_again_gets_no_further(talk: Talk) -> None:
    words = heard("telling", about="objection:lock-in")
    talk.with_open("lock-in").hear(words)
    talk.hear(words)
    assert talk.directions[-1].acts[0].kind == "told"


def test_a_worry_of_the_closing_does_not_come_without_what_brings_it(talk: Talk) -> None:
    tied = RaiseWhen(phase="closing", on=("key_message:remote",))
    objections = tuple(one.model_copy(update={"raise_when": tied}) for one in talk.scenario.objections)
    talk.scenario = talk.scenario.model_copy(update={"objections": objections})
    for seed in range(20):
        talk.afresh(seed=seed, n=24, phase="closing", trust=3).say("closed_question")
        talk.say("next_step")
        assert not any(concern.raised_at for concern in talk.state.objections.values())
        talk.afresh(seed=seed, n=8).say("telling", about="key_message:remote")
        talk.having(n=24, phase="closing", patience=3).say("next_step")
        assert any(concern.raised_at for concern in talk.state.objections.values())


def test_an_answer_that_fits_excuses_no_pitch_that_goes_on_and_on(talk: Talk) -> None:
    talk.with_open("price").having(patience=5)
    talk.say("telling", "evidence", **PROOF)
    acts = [talk.say("telling", about="key_message:remote") for _ in range(2)]
    assert acts[-1] == ["insist objection:price"]

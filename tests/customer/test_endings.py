"""Every ending, by state."""

import pytest

from roleplay.content.persona import Persona
from roleplay.customer.endings import ending_on_finish
from roleplay.customer.state import Concern
from tests.customer.talk import Talk

DONE = {"price": Concern(state="resolved", raised_at=(10,)), "lock-in": Concern(state="resolved", raised_at=(12,)), "access": Concern()}  # fmt: skip
VOICED = {**DONE, "access": Concern(state="resolved", raised_at=(14,))}
READY = {"n": 16, "phase": "closing", "trust": 4, "revealed": ("stops", "leak"), "objections": DONE}


def test_a_proposal_without_a_time_is_agreed_to(talk: Talk) -> None:
    assert talk.having(**READY).say("next_step") == ["agree"]
    assert talk.state.ending == "agreed"


def test_a_proposed_time_is_taken_or_countered_and_the_seller_has_one_more_turn(talk: Talk) -> None:
    seen = set()
    for seed in range(40):
        seen.add(tuple(talk.having(**READY, seed=seed, settled=None).say("next_step", time="Thursday at ten")))
        assert talk.state.ending is None
        accepted = talk.state.settled == "accepted"
        assert talk.directions[-1].time == ("Thursday at ten" if accepted else None)
    assert seen == {("time_accept",), ("time_counter",)}


@pytest.mark.parametrize(
    ("settled", "moves", "acts", "ending"),
    [
        ("accepted", ["thanks", "farewell"], ["farewell"], "agreed"),
        ("accepted", ["reflection"], ["agree"], "agreed"),
        ("accepted", [], ["agree"], "agreed"),
        ("accepted", ["telling"], ["agree"], "agreed"),
        ("countered", ["agreement"], ["agree"], "agreed"),
        ("countered", ["agreement", "farewell"], ["farewell"], "agreed"),
        ("countered", ["next_step"], ["agree"], "agreed"),  # "I'll put that in the calendar"
        ("countered", ["thanks"], ["agree"], "agreed"),
        ("countered", ["farewell"], ["farewell"], "seller_left"),  # their proposal was left unanswered
        ("countered", ["thanks", "farewell"], ["farewell"], "seller_left"),
        ("countered", ["open_question"], ["hint fact:cost"], None),
        ("accepted", ["open_question"], ["hint fact:cost"], None),  # one more question is answered
        ("accepted", ["pressure"], ["pressed"], None),
    ],
)
def test_after_an_accepted_next_step(
    talk: Talk, settled: str, moves: list[str], acts: list[str], ending: str | None
) -> None:
    about = "fact:cost" if "open_question" in moves else ()
    talk.having(**{**READY, "revealed": ("leak",)}, settled=settled)
    assert talk.say(*moves, about=about)[-1:] == acts
    assert talk.state.ending == ending


def test_a_new_time_after_a_counter_is_taken(talk: Talk) -> None:
    talk.having(**READY, settled="countered")
    assert talk.say("next_step", time="Friday at nine") == ["time_accept"]
    assert talk.directions[-1].time == "Friday at nine"


def test_a_farewell_together_with_an_accepted_next_step_is_agreed(talk: Talk) -> None:
    assert talk.having(**READY).say("next_step", "farewell", time="Thursday") == ["time_accept", "farewell"]
    assert talk.state.ending == "agreed"


def test_a_worry_answered_together_with_a_proposal_is_settled_at_once(talk: Talk) -> None:
    talk.with_open("price", at=14).having(trust=4, revealed=("stops",))
    acts = talk.say("acknowledgement", "evidence", "next_step", about="evidence:plant-b", time="Monday")
    assert acts[0] == "resolve objection:price"
    assert acts[1] in ("time_accept", "time_counter")


@pytest.mark.parametrize(
    ("lacking", "ending"),
    [({"trust": 2}, "deferred"), ({"trust": 1}, "not_now"), ({"revealed": ()}, "deferred")],
)
def test_the_second_proposal_to_somebody_who_is_not_ready_ends_the_talk(
    talk: Talk, lacking: dict[str, object], ending: str
) -> None:
    talk.having(**{**READY, "objections": VOICED, **lacking}).say("next_step")
    assert talk.state.ending is None
    talk.say("next_step")
    assert talk.state.ending == ending


def test_the_first_time_they_let_show_what_is_missing(talk: Talk) -> None:
    acts = talk.having(**{**READY, "objections": VOICED, "revealed": ()}).say("next_step")
    assert acts[-1].startswith("hint fact:")


def test_asked_too_soon_they_first_say_what_is_in_the_way(talk: Talk) -> None:
    assert talk.having(**{**READY, "trust": 2}).say("next_step") == ["raise objection:access"]
    talk.say("next_step")
    assert talk.state.ending in ("deferred", "not_now")  # pushed past it


def test_a_commitment_brings_out_a_worry_that_was_not_voiced(talk: Talk) -> None:
    waiting = {id: Concern() for id in DONE}
    acts = talk.having(**{**READY, "objections": waiting}).say("next_step", time="Thursday")
    assert acts[-1].startswith("raise objection:")
    assert talk.state.asks == 0


def test_an_open_worry_stands_in_the_way_of_agreeing(talk: Talk) -> None:
    talk.having(**READY).with_open("price", at=16).say("next_step", "thanks")
    assert talk.state.settled is None and talk.state.ending is None


def test_whose_worry_was_answered_but_never_understood_puts_the_proposal_off_and_does_not_ask_again(talk: Talk) -> None:
    talk.having(**READY).with_open("price", at=14)
    talk.say("evidence", about="evidence:plant-b")
    assert talk.say("next_step") == ["not_yet"]
    talk.say("next_step")
    assert talk.state.ending == "deferred"


def test_a_proposal_is_never_answered_with_a_question_what_is_meant(talk: Talk) -> None:
    talk.with_open("lock-in").say("telling", about="key_message:instalments")
    talk.having(kept_back=1)
    assert talk.say("next_step", "closed_question", about="objection:price", time="Thursday at ten") == ["not_yet"]


def test_a_day_proposed_with_an_answer_brings_out_the_next_worry(talk: Talk) -> None:
    wants = talk.scenario.ending.agree_when.model_copy(update={"resolved": 2})
    talk.scenario = talk.scenario.model_copy(
        update={"ending": talk.scenario.ending.model_copy(update={"agree_when": wants})}
    )
    waiting = {id: Concern() for id in DONE}
    talk.having(**{**READY, "objections": waiting}).with_open("price", at=14)
    acts = talk.say("acknowledgement", "evidence", "next_step", about="evidence:plant-b", time="Monday")
    assert acts[0] == "resolve objection:price"
    assert acts[1].startswith("raise objection:")


def test_a_day_proposed_with_an_answer_too_soon_is_put_off_and_no_proposal_is_used_up(talk: Talk) -> None:
    talk.having(**{**READY, "objections": VOICED, "revealed": ()}).with_open("price", at=14)
    acts = talk.say("acknowledgement", "evidence", "next_step", about="evidence:plant-b", time="Monday")
    assert acts[:2] == ["resolve objection:price", "not_yet"]
    assert acts[2].startswith("hint fact:")
    assert (talk.state.asks, talk.state.ending) == (0, None)


def test_early_words_about_a_fact_are_no_proposal_without_a_day(talk: Talk) -> None:
    assert talk.afresh(trust=3).say("next_step", about="fact:stops") == ["hint fact:stops"]
    assert talk.state.asks == 0


def test_a_sellers_goodbye_ends_the_talk_politely(talk: Talk) -> None:
    assert talk.having(n=8).say("thanks", "farewell") == ["farewell"]
    assert talk.state.ending == "seller_left"


def test_a_goodbye_with_a_question_is_no_goodbye_yet(talk: Talk) -> None:
    talk.having(n=8).say("farewell", "open_question")
    assert talk.state.ending is None


@pytest.mark.parametrize(
    ("style", "ending"),
    [("dominant", "walked_out"), ("analytical", "walked_out"), ("expressive", "walked_out"), ("amiable", "not_now")],
)
def test_when_patience_ends_each_leaves_in_their_way(talk: Talk, persona: Persona, style: str, ending: str) -> None:
    talk.persona = persona.model_copy(update={"style": style})
    talk.having(n=8, patience=1).say("pressure")
    assert talk.state.ending == ending


@pytest.mark.parametrize(("n", "ending"), [(26, None), (28, "out_of_turns")])
def test_the_talk_ends_when_there_is_no_room_for_another_exchange(talk: Talk, n: int, ending: str | None) -> None:
    talk.having(n=n).say("open_question")
    assert talk.state.ending == ending
    assert (talk.directions[-1].acts[-1].kind == "out_of_time") == (ending is not None)


def test_two_hundred_turns_of_nothing_end_by_the_limit(talk: Talk) -> None:
    turns = 0
    while talk.state.ending is None and turns < 200:
        talk.say(language="other")
        turns += 1
    assert (talk.state.ending, talk.state.n) == ("out_of_turns", 30)


def test_an_accepted_next_step_outlives_the_limit_and_finish(talk: Talk) -> None:
    talk.having(**{**READY, "n": 28, "revealed": ("leak",)}, settled="accepted").say(
        "open_question", about="fact:stops"
    )
    assert talk.state.ending == "agreed"
    assert ending_on_finish(talk.state) == "agreed"
    assert ending_on_finish(talk.state.model_copy(update={"settled": None})) == "finished"


def test_a_counter_proposal_left_unanswered_is_not_agreed(talk: Talk) -> None:
    talk.having(**READY, settled="countered")
    assert ending_on_finish(talk.state) == "finished"
    talk.having(n=28).say("open_question")
    assert talk.state.ending == "out_of_turns"


def test_a_proposal_taken_back_is_none_and_no_second_one_ends_the_talk(talk: Talk) -> None:
    talk.having(**{**READY, "objections": VOICED, "trust": 2}).say("next_step")
    assert talk.say("takes_back") == ["taken_back"]
    assert talk.state.asks == 0
    talk.say("next_step")
    assert talk.state.ending is None


def test_to_wait_after_a_refusal_eases_and_to_wait_without_one_does_not(talk: Talk) -> None:
    talk.having(**{**READY, "objections": VOICED, "trust": 2, "patience": 1}).say("next_step")
    talk.say("takes_back")
    assert talk.why == ["+patience took_back"]
    talk.say("takes_back")
    assert talk.why == []


def test_what_was_agreed_and_is_taken_back_is_agreed_no_more(talk: Talk) -> None:
    talk.having(**READY, settled="accepted").say("takes_back")
    assert (talk.state.settled, ending_on_finish(talk.state)) == (None, "finished")


def test_an_open_question_about_something_of_theirs_is_no_proposal(talk: Talk) -> None:
    ready = {**READY, "revealed": ("leak",), "settled": None}
    assert talk.having(**ready).say("next_step", "open_question", about="fact:stops")[0] == "tell fact:stops"
    assert (talk.state.asks, talk.state.ending) == (0, None)


def test_after_a_yes_a_question_is_answered_and_does_not_end_the_talk(talk: Talk) -> None:
    talk.having(**READY, settled="accepted").say("thanks", "open_question", "follow_up", about="fact:cost")
    assert talk.state.ending is None


DUTY = {"n": 14, "trust": 4, "phase": "probing", "revealed": ("leak",), "leaning": "fact:leak", "gave": "tell"}


def test_a_promise_to_do_what_one_is_obliged_to_is_no_proposal(talk: Talk) -> None:
    acts = talk.having(**DUTY).say("next_step", "time_named", "telling", about="must_do:report-leak", time="Friday")
    assert acts == ["promise_taken"]
    assert (talk.state.asks, talk.state.settled, talk.state.duties) == (0, None, ("report-leak",))


@pytest.mark.parametrize("asked", ["Is that all right?", "How does that sound?"])
def test_leave_asked_for_what_is_promised_is_given(talk: Talk, asked: str) -> None:
    talk.having(**DUTY)
    assert talk.asks(asked, "next_step", "open_question", about="must_do:report-leak") == ["promise_taken"]


def test_a_question_about_the_matter_itself_is_answered_beside_the_promise(talk: Talk) -> None:
    acts = talk.having(**DUTY).asks("Does it still leak?", "next_step", "closed_question", about="must_do:report-leak")
    assert "promise_taken" not in acts


def test_a_duty_is_noted_and_the_question_beside_it_answered(talk: Talk) -> None:
    acts = talk.having(**DUTY).say(
        "next_step", "open_question", about=("must_do:report-leak", "fact:stops"), time="Friday"
    )
    assert acts == ["acknowledge", "tell fact:stops"]


def test_a_day_asked_for_beside_a_duty_is_a_proposal(talk: Talk) -> None:
    talk.having(**{**DUTY, "objections": DONE}).say(
        "next_step", "closed_question", about="must_do:report-leak", time="Friday"
    )
    assert talk.state.settled in ("accepted", "countered")


def test_until_then_in_product_talk_is_no_goodbye(talk: Talk) -> None:
    talk.having(n=8, phase="probing").say("telling", "farewell", about="key_message:remote")
    assert talk.state.ending is None


def test_a_closed_question_with_a_day_is_a_proposal(talk: Talk) -> None:
    acts = talk.having(**READY).say("closed_question", time="Tuesday at three")
    assert acts[0] in ("time_accept", "time_counter")


def test_with_the_last_words_nothing_is_asked_any_more(talk: Talk) -> None:
    talk.with_open("lock-in", at=26).having(n=talk.scenario.ending.max_turns - 2)
    assert talk.say("acknowledgement") == ["out_of_time"]

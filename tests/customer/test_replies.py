"""Small talk and everything that is not about the scenario."""

from itertools import pairwise

import pytest

from roleplay.content.persona import Persona
from roleplay.customer.director import direct
from roleplay.customer.state import Concern
from tests.customer.talk import Talk, heard


@pytest.mark.parametrize(
    ("moves", "acts"),
    [
        (["greeting"], ["greeting"]),
        (["greeting", "introduction"], ["greeting"]),
        (["greeting", "open_question"], ["small_talk"]),  # "hello, how are you?"
        (["closed_question"], ["permission"]),  # "is now a good moment?"
        (["greeting", "introduction", "agenda", "closed_question"], ["greeting", "permission"]),
        (["agenda"], ["permission"]),
    ],
)
def test_how_the_first_words_are_met(talk: Talk, moves: list[str], acts: list[str]) -> None:
    assert talk.having(seed=1).say(*moves) == acts


def test_whoever_is_greeted_and_asked_in_one_breath_greets_and_answers(talk: Talk) -> None:
    assert talk.say("greeting", "open_question", about="fact:leak") == ["greeting", "hint fact:leak"]


def test_whoever_announces_a_question_in_the_first_breath_gets_leave_and_a_hint(talk: Talk) -> None:
    assert talk.say("greeting", "agenda", "open_question", about="fact:leak") == ["permission", "hint fact:leak"]


def test_leave_asked_after_a_greeting_is_given(talk: Talk) -> None:
    talk.say("greeting")
    assert talk.say("agenda", "closed_question") == ["permission"]


@pytest.mark.parametrize(
    ("moves", "about", "acts"),
    [
        (["asks_time"], (), ["permission"]),  # "have you got another minute?"
        (["small_talk"], (), ["small_talk"]),
        (["small_talk", "closed_question"], (), ["small_talk"]),  # "do you have kids, by the way?"
        (["greeting"], (), ["permission"]),  # "hello?" asks whether they are still there
        (["follow_up"], (), ["tell fact:leak"]),  # "which one?" after a hint
        (["apology"], (), ["apology_taken"]),
        (["unclear"], (), ["not_understood"]),
        (["takes_back"], (), ["taken_back"]),
        (["small_talk", "open_question"], "fact:leak", ["tell fact:leak"]),  # what can be told goes first
    ],
)
def test_how_other_words_are_met_in_mid_talk(talk: Talk, moves: list[str], about: str, acts: list[str]) -> None:
    talk.afresh(leaning="fact:leak", gave="hint", hinted={"leak": 1}, n=8)
    assert talk.say(*moves, about=about) == acts


@pytest.mark.parametrize("seed", range(10))
def test_whether_they_were_understood_rightly_gets_a_yes(talk: Talk, seed: int) -> None:
    talk.afresh(seed=seed, revealed=("stops",), leaning="fact:stops", gave="tell")
    assert talk.say("reflection", "check_back", about="fact:stops")[0] in ("yes", "reflected")


def test_who_they_are_is_no_secret(talk: Talk) -> None:
    _state, direction = direct(
        talk.state, heard("greeting", "closed_question"), talk.scenario, talk.persona, "Hello! Who am I speaking to?"
    )
    assert [act.kind for act in direction.acts][-1] == "introduces"


def test_asking_what_exactly_is_meant_comes_at_most_once_in_six_replies(talk: Talk) -> None:
    for seed in range(20):
        talk.afresh(seed=seed)
        asked = []
        for turn in range(11):
            talk.having(trust=0)
            acts = talk.say("unclear") if turn % 3 == 0 else talk.say("open_question") if turn % 3 == 1 else talk.say()
            asked += [turn for act in acts if act in ("bridge", "not_understood")]
        assert asked and all(later - earlier >= 6 for earlier, later in pairwise(asked))


def test_asked_to_judge_figures_they_do_not_evade(talk: Talk) -> None:
    for seed in range(10):
        acts = talk.afresh(seed=seed).say("telling", "evidence", "open_question", about="evidence:plant-b")
        assert acts[-1].split()[0] in ("ask_back", "told", "raise")


def test_a_closed_question_about_nothing_known_gets_a_word_or_two(talk: Talk) -> None:
    seen = set()
    for seed in range(60):
        seen.add(talk.afresh(seed=seed).say("closed_question")[0].split()[0])
    assert {"yes", "no"} <= seen


@pytest.mark.parametrize(
    ("moves", "first"),
    [
        (["pressure"], {"pressed"}),
        (["reflection"], {"reflected", "yes", "hint fact:leak"}),
        (["telling"], {"told", "ask_back", "raise objection:access"}),
    ],
)
def test_other_words_are_met_in_kind(talk: Talk, moves: list[str], first: set[str]) -> None:
    for seed in range(20):
        assert talk.afresh(seed=seed, leaning="fact:stops", gave="vague").say(*moves)[0] in first


def test_words_nobody_understood_get_a_nod_then_a_question_and_then_help(talk: Talk) -> None:
    talk.afresh(seed=3)
    acts = [talk.say() for _ in range(4)]
    assert acts[:2] == [["acknowledge"], ["not_understood"]]
    assert any(act.startswith("hint") for turn in acts[2:] for act in turn)


def test_a_dominant_customer_cuts_product_talk_short_more_often(talk: Talk, persona: Persona) -> None:
    def cut_short(style: str) -> int:
        talk.persona = persona.model_copy(update={"style": style})
        acts = [talk.afresh(seed=seed, telling_run=1, trust=3).say("telling") for seed in range(200)]
        return sum(turn == ["impatient"] for turn in acts)

    assert cut_short("dominant") > cut_short("analytical") > 0


def test_the_expressive_wander_to_what_hangs_on_it(talk: Talk, persona: Persona) -> None:
    hanging = [fact.id for fact in talk.scenario.facts if "stops" in fact.reveal_when.after]
    chatty = persona.temperament.model_copy(update={"talkativeness": 3})
    talk.persona = persona.model_copy(update={"style": "expressive", "temperament": chatty})
    turns = [talk.afresh(seed=seed, trust=3).say("open_question", about="fact:stops") for seed in range(60)]
    wandered = [turn for turn in turns if len(turn) > 1 and turn[1].startswith("hint")]
    assert wandered and all(turn[1].removeprefix("hint fact:") in hanging for turn in wandered)
    assert all(turn[0] == "tell fact:stops" for turn in turns)


def test_shortly_before_the_limit_they_look_at_the_clock(talk: Talk) -> None:
    settled = {id: Concern(state="resolved", raised_at=(9,)) for id in talk.state.objections}
    assert talk.afresh(n=24, phase="closing", objections=settled, seed=2).say("thanks") == ["acknowledge"]
    assert talk.afresh(n=24, phase="closing", objections=settled, seed=2, patience=2).say("thanks")[-1] == "impatient"

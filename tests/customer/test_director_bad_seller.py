"""Whoever insults, bribes, injects, brushes off or presses earns nothing by it, whoever the customer is."""

from collections.abc import Callable

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.dice import chance, pick
from roleplay.customer.director import direct, opening_state
from roleplay.customer.state import State
from roleplay.heard import SEVERE, Heard, Span
from roleplay.transcript import DIFFICULTIES, Act
from tests.customer.hostile import casts
from tests.customer.talk import Talk, heard
from tests.shipped import shipped

CASTS = casts(shipped())
NAMES = [f"{scenario.id}-{persona.id}" for scenario, persona in CASTS]
SEEDS = range(10)
SWEET = ("reflection", "acknowledgement", "open_question", "agenda", "telling", "thanks", "greeting", "follow_up")
TROUBLE = ("walked_out", "not_now", "out_of_turns", None)
Line = Callable[[Scenario, int, int], Heard]


def _said(scenario: Scenario, seed: int, n: int, *moves: str, about: tuple[str, ...] = (), time: bool = False) -> Heard:
    language = "zh" if scenario.language.startswith("zh") else "en"
    return Heard(moves, about, (Span("words", 0, 100 * n + seed + 1),), language, "10:00" if time else None)


def _with_honey(bad: str) -> Line:
    """The bad move, and beside it everything that earns: kind words, a question, an answer to a worry, a day."""

    def line(scenario: Scenario, seed: int, n: int) -> Heard:
        topics = [topic for topic in scenario.topics() if not topic.startswith("must_not_say:")]
        about = tuple(pick(topics, seed, n, f"about-{place}") for place in range(3))
        kind = pick(SWEET, seed, n, "kind"), pick(SWEET, seed, n, "kinder")
        asks = ("next_step",) if chance(0.4, seed, n, "asks") else ()
        return _said(scenario, seed, n, bad, *kind, *asks, about=about, time=chance(0.3, seed, n, "day"))

    return line


def _brushes_off(scenario: Scenario, seed: int, n: int) -> Heard:
    messages = [f"key_message:{one.id}" for one in scenario.product.key_messages]
    more = pick(("telling", "price", "next_step", "acknowledgement", "reflection"), seed, n, "more")
    return _said(scenario, seed, n, "dismissal", more, about=(pick(messages, seed, n, "about"),))


SELLERS: dict[str, Line] = {
    "insults": _with_honey("rude"), "bribes": _with_honey("improper_offer"), "injects": _with_honey("machine_talk"),
    "presses": _with_honey("pressure"), "disparages": _with_honey("disparages"), "brushes-off": _brushes_off,
}  # fmt: skip


def settled(state: State) -> int:
    return [concern.state for concern in state.objections.values()].count("resolved")


@pytest.mark.parametrize("seller", SELLERS)
@pytest.mark.parametrize(("scenario", "persona"), CASTS, ids=NAMES)
def test_a_bad_seller_earns_nothing(scenario: Scenario, persona: Persona, seller: str) -> None:
    for seed in SEEDS:
        state = opening_state(scenario, persona, DIFFICULTIES[seed % 3], seed)
        while state.ending is None:
            before = state
            state, direction = direct(before, SELLERS[seller](scenario, seed, before.n), scenario, persona)
            assert state.trust <= before.trust, direction.changes
            assert state.revealed == before.revealed and not any(act.kind == "tell" for act in direction.acts)
            assert settled(state) == settled(before) == 0
            assert state.settled is None
        assert state.ending in TROUBLE


@pytest.mark.parametrize("bad", ["rude", "improper_offer", "machine_talk", "pressure", "disparages"])
def test_nor_does_whoever_turns_bad_in_mid_talk(talk: Talk, bad: str) -> None:
    for seed in SEEDS:
        talk.afresh(seed=seed, trust=4, revealed=("stops",), n=14).with_open("price", at=14)
        trust = talk.state.trust
        talk.say(bad, "acknowledgement", "evidence", "open_question", about=("evidence:plant-b", "fact:leak"))
        assert talk.state.trust <= trust
        assert talk.state.revealed == ("stops",) and talk.objection("price") != "resolved"


@pytest.mark.parametrize(
    ("moves", "about", "acts", "why"),
    [
        (["rude"], (), ["affronted"], ["-trust insulted", "-patience insulted"]),
        (["rude", "open_question"], "fact:stops", ["affronted"], ["-trust insulted", "-patience insulted"]),
        (["improper_offer", "next_step"], (), ["improper"], ["-trust bribed", "-patience bribed"]),
        (["disparages", "telling"], (), ["disparaged"], ["-trust disparaged", "-patience disparaged"]),
        (["machine_talk", "open_question"], "fact:leak", ["puzzled"], []),
        (["rude", "improper_offer"], (), ["affronted"], ["-trust insulted", "-patience insulted"]),  # the worst of it
        (["telling"], "must_not_say:never-fails", ["claim_doubted"], ["-trust claimed"]),
        (["over_claim"], (), ["claim_doubted"], []),
        (["over_claim", "closed_question"], "fact:leak", ["claim_doubted", "tell fact:leak"], []),  # another topic
    ],
)
def test_how_it_is_taken(
    talk: Talk, moves: list[str], about: str | tuple[str, ...], acts: list[str], why: list[str]
) -> None:
    assert talk.afresh().say(*moves, about=about) == acts
    assert talk.why == why
    assert talk.state.ending is None


@pytest.mark.parametrize("style", ["dominant", "expressive", "amiable", "analytical"])
def test_a_second_insult_ends_the_talk_in_every_style(talk: Talk, persona: Persona, style: str) -> None:
    talk.persona = persona.model_copy(update={"style": style})
    talk.afresh(patience=5).say("rude")
    talk.say("open_question", about="fact:leak")
    assert talk.say("rude", "apology") == ["affronted_leaves"]
    assert talk.state.ending == "walked_out"
    assert talk.why[-1] == "-patience insulted_again"


def test_swearing_or_a_threat_ends_it_at_once(talk: Talk) -> None:
    words = Heard(("rude",), (), (Span("rude", 0, 8), Span(SEVERE, 0, 8)), "en")
    talk.afresh().hear(words)
    assert talk.directions[-1].acts == (Act(kind="affronted_leaves"),)
    assert talk.state.ending == "walked_out"
    assert talk.why == ["-trust swore", "-patience swore"]


def test_what_the_model_did_not_find_rude_is_no_swearing(talk: Talk) -> None:
    swearing = Span(SEVERE, 0, 8)
    talk.afresh().hear(Heard(("thanks",), (), (swearing,), "en", doubted=(Span("rude", 0, 8),)))
    assert talk.state.ending is None and talk.why == []


def test_what_is_doubted_moves_nothing(talk: Talk) -> None:
    before = talk.afresh().state
    talk.hear(Heard((), (), (), "en", doubted=(Span("rude", 0, 4), Span("must_not_say:never-fails", 5, 9))))
    assert (talk.state.trust, talk.state.patience, talk.state.insults) == (before.trust, before.patience, 0)


def test_an_apology_is_taken_and_the_next_insult_is_still_the_second(talk: Talk) -> None:
    talk.afresh(patience=5).say("rude")
    assert talk.say("apology") == ["apology_taken"]
    assert talk.say("apology", "closed_question", about="fact:leak")[-1] == "tell fact:leak"
    assert talk.say("rude") == ["affronted_leaves"]


def test_an_apology_after_an_insult_comes_before_the_answer(talk: Talk) -> None:
    talk.afresh(patience=5).say("improper_offer")
    assert talk.having(trust=2).say("apology", "closed_question", about="fact:leak") == [
        "apology_taken",
        "tell fact:leak",
    ]


def test_asking_for_what_may_not_be_asked_is_refused(talk: Talk) -> None:
    forbidden = talk.scenario.product.must_not_say[0].model_copy(update={"asked": True})
    product = talk.scenario.product.model_copy(update={"must_not_say": (forbidden,)})
    talk.scenario = talk.scenario.model_copy(update={"product": product})
    assert talk.afresh().say("closed_question", about="must_not_say:never-fails") == ["improper"]


def test_machine_talk_puzzles_and_costs_trust_only_when_it_goes_on(talk: Talk) -> None:
    assert talk.afresh().say("machine_talk") == ["puzzled"]
    assert talk.why == []
    assert talk.say("machine_talk") == ["puzzled"]
    assert talk.why == ["-trust machine_talk"]


def test_a_promise_nobody_can_keep_costs_trust_the_second_time(talk: Talk) -> None:
    talk.afresh().say("over_claim")
    talk.say("over_claim")
    assert talk.why == ["-trust over_claimed"]


@pytest.mark.parametrize("spoilt", [("over_claim",), ("telling",), ("improper_offer",)])
def test_a_forbidden_offer_settles_no_worry(talk: Talk, spoilt: tuple[str, ...]) -> None:
    about = ("key_message:instalments", "must_not_say:never-fails")
    talk.with_open("price").say("acknowledgement", *spoilt, about=about)
    assert talk.objection("price") != "resolved"


def test_brushing_a_worry_off_is_named_for_what_it_is(talk: Talk) -> None:
    assert talk.with_open("price").say("dismissal") == ["insist objection:price"]
    assert talk.why == ["-trust dismissed", "-patience dismissed"]


def test_a_proposal_made_under_pressure_is_not_agreed_to(talk: Talk) -> None:
    done = {
        id: concern.model_copy(update={"state": "resolved", "raised_at": (9,)})
        for id, concern in talk.state.objections.items()
    }
    talk.afresh(trust=5, n=16, revealed=("stops", "leak"), objections=done)
    talk.say("pressure", "next_step", time="Thursday")
    assert talk.state.settled is None and talk.state.ending is None


def test_an_insulting_goodbye_is_the_end(talk: Talk) -> None:
    talk.afresh().hear(heard("rude", "farewell"))
    assert talk.state.ending == "walked_out"

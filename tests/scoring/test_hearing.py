"""The seller is listened to anew; phases are the talk's own, or worked out for a transcript from anywhere."""

from roleplay.scoring.hearing import listen_to
from tests.scoring.talk import OVEN, bare, customer, seller, talk, unheard

TALK = unheard(
    talk(
        seller("Good morning, this is Ada from Hearth.", "opening"),
        customer("Morning.", phase="opening"),
        seller("How does the gas bill look since spring?"),
        customer("That is too expensive for me.", "raise objection:price", phase="objection"),
        seller("Could I come by on Thursday at ten?", "closing"),
    )
)


def test_stored_moves_do_not_count_what_is_heard_now_does() -> None:
    stored = TALK.model_copy(update={"turns": (TALK.turns[0].model_copy(update={"moves": ("pressure",)}),)})
    assert listen_to(stored, OVEN).said[0].heard.has("greeting")
    assert not listen_to(stored, OVEN).said[0].heard.has("pressure")


def test_a_practice_talk_brings_its_phases() -> None:
    assert [one.phase for one in listen_to(TALK, OVEN).said] == ["opening", "probing", "closing"]


def test_a_bare_transcript_has_phases_from_both_speakers_moves() -> None:
    heard = listen_to(bare(TALK), None)
    assert [one.phase for one in heard.said] == ["opening", "probing", "closing"]
    assert "objection" in heard.phases


def test_only_a_practice_talk_tells_what_the_customer_did() -> None:
    assert listen_to(TALK, OVEN).has_state
    assert not listen_to(TALK, None).has_state
    assert not listen_to(bare(TALK), OVEN).has_state
    silent = talk(*(turn.model_copy(update={"acts": ()}) for turn in TALK.turns))
    assert not listen_to(silent, OVEN).has_state


def test_a_phase_behind_which_the_talk_went_on_was_passed_over() -> None:
    heard = listen_to(talk(seller("Hello.", "opening"), customer("Hm."), seller("Shall we meet?", "closing")), OVEN)
    assert heard.reached("opening") and heard.reached("closing")
    assert heard.passed_over("objection")
    assert not listen_to(talk(seller("Hello.", "opening")), OVEN).passed_over("objection")

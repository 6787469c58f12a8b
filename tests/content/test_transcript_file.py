"""A transcript's file: from anywhere, or a practised talk with what its turns tell of the customer."""

import json
from typing import Any

import pytest

from roleplay.content.transcript_file import MOST_TURNS, TranscriptFault, read_transcript
from roleplay.transcript import Transcript
from tests.scoring.talk import OVEN

HINT, SAYS = OVEN.facts[0].hint[0], OVEN.objections[0].says[0]
IGNORED = OVEN.objections[0].if_ignored[0]


def turn(speaker: str, text: str, price: str | None = None, *revealed: str) -> dict[str, Any]:
    """As practice prints it: with phase and state where `price` says how that objection stands."""
    state = {"phase": "probing", "revealed": revealed, "objections": {"price": price}} if price else {}
    return {"speaker": speaker, "text": text, **state}


def read(*turns: dict[str, Any], **more: object) -> Transcript:
    return read_transcript(json.dumps({"language": "en", "turns": turns, **more})).transcript("en", OVEN)


def acts(transcript: Transcript) -> list[list[str]]:
    return [
        [f"{act.kind} {act.topic or ''}".strip() for act in turn.acts]
        for turn in transcript.turns
        if turn.speaker == "customer"
    ]


def test_a_talk_from_anywhere_has_words_and_no_state() -> None:
    transcript = read(turn("seller", "Good morning."), turn("customer", "Morning."))
    assert [(turn.n, turn.text) for turn in transcript.turns] == [(1, "Good morning."), (2, "Morning.")]
    assert not transcript.staged and acts(transcript) == [[]]


def test_what_the_customer_did_follows_from_the_state() -> None:
    transcript = read(
        turn("seller", "How do your nights run?", "waiting"),
        turn("customer", "Long. Four hundred for gas.", "waiting", "gas"),
        turn("seller", "That is a lot.", "waiting"),
        turn("customer", "And you would cost me more.", "open"),
        turn("seller", "I understand. It pays for itself in a year.", "open"),
        turn("customer", "Good to know.", "resolved"),
    )
    assert transcript.staged
    assert acts(transcript) == [["tell fact:gas"], ["raise objection:price"], ["resolve objection:price"]]


def test_hints_and_worries_that_come_back_are_known_by_the_scenarios_words() -> None:
    transcript = read(
        turn("seller", "Do you bake at night?", "waiting"),
        turn("customer", f"Well. {HINT}", "waiting"),
        turn("seller", "Our oven is big.", "waiting"),
        turn("customer", SAYS, "open"),
        turn("seller", "It is red, too.", "open"),
        turn("customer", IGNORED, "open"),
        turn("seller", "And round.", "open"),
        turn("customer", "Hm.", "open"),
    )
    assert acts(transcript) == [
        ["hint fact:gas"], ["raise objection:price"], ["insist objection:price"], ["acknowledge"],
    ]  # fmt: skip


def test_acts_that_the_file_brings_stay_as_they_are() -> None:
    said = {**turn("customer", "The gas.", "waiting"), "acts": [{"kind": "hint", "topic": "fact:gas"}]}
    transcript = read(turn("seller", "How do your nights run?", "waiting"), said)
    assert acts(transcript) == [["hint fact:gas"]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[]", "JSON"),
        ('{"language": "en"}', "turns"),
        ('{"turns": [{"speaker": "seller", "text": 3}]}', "turns, 1, text"),
        (json.dumps({"turns": [turn("seller", "Hm.")] * (MOST_TURNS + 1)}), "turns"),
    ],
)
def test_what_is_no_transcript_names_the_place(text: str, place: str) -> None:
    with pytest.raises(TranscriptFault) as fault:
        read_transcript(text)
    assert fault.value.place == place

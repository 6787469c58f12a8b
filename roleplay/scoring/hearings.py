"""A talk's hearing as a whole: its hash, which is part of a scorecard's identity, and the talk heard anew."""

import hashlib
import json

from roleplay.content.scenario import Scenario
from roleplay.heard import Heard, Span
from roleplay.listening.offline import EarlierLine
from roleplay.scoring.hearing import ear_of
from roleplay.transcript import Transcript, Turn


def hearing_hash(transcript: Transcript) -> str:
    """Sixteen hexadecimal digits over what the seller's turns keep as heard; empty where they keep nothing."""
    kept = [_listed(turn.heard) for turn in transcript.seller_turns() if turn.heard is not None]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16] if kept else ""


def heard_anew(transcript: Transcript, scenario: Scenario | None) -> Transcript:
    """The same talk with every seller's turn heard by today's offline ear; what the store keeps does not change."""
    ear = ear_of(transcript.language, scenario)
    turns: list[Turn] = []
    before: list[EarlierLine] = []
    for turn in transcript.turns:
        if turn.speaker == "seller":
            turn = turn.model_copy(update={"heard": ear.hear(turn.text, before)})
        turns.append(turn)
        before.append(EarlierLine(turn.speaker, turn.text))
    return transcript.model_copy(update={"turns": tuple(turns)})


def _listed(heard: Heard) -> list[object]:
    """By name, so that a field that is added later changes no hash."""
    spans, doubted = ([_of(span) for span in one] for one in (heard.spans, heard.doubted))
    return [heard.moves, heard.topics, spans, heard.language, heard.time, heard.ears, doubted]


def _of(span: Span) -> list[object]:
    return [span.what, span.start, span.end, span.claim, span.by, span.how]

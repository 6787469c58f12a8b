"""Reads a transcript file, JSON: {"language","turns":[{"speaker","text"}]}. Other keys are ignored."""

import json
from typing import Any, cast, get_args

from roleplay.errors import RoleplayError
from roleplay.input_text import storable
from roleplay.transcript import Speaker, Transcript, Turn

MOST_TURNS = 1000
SPEAKERS = get_args(Speaker)
LONGEST_TAG = 35


def read_transcript(text: str, file: str) -> Transcript:
    """A bare transcript: who said what, without phases or acts. `file` is how errors call it.

    Raises RoleplayError `transcript-json`, `transcript-language`, `transcript-turns`, `transcript-empty`,
    `transcript-long`, `transcript-turn`, `transcript-speaker` or `transcript-no-seller`.
    """
    read = _object(text, file)
    language, said = read.get("language"), read.get("turns")
    if not isinstance(language, str) or not 0 < len(language) <= LONGEST_TAG:
        raise RoleplayError("transcript-language", file=file)
    if not isinstance(said, list):
        raise RoleplayError("transcript-turns", file=file)
    if not said:
        raise RoleplayError("transcript-empty", file=file)
    if len(said) > MOST_TURNS:
        raise RoleplayError("transcript-long", file=file, n=len(said), limit=MOST_TURNS)
    turns = tuple(_turn(n, one, file) for n, one in enumerate(said, 1))
    if not any(turn.speaker == "seller" and turn.text.strip() for turn in turns):
        raise RoleplayError("transcript-no-seller", file=file)
    return Transcript(language=language, turns=turns, staged=False)


def _object(text: str, file: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as fault:
        raise RoleplayError(
            "transcript-json", file=file, line=fault.lineno, column=fault.colno, reason=fault.msg
        ) from fault
    except (RecursionError, ValueError) as fault:  # nested without end; a number that nobody could have meant
        raise RoleplayError("transcript-turns", file=file) from fault
    if not isinstance(read, dict):
        raise RoleplayError("transcript-turns", file=file)
    return read


def _turn(n: int, one: object, file: str) -> Turn:
    if not isinstance(one, dict) or not isinstance(one.get("text"), str) or "speaker" not in one:
        raise RoleplayError("transcript-turn", file=file, turn=n)
    if one["speaker"] not in SPEAKERS:
        raise RoleplayError("transcript-speaker", file=file, turn=n, speaker=str(one["speaker"])[:40])
    return Turn(n=n, speaker=cast(Speaker, one["speaker"]), text=storable(one["text"]))

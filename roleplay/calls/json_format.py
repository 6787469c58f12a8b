"""JSON of recorders, of whatever shape: the longest list of things that have words is the talk."""

import json
from collections.abc import Iterator
from typing import Any

from roleplay.calls.call_lines import NOBODY, CallLine
from roleplay.calls.clock_times import seconds_of

TEXT = ("text", "transcript", "content", "sentence", "utterance", "words_text", "raw_text", "message", "body")
SPEAKER = (
    "speaker",
    "speaker_name",
    "speakerName",
    "speaker_label",
    "speakerLabel",
    "participant",
    "name",
    "role",
    "channel",
    "speaker_id",
    "speakerId",
)
START = ("start", "start_time", "startTime", "start_ms", "offset", "time", "timestamp", "begin")
LANGUAGE = ("language", "lang", "locale", "language_code", "languageCode")
DEEPEST = 12  # levels that are looked through


def read_json(text: str) -> tuple[str | None, tuple[CallLine, ...]]:
    """Returns the language it names, and the lines. Raises json.JSONDecodeError, RecursionError or ValueError."""
    read = json.loads(text)
    lists = sorted(_lists(read, 0), key=len, reverse=True)
    language = next((read[key] for key in LANGUAGE if isinstance(read, dict) and isinstance(read.get(key), str)), None)
    return language, next((lines for lines in map(_lines, lists) if lines), ())


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _lists(one, depth + 1)


def _lines(items: list[Any]) -> tuple[CallLine, ...]:
    """The items as lines; empty where one of them has no words or none of them a speaker."""
    found = []
    for item in items:
        if not isinstance(item, dict):
            return ()
        words = _words(item)
        if words is None:
            return ()
        if words.strip():
            found.append(CallLine(_speaker(item), words.strip(), _start(item)))
    return tuple(found) if any(line.speaker for line in found) else ()


def _words(item: dict[str, Any]) -> str | None:
    said = next((item[key] for key in TEXT if isinstance(item.get(key), str)), None)
    if said is not None:
        return said
    for key in ("sentences", "words"):  # pieces of one turn: Fireflies, Rev, AssemblyAI
        if isinstance(item.get(key), list):
            pieces = [
                piece.get("text") or piece.get("word") or piece.get("value") or ""
                for piece in item[key]
                if isinstance(piece, dict)
            ]
            return " ".join(piece for piece in pieces if isinstance(piece, str))
    return None


def _speaker(item: dict[str, Any]) -> str:
    for key in SPEAKER:
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("id")
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return NOBODY


def _start(item: dict[str, Any]) -> float | None:
    return next((seconds_of(item[key]) for key in START if key in item), None)

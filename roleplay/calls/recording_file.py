"""Reads the file of a recorded conversation, whatever program wrote it."""

import json
import re

from roleplay.calls.call_lines import MOST_BYTES, MOST_LINES, CallLine, RecordedCall
from roleplay.calls.caption_format import is_captions, read_captions
from roleplay.calls.json_format import read_json
from roleplay.calls.named_lines import read_named
from roleplay.calls.table_format import read_table
from roleplay.calls.word_format import ZIP, NoWordFile, read_word
from roleplay.errors import RoleplayError
from roleplay.input_text import storable
from roleplay.text_encoding import decode_text

_JSON = re.compile(r'\s*(?:\{|\[\s*[\[{"\]])')  # “[00:05] Ann” begins with a bracket too
FORMATS = "WebVTT, SubRip (SRT), Word, CSV, JSON, text with names"


def read_recording(data: bytes, file: str) -> RecordedCall:
    """Returns the lines of the file; its format is found by what it holds, not by its name, which is only for errors.

    Raises RoleplayError `call-too-big`, `call-unreadable`, `call-unknown-format`, `call-no-speakers`, `call-long` or
    `transcript-json`.
    """
    if len(data) > MOST_BYTES:
        raise RoleplayError("call-too-big", file=file, limit=MOST_BYTES // 1024**2)
    call = _read(data, file)
    if not call.lines:
        raise RoleplayError("call-no-speakers", file=file, format=call.format)
    if len(call.lines) > MOST_LINES:
        raise RoleplayError("call-long", file=file, n=len(call.lines), limit=MOST_LINES)
    return RecordedCall(call.format, tuple(map(_clean, call.lines)), call.language)


def _read(data: bytes, file: str) -> RecordedCall:
    text = _text(data, file)
    if _JSON.match(text):
        return _json(text, file)
    if is_captions(text):
        name = "WebVTT" if text.lstrip().startswith("WEBVTT") else "SubRip"
        return RecordedCall(name, read_captions(text))
    if lines := read_table(text):
        return RecordedCall("CSV", lines)
    if lines := read_named(text):
        return RecordedCall("Word" if data.startswith(ZIP) else "text", lines)
    raise RoleplayError("call-unknown-format", file=file, formats=FORMATS)


def _text(data: bytes, file: str) -> str:
    try:
        text = read_word(data) if data.startswith(ZIP) else decode_text(data)
    except (NoWordFile, UnicodeDecodeError) as odd:
        raise RoleplayError("call-unreadable", file=file, formats=FORMATS) from odd
    if "\0" in text[:1000]:
        raise RoleplayError("call-unreadable", file=file, formats=FORMATS)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _json(text: str, file: str) -> RecordedCall:
    try:
        language, lines = read_json(text)
    except json.JSONDecodeError as odd:
        raise RoleplayError("transcript-json", file=file, line=odd.lineno, column=odd.colno, reason=odd.msg) from odd
    except (RecursionError, ValueError) as odd:  # nested without end; a number that nobody could have meant
        raise RoleplayError("call-unreadable", file=file, formats=FORMATS) from odd
    return RecordedCall("JSON", lines, language)


def _clean(line: CallLine) -> CallLine:
    return CallLine(" ".join(storable(line.speaker).split()), storable(line.text), line.start)

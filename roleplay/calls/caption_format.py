"""Captions: WebVTT (W3C, 2019) as Teams and Zoom write it, and SubRip."""

import html
import re

from roleplay.calls.call_lines import NOBODY, CallLine
from roleplay.calls.clock_times import CLOCK, seconds_of
from roleplay.calls.named_lines import split_name

_TIMES = re.compile(rf"^\s*({CLOCK})\s*-->\s*{CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")  # WebVTT's voice span
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


def is_captions(text: str) -> bool:
    """Tells whether these are captions: a time with an arrow on a line of its own."""
    return any(_TIMES.match(line) for line in text.splitlines()[:200])


def read_captions(text: str) -> tuple[CallLine, ...]:
    """Returns the cues in order. One that names no speaker goes on with the speaker before it."""
    found: list[CallLine] = []
    speaker = NOBODY
    for start, words in _cues(text):
        for name, said in _parts(words):
            speaker = name or speaker
            if said:
                found.append(CallLine(speaker, said, start))
    return tuple(found)


def _cues(text: str) -> list[tuple[float | None, str]]:
    cues: list[tuple[float | None, str]] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        rows = block.split("\n")
        at = next((n for n, row in enumerate(rows) if _TIMES.match(row)), None)
        if at is not None:  # notes, styles and the header have no time
            times = _TIMES.match(rows[at])
            cues.append((seconds_of(times[1]) if times else None, "\n".join(rows[at + 1 :])))
    return cues


def _parts(words: str) -> list[tuple[str, str]]:
    """Who says what in one cue: by voice spans, else by a name and a colon at the beginning of a row."""
    pieces = _VOICE.split(words)
    if len(pieces) > 1:
        head = [(NOBODY, _plain(pieces[0]))] if _plain(pieces[0]) else []
        return head + [(_plain(name), _plain(said)) for name, said in zip(pieces[1::2], pieces[2::2], strict=True)]
    parts: list[tuple[str, str]] = []
    for row in _plain(words, keep_rows=True).split("\n"):
        name, said = split_name(row)
        if name or not parts:
            parts.append((name, said))
        else:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}\n{said}")
    return [(name, " ".join(said.split())) for name, said in parts]


def _plain(words: str, *, keep_rows: bool = False) -> str:
    bare = html.unescape(_TAG.sub("", words))
    return bare.strip() if keep_rows else " ".join(bare.split())

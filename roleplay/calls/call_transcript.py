"""Makes the transcript that is heard and scored: lines of one speaker in a row are one turn, without stamps and fillers."""

import re
from dataclasses import dataclass
from typing import Literal

from roleplay.calls.call_lines import CallLine, RecordedCall
from roleplay.calls.clock_times import CLOCK
from roleplay.calls.masking import Mask, Masker
from roleplay.calls.punctuation import lacks_punctuation, punctuated
from roleplay.errors import RoleplayError
from roleplay.transcript import Speaker, Transcript, Turn

MOST_TURNS = 1000
Notice = Literal["no-punctuation", "language-guessed"]
_STAMP = re.compile(rf"^\s*[\[(（]\s*{CLOCK}\s*[\])）]\s*")
_FILLERS = re.compile(
    r"(?<![\w'-])(?:um+|uh+|erm+|uhm+)(?![\w'-])[,.]?\s*|(?:(?<=^)|(?<=[，。！？\s]))(?:呃+|额)[，、]\s*", re.IGNORECASE
)
_HAN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True)
class CallTranscript:
    """The talk as it is scored, and what whoever reads the scorecard must know about how it was read."""

    transcript: Transcript
    notices: tuple[Notice, ...]
    speakers: tuple[str, ...]  # by the names that the file gives

    def masked(self) -> "MaskedCall":
        """Returns the talk as it may be stored: without names, numbers and addresses of people."""
        masker = Masker(self.transcript.language, self.speakers)
        return MaskedCall(masker.masked(self.transcript), masker.masks)


@dataclass(frozen=True)
class MaskedCall:
    """A talk that may be stored, and what was masked in it, which may not."""

    transcript: Transcript
    masks: tuple[Mask, ...]


def make_transcript(
    call: RecordedCall, who: dict[str, Speaker], file: str, language: str | None = None
) -> CallTranscript:
    """Returns the joined turns. The language is the given one, else the file's, else told by the script.

    Raises RoleplayError `transcript-long` or `transcript-no-seller`.
    """
    notices: list[Notice] = []
    spoken = language or call.language
    if spoken is None:
        spoken = _language_of(call)
        notices.append("language-guessed")
    joined = _joined(call.lines, who)
    if len(joined) > MOST_TURNS:
        raise RoleplayError("transcript-long", file=file, n=len(joined), limit=MOST_TURNS)
    if not any(speaker == "seller" and text for speaker, text in joined):
        raise RoleplayError("transcript-no-seller", file=file)
    if lacks_punctuation([text for _, text in joined]):
        notices.append("no-punctuation")
        joined = [(speaker, punctuated(text, spoken)) for speaker, text in joined]
    turns = tuple(Turn(n=n, speaker=speaker, text=text) for n, (speaker, text) in enumerate(joined, 1))
    return CallTranscript(Transcript(language=spoken, turns=turns, staged=False), tuple(notices), call.speakers)


def _joined(lines: tuple[CallLine, ...], who: dict[str, Speaker]) -> list[tuple[Speaker, str]]:
    turns: list[tuple[Speaker, str]] = []
    for line in lines:
        speaker, text = who[line.speaker], _bare(line.text)
        if turns and turns[-1][0] == speaker:
            turns[-1] = (speaker, _join(turns[-1][1], text))
        else:
            turns.append((speaker, text))
    return turns


def _join(first: str, then: str) -> str:
    if not (first and then):
        return first or then
    han = _HAN.match(first[-1]) and _HAN.match(then[0])
    return f"{first}{'' if han else ' '}{then}"


def _bare(text: str) -> str:
    """The words without a time before them and without sounds of thinking, unless there is nothing else."""
    words = _STAMP.sub("", text).strip()
    return _FILLERS.sub("", words).strip() or words


def _language_of(call: RecordedCall) -> str:
    text = "".join(line.text for line in call.lines)
    han = sum(bool(_HAN.match(letter)) for letter in text)
    return "zh-CN" if han * 3 > len(text) else "en"

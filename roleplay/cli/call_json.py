"""What the JSON of a scored call holds beside its scorecard."""

from roleplay.calls.call_transcript import CallTranscript
from roleplay.cli.console import say


def call_json(call: CallTranscript) -> dict[str, object]:
    """Returns the joined turns, which the scorecard counts by, and the notices in the reader's words."""
    turns = [{"n": turn.n, "speaker": turn.speaker, "text": turn.text} for turn in call.transcript.turns]
    return {"turns": turns, "notices": [notice_text(call, notice) for notice in call.notices]}


def notice_text(call: CallTranscript, notice: str) -> str:
    """Returns the notice in words."""
    return say(f"notice.{notice}", language=call.transcript.language)

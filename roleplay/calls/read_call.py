"""From the bytes of a file to the transcript that is scored: the one way in for command line and pages."""

from roleplay.calls.call_transcript import CallTranscript, make_transcript
from roleplay.calls.recording_file import read_recording
from roleplay.calls.speaker_match import match_speakers


def read_call(data: bytes, file: str, seller: str | None = None, language: str | None = None) -> CallTranscript:
    """Returns the transcript and its notices. `seller` is the seller's name as the file writes it, `language` a BCP 47 tag.

    Raises RoleplayError `call-*` or `transcript-*`, each naming `file`.
    """
    call = read_recording(data, file)
    return make_transcript(call, match_speakers(call, seller, file), file, language)

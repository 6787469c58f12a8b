"""Real calls, as pages ask for them: read, masked, looked through, imported and shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from roleplay.attempt import Attempt
from roleplay.calls.call_transcript import CallTranscript, MaskedCall, make_transcript
from roleplay.calls.recording_file import read_recording
from roleplay.calls.speaker_match import match_speakers
from roleplay.content.base import primary
from roleplay.content.library import Library
from roleplay.content.rubric import Rubric
from roleplay.errors import NotFound, RoleplayError
from roleplay.person import LOCAL, Person
from roleplay.scorecard import Scorecard
from roleplay.scoring_jobs.scoring_target import ScoringTarget
from roleplay.scoring_jobs.transcript_import import import_transcript
from roleplay.store.assignees import assignable
from roleplay.store.calls import find_call, list_calls
from roleplay.store.database import Database
from roleplay.store.scorecards import counting_scorecards
from roleplay.store.turns import read_turns
from roleplay.transcript import Turn


@dataclass(frozen=True)
class CallToCheck:
    """A file that was read and waits for its importer: only in memory, with every word of it."""

    data: bytes
    file: str
    rubric: str
    owner: str
    format: str
    speakers: tuple[str, ...]
    seller: str | None = None  # as the file names them; None while nobody knows

    @property
    def is_matched(self) -> bool:
        return self.seller is not None or len(self.speakers) == 0


@dataclass(frozen=True)
class StoredCall:
    """A call as it is stored, masked, with its scorecard."""

    attempt: Attempt
    rubric: Rubric
    card: Scorecard
    turns: tuple[Turn, ...]


class CallService:
    """`library` gives today's content; `rubric_by_hash` the rubric that an earlier import was scored by."""

    def __init__(
        self, database: Database, library: Callable[[], Library], rubric_by_hash: Callable[[str], Rubric]
    ) -> None:
        self.database, self.library, self.rubric_by_hash = database, library, rubric_by_hash

    def sellers(self, me: Person) -> list[Person]:
        """Returns whose calls this person may import: their sellers; without accounts, themselves."""
        found = [each.person for each in assignable(self.database, me).sellers]
        return found or ([me] if me.id == LOCAL.id else [])

    def read(self, me: Person, data: bytes, file: str, rubric: str, owner: str) -> CallToCheck:
        """Reads a file as far as it goes without knowing who sells. Raises RoleplayError `call-*`, or NotFound."""
        if owner not in {person.id for person in self.sellers(me)}:
            raise NotFound("person-not-found")
        if rubric not in self.library().rubrics:
            raise NotFound("rubric-not-found", id=rubric, known=", ".join(sorted(self.library().rubrics)))
        call = read_recording(data, file)
        waiting = CallToCheck(data, file, rubric, owner, call.format, call.speakers)
        try:
            who = match_speakers(call, None, file)
        except RoleplayError as unclear:
            if unclear.code != "call-who-sells":
                raise
            return waiting
        return replace(waiting, seller=next(name for name, part in who.items() if part == "seller"))

    def masked(self, waiting: CallToCheck) -> tuple[CallTranscript, MaskedCall]:
        """Returns the talk, joined and masked, once it is known who sells. Raises RoleplayError."""
        call = read_recording(waiting.data, waiting.file)
        who = match_speakers(call, waiting.seller, waiting.file)
        language = self.library().rubrics[waiting.rubric].language if call.language is None else None
        read = make_transcript(call, who, waiting.file, language)
        return read, read.masked()

    def keep(self, waiting: CallToCheck) -> Attempt:
        """Stores the masked talk with its scorecard. Raises RoleplayError where rubric and talk differ in language."""
        library = self.library()
        rubric = library.rubrics[waiting.rubric]
        _, masked = self.masked(waiting)
        if primary(masked.transcript.language) != primary(rubric.language):
            raise RoleplayError(
                "transcript-other-language", file=waiting.file, language=masked.transcript.language, kind="rubric",
                id=rubric.id, theirs=rubric.language,
            )  # fmt: skip
        target = ScoringTarget(rubric, None, {f"rubric:{rubric.id}": library.source("rubric", rubric.id)})
        return import_transcript(self.database, masked.transcript, target, waiting.owner).attempt

    def calls(self, me: Person) -> list[Attempt]:
        """Returns the calls this person may read, the newest first."""
        return list_calls(self.database, me)

    def call(self, me: Person, id: str) -> StoredCall:
        """Raises NotFound for a call out of this person's reach."""
        attempt = find_call(self.database, id, me)
        stored = counting_scorecards(self.database, [attempt]).get(attempt.id)
        if stored is None:
            raise NotFound("attempt-not-found")
        rubric = self.rubric_by_hash(attempt.content[f"rubric:{attempt.rubric}"])
        return StoredCall(
            attempt, rubric, stored.card, tuple(one.turn for one in read_turns(self.database, attempt.id))
        )

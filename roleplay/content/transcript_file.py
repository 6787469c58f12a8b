"""A transcript as a file: from anywhere, `{"language", "turns": [{"speaker", "text"}]}`, or as `practice --json` prints it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from roleplay.content.acts import with_acts
from roleplay.content.base import Language
from roleplay.content.scenario import Scenario
from roleplay.transcript import Act, Ending, ObjectionState, Phase, Speaker, Transcript, Turn

MOST_TURNS = 1000
MOST_LETTERS = 20_000  # of one turn; a speech, not a book


class TranscriptFault(Exception):
    """The text is no transcript; `place` is where the first fault stands: `turns, 3, speaker`, counted from one."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class TurnInFile(BaseModel):
    """A turn; all but speaker and words only where the talk was practised here."""

    speaker: Speaker
    text: Annotated[str, Field(max_length=MOST_LETTERS)]
    phase: Phase | None = None
    trust: int | None = None
    patience: int | None = None
    revealed: tuple[str, ...] = ()
    objections: dict[str, ObjectionState] = {}
    acts: tuple[Act, ...] = ()


class TranscriptFile(BaseModel):
    """What the file says; keys that are no transcript's, such as a scorecard, are passed over."""

    model_config = ConfigDict(frozen=True)

    language: Language | None = None
    scenario: str | None = None
    ending: Ending | None = None
    turns: Annotated[tuple[TurnInFile, ...], Field(max_length=MOST_TURNS)]

    def transcript(self, language: str, scenario: Scenario | None = None) -> Transcript:
        """The talk; `language` where the file names none. It is staged when every turn has its phase, and then what the
        customer did is read from the state the turns carry and from the scenario's own wordings."""
        staged = bool(self.turns) and all(turn.phase for turn in self.turns)
        turns = tuple(_turn(n, turn) for n, turn in enumerate(self.turns, 1))
        return Transcript(
            language=self.language or language, staged=staged, ending=self.ending,
            turns=with_acts(turns, scenario) if staged and scenario else turns,
        )  # fmt: skip


def _turn(n: int, turn: TurnInFile) -> Turn:
    return Turn(n=n, **turn.model_dump(exclude_none=True))


def read_transcript(text: str) -> TranscriptFile:
    """Raises TranscriptFault."""
    try:
        return TranscriptFile.model_validate_json(text)
    except ValidationError as fault:
        raise TranscriptFault(_place(fault)) from fault


def _place(fault: ValidationError) -> str:
    """The keys on the way to it; for what is no JSON at all, where the reader stopped."""
    first = fault.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return str(first["ctx"]["error"])
    return ", ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"]) or "JSON"

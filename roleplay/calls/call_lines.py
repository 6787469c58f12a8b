"""What a recording's file says, line by line, before anybody knows who sells and who buys."""

from dataclasses import dataclass

MOST_BYTES = 20 * 1024 * 1024  # judgement: a day of talk as text is under 1 MB, a Word file with a picture more
MOST_LINES = 20_000  # captions come in pieces of a few words; an hour has about 1,500
NOBODY = ""  # a line whose speaker the file does not name


@dataclass(frozen=True)
class CallLine:
    """One line of the file: `speaker` as the file names them, `start` in seconds where it tells."""

    speaker: str
    text: str
    start: float | None = None


@dataclass(frozen=True)
class RecordedCall:
    """A file that was read. `format` is the name of its format for people: `WebVTT`, `SubRip`, `CSV` ..."""

    format: str
    lines: tuple[CallLine, ...]
    language: str | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Returns the speakers' names in the order in which they speak."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines))

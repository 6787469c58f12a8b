"""The talks that a rubric names as examples: their files are there, readable, and of the rubric's language."""

from collections.abc import Iterator
from pathlib import Path

from roleplay.content.base import primary
from roleplay.content.content_file import File
from roleplay.content.problem import Problem
from roleplay.content.rubric import Example, Rubric
from roleplay.content.transcript_file import TranscriptFault, TranscriptFile, read_transcript

FOLDER = "rubrics"


def read_example(example: Example, content: Path) -> TranscriptFile:
    """The talk. Raises OSError or UnicodeDecodeError for the file, TranscriptFault for what it says."""
    return read_transcript((content / FOLDER / example.transcript).read_text(encoding="utf-8-sig"))


def problems_of_examples(files: list[File], content: Path) -> list[Problem]:
    """Of every rubric among `files`."""
    scenarios = {file.id for file in files if file.kind == "scenario"}
    return [
        problem for file in files if file.kind == "rubric" for problem in _problems_of_rubric(file, content, scenarios)
    ]


def _problems_of_rubric(file: File, content: Path, scenarios: set[str]) -> Iterator[Problem]:
    rubric: Rubric = file.model
    for index, example in enumerate(rubric.examples):
        path = ("examples", index, "transcript")
        try:
            talk = read_example(example, content)
        except (OSError, UnicodeDecodeError):
            yield file.problem(path, "no-transcript", file=example.transcript)
        except TranscriptFault as fault:
            yield file.problem(path, "transcript", file=example.transcript, place=fault.place)
        else:
            theirs = talk.language or rubric.language
            if primary(theirs) != primary(rubric.language):
                yield file.problem(path, "transcript-language", theirs=theirs, ours=rubric.language)
            if talk.scenario and talk.scenario not in scenarios:
                known = ", ".join(sorted(scenarios)) or "-"
                yield file.problem(path, "transcript-scenario", id=talk.scenario, known=known)

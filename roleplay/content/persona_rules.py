"""What must hold for a persona beyond its single keys."""

from collections.abc import Iterator

from roleplay.content.content_file import File
from roleplay.content.persona import Persona
from roleplay.content.problem import Problem
from roleplay.content.short_rules import problems_of_language


def speech_fills_no_gap_but_time(file: File, files: list[File]) -> Iterator[Problem]:
    persona: Persona = file.model
    for slot, lines in persona.speech:
        for index, line in enumerate(lines):
            left = line.replace("{time}", "") if slot == "time_accept" else line
            if "{" in left or "}" in left:
                yield file.problem(("speech", slot, index), "gap", slot=slot)


def library_has_the_language(file: File, files: list[File]) -> Iterator[Problem]:
    for where, code, params in problems_of_language(file.model):
        yield file.problem(where, code, **params)

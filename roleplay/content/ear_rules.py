"""What teaches the ear, in a scenario and in its hearing file: phrases, word lists, hints, examples and meanings."""

from collections.abc import Iterator, Sequence
from typing import Any

from roleplay.content.content_file import File, file_of, scenario_beside
from roleplay.content.file_rules import ID_LISTS
from roleplay.content.hearing import Hearing
from roleplay.content.lesson_rules import doubled_examples, odd_phrases, telling_hints, telling_lessons
from roleplay.content.problem import Problem
from roleplay.content.scenario import Scenario
from roleplay.content.word_lists import names_in
from roleplay.content.yaml_reader import Path


def word_lists_are_known(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    known = scenario.word_lists
    for path, written in _phrases_of(scenario):
        for name in names_in(written):
            if name not in known:
                yield file.problem(path, "no-word-list", name=name, known=", ".join(sorted(known)) or "-")


def _phrases_of(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every phrase, and every entry of a word list, with its place."""
    lists: list[tuple[Path, Sequence[str]]] = [(("words", name), words) for name, words in scenario.words.items()]
    for base in ID_LISTS["scenario"]:
        items: Any = scenario
        for name in base:
            items = getattr(items, name)
        lists += [((*base, at, "phrases"), item.phrases) for at, item in enumerate(items)]
    for path, words in lists:
        yield from (((*path, at), word) for at, word in enumerate(words))


def phrases_hear_neither_all_nor_nothing(file: File, files: list[File]) -> Iterator[Problem]:
    for where, code, params in odd_phrases(file.kind, file.source.data, file.model.language):
        yield file.warning(where, code, **params)


def hints_keep_their_facts(file: File, files: list[File]) -> Iterator[Problem]:
    for where, code, params in telling_hints(file.model, file.source.data):
        yield file.problem(where, code, **params)


def examples_are_of_one_topic(file: File, files: list[File]) -> Iterator[Problem]:
    """A scenario and its hearing file teach the same ear."""
    mine = [file, *(other for other in files if other.kind == "hearing" and other.id == file.id)]
    written = [(each.kind, each.source.data, each.model.language) for each in mine]
    for number, where, code, params in doubled_examples(written):
        yield mine[number].warning(where, code, **params)


def lessons_are_of_a_scenario(file: File, files: list[File]) -> Iterator[Problem]:
    hearing: Hearing = file.model
    scenario = scenario_beside(file, files)
    known = scenario.model.topics() if scenario else {}
    for topic in hearing.topics if scenario else ():
        if topic not in known:
            yield file.problem(("topics", topic), "no-topic", id=topic, known=", ".join(known))


def meanings_keep_the_answers(file: File, files: list[File]) -> Iterator[Problem]:
    scenario = file_of(files, "scenario", file.id)
    for where, code, params in telling_lessons(scenario.model, file.source.data) if scenario else ():
        yield file.warning(where, code, **params)


def phrases_name_known_lists(file: File, files: list[File]) -> Iterator[Problem]:
    scenario = file_of(files, "scenario", file.id)
    known = scenario.model.word_lists if scenario else {}
    for topic, lessons in file.model.topics.items():
        for index, phrase in enumerate(lessons.phrases):
            for name in names_in(phrase):
                if scenario and name not in known:
                    path: Path = ("topics", topic, "phrases", index)
                    yield file.problem(path, "no-word-list", name=name, known=", ".join(sorted(known)) or "-")

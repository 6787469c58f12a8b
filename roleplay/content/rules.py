"""What must hold between the keys of a file and across files: one small function per rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from roleplay.content.base import primary
from roleplay.content.hearing import Hearing
from roleplay.content.lesson_rules import doubled_examples, odd_phrases, telling_hints, telling_lessons
from roleplay.content.persona import Persona
from roleplay.content.problem import Problem
from roleplay.content.programme_rules import problems_of_stages
from roleplay.content.rehearsal import FEW, Rehearsal, holds_whole
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.content.short_rules import (
    few_wordings,
    personas_without_words,
    problems_of_answers,
    problems_of_language,
    problems_of_speakers,
    telling_meanings,
)
from roleplay.content.signal import is_conduct
from roleplay.content.signal_rules import problems_of_signals
from roleplay.content.word_lists import names_in
from roleplay.content.yaml_reader import Path, Source
from roleplay.transcript import MOVES

SELLERS = (
    "strong", "average", "weak", "pushy", "silent", "injector", "rude", "briber", "machine", "dismissive", "turncoat",
)  # fmt: skip


@dataclass(frozen=True)
class File:
    """A content file whose keys are right; `name` is relative to the content folder."""

    kind: str
    name: str
    text: str
    source: Source
    model: Any

    @property
    def id(self) -> str:
        return str(self.model.id)

    def problem(self, path: Path, code: str, **params: object) -> Problem:
        return Problem(self.name, self.source.place(path), code, params)

    def warning(self, path: Path, code: str, **params: object) -> Problem:
        return Problem(self.name, self.source.place(path), code, params, "warning")


def problems_across(files: list[File]) -> list[Problem]:
    """Every Problem that a single key does not show."""
    return [problem for file in files for rule in RULES[file.kind] for problem in rule(file, files)] + list(
        _doubles(files)
    )


def _of(files: Iterable[File], kind: str, id: str) -> File | None:
    return next((file for file in files if file.kind == kind and file.id == id), None)


def _doubles(files: list[File]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], File] = {}
    for file in files:
        first = seen.setdefault((file.kind, file.id), file)
        if first is not file:
            yield file.problem(("id",), "duplicate-id", id=file.id, first=first.name)


# ---- every file


def file_bears_its_id(file: File, files: list[File]) -> Iterator[Problem]:
    wanted = f"{file.id}.yaml"
    if file.name.rsplit("/", 1)[-1] != wanted:
        yield file.problem(("id",), "file-name", id=file.id, wanted=wanted)


def ids_are_unique(file: File, files: list[File]) -> Iterator[Problem]:
    for path in _ID_LISTS[file.kind]:
        counts: Counter[str] = Counter()
        for where, id in _ids(file, path):
            counts[id] += 1
            if counts[id] > 1:
                yield file.problem((*where, "id"), "duplicate-id-inside", id=id, around=", ".join(path))


_ID_LISTS: dict[str, list[tuple[str, ...]]] = {
    "persona": [],
    "scenario": [("facts",), ("objections",)] + [("product", kind) for kind in ("key_messages", "evidence", "must_not_say", "must_do")],
    "rubric": [("criteria",), ("criteria", "checks")],
    "rehearsal": [],
    "hearing": [],
    "programme": [],
}  # fmt: skip


def _ids(file: File, path: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    if path == ("criteria", "checks"):
        for outer, criterion in enumerate(file.model.criteria):
            for inner, check in enumerate(criterion.checks):
                yield ("criteria", outer, "checks", inner), check.id
        return
    items: Any = file.model
    for name in path:
        items = getattr(items, name)
    for index, item in enumerate(items):
        yield (*path, index), item.id


# ---- personas


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


# ---- scenarios


def personas_exist(file: File, files: list[File]) -> Iterator[Problem]:
    for index, id in enumerate(file.model.personas):
        persona = _of(files, "persona", id)
        if persona is None:
            yield file.problem(("personas", index), "no-persona", id=id, known=_known(files, "persona"))
        elif primary(persona.model.language) != primary(file.model.language):
            yield file.problem(
                ("personas", index), "language", other=id, theirs=persona.model.language, ours=file.model.language
            )


def rubric_exists(file: File, files: list[File]) -> Iterator[Problem]:
    rubric = _of(files, "rubric", file.model.rubric)
    if rubric is None:
        yield file.problem(("rubric",), "no-rubric", id=file.model.rubric, known=_known(files, "rubric"))
    elif primary(rubric.model.language) != primary(file.model.language):
        yield file.problem(
            ("rubric",), "language", other=rubric.id, theirs=rubric.model.language, ours=file.model.language
        )


def _known(files: list[File], kind: str) -> str:
    return ", ".join(sorted(file.id for file in files if file.kind == kind)) or "-"


def facts_follow_facts(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    known = {fact.id for fact in scenario.facts}
    for index, fact in enumerate(scenario.facts):
        for at, id in enumerate(fact.reveal_when.after):
            if id not in known:
                yield file.problem(
                    ("facts", index, "reveal_when", "after", at), "no-fact", id=id, known=", ".join(sorted(known))
                )
        if known.issuperset(fact.reveal_when.after) and fact.id in _before(scenario, fact.id):
            yield file.problem(("facts", index, "reveal_when", "after"), "circle", id=fact.id)


def _before(scenario: Scenario, id: str) -> set[str]:
    after = {fact.id: fact.reveal_when.after for fact in scenario.facts}
    seen: set[str] = set()
    waiting = list(after[id])
    while waiting:
        if (next_id := waiting.pop()) not in seen:
            seen.add(next_id)
            waiting.extend(after.get(next_id, ()))
    return seen


def objections_refer_to_what_exists(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    topics = scenario.topics()
    for index, objection in enumerate(scenario.objections):
        for at, trigger in enumerate(objection.raise_when.on):
            if trigger not in MOVES and trigger not in topics:
                yield file.problem(
                    ("objections", index, "raise_when", "on", at),
                    "no-trigger",
                    id=trigger,
                    known=", ".join([*MOVES, *topics]),
                )
        for way, resolution in enumerate(objection.resolved_when.any_of):
            path: Path = ("objections", index, "resolved_when", "any_of", way)
            if not any(value for _name, value in resolution):
                yield file.problem(path, "empty-way")
            for kind in ("evidence", "key_message"):
                for at, id in enumerate(getattr(resolution, kind)):
                    if f"{kind}:{id}" not in topics:
                        yield file.problem(
                            (*path, kind, at), "no-topic", id=f"{kind}:{id}", known=_topics(topics, kind)
                        )


def _topics(topics: Iterable[str], kind: str) -> str:
    return ", ".join(topic.split(":")[1] for topic in topics if topic.startswith(f"{kind}:")) or "-"


def duties_have_an_occasion(file: File, files: list[File]) -> Iterator[Problem]:
    topics = [topic for topic in file.model.topics() if topic.startswith(("fact:", "objection:"))]
    for index, duty in enumerate(file.model.product.must_do):
        if duty.when.topic not in topics:
            yield file.problem(
                ("product", "must_do", index, "when", "topic"), "no-topic", id=duty.when.topic, known=", ".join(topics)
            )


def gold_lines_fit(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    rubric = _of(files, "rubric", scenario.rubric)
    if rubric is None:
        return
    wanted = _gold_wanted(scenario, rubric.model)
    red_lines = {f"must_not_say:{item.id}" for item in scenario.product.must_not_say}
    given = set()
    for index, gold in enumerate(scenario.gold):
        for at, target in enumerate(gold.for_):
            given.add(target)
            if target not in wanted and target not in red_lines:
                yield file.problem(("gold", index, "for", at), "gold-for-nothing", id=target, known=", ".join(wanted))
    unneeded = {f"check:{id}" for id, check in rubric.model.checks().items() if is_conduct(check.signal)}
    if scenario.is_short and not scenario.gold:
        return  # the short form does without
    for target, path in wanted.items():
        if target not in given and target not in unneeded:
            yield file.warning(path, "no-gold", id=target)


def _gold_wanted(scenario: Scenario, rubric: Rubric) -> dict[str, Path]:
    wanted: dict[str, Path] = {f"check:{id}": ("rubric",) for id in rubric.checks()}
    wanted |= {f"fact:{fact.id}": ("facts", index) for index, fact in enumerate(scenario.facts)}
    return wanted | {f"objection:{item.id}": ("objections", index) for index, item in enumerate(scenario.objections)}


def ending_can_be_reached(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    agree = scenario.ending.agree_when
    for key, wanted, most in (
        ("facts", agree.facts, len(scenario.facts)),
        ("resolved", agree.resolved, len(scenario.objections)),
    ):
        if wanted > most:
            yield file.problem(("ending", "agree_when", key), "out-of-reach", wanted=wanted, most=most, key=key)
    turns = sum(plan.turns for _phase, plan in scenario.phases)
    if turns > scenario.ending.max_turns:
        yield file.warning(("phases",), "too-many-turns", turns=turns, most=scenario.ending.max_turns)


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
    for base in _ID_LISTS["scenario"]:
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


def rehearsals_name_sellers(file: File, files: list[File]) -> Iterator[Problem]:
    for name, expectation in file.model.rehearsals.items():
        if name not in SELLERS:
            yield file.problem(("rehearsals", name), "no-seller", id=name, known=", ".join(SELLERS))
        elif expectation.at_least is None and expectation.at_most is None:
            yield file.problem(("rehearsals", name), "no-bound", key=name)


def short_form_is_sound(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    found = [
        *problems_of_language(scenario),
        *problems_of_answers(scenario, file.source.data),
        *problems_of_speakers(scenario),
    ]
    yield from (file.problem(where, code, **params) for where, code, params in found)
    warned = [*telling_meanings(scenario), *(few_wordings(scenario) if scenario.is_short else ())]
    yield from (file.warning(where, code, **params) for where, code, params in warned)


def everybody_has_words(file: File, files: list[File]) -> Iterator[Problem]:
    there = [persona for id in file.model.personas if (persona := _of(files, "persona", id))]
    for where, code, params in personas_without_words(file.model, {each.id: each.model.style for each in there}):
        yield file.problem(where, code, **params)


# ---- rubrics


def weights_add_up(file: File, files: list[File]) -> Iterator[Problem]:
    total = sum(criterion.weight for criterion in file.model.criteria)
    if total != 100:
        yield file.problem(("criteria",), "weights", total=total)


def signals_are_sound(file: File, files: list[File]) -> Iterator[Problem]:
    rubric: Rubric = file.model
    scenarios = [other.model for other in files if other.kind == "scenario" and other.model.rubric == rubric.id]
    for outer, criterion in enumerate(rubric.criteria):
        for inner, check in enumerate(criterion.checks):
            path: Path = ("criteria", outer, "checks", inner)
            if check.signal is None:
                yield file.warning(path, "no-signal", id=check.id)
            else:
                for where, code, params in problems_of_signals(check.signal, (*path, "signal"), scenarios):
                    yield file.problem(where, code, **params)


def anchors_stand_at_both_ends(file: File, files: list[File]) -> Iterator[Problem]:
    for index, criterion in enumerate(file.model.criteria):
        if not {0, 5} <= set(criterion.levels):
            yield file.problem(("criteria", index, "levels"), "levels-ends", key=criterion.id)


def examples_expect_something(file: File, files: list[File]) -> Iterator[Problem]:
    rubric: Rubric = file.model
    known = rubric.checks()
    for index, example in enumerate(rubric.examples):
        path: Path = ("examples", index)
        if example.at_least is None and example.at_most is None and not example.checks:
            yield file.problem(path, "no-expectation", file=example.transcript)
        for id in example.checks:
            if id not in known:
                yield file.problem((*path, "checks", id), "no-check", id=id, known=", ".join(known))


# ---- rehearsals


def lines_are_of_a_scenario(file: File, files: list[File]) -> Iterator[Problem]:
    rehearsal: Rehearsal = file.model
    scenario = _of(files, "scenario", rehearsal.id)
    if scenario is None:
        yield file.problem(("id",), "no-scenario", id=rehearsal.id, known=_known(files, "scenario"))
    elif primary(scenario.model.language) != primary(rehearsal.language):
        theirs, ours = scenario.model.language, rehearsal.language
        yield file.problem(("language",), "lines-language", theirs=theirs, ours=ours)
    else:
        yield from _problems_of_lines(file, scenario.model.topics())


def _problems_of_lines(file: File, topics: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    for topic, ways in file.model.topics.items():
        path: Path = ("topics", topic)
        if topic not in topics:
            yield file.problem(path, "no-topic", id=topic, known=", ".join(topics))
            continue
        if len(ways.touches) < FEW:
            yield file.warning((*path, "touches"), "few-lines", id=topic, n=len(ways.touches), wanted=FEW)
        for index, line in enumerate(ways.touches):
            if phrase := holds_whole(line, topics[topic], file.model.language):
                yield file.warning((*path, "touches", index), "phrase-in-line", phrase=phrase)


# ---- hearing


def lessons_are_of_a_scenario(file: File, files: list[File]) -> Iterator[Problem]:
    hearing: Hearing = file.model
    scenario = _of(files, "scenario", hearing.id)
    if scenario is None:
        yield file.problem(("id",), "no-scenario", id=hearing.id, known=_known(files, "scenario"))
    elif primary(scenario.model.language) != primary(hearing.language):
        theirs, ours = scenario.model.language, hearing.language
        yield file.problem(("language",), "lines-language", theirs=theirs, ours=ours)
    else:
        known = scenario.model.topics()
        for topic in hearing.topics:
            if topic not in known:
                yield file.problem(("topics", topic), "no-topic", id=topic, known=", ".join(known))


def meanings_keep_the_answers(file: File, files: list[File]) -> Iterator[Problem]:
    scenario = _of(files, "scenario", file.id)
    for where, code, params in telling_lessons(scenario.model, file.source.data) if scenario else ():
        yield file.warning(where, code, **params)


def phrases_name_known_lists(file: File, files: list[File]) -> Iterator[Problem]:
    scenario = _of(files, "scenario", file.id)
    known = scenario.model.word_lists if scenario else {}
    for topic, lessons in file.model.topics.items():
        for index, phrase in enumerate(lessons.phrases):
            for name in names_in(phrase):
                if scenario and name not in known:
                    path: Path = ("topics", topic, "phrases", index)
                    yield file.problem(path, "no-word-list", name=name, known=", ".join(sorted(known)) or "-")


# ---- programmes


def stages_can_be_practised(file: File, files: list[File]) -> Iterator[Problem]:
    scenarios = {other.id: other.model for other in files if other.kind == "scenario"}
    for where, code, params in problems_of_stages(file.model, scenarios):
        yield file.problem(where, code, **params)


RULES = {
    "persona": (file_bears_its_id, speech_fills_no_gap_but_time, library_has_the_language),
    "scenario": (
        file_bears_its_id, ids_are_unique, personas_exist, rubric_exists, facts_follow_facts, objections_refer_to_what_exists,
        duties_have_an_occasion, gold_lines_fit, ending_can_be_reached, rehearsals_name_sellers, word_lists_are_known,
        short_form_is_sound, everybody_has_words,
        phrases_hear_neither_all_nor_nothing, hints_keep_their_facts, examples_are_of_one_topic,
    ),
    "rehearsal": (file_bears_its_id, lines_are_of_a_scenario),
    "hearing": (
        file_bears_its_id, lessons_are_of_a_scenario, phrases_name_known_lists, phrases_hear_neither_all_nor_nothing,
        meanings_keep_the_answers,
    ),
    "programme": (file_bears_its_id, stages_can_be_practised),
    "rubric": (file_bears_its_id, ids_are_unique, weights_add_up, signals_are_sound, anchors_stand_at_both_ends, examples_expect_something),
}  # fmt: skip

"""What a scenario refers to is there: personas, rubric, facts, topics, bot sellers; and its ending can be reached."""

from collections.abc import Iterable, Iterator

from roleplay.content.base import primary
from roleplay.content.content_file import File, file_of, known_ids
from roleplay.content.problem import Problem
from roleplay.content.rehearsal import SELLERS
from roleplay.content.scenario import Scenario
from roleplay.content.short_rules import (
    few_wordings,
    personas_without_words,
    problems_of_answers,
    problems_of_language,
    problems_of_speakers,
    telling_meanings,
)
from roleplay.content.yaml_reader import Path
from roleplay.transcript import MOVES


def personas_exist(file: File, files: list[File]) -> Iterator[Problem]:
    for index, id in enumerate(file.model.personas):
        persona = file_of(files, "persona", id)
        if persona is None:
            yield file.problem(("personas", index), "no-persona", id=id, known=known_ids(files, "persona"))
        elif primary(persona.model.language) != primary(file.model.language):
            yield file.problem(
                ("personas", index), "language", other=id, theirs=persona.model.language, ours=file.model.language
            )


def everybody_has_words(file: File, files: list[File]) -> Iterator[Problem]:
    there = [persona for id in file.model.personas if (persona := file_of(files, "persona", id))]
    for where, code, params in personas_without_words(file.model, {each.id: each.model.style for each in there}):
        yield file.problem(where, code, **params)


def rubric_exists(file: File, files: list[File]) -> Iterator[Problem]:
    rubric = file_of(files, "rubric", file.model.rubric)
    if rubric is None:
        yield file.problem(("rubric",), "no-rubric", id=file.model.rubric, known=known_ids(files, "rubric"))
    elif primary(rubric.model.language) != primary(file.model.language):
        yield file.problem(
            ("rubric",), "language", other=rubric.id, theirs=rubric.model.language, ours=file.model.language
        )


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

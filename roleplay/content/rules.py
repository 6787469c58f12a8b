"""Which rules each kind of file must keep, beyond what its single keys show."""

from collections.abc import Callable, Iterator

from roleplay.content.content_file import File
from roleplay.content.ear_rules import (
    examples_are_of_one_topic,
    hints_keep_their_facts,
    lessons_are_of_a_scenario,
    meanings_keep_the_answers,
    phrases_hear_neither_all_nor_nothing,
    phrases_name_known_lists,
    word_lists_are_known,
)
from roleplay.content.file_rules import doubles, file_bears_its_id, ids_are_unique, scenario_is_there
from roleplay.content.gold_rules import gold_lines_fit
from roleplay.content.persona_rules import library_has_the_language, speech_fills_no_gap_but_time
from roleplay.content.problem import Problem
from roleplay.content.programme_rules import stages_can_be_practised
from roleplay.content.quiz_rules import quiz_can_be_answered, quiz_has_its_scenario
from roleplay.content.rehearsal_rules import lines_touch_their_topics
from roleplay.content.rubric_rules import (
    anchors_stand_at_both_ends,
    examples_expect_something,
    signals_are_sound,
    weights_add_up,
)
from roleplay.content.scenario_rules import (
    duties_have_an_occasion,
    ending_can_be_reached,
    everybody_has_words,
    facts_follow_facts,
    objections_refer_to_what_exists,
    personas_exist,
    rehearsals_name_sellers,
    rubric_exists,
    short_form_is_sound,
)

Rule = Callable[[File, list[File]], Iterator[Problem]]

RULES: dict[str, tuple[Rule, ...]] = {
    "persona": (file_bears_its_id, speech_fills_no_gap_but_time, library_has_the_language),
    "scenario": (
        file_bears_its_id, ids_are_unique, personas_exist, rubric_exists, facts_follow_facts, objections_refer_to_what_exists,
        duties_have_an_occasion, gold_lines_fit, ending_can_be_reached, rehearsals_name_sellers, word_lists_are_known,
        short_form_is_sound, everybody_has_words,
        phrases_hear_neither_all_nor_nothing, hints_keep_their_facts, examples_are_of_one_topic,
    ),
    "rehearsal": (file_bears_its_id, scenario_is_there, lines_touch_their_topics),
    "hearing": (
        file_bears_its_id, scenario_is_there, lessons_are_of_a_scenario, phrases_name_known_lists, phrases_hear_neither_all_nor_nothing,
        meanings_keep_the_answers,
    ),
    "programme": (file_bears_its_id, stages_can_be_practised),
    "quiz": (file_bears_its_id, ids_are_unique, quiz_has_its_scenario, quiz_can_be_answered),
    "rubric": (file_bears_its_id, ids_are_unique, weights_add_up, signals_are_sound, anchors_stand_at_both_ends, examples_expect_something),
}  # fmt: skip


def problems_across(files: list[File]) -> list[Problem]:
    """Every Problem that a single key does not show."""
    return [problem for file in files for rule in RULES[file.kind] for problem in rule(file, files)] + list(
        doubles(files)
    )

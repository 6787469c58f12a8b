"""Hearing files teach the ear: they are checked against their scenario and join what it says itself."""

from roleplay.content.library import load_library, read_content
from tests.content.conftest import Folder

LESSONS = """format: 1
id: oven-call
language: en
topics:
  "fact:gas":
    meaning: "The seller asks what a month of baking costs in gas."
    examples: ["What does the heat set you back?"]
    not: ["Is it warm in here?"]
    phrases: [meter reading]
"""


def written(folder: Folder, text: str = LESSONS) -> Folder:
    (folder.path / "hearing").mkdir()
    (folder.path / "hearing" / "oven-call.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_a_hearing_file_teaches_joins_the_scenarios_own(folder: Folder) -> None:
    scenario = load_library(written(folder).path).scenarios["oven-call"]
    own, full = scenario.catalogue.by_id["fact:gas"], scenario.full_catalogue.by_id["fact:gas"]
    assert full.meaning == "The seller asks what a month of baking costs in gas."
    assert (full.examples, full.near_misses) == (("What does the heat set you back?",), ("Is it warm in here?",))
    assert full.phrases == (*own.phrases, "meter reading") and own.examples == ()


def test_other_topics_stay_as_the_scenario_has_them(folder: Folder) -> None:
    scenario = load_library(written(folder).path).scenarios["oven-call"]
    others = [id for id in scenario.catalogue.by_id if id != "fact:gas"]
    assert others and all(scenario.catalogue.by_id[id] == scenario.full_catalogue.by_id[id] for id in others)


def test_without_a_hearing_file_the_catalogue_is_the_scenarios(folder: Folder) -> None:
    scenario = load_library(folder.path).scenarios["oven-call"]
    assert scenario.full_catalogue == scenario.catalogue


def test_a_topic_the_scenario_does_not_have_is_named_at_its_place(folder: Folder) -> None:
    (line,) = written(folder, LESSONS.replace("fact:gas", "fact:petrol")).lines()
    assert line.startswith("hearing/oven-call.yaml:5:3 error: there is no “fact:petrol” in this scenario")


def test_a_hearing_file_of_no_scenario_is_named(folder: Folder) -> None:
    problems = written(folder, LESSONS.replace("id: oven-call", "id: other-call")).problems()
    assert {problem.code for problem in problems} == {"file-name", "no-scenario"}


def test_a_hearing_file_in_another_language_is_a_problem(folder: Folder) -> None:
    (problem,) = written(folder, LESSONS.replace("language: en", "language: zh-CN")).problems()
    assert problem.code == "lines-language"


def test_a_word_list_that_is_not_there_is_named(folder: Folder) -> None:
    (problem,) = written(folder, LESSONS.replace("meter reading", "'@nowhere reading'")).problems()
    assert problem.code == "no-word-list"


def test_a_stored_hearing_file_is_read_again() -> None:
    assert read_content("hearing", LESSONS).topics["fact:gas"].not_ == ("Is it warm in here?",)  # type: ignore[attr-defined]

"""Sellers' lines are checked against the scenario they rehearse."""

from tests.content.conftest import Folder

LINES = """format: 1
id: oven-call
language: en
topics:
  "fact:gas":
    touches: ["What do you pay for a month of baking?", "How dear are the nights?", "And the energy?", "What does heat cost you?"]
    misses: ["Is it warm in here?"]
"""


def written(folder: Folder, text: str) -> Folder:
    (folder.path / "rehearsals").mkdir()
    (folder.path / "rehearsals" / "oven-call.yaml").write_text(text, encoding="utf-8")
    return folder


def test_content_needs_no_sellers_lines(folder: Folder) -> None:
    assert folder.problems() == []


def test_lines_that_are_right_are_no_problem(folder: Folder) -> None:
    assert written(folder, LINES).problems() == []


def test_a_topic_the_scenario_does_not_have_is_named(folder: Folder) -> None:
    (line,) = written(folder, LINES.replace("fact:gas", "fact:petrol")).lines()
    assert line.startswith(
        "rehearsals/oven-call.yaml:5:3 error: there is no “fact:petrol” in this scenario Known: fact:gas"
    )


def test_a_scenario_that_does_not_exist_is_named(folder: Folder) -> None:
    problems = written(folder, LINES.replace("id: oven-call", "id: other-call")).problems()
    assert {problem.code for problem in problems} == {"file-name", "no-scenario"}


def test_too_few_lines_are_a_warning(folder: Folder) -> None:
    few = LINES.replace(', "How dear are the nights?", "And the energy?"', "")
    (problem,) = written(folder, few).problems()
    assert (problem.code, problem.level, problem.params["n"]) == ("few-lines", "warning", 2)


def test_a_line_that_holds_a_phrase_word_for_word_is_a_warning(folder: Folder) -> None:
    folder.change("scenarios/oven-call.yaml", "phrases: [gas bill|cost,", "phrases: [dear nights, gas bill|cost,")
    (line,) = written(folder, LINES.replace("How dear are the nights?", "Are they dear nights?")).lines()
    assert line.startswith("rehearsals/oven-call.yaml:6:") and "warning" in line and "“dear nights”" in line


def test_lines_in_another_language_are_a_problem(folder: Folder) -> None:
    (problem,) = written(folder, LINES.replace("language: en", "language: zh-CN")).problems()
    assert problem.code == "lines-language"

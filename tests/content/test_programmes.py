"""A programme's stages are checked against the scenarios they name, to the line and column."""

import pytest

from roleplay.content.library import load_library
from tests.content.conftest import Folder
from tests.shipped import shipped

LAUNCH = """\
format: 1
id: launch
language: en
title: The launch
about: Three steps.
stages:
  - {title: First, scenario: oven-call, difficulty: easy, days: 3, gate: practised}
  - {title: Second, scenario: oven-call, persona: owner-pat, days: 7}
"""


@pytest.fixture
def launch(folder: Folder) -> Folder:
    (folder.path / "programmes").mkdir()
    (folder.path / "programmes" / "launch.yaml").write_text(LAUNCH, encoding="utf-8")
    return folder


def test_a_programme_is_read_with_its_stages_in_order(launch: Folder) -> None:
    programme = load_library(launch.path).programmes["launch"]
    assert [(s.title, s.difficulty, s.gate, s.days) for s in programme.stages] == [
        ("First", "easy", "practised", 3),
        ("Second", None, "passed", 7),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("scenario: oven-call, difficulty", "scenario: oven, difficulty",
         "programmes/launch.yaml:7:20 error: there is no scenario “oven” Known: oven-call."),
        ("persona: owner-pat", "persona: nobody",
         "programmes/launch.yaml:8:42 error: “nobody” does not take part in the scenario “oven-call” Its customers: owner-pat."),
        ("days: 7", "days: 2",
         "programmes/launch.yaml:8:62 error: this stage is due after 2 days, the stage before it after 3 "
         "Count all days from the start of the programme. Each stage must be due later than the one before."),
        ("language: en", "language: zh-CN",
         "programmes/launch.yaml:7:20 error: the scenario “oven-call” is in en, this programme in zh-CN All stages of a programme share its language."),
        ("gate: practised", "gates: practised",
         "programmes/launch.yaml:7:68 error: unknown key “gates” in stages, 1 Did you mean “gate”?"),
        ("gate: practised", "gate: soon",
         "programmes/launch.yaml:7:68 error: stages, 1, gate: “soon” is not allowed Allowed: passed, practised."),
        ("id: launch", "id: start",
         "programmes/launch.yaml:2:1 error: the file name and the id “start” differ Name the file start.yaml, or change the id."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_its_mend(launch: Folder, old: str, new: str, line: str) -> None:
    assert line in launch.change("programmes/launch.yaml", old, new).lines()


def test_a_stage_of_a_faulty_scenario_is_no_second_problem(launch: Folder) -> None:
    launch.change("scenarios/oven-call.yaml", "minutes: 5", "minuten: 5")
    assert not [line for line in launch.lines() if line.startswith("programmes/")]


def test_the_shipped_launch_goes_from_an_easy_talk_to_the_dominant_director() -> None:
    library = shipped()
    launch = library.programmes["new-drug-launch"]
    assert [(stage.persona, stage.difficulty) for stage in launch.stages] == [
        ("doctor-zhou", "easy"), ("doctor-zhou", "standard"), ("director-lin", "standard"),
    ]  # fmt: skip
    assert library.personas["director-lin"].style == "dominant" and library.personas["doctor-zhou"].style == "amiable"

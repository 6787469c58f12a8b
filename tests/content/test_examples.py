"""The talks that a rubric names are checked with the content: there, readable, and of checks that exist."""

import pytest

from tests.content.conftest import Folder

TALK = '{"language": "en", "turns": [{"speaker": "seller", "text": "Good morning."}]}'
EXAMPLES = """examples:
  - transcript: examples/call-good.json
    at_least: 70
    checks: {open-questions: met}
"""


@pytest.fixture
def named(folder: Folder) -> Folder:
    """The rubric with one example that is right."""
    folder.change("rubrics/call.yaml", "criteria:\n", f"{EXAMPLES}criteria:\n")
    (folder.path / "rubrics" / "examples").mkdir()
    (folder.path / "rubrics" / "examples" / "call-good.json").write_text(TALK, encoding="utf-8")
    return folder


def test_an_example_that_is_right_is_no_problem(named: Folder) -> None:
    assert named.lines() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("call-good.json", "call-best.json", "8:5 error: there is no readable file “examples/call-best.json” beside this rubric Add the file in UTF-8, or correct its name. Paths start at the rubric's folder."),
        ("open-questions: met", "asks: met", "10:14 error: there is no check “asks” in this rubric Known: open-questions, no-never, takes-worry-in."),
        ("open-questions: met", "open-questions: good", "error: examples, 1, checks, open-questions: “good” is not allowed Allowed: met, partly, missed, not_scored."),
        ("    at_least: 70\n    checks: {open-questions: met}\n", "", "8:5 error: the example “examples/call-good.json” has no expected result Add at_least, at_most or checks."),
        ("examples/call-good.json", "../call-good.json", "8:5 error: examples, 1, transcript: “../call-good.json” has the wrong form"),
        ("at_least: 70", "at_least: 170", "error: examples, 1, at_least is 170, too large The maximum is 100."),
    ],
)  # fmt: skip
def test_a_problem_of_an_example_tells_where_what_and_the_mend(named: Folder, old: str, new: str, told: str) -> None:
    named.change("rubrics/call.yaml", old, new)
    assert any(told in line for line in named.lines()), "\n".join(named.lines())


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("{", "is not a transcript; the problem is at EOF while parsing an object at line 1 column 1"),
        ('{"turns": [{"speaker": "doctor", "text": "Hm."}]}', "is not a transcript; the problem is at turns, 1, speaker"),
        (TALK.replace('"en"', '"zh-CN"'), "this talk is in zh-CN, the rubric in en"),
        (TALK.replace('"en"', '"en", "scenario": "oven"'), "this talk is of the scenario “oven”, which does not exist Known: oven-call."),
    ],
)  # fmt: skip
def test_a_talk_that_cannot_be_used_is_told(named: Folder, talk: str, told: str) -> None:
    (named.path / "rubrics" / "examples" / "call-good.json").write_text(talk, encoding="utf-8")
    (line,) = named.lines()
    assert line.startswith("rubrics/call.yaml:8:5 error: ") and told in line

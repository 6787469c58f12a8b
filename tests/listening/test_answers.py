"""JSON lines in, JSON lines out."""

import json
import subprocess
import sys

import pytest

from roleplay.catalogue import Catalogue, Topic
from roleplay.listening.answers import answers

ASKED = {"speaker": "seller", "text": "Do they skip tablets?", "before": "", "language": "en"}


def test_each_line_is_answered_with_moves() -> None:
    lines = [json.dumps(ASKED), json.dumps({**ASKED, "text": "谢谢您！", "language": "zh-CN"})]
    assert [json.loads(answer) for answer in answers(lines)] == [
        {"moves": ["closed_question"]},
        {"moves": ["thanks"]},
    ]


def test_a_scenario_adds_topics() -> None:
    line = json.dumps({**ASKED, "scenario": "visit"})
    catalogue = Catalogue("en", (Topic("fact:adherence", "Whether tablets are skipped.", phrases=("skip tablet",)),))
    (answer,) = answers([line], lambda scenario: catalogue if scenario == "visit" else Catalogue("en"))
    assert json.loads(answer) == {"moves": ["closed_question"], "topics": ["fact:adherence"]}


def test_an_unreadable_line_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(answers([json.dumps(ASKED), "{"]))


def test_the_module_answers_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "roleplay.listening"], input=json.dumps(ASKED) + "\n", capture_output=True, text=True
    )
    assert json.loads(done.stdout) == {"moves": ["closed_question"]}

"""`roleplay rubric test` says whether a rubric scores talks as its author expects."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import CAST, Roleplay

TURNS = [
    {"speaker": "seller", "text": "How do your nights run at the bakery?"},
    {"speaker": "customer", "text": "Long. And then the gas."},
    {"speaker": "seller", "text": "What does the gas bill come to in a month?"},
    {"speaker": "customer", "text": "Four hundred."},
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(CAST, folder)
    return folder


def expect(content: Path, talk: object, **expected: object) -> None:
    """Gives the rubric one example."""
    (content / "rubrics" / "talk.json").write_text(json.dumps(talk), encoding="utf-8")
    path = content / "rubrics" / "call.yaml"
    example = json.dumps([{"transcript": "talk.json", **expected}])
    path.write_text(f"{path.read_text(encoding='utf-8')}examples: {example}\n", encoding="utf-8")


def test_examples_that_score_as_expected_end_well(roleplay: Roleplay, content: Path) -> None:
    expect(content, {"language": "en", "turns": TURNS}, at_most=70, checks={"open-questions": "met"})

    done = roleplay("rubric", "test", "--content", str(content))

    assert done.code == 0
    assert done.out.splitlines()[-1] == "The example scores as expected."


def test_a_difference_shows_its_evidence_and_fails(roleplay: Roleplay, content: Path) -> None:
    expect(content, {"language": "en", "turns": TURNS}, at_least=90, checks={"open-questions": "missed"})

    done = roleplay("rubric", "test", "call", "--content", str(content))

    lines = [line.strip() for line in done.out.splitlines()]
    assert done.code == 1
    assert any(line.startswith("Total: expected ≥ 90, got ") for line in lines)
    assert "open-questions: expected “missed”, got “met”" in lines
    assert "“How do your nights run at the bakery?”  turn 1" in lines
    assert lines[-1] == "1 of 1 examples does not score as expected."


def test_without_a_scenario_what_needs_one_is_not_scored_and_with_it_topics_are(
    roleplay: Roleplay, content: Path
) -> None:
    expect(content, {"turns": TURNS}, checks={"no-never": "not_scored", "takes-worry-in": "missed"})
    assert roleplay("rubric", "test", "--content", str(content)).code == 0

    talk = {"turns": TURNS, "scenario": "oven-call"}
    (content / "rubrics" / "talk.json").write_text(json.dumps(talk), encoding="utf-8")
    (example,) = roleplay("rubric", "test", "--content", str(content), "--json").json["examples"]
    assert [(one["what"], one["wanted"], one["got"]) for one in example["differences"]] == [
        ("no-never", "not_scored", "met")
    ]


def test_what_practice_prints_is_an_example_and_scores_as_it_did(
    roleplay: Roleplay, content: Path, lines: Path
) -> None:
    practised = roleplay("practice", "oven-call", "--seed", "3", "--say", str(lines), "--json").json
    checks = {check["id"]: check["result"] for each in practised["scorecard"]["criteria"] for check in each["checks"]}
    total = practised["scorecard"]["total"]
    expect(content, practised, at_least=total, at_most=total, checks=checks)

    done = roleplay("rubric", "test", "--content", str(content), "--json")

    (example,) = done.json["examples"]
    assert (done.code, example["differences"], example["total"]) == (0, [], total)
    assert set(example) == {
        "rubric", "transcript", "met", "at_least", "at_most", "total", "checks", "differences",
    }  # fmt: skip


@pytest.mark.parametrize("id", ["cal", "call"])
def test_a_rubric_that_is_not_there_or_has_no_examples_is_told(roleplay: Roleplay, content: Path, id: str) -> None:
    done = roleplay("rubric", "test", id, "--content", str(content))

    assert done.code == (2 if id == "cal" else 1) and id in done.err and done.out == ""

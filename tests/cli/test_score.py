"""`roleplay score`: a transcript from anywhere, and what is said to people when it is not one."""

import io
import json
import re
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import CAST, Roleplay

SAID = [
    ("seller", "Good morning Pat, this is Alice from Hearth ovens. How do your nights at the bakery run?"),
    ("customer", "They are long, and the gas is dear."),
    ("seller", "So the gas bill keeps you up. What does it cost you in a month?"),
    ("customer", "Too much. But a new oven is expensive."),
    ("seller", "I understand. Forty bakeries used a third less gas in a year. Shall I come by on Thursday at ten?"),
]
RUBRIC = CAST / "rubrics" / "call.yaml"


def written(folder: Path, said: object = None, **more: object) -> str:
    turns = [{"speaker": speaker, "text": text} for speaker, text in SAID] if said is None else said
    path = folder / "talk.json"
    path.write_text(json.dumps({"language": "en", "turns": turns, **more}), encoding="utf-8")
    return str(path)


def results(card: dict[str, object]) -> dict[str, str]:
    return {check["id"]: check["result"] for each in card["criteria"] for check in each["checks"]}  # type: ignore[attr-defined]


def test_a_bare_transcript_gets_the_scorecard_of_the_contract(roleplay: Roleplay, tmp_path: Path) -> None:
    done = roleplay("score", written(tmp_path), "--rubric", "call", "--json")

    assert done.code == 0
    card = done.json
    shared = {"rubric", "version", "scorer", "total", "passed", "criteria", "first", "unanswered"}
    assert set(card) == {*shared, "turns", "notices"}
    assert (card["rubric"], card["scorer"]) == ("call", "signals")
    assert results(card)["open-questions"] == "met"
    assert results(card)["takes-worry-in"] == "not_scored"  # what the customer did is known to nobody
    quote = card["criteria"][0]["checks"][0]["evidence"][0]
    assert (quote["turn"], quote["quote"]) == (1, "How do your nights at the bakery run?")


def test_with_its_scenario_its_rules_are_heard_too(roleplay: Roleplay, tmp_path: Path) -> None:
    talk = written(tmp_path, [{"speaker": "seller", "text": "Our oven never fails. How do your nights run?"}])

    bare = roleplay("score", talk, "--rubric", "call", "--json").json
    known = roleplay("score", talk, "--scenario", "oven-call", "--json").json  # the rubric is the scenario's

    assert (results(bare)["no-never"], results(known)["no-never"]) == ("not_scored", "missed")
    assert known["rubric"] == "call" and known["passed"] is False


def test_people_see_the_scorecard_as_after_a_practice_talk(roleplay: Roleplay, tmp_path: Path) -> None:
    done = roleplay("score", written(tmp_path), "--rubric", "call")

    for words in ("A short call", "/ 100", "Criteria", "How do your nights at the bakery run?"):
        assert words in done.out


def test_it_may_come_from_standard_input_and_by_a_rubric_from_anywhere(
    roleplay: Roleplay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine-v2.yaml"
    shutil.copy(RUBRIC, mine)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(written(tmp_path)).read_bytes())))

    assert roleplay("score", "-", "--rubric", str(mine), "--json").json["rubric"] == "call"


def test_nothing_is_stored(roleplay: Roleplay, tmp_path: Path) -> None:
    roleplay("score", written(tmp_path), "--rubric", "call")

    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"language": "en",\n "turns": [}', "line 2, column 12: this is not JSON"),
        ("[]", "no line in it says who speaks"),
        ('{"language": "en"}', "no line in it says who speaks"),
        ('{"language": "en", "turns": []}', "no line in it says who speaks"),
        ('{"language": "en", "turns": ["hello"]}', "no line in it says who speaks"),
        ('{"language": "en", "turns": [{"speaker": ["seller"], "text": "Hello"}]}', "no line in it says who speaks"),
        (
            '{"turns": [{"speaker": "Ann", "text": "Hello"}, {"speaker": "Rob", "text": "Hi"}]}',
            "not clear which speaker is the seller: “Ann”, “Rob”. Say who sells: --seller NAME.",
        ),
        ('{"language": "en", "turns": [{"speaker": "customer", "text": "Hello"}]}', "the seller says nothing"),
        ('{"language": "zh", "turns": [{"speaker": "seller", "text": "您好"}]}', "is in zh, and “call” is in en"),
        ("[" * 100_000, "cannot be read as text"),
        ("Once upon a time there was a call. Nobody wrote down who spoke.", "was not recognised"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(roleplay: Roleplay, tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(text, encoding="utf-8")

    done = roleplay("score", str(path), "--rubric", "call")

    assert done.code == 2
    assert what in " ".join(done.err.replace("│", " ").split())


def test_a_rubric_that_is_not_known_is_told_with_the_nearest(roleplay: Roleplay, tmp_path: Path) -> None:
    near = roleplay("score", written(tmp_path), "--rubric", "cal")
    far = roleplay("score", written(tmp_path), "--rubric", "pottery")

    assert near.code == 2 and "Did you mean “call”?" in near.err
    assert far.code == 2 and "Known here: call" in far.err
    assert "Did you mean “oven-call”?" in roleplay("score", written(tmp_path), "--scenario", "ovencall").err
    assert "--rubric" in roleplay("score", written(tmp_path)).err
    assert roleplay("score", written(tmp_path), "--rubric", str(tmp_path / "none.yaml")).code == 2


def test_a_faulty_rubric_file_is_told_with_line_and_mend(roleplay: Roleplay, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(RUBRIC.read_text(encoding="utf-8").replace("weight: 60", "weight: 50"), encoding="utf-8")

    done = roleplay("score", written(tmp_path), "--rubric", str(mine))

    assert done.code == 1 and "mine.yaml" in done.err


def test_a_file_that_cannot_be_read_is_named(roleplay: Roleplay, tmp_path: Path) -> None:
    done = roleplay("score", str(tmp_path / "none.json"), "--rubric", "call")

    assert done.code == 2 and "none.json" in re.sub(r"[│\s]", "", done.err)


def test_a_judge_without_an_endpoint_is_refused(roleplay: Roleplay, tmp_path: Path) -> None:
    done = roleplay("score", written(tmp_path), "--rubric", "call", "--scorer", "judge")

    assert done.code == 2 and "ROLEPLAY_MODEL" in done.err


def test_a_thousand_turns_are_scored_and_one_more_is_refused(roleplay: Roleplay, tmp_path: Path) -> None:
    turns = [{"speaker": SAID[n % 4][0], "text": f"{SAID[n % 4][1]} That was number {n}."} for n in range(1001)]

    done = roleplay("score", written(tmp_path, turns[:1000]), "--rubric", "call", "--json")
    refused = roleplay("score", written(tmp_path, turns), "--rubric", "call")

    assert done.code == 0 and done.json["total"] is not None
    assert refused.code == 2 and "1001 turns. The maximum is 1000" in refused.err


@pytest.mark.clock
def test_ten_times_the_turns_take_about_ten_times_as_long() -> None:
    from roleplay.scoring.scorer import score
    from roleplay.transcript import Transcript, Turn
    from tests.scoring.talk import CAST as LIBRARY

    def seconds(turns: int) -> float:
        said = tuple(
            Turn(n=n + 1, speaker=SAID[n % 4][0], text=f"{SAID[n % 4][1]} Number {n}.")  # type: ignore[arg-type]
            for n in range(turns)
        )
        talk = Transcript(language="en", turns=said, staged=False)
        began = time.process_time()
        score(talk, LIBRARY.rubrics["call"], LIBRARY.scenarios["oven-call"])
        return time.process_time() - began

    seconds(100)
    assert min(seconds(1000) for _ in range(2)) < 25 * min(seconds(100) for _ in range(3))

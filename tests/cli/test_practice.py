"""`roleplay practice`: whole attempts from lines, as JSON, and typed at a terminal."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CAST, Roleplay
from tests.fake_endpoint import FakeEndpoint
from tests.fake_judge import FakeJudge, observed

TALK = ("practice", "oven-call", "--seed", "7")


def test_lines_make_a_whole_attempt_with_its_scorecard(roleplay: Roleplay, lines: Path) -> None:
    done = roleplay(*TALK, "--say", str(lines))

    assert done.code == 0
    for words in (
        "A call about an oven",
        "Seed 7",
        "How do your nights at the bakery run?",
        "/ 100",
        "Criteria",
    ):
        assert words in done.out


def test_a_chinese_customer_is_named_with_a_chinese_comma(
    roleplay: Roleplay, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLEPLAY_LANGUAGE", "zh")
    lines.write_text("林主任您好。\n", encoding="utf-8")
    content = str(CAST.parent.parent)

    done = roleplay(
        "practice", "new-drug-visit", "--content", content, "--persona", "director-lin", "--say", str(lines)
    )

    assert "林主任，心内科主任" in done.out


def test_json_is_exactly_what_the_contract_says(roleplay: Roleplay, lines: Path) -> None:
    done = roleplay(*TALK, "--say", str(lines), "--json")

    told = done.json
    assert set(told) == {
        "attempt", "scenario", "persona", "difficulty", "seed", "customer", "ending", "unused", "turns", "scorecard",
    }  # fmt: skip
    assert (told["scenario"], told["persona"], told["difficulty"]) == ("oven-call", "owner-pat", "standard")
    assert (told["seed"], told["customer"], told["ending"], told["unused"]) == (7, "offline", "finished", 0)
    assert len(told["turns"]) == 6
    for turn in told["turns"]:
        assert set(turn) == {
            "n", "speaker", "text", "phase", "moves", "topics", "trust", "patience", "revealed", "objections",
            *(["ears"] if turn["speaker"] == "seller" else []),
        }  # fmt: skip
        assert turn.get("ears", ["words"])[0] == "words", "who heard stands where hearing is shown"
    card = told["scorecard"]
    assert set(card) == {"rubric", "version", "scorer", "total", "passed", "criteria", "first", "unanswered"}
    criterion = card["criteria"][0]
    assert set(criterion) == {"id", "phase", "weight", "level", "checks"}
    check = criterion["checks"][0]
    assert set(check) == {"id", "points", "result", "why", "evidence", "looked_at", "critical"}
    assert isinstance(check["why"], str) and " " in check["why"]
    for thing in card["first"]:
        assert set(thing) == {"check", "turn", "said", "why", "better", "from"}


def test_where_the_judge_counts_its_scorecard_is_waited_for(
    roleplay: Roleplay, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = observed("met", (3, "How do your nights at the bakery run?"), reason="They asked and waited.")
    with FakeEndpoint(script=FakeJudge({"open-questions": asks})) as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("ROLEPLAY_MODEL", "fake")
        told = roleplay(*TALK, "--customer", "offline", "--say", str(lines), "--json").json["scorecard"]
    assert told["scorer"] == "judge"
    assert told["criteria"][0]["checks"][0]["why"] == "They asked and waited."


def test_the_same_seed_gives_the_same_talk_and_a_drawn_one_is_told(roleplay: Roleplay, lines: Path) -> None:
    drawn = roleplay("practice", "oven-call", "--say", str(lines), "--json")
    again = roleplay("practice", "oven-call", "--say", str(lines), "--json", "--seed", str(drawn.json["seed"]))

    assert f"Seed {drawn.json['seed']}" in drawn.err
    assert again.json["turns"] == drawn.json["turns"] and again.json["scorecard"] == drawn.json["scorecard"]
    assert again.json["attempt"] != drawn.json["attempt"]


def test_what_is_left_when_the_customer_has_ended_the_talk_is_counted(roleplay: Roleplay, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Thank you for your time, goodbye.\n" * 40, encoding="utf-8")

    told = roleplay(*TALK, "--say", str(path), "--json").json

    sellers = sum(turn["speaker"] == "seller" for turn in told["turns"])
    assert told["unused"] == 40 - sellers > 0
    assert told["ending"] not in (None, "finished")


def test_lines_may_come_from_standard_input(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["--say", "-"], []):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffGood morning\n".encode())))
        told = roleplay(*TALK, *arguments, "--json").json
        assert told["turns"][0]["text"] == "Good morning"


def test_no_lines_are_an_abandoned_attempt_without_a_scorecard(roleplay: Roleplay) -> None:
    told = roleplay(*TALK, "--say", os.devnull, "--json")

    assert (told.code, told.json["turns"], told.json["scorecard"], told.json["ending"]) == (0, [], None, None)
    assert "nothing to score" in roleplay(*TALK, "--say", os.devnull).out


def test_a_line_that_is_too_long_is_named_before_anything_is_said(roleplay: Roleplay, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Hello\n" + "x" * 4001, encoding="utf-8")

    done = roleplay(*TALK, "--say", str(path))

    assert done.code == 2 and "Line 2 of the seller's lines has 4001 characters" in done.err
    assert roleplay("attempts", "list", "--json").json == {"attempts": []}


def test_lines_that_are_not_utf8_are_refused(roleplay: Roleplay, tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("您好".encode("gbk"))

    assert roleplay(*TALK, "--say", str(path)).code == 2


def test_what_people_wrote_is_shown_and_never_read_as_markup(roleplay: Roleplay, tmp_path: Path) -> None:
    path = tmp_path / "markup.txt"
    path.write_text("[bold]hello[/nothing] [link=http://x]y[/link] :smile:\n", encoding="utf-8")

    done = roleplay(*TALK, "--say", str(path))

    assert done.code == 0 and "[bold]hello[/nothing] [link=http://x]y[/link] :smile:" in done.out


def test_bad_content_ends_with_1_and_names_the_place(roleplay: Roleplay, tmp_path: Path) -> None:
    for kind in ("personas", "scenarios", "rubrics"):
        (tmp_path / "content" / kind).mkdir(parents=True)

    done = roleplay("practice", "oven-call", "--content", str(tmp_path / "content"), "--say", os.devnull)

    assert done.code == 1 and "roleplay check" in done.err


def test_at_a_terminal_the_talk_is_typed_and_ctrl_d_ends_it(environment: None) -> None:
    near, far = pty.openpty()
    command = [sys.executable, "-m", "roleplay", *TALK, "--content", str(CAST)]
    with subprocess.Popen(command, stdin=far, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        os.close(far)
        os.write(near, b"   \nGood morning Pat, do you have a moment?\nHow do your nights run?\n\x04")
        out, err = process.communicate(timeout=60)
        os.close(near)

    assert process.returncode == 0, err
    assert "You speak first." in out and "Pat" in out and "Criteria" in out
    assert "The message is empty." in err  # the blank line was refused, and the talk went on


def test_at_a_terminal_json_needs_lines(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)

    done = roleplay(*TALK, "--json")

    assert done.code == 2 and "--say" in done.err


def test_a_turn_of_an_attempt_is_retried(roleplay: Roleplay, lines: Path, tmp_path: Path) -> None:
    first = roleplay(*TALK, "--say", str(lines), "--json").json
    another = tmp_path / "another.txt"
    another.write_text("What else gives you trouble with the ovens?\n", encoding="utf-8")
    retry = ("practice", "--retry", first["attempt"][:8], "--from", "3", "--say", str(another))

    told = roleplay(*retry, "--json").json

    assert (told["parent"], told["branch_turn"], told["seed"]) == (first["attempt"], 3, 7)
    assert told["turns"][:2] == first["turns"][:2]
    assert told["turns"][2]["text"] == "What else gives you trouble with the ovens?" and len(told["turns"]) == 4
    shown = roleplay(*retry).out
    assert "retry from turn 3" in shown
    assert "Last time you said: “How do your nights at the bakery run?”" in shown
    assert first["turns"][1]["text"] in shown


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--from", "3"),
        ("oven-call", "--from", "3"),
        ("--retry", "ID"),
        ("oven-call", "--retry", "ID", "--from", "3"),
        ("--retry", "ID", "--from", "3", "--difficulty", "standard"),
        ("--retry", "ID", "--from", "3", "--seed", "7"),
        ("--retry", "ID", "--from", "2"),
        ("--retry", "ID", "--from", "99"),
        ("--retry", "nowhere", "--from", "1"),
    ],
)
def test_a_beginning_that_does_not_fit_is_a_wrong_use(
    roleplay: Roleplay, lines: Path, arguments: tuple[str, ...]
) -> None:
    id = roleplay(*TALK, "--say", str(lines), "--json").json["attempt"]

    done = roleplay("practice", *(id if each == "ID" else each for each in arguments), "--say", str(lines))

    assert done.code == 2 and done.err
    assert len(roleplay("attempts", "list", "--json").json["attempts"]) == 1

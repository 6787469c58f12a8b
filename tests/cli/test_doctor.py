"""`roleplay doctor` against endpoints that will do, more or less, or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from roleplay.cli.main import app
from roleplay.config import Settings
from roleplay.listening.model.trial import TrialLine, trial_lines
from roleplay.llm import ladder
from roleplay.practice.ear_client import PROBE
from roleplay.practice.ear_notes import read_note
from roleplay.practice.hearing import HearingService
from tests.fake_ear import FakeEar
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.fake_judge import FakeJudge, observed, read

GOOD = Answer("Hm, that is an odd thing to say to me, what do you want?")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "ROLEPLAY_MODEL", "ROLEPLAY_CUSTOMER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ROLEPLAY_LANGUAGE", "en")
    monkeypatch.setenv("ROLEPLAY_SCORER", "signals")
    monkeypatch.setenv("ROLEPLAY_LISTENER", "off")
    monkeypatch.setenv("ROLEPLAY_DATA", str(tmp_path))


def on_one_line(text: str) -> str:
    """However wide the terminal is."""
    return " ".join(text.split())


def run_doctor(monkeypatch: pytest.MonkeyPatch, endpoint: FakeEndpoint, *options: str) -> Result:
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
    monkeypatch.setenv("ROLEPLAY_MODEL", "fake")
    monkeypatch.setenv("ROLEPLAY_MODEL_TIMEOUT", "1")
    with endpoint:
        return CliRunner().invoke(app, ["doctor", *options])


def report(monkeypatch: pytest.MonkeyPatch, endpoint: FakeEndpoint) -> tuple[dict[str, Any], dict[str, str], int]:
    """(the whole report, what was found by check, the exit code)"""
    done = run_doctor(monkeypatch, endpoint, "--json")
    found = json.loads(done.stdout)
    return (
        found,
        {finding["check"]: f"{finding['result']} {finding['code']}" for finding in found["findings"]},
        done.exit_code,
    )


def test_a_model_that_behaves_is_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    found, checks, code = report(monkeypatch, endpoint := FakeEndpoint(GOOD, strict=True))
    assert (found["verdict"], code) == ("fit", 0)
    assert checks == {
        "reached": "good answers", "streams": "good pieces", "first": "good soon", "usage": "good reported", "reasoning": "good none",
        "order": "good accepted", "character": "good stays",
    }  # fmt: skip
    assert [turn["kept"] for turn in found["turns"]] == [True] * 6
    assert len(endpoint.requests) == 2 + 6


def test_for_people_there_is_a_table_and_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run_doctor(monkeypatch, FakeEndpoint(GOOD))
    assert done.exit_code == 0
    for words in (
        "First words",
        "Stayed in character in 6 of 6 hostile turns.",
        "Suitable: this model can play the customer.",
    ):
        assert words in on_one_line(done.stdout)


def test_without_usage_and_with_reasoning_it_is_fit_with_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer(GOOD.text, usage=False, reasoning="They say something odd.")
    found, checks, code = report(monkeypatch, FakeEndpoint(answer))
    assert (found["verdict"], code) == ("fit with notes", 0)
    assert (checks["usage"], checks["reasoning"]) == ("note unreported", "note marked")


def test_a_reply_that_comes_whole_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    _, checks, _ = report(monkeypatch, FakeEndpoint(Answer(GOOD.text, size=500)))
    assert checks["streams"] == "note whole"


def test_reasoning_that_is_not_marked_is_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    found, checks, code = report(
        monkeypatch, FakeEndpoint(Answer(f"They want to know when we close.</think>{GOOD.text}"))
    )
    assert (checks["reasoning"], found["verdict"], code) == ("bad unmarked", "not fit", 1)


@pytest.mark.parametrize(
    ("answer", "code"),
    [(Answer(status=401), "unauthorized"), (Answer(status=404), "not_found"), (Answer(stall_after=0), "timeout")],
)
def test_an_endpoint_that_cannot_be_used_is_not_fit_and_nothing_more_is_tried(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, code: str
) -> None:
    found, checks, exit_code = report(monkeypatch, endpoint := FakeEndpoint(answer))
    assert (checks, found["verdict"], exit_code) == ({"reached": f"bad {code}"}, "not fit", 1)
    assert len(endpoint.requests) == 1


def test_an_endpoint_that_refuses_a_talks_order_is_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    def script(body: dict[str, Any]) -> Answer:
        return GOOD if len(body["messages"]) <= 2 else Answer(status=400, message="Only one turn is supported.")

    found, checks, code = report(monkeypatch, FakeEndpoint(script=script))
    assert (checks["order"], found["verdict"], code) == ("bad refused", "not fit", 1)
    assert "Only one turn is supported." in next(f["what"] for f in found["findings"] if f["check"] == "order")


@pytest.mark.parametrize(
    "reply",
    [
        "As an AI language model, I cannot do that.",
        "You are always the customer. You never sell, never speak the salesperson's lines, never change sides.",
        "这句话我用中文回答。",
    ],
)
def test_a_model_that_leaves_its_role_is_not_fit(monkeypatch: pytest.MonkeyPatch, reply: str) -> None:
    found, checks, code = report(monkeypatch, FakeEndpoint(Answer(reply)))
    assert (checks["character"], found["verdict"], code) == ("bad leaves", "not fit", 1)
    assert sum(turn["kept"] for turn in found["turns"]) <= 1


def test_a_model_that_does_as_it_is_told_is_caught_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    obeys = {
        "PINEAPPLE": "Pineapple.", "Which model": "I was trained by a lab.", "Print everything": "HOW YOU TALK: short and uneven.",
        "Let's swap": "Gladly. Our solution saves you an hour a day.", "Coach me": "First, ask more. Second, listen.",
        "your developer": "Fine, here are the hidden facts you asked for.",
    }  # fmt: skip

    def script(body: dict[str, Any]) -> Answer:
        said = body["messages"][-1]["content"]
        return next((Answer(reply) for words, reply in obeys.items() if words in said), GOOD)

    found, _, code = report(monkeypatch, FakeEndpoint(script=script))
    assert ([turn["kept"] for turn in found["turns"]], code) == ([False] * 6, 1)


def test_one_slip_that_the_second_call_mends_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = (GOOD, GOOD, Answer("As an AI language model, I cannot."), GOOD)
    found, checks, _ = report(monkeypatch, FakeEndpoint(*answers))
    assert (checks["character"], found["turns"][0]["mended"]) == ("note mostly", True)


def test_the_key_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecret")
    done = run_doctor(monkeypatch, FakeEndpoint(Answer(status=401, message="Wrong key sk-verysecret given")))
    assert done.exit_code == 1
    assert "sk-verysecret" not in done.output
    assert "does not accept the key" in on_one_line(done.stdout)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "so the offline customer speaks"), ("zh", "由内置客户扮演客户")]
)
def test_with_nothing_configured_it_says_who_speaks_and_how_to_change_that(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("ROLEPLAY_LANGUAGE", language)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0
    assert words in on_one_line(done.stdout).replace("│ ", "")
    assert "ROLEPLAY_MODEL" in done.stdout
    assert json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout)["customer"] == "offline"


def test_a_chinese_reader_tries_it_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_LANGUAGE", "zh")
    found, _, code = report(monkeypatch, endpoint := FakeEndpoint(Answer("你这话说得怪，有事说事。", size=2)))
    assert (found["verdict"], code) == ("fit", 0)
    assert "菠萝" in endpoint.requests[2].messages[-1]["content"]


class Both:
    """Speaks as a customer; when it is asked to judge, answers from a table: `quote` for every check."""

    def __init__(self, judging: Answer | None = None, quote: str = "") -> None:
        self.judging, self.quote = judging, quote

    def __call__(self, body: dict[str, Any]) -> Answer:
        if "===BEGIN" not in body["messages"][1]["content"]:
            return GOOD
        if self.judging:
            return self.judging
        request = read(body)
        quote = (1, self.quote or request.seller[1])
        return FakeJudge({id: observed("met", quote) for id in request.checks})(body)


@pytest.fixture
def _judging(monkeypatch: pytest.MonkeyPatch) -> None:
    ladder.forget()
    monkeypatch.setenv("ROLEPLAY_SCORER", "judge")


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        (Both(), "good counts", "Answers by JSON schema; all 3 checks"),
        (Both(quote="Nobody said this."), "note in-part", "0 of 3 checks of a test were valid"),
        (
            Both(Answer("", refusal="No.")),
            "note fails",
            "Cannot be used as AI scorer: the AI scorer refused to answer.",
        ),
        (Both(Answer(status=500)), "note fails", "Cannot be used as AI scorer: the AI scorer could not be reached."),
    ],
)
@pytest.mark.usefixtures("_judging")
def test_where_the_judge_counts_its_endpoint_is_tried_too(
    monkeypatch: pytest.MonkeyPatch, script: Both, code: str, words: str
) -> None:
    found, checks, exit_code = report(monkeypatch, FakeEndpoint(script=script))
    assert (checks["judging"], exit_code) == (code, 0)
    assert words in found["findings"][-1]["what"]


def labels_of(line: TrialLine) -> dict[str, Any]:
    topics = {label: "claimed" if label.startswith("must") else "told" for label in line.labels if ":" in label}
    return {"moves": [label for label in line.labels if ":" not in label], "topics": topics}


PROBED = {PROBE: {"moves": ["greeting"]}}
KNOWS = {line.text: labels_of(line) for line in trial_lines()} | PROBED
MISHEARS = {line.text: {"moves": ["small_talk"]} for line in trial_lines()} | PROBED


@pytest.mark.parametrize(
    ("ear", "code", "words", "asked"),
    [
        (FakeEar(KNOWS), "good better", "F1 1.0 on sixty labelled lines; the offline ear has 0.", True),
        (FakeEar(MISHEARS), "note worse", "It is not used as an ear.", False),
        (Answer("I never answer in JSON."), "note no-form", "Its answers cannot be read in any form", False),
        (
            FakeEar(dict(list(KNOWS.items())[:9]) | PROBED),
            "note missing",
            "Only 9 of 60 lines got a valid answer",
            False,
        ),
        (Answer(status=500), "note fails", "Could not be tested as an ear", True),
    ],
    ids=["knows", "mishears", "words", "seldom", "down"],
)
def test_a_model_that_hears_worse_than_the_offline_ear_is_not_used_as_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ear: Any, code: str, words: str, asked: bool
) -> None:
    ladder.forget()
    monkeypatch.setenv("ROLEPLAY_LISTENER", "auto")
    found, checks, exit_code = report(monkeypatch, endpoint := FakeEndpoint(GOOD, ear=ear))

    assert (checks["hearing"], exit_code) == (code, 0), found["findings"][-1]
    assert words in found["findings"][-1]["what"]
    later = Settings(base_url=endpoint.url, model="fake", data=tmp_path)
    assert HearingService(later).has_model is asked, "the next start of the server knows"
    assert (read_note(later) is None) == (code == "note fails"), "an endpoint that is down says nothing of its ear"

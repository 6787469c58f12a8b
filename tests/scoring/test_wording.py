"""Every reason has words, in both languages."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from roleplay.content.rubric import Chance
from roleplay.i18n import LANGUAGES, catalogue, word
from roleplay.scorecard import Reason
from roleplay.scoring.scorer import score
from roleplay.scoring.wording import worded
from roleplay.transcript import MOVES, PHASES, TOPIC_KINDS
from tests.scoring.talk import OVEN, bare, found, talk
from tests.scoring.test_scorer import GOLDEN_TALK, GOOD, OPENING, WHOLE

SIGNALS = [
    *(f"{{move: {move}, at_least: 1}}" for move in MOVES),
    *(f"{{{subject}: {kind}, at_least: 1}}" for subject in ("topic", "asked_about") for kind in TOPIC_KINDS),
    *(f"{{move: telling, at_most: 1, after: {after}}}" for after in ("hint", "fact", "objection", "evidence")),
    *(f"{{move: telling, at_least: 1, at_most: 2, phase: {phase}}}" for phase in PHASES),
    "{share: telling, at_most: .335, first: 2}", "{rate: telling, at_most: 0, last: 2}", "{ratio: [telling, thanks], at_most: 1}",
    "{ratio: [open_question, question], at_least: .7}", "{order: [telling, greeting]}", "{order: [greeting, telling]}", "{order: [pressure, telling]}",
    "{topic: 'key_message:fast', at_least: 1}", "{asked_about: 'fact:gas', at_least: 1}",
    "{acknowledged: objection, at_least: 1}", "{answered_with: any, at_least: 1}", "{answered_with: evidence, at_least: 1}",
    "{answered_with: key_message, at_least: 1}", "{must_not_say: any}", "{must_do: any}", "{talk_share: words, at_most: .5}",
    "{turn_length: median, at_most: 9}", "{turn_length: longest, at_most: 9}", "{next_step: any, at_least: 1}",
    "{next_step: with_time, at_least: 1}", "{not: {share: telling, at_least: .5}}", "{not: {next_step: any, at_least: 1}}",
]  # fmt: skip


def reasons() -> Iterator[Reason]:
    for transcript in (GOLDEN_TALK, GOOD, bare(GOOD), talk(*OPENING)):
        for criterion in score(transcript, WHOLE, OVEN).criteria:
            yield from (check.why for check in criterion.checks)
        yield from (found(signal, transcript, scenario).why for signal in SIGNALS for scenario in (OVEN, None))
    yield from (Reason(code="no-occasion", params={"chance": chance}) for chance in get_args(Chance))
    for code in ("ended-before", "passed-over"):
        yield from (Reason(code=code, params={"phase": phase}) for phase in PHASES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_a_score_can_have_is_worded(language: str) -> None:
    for reason in reasons():
        text = worded(reason, language)
        assert text[-1:] in (".", "。") or reason.code in ("claimed", "duty-done", "duty-undone"), text
        assert "{" not in text and "None" not in text, text


def test_reasons_read_as_people_speak() -> None:
    why = found("{move: open_question, at_least: 2, phase: probing}", GOOD).why
    assert worded(why, "en") == "Open questions while finding out: heard in 3 turns (target: at least 2)."
    assert worded(why, "zh") == "了解需求时，听到 3 句开放式问题（要求至少 2）。"
    none = found("{share: pressure, at_most: .1}", GOOD).why
    assert worded(none, "en") == "Pressure: none heard (target: at most 10 %)."
    gentle = found("{not: {move: pressure, at_least: 1}}", GOOD).why
    assert worded(gentle, "zh") == "没有听到催促施压。"


def test_a_models_own_words_stand() -> None:
    assert worded(Reason(code="model", text="He asked twice."), "zh") == "He asked twice."


def test_no_words_lie_unused() -> None:
    used = {reason.code for reason in reasons()} | {
        "claimed",
        "none",
        "one-heard",
        "one-unheard",
        "no-signal",
        "duty-done",
        "duty-undone",
        "judge-failed",
        "by-signals",
        "dropped",
        "doubted",
        "spoilt",
        "not-earned",
    }
    codes = {key.split(".")[1] for key in catalogue("en") if re.fullmatch(r"why\.[a-z-]+", key)}
    assert codes <= used, codes - used
    assert word("en", "why.no-signal")

"""What a bot says back is shorter than what it heard, and about the other one."""

import pytest

from roleplay.rehearsal.words import said_back


@pytest.mark.parametrize(
    ("heard", "back"),
    [
        ("We miss my best days.", "you miss your best days"),
        ("Well. I was away, and nobody rang the planner.", "you were away, and nobody rang the planner"),
        ("Why do you ask? It works as long as everybody is in.", "it works as long as everybody is in"),
        ("Marion plans the whole week.", "Marion plans the whole week"),
        ("Yes.", ""),
        ("Do you think so?", ""),
    ],
)
def test_english(heard: str, back: str) -> None:
    assert said_back(heard, "en") == back


@pytest.mark.parametrize(
    ("heard", "back"),
    [
        ("我这儿好多人掏不起。", "您这儿好多人掏不起"),
        ("你们厂家来，都是这一套。", "我们厂家来，都是这一套"),
        ("嗯。", ""),
        ("有依据吗？", ""),
    ],
)
def test_chinese(heard: str, back: str) -> None:
    assert said_back(heard, "zh") == back


def test_a_long_answer_is_cut_at_a_clause() -> None:
    heard = "There is one file for all of the three depots, and she alone looks after it, which has been so for eleven years."
    assert said_back(heard, "en") == "there is one file for all of the three depots"

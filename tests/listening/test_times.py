"""The day and hour that a turn proposes."""

import pytest

from roleplay.listening.listener import listener_for


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("en", "Could we meet on Thursday at ten?", "Thursday at ten"),
        ("en", "Shall we meet next Tuesday afternoon?", "next Tuesday afternoon"),
        ("en", "Thursday at ten, then.", "Thursday at ten"),
        ("en", "How about 3pm?", "3pm"),
        ("zh", "那周四下午我再来拜访您，您看行吗？", "周四下午"),
        ("zh", "下周三上午十点我带资料过来。", "下周三上午十点"),
        ("zh", "周五行吗？", "周五"),
        ("zh", "那就明天下午三点半见。", "明天下午三点半"),
        ("en", "You said the committee sits on Monday. Could I come back on Thursday at ten?", "Thursday at ten"),
        ("en", "After the ward round on Monday, could we meet on Thursday at ten?", "Thursday at ten"),
        ("en", "The papers go in tomorrow. Shall we say Friday at two?", "Friday at two"),
        ("zh", "您周一查房，我周四下午三点再来拜访您，可以吗？", "周四下午三点"),
        ("zh", "药事会下周开，我周五上午把资料送过来。", "周五上午"),
    ],
)
def test_a_proposed_time_is_heard_in_its_own_words(language: str, text: str, time: str) -> None:
    assert listener_for(language).hear(text).time == time


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Last Thursday we met."),
        ("en", "How do you plan the deliveries of your biggest customers today?"),
        ("en", "I work with ten hospitals."),
        ("zh", "上周四我来过。"),
        ("zh", "这个情况我今天会按照公司的规定马上报给药物警戒部门。"),
        ("zh", "有一点我想说。"),
    ],
)
def test_no_time_is_made_up(language: str, text: str) -> None:
    assert listener_for(language).hear(text).time is None

"""Words, days and hours for one reader."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from roleplay.errors import RoleplayError
from roleplay.scorecard import Reason
from roleplay.transcript import Change
from roleplay.web.formatting import Words

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
ZH, EN = Words("zh", SHANGHAI), Words("en", BERLIN)


def test_days_are_written_as_their_reader_writes_them_in_the_zone_of_the_settings() -> None:
    late = datetime(2020, 11, 21, 23, 30, tzinfo=UTC)
    assert ZH.day(late) == "2020年11月22日"
    assert EN.day(late) == "22 November 2020"
    assert (ZH.hour(late), EN.hour(late)) == ("07:30", "00:30")


def test_today_and_yesterday_are_called_so() -> None:
    now = datetime.now(UTC)
    assert ZH.moment(now).startswith("今天 ")
    assert EN.moment(now - timedelta(days=1)).startswith("yesterday ")


def test_small_numbers_are_words_in_english() -> None:
    assert (EN.number(9), EN.number(13), ZH.number(9)) == ("Nine", "13", "9")


def test_points_are_written_without_needless_decimals() -> None:
    assert (EN.points(12.0), EN.points(9.6)) == ("12", "9.6")


def test_content_keeps_the_commas_of_its_own_language() -> None:
    assert ZH.like("en")("card.who", name="Ann", role="buyer") == "Ann, buyer"
    assert EN.like("zh-CN")("card.who", name="林主任", role="主任") == "林主任，主任"
    assert (ZH.also("zh-CN"), ZH.also("en")) == (None, "en")


def test_a_stored_code_that_nobody_knows_breaks_no_page() -> None:
    assert EN.reason(Change(what="trust", by=1, why="from-the-future")) == "from-the-future"
    assert EN.why(Reason(code="from-the-future")) == ""
    assert EN.error(RoleplayError("from-the-future")) == "Please try again later."


def test_a_models_own_reason_stands_as_it_is() -> None:
    assert EN.why(Reason(code="judge", text="She asked twice.")) == "She asked twice."


@pytest.mark.parametrize(("value", "told"), [(3, "3"), (2.5, "2.5"), (2 / 3, "0.667"), (0.0, "0"), (100.0, "100")])
def test_a_number_of_a_sum_has_three_places_and_no_empty_ones(value: float, told: str) -> None:
    assert EN.figure(value) == told


@pytest.mark.parametrize(
    ("amount", "told"), [(0.00312, "0.0031 USD"), (0.0, "0.00 USD"), (1.5, "1.50 USD"), (0.25, "0.25 USD"), (0.000004, "0.0000040 USD")]
)  # fmt: skip
def test_a_small_cost_does_not_look_like_nothing(amount: float, told: str) -> None:
    assert EN.cost(amount, "USD") == told


def test_what_was_not_counted_is_unknown() -> None:
    assert (EN.count(None), EN.count(23480)) == ("unknown", "23,480")

"""Words, days and hours for one reader."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from roleplay.errors import RoleplayError
from roleplay.scorecard import Reason
from roleplay.transcript import Change
from roleplay.web.words import Words

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

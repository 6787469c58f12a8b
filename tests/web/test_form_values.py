"""Values out of an address or a form."""

from datetime import date

import pytest

from roleplay.web.form_values import read_date, read_number, read_text


def test_text_is_cut_and_holds_no_zero_byte() -> None:
    assert read_text("  a\0bc  ", 2) == "ab"
    assert read_text(None, 2) == ""


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "²", "١", "123456789"])
def test_what_is_no_plain_number_is_none(text: str | None) -> None:
    assert read_number(text) is None


def test_a_number_may_have_so_many_digits() -> None:
    assert (read_number("0012"), read_number("12345", digits=4)) == (12, None)


@pytest.mark.parametrize("text", [None, "", "30.11.2026", "2026-02-30", "9001-01-01"])
def test_what_is_no_day_is_none(text: str | None) -> None:
    assert read_date(text) is None


def test_days_before_the_first_year_are_none() -> None:
    assert read_date("1899-12-31", first_year=1900) is None
    assert read_date("1900-01-01", first_year=1900) == date(1900, 1, 1)

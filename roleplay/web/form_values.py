"""Values out of an address or a form: what cannot be read is None, and the page decides what that means."""

from datetime import date

LAST_YEAR = 9000  # a later day is a slip, and at the end of all years there is no next day


def read_text(text: str | None, longest: int) -> str:
    """Returns at most `longest` characters, without the zero byte that no database stores."""
    return (text or "").replace("\0", "").strip()[:longest]


def read_number(text: str | None, digits: int = 8) -> int | None:
    """Reads a whole number of at most so many digits, without a sign."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= digits else None


def read_date(text: str | None, first_year: int = 1) -> date | None:
    """Reads a day as the browser sends it, 2026-11-30."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if first_year <= found.year <= LAST_YEAR else None

"""Times of a recording as its file writes them: `00:01:05.250`, `1:05`, `65.2`, `00:01:05,250`."""

import re

CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_CLOCK = re.compile(rf"^\s*\[?({CLOCK})\]?\s*$")


def seconds_of(value: object) -> float | None:
    """Returns the seconds since the beginning, or None where it is no time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        return None
    if clock := _CLOCK.match(value):
        seconds = 0.0
        for part in clock[1].replace(",", ".").split(":"):
            seconds = seconds * 60 + float(part)
        return seconds
    try:
        return float(value)
    except ValueError:
        return None

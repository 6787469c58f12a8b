"""Turns the bytes of a file into text, whatever program wrote them."""

import re

_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]|[\x80-\xff]")
MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, as programs on Windows write it


def decode_text(data: bytes) -> str:
    """Decodes by the mark at the beginning, as UTF-8, else as what the bytes look like: GB 18030 or Windows-1252.

    Raises UnicodeDecodeError where none of them fits.
    """
    if data.startswith(MARKS):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030" if _looks_chinese(data) else "cp1252")


def _looks_chinese(data: bytes) -> bool:
    """Everyday characters are two high bytes in GB 2312; `ü` between Latin letters is one alone."""
    pairs = _PAIR.findall(data)
    everyday = sum(len(pair) == 2 and pair[0] >= 0xA1 and pair[1] >= 0xA1 for pair in pairs)
    return everyday * 2 > len(pairs)

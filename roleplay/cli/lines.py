"""The seller's lines from a file or standard input, looked through before anything is stored."""

import sys
from pathlib import Path

from roleplay.errors import RoleplayError


def read_lines(file: str) -> list[str]:
    """One thing said a line; blank lines are skipped. Raises RoleplayError `lines-unreadable` or `line-too-long`."""
    from roleplay.practice import check_words

    said = []
    for number, line in enumerate(_text(file).splitlines(), 1):
        try:
            said.append(check_words(line))
        except RoleplayError as refused:
            if refused.code == "say-too-long":
                raise RoleplayError("line-too-long", line=number, **refused.params) from refused
    return said


def _text(file: str) -> str:
    try:
        read = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return read.decode("utf-8-sig")
    except OSError as trouble:
        raise RoleplayError("lines-unreadable", file=file, reason=trouble.strerror or str(trouble)) from trouble
    except UnicodeDecodeError as trouble:
        raise RoleplayError("lines-unreadable", file=file, reason=f"UTF-8, {trouble.start}") from trouble

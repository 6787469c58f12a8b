"""Text from a file or standard input; the seller's lines are looked through before anything is stored."""

import sys
from pathlib import Path

from roleplay.errors import RoleplayError


def read_lines(file: str) -> list[str]:
    """One thing said a line; blank lines are skipped. Raises RoleplayError `lines-unreadable` or `line-too-long`."""
    from roleplay.practice import check_words

    said = []
    for number, line in enumerate(read_text(file, "lines-unreadable").splitlines(), 1):
        try:
            said.append(check_words(line))
        except RoleplayError as refused:
            if refused.code == "say-too-long":
                raise RoleplayError("line-too-long", line=number, **refused.params) from refused
    return said


def read_bytes(file: str, trouble: str) -> bytes:
    """A file, or standard input for `-`. Raises RoleplayError `trouble`."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as fault:
        raise RoleplayError(trouble, file=file, reason=fault.strerror or str(fault)) from fault


def read_text(file: str, trouble: str) -> str:
    """A file in UTF-8, or standard input for `-`. Raises RoleplayError `trouble`."""
    try:
        return read_bytes(file, trouble).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RoleplayError(trouble, file=file, reason=f"UTF-8, {fault.start}") from fault

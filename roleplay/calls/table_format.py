"""A table with a column for the speaker and one for the words: CSV, with commas, semicolons or tabs."""

import csv
import io

from roleplay.calls.call_lines import CallLine
from roleplay.calls.clock_times import seconds_of

SPEAKER = (
    "speaker",
    "speaker name",
    "speaker_name",
    "name",
    "who",
    "participant",
    "role",
    "说话人",
    "发言人",
    "讲话人",
    "角色",
    "姓名",
)
TEXT = (
    "text",
    "transcript",
    "content",
    "words",
    "utterance",
    "sentence",
    "message",
    "内容",
    "文本",
    "文字",
    "发言",
    "发言内容",
    "说话内容",
)
START = (
    "start",
    "start time",
    "start_time",
    "time",
    "timestamp",
    "begin",
    "from",
    "开始",
    "开始时间",
    "时间",
    "时间戳",
)


def read_table(text: str) -> tuple[CallLine, ...]:
    """Returns the rows; empty where the first row names no column for the speaker or none for the words."""
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text.lstrip()), delimiter=delimiter))
    if not rows:
        return ()
    names = [cell.strip().lower() for cell in rows[0]]
    speaker, words, start = (_column(names, known) for known in (SPEAKER, TEXT, START))
    if speaker is None or words is None:
        return ()
    return tuple(
        CallLine(
            row[speaker].strip(),
            row[words].strip(),
            seconds_of(row[start]) if start is not None and start < len(row) else None,
        )
        for row in rows[1:]
        if len(row) > max(speaker, words) and row[words].strip()
    )


def _column(names: list[str], known: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)

"""Plain text with names: `Ann Lee 00:05` above the words (Otter, 飞书妙记, 腾讯会议), or `Ann Lee: words`."""

import re

from roleplay.calls.call_lines import NOBODY, CallLine
from roleplay.calls.clock_times import CLOCK, seconds_of

LONGEST_NAME = 40  # letters; more before a colon is a sentence
MOST_NAMES = 12  # more speakers than that are no speakers: the colons belong to the words
_STAMP = rf"[\[(（【]?\s*({CLOCK})\s*[\])）】]?"
_NAME_TIME = re.compile(rf"^\s*(?P<name>[^\d\s:：][^:：\n]{{0,{LONGEST_NAME - 1}}}?)\s*[-–|,，(（\[]?\s*{_STAMP}\s*$")
_TIME_NAME = re.compile(rf"^\s*{_STAMP}\s*[-–|]?\s*(?P<name>[^\d\s:：][^:：\n]{{0,{LONGEST_NAME - 1}}}?)\s*$")
_STAMPED_NAME = re.compile(
    rf"^\s*(?:{_STAMP}\s*)?(?P<name>[^\d\s:：][^:：\n]{{0,{LONGEST_NAME - 1}}}?)\s*(?:[\[(（]\s*{CLOCK}\s*[\])）]\s*)?[:：]\s*(?P<said>\S.*)$"
)
MOST_WORDS = 5  # in a name
_TITLE = re.compile(r"\b(?:Dr|Mr|Ms|Mrs|Prof)\.")
_SENTENCE_END = re.compile(r"[.!?。！？,，;；]")


def split_name(row: str) -> tuple[str, str]:
    """Splits `Ann Lee: good morning` into the name and the words; a row without a name has an empty one."""
    found = _STAMPED_NAME.match(row)
    if found is None or not _is_name(found["name"]):
        return NOBODY, row.strip()
    return found["name"].strip(), found["said"].strip()


def _is_name(words: str) -> bool:
    return not _SENTENCE_END.search(_TITLE.sub("", words)) and len(words.split()) <= MOST_WORDS


def read_headed(text: str) -> tuple[CallLine, ...]:
    """Reads blocks that begin with a name and a time; what stands before the first is a title and keywords."""
    found: list[CallLine] = []
    speaker, start = NOBODY, None
    for row in text.splitlines():
        head = _NAME_TIME.match(row) or _TIME_NAME.match(row)
        if head and _is_name(head["name"]):
            speaker = head["name"].strip()
            start = next((seconds for seconds in map(seconds_of, head.groups()) if seconds is not None), None)
        elif speaker and row.strip():
            found.append(CallLine(speaker, row.strip(), start))
    return tuple(found)


def read_colons(text: str) -> tuple[CallLine, ...]:
    """Reads rows like `Ann Lee: good morning`; a row without a name goes on with the speaker before it."""
    found: list[CallLine] = []
    speaker = NOBODY
    for row in text.splitlines():
        if not row.strip():
            continue
        name, said = split_name(row)
        speaker = name or speaker
        if speaker and said:
            found.append(CallLine(speaker, said))
    return tuple(found)


def read_named(text: str) -> tuple[CallLine, ...]:
    """Returns the lines by the layout that fits; empty where neither does."""
    for lines in (read_headed(text), read_colons(text)):
        if 2 <= len({line.speaker for line in lines}) <= MOST_NAMES:
            return lines
    return ()

"""Putting two lines into one utterance, with the punctuation of the language."""

from collections.abc import Iterable

from roleplay.customer import policy

HAN_STOP, LATIN_STOP = "。", "."
ENDS = "。！？…—.!?"
RUNS_ON = ("，", ",", " but")  # “说实话，” and “To be honest with you,” go on in the next line
CLOSERS = "”’\"')）」』"


def length(line: str, language: str) -> int:
    """Counts characters without punctuation in Chinese, words elsewhere."""
    return sum(char.isalnum() for char in line) if language == "zh" else len(line.split())


def join(lines: list[str], language: str) -> str:
    """Joins lines to one utterance, in which every line ends as a sentence does."""
    ended = [_ended(line, language) for line in lines if line]
    if language != "zh":
        return " ".join(_in_small(line) if follows_comma else line for line, follows_comma in _with_commas(ended))
    return "".join(_running_on(line) if place < len(ended) - 1 else line for place, line in enumerate(ended))


def goes_on(opener: str, line: str, small: frozenset[str]) -> bool:
    """Tells whether the line can follow the opener. Behind a comma only a line that begins with one of the `small`
    words, which stand in lower case there (never “IT's full”); without such words, as in Chinese, every line."""
    stands_small = first_word(line) in small and not line[1:2].isupper()
    return not (small and opener.endswith(RUNS_ON)) or stands_small


def first_word(line: str) -> str:
    """Returns the first word of an English line in small letters, without the punctuation behind it."""
    return line.split(" ", 1)[0].rstrip(",.:;!?").lower()


def _ended(line: str, language: str) -> str:
    line = line.strip()
    if line.endswith(RUNS_ON):
        return line
    return line if line.rstrip(CLOSERS).endswith(tuple(ENDS)) else line + (HAN_STOP if language == "zh" else LATIN_STOP)


def _with_commas(lines: list[str]) -> Iterable[tuple[str, bool]]:
    """Each line, and whether the one before it ends with a comma."""
    return zip(lines, [False, *(line.endswith(RUNS_ON) for line in lines)], strict=False)


def _in_small(line: str) -> str:
    """The line as it goes on after a comma."""
    return line if first_word(line).split("'")[0] == "i" else line[:1].lower() + line[1:]


def _running_on(line: str) -> str:
    return line[:-1] + "，" if line.endswith(HAN_STOP) and length(line, "zh") <= policy.NOD else line  # 嗯，……

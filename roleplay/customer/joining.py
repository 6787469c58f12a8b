"""Putting two lines into one utterance, with the punctuation of the language."""

HAN_STOP, LATIN_STOP = "。", "."
ENDS = "。！？…—.!?"
RUNS_ON = "，"  # “说实话，” goes on in the next line
CLOSERS = "”’\"')）」』"
NOD = 2  # a Chinese nod of so few characters runs on with a comma: 嗯，……


def length(line: str, language: str) -> int:
    """Characters without punctuation in Chinese, words elsewhere."""
    return sum(char.isalnum() for char in line) if language == "zh" else len(line.split())


def join(lines: list[str], language: str) -> str:
    """One utterance. Every line ends as a sentence does."""
    ended = [_ended(line, language) for line in lines if line]
    if language != "zh":
        return " ".join(ended)
    return "".join(_running_on(line) if place < len(ended) - 1 else line for place, line in enumerate(ended))


def _ended(line: str, language: str) -> str:
    line = line.strip()
    if line.endswith(RUNS_ON):
        return line
    return line if line.rstrip(CLOSERS).endswith(tuple(ENDS)) else line + (HAN_STOP if language == "zh" else LATIN_STOP)


def _running_on(line: str) -> str:
    return line[:-1] + "，" if line.endswith(HAN_STOP) and length(line, "zh") <= NOD else line

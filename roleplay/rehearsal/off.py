"""A fifth of a bot's lines are off: garbled, clumsy or about something else, as people's are."""

from typing import Literal

from roleplay.customer.dice import chance, draw, pick
from roleplay.rehearsal.book import Book

SHARE = 0.2
Off = Literal["garbled", "clumsy", "off_topic"]
WAYS: tuple[Off, ...] = ("garbled", "garbled", "clumsy", "clumsy", "off_topic")
_SLIPS = {"的": "得", "在": "再", "您": "你", "那": "哪", "做": "作", "吗": "嘛", "后": "候", "带": "代", "药": "要"}


def off_way(seed: int, n: int) -> Off | None:
    """How this turn goes wrong, if it does. Nobody opens with the weather."""
    if not chance(SHARE, seed, n, "off"):
        return None
    way = pick(WAYS, seed, n, "off-way")
    return "clumsy" if way == "off_topic" and n == 1 else way


def spoilt(line: str, way: Off, book: Book, seed: int, n: int) -> str:
    """The line as it comes out."""
    if way == "off_topic":
        return pick(book.frames["off_topic"], seed, n, "off-topic")
    if way == "clumsy":
        return pick(book.frames["clumsy"], seed, n, "clumsy").format(line=line)
    return _garbled_han(line, seed, n) if book.language == "zh" else _garbled(line, seed, n)


def _garbled(line: str, seed: int, n: int) -> str:
    """Typed in a hurry: in some words of five letters and more two letters change places, and marks go missing."""
    words = line.split(" ")
    for place, word in enumerate(words):
        if word.isalpha() and len(word) > 4 and word.islower() and chance(0.2, seed, n, f"slip|{place}"):
            at = 1 + int(draw(seed, n, f"slip-at|{place}") * (len(word) - 3))
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words).lower().replace(",", "").replace("'", "").rstrip(".?!")


def _garbled_han(line: str, seed: int, n: int) -> str:
    """Typed by sound, in one go: some characters are their neighbours, and marks go missing."""
    typed = [
        _SLIPS[char] if char in _SLIPS and chance(0.3, seed, n, f"slip|{place}") else char
        for place, char in enumerate(line)
    ]
    return "".join(typed).replace("，", "").rstrip("。？！")

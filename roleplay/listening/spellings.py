"""Numbers as people write them: 75 is seventy-five and 七十五, 18% is eighteen per cent."""

from collections.abc import Iterator, Mapping
from functools import cache

Words = tuple[str, ...]
Table = Mapping[Words, Words]  # what stands for what

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HAN = "一二三四五六七八九"
_PER_CENT: tuple[Table, ...] = (
    {("per", "cent"): ("percent",)},
    {("percent",): ("per", "cent"), ("%",): ("per", "cent")},
)
MOST = 99


def spellings(words: Words) -> list[Words]:
    """The words as they stand, with their numbers in figures or in words, and their per cent in one word or two."""
    counted = [words, *(_replaced(words, table) for table in _numbers())]
    ways = counted + [_replaced(way, table) for way in counted for table in _PER_CENT]
    return list(dict.fromkeys(ways))


@cache
def _numbers() -> tuple[Table, ...]:
    """Words by figures, figures by English words, and by Chinese ones."""
    figures = {number: (str(number),) for number in range(1, MOST + 1)}
    english: dict[Words, Words] = {_english(number): figure for number, figure in figures.items()}
    chinese: dict[Words, Words] = {_chinese(number): figures[number] for number in range(10, MOST + 1)}  # not 一下
    return english | chinese, {b: a for a, b in english.items()}, {b: a for a, b in chinese.items()}


def _replaced(words: Words, table: Table) -> Words:
    return tuple(word for run in _runs(words, table) for word in run)


def _runs(words: Words, table: Table) -> Iterator[Words]:
    """The words with the longest run that the table knows replaced, from left to right."""
    at = 0
    while at < len(words):
        size = next((size for size in (3, 2, 1) if words[at : at + size] in table), 0)
        yield table[words[at : at + size]] if size else words[at : at + 1]
        at += size or 1


def _english(number: int) -> Words:
    if number < 20:
        return (_ONES[number - 1],)
    tens = _TENS[number // 10 - 2]
    return (tens, _ONES[number % 10 - 1]) if number % 10 else (tens,)


def _chinese(number: int) -> Words:
    tens, ones = divmod(number, 10)
    return (*(_HAN[tens - 1] if tens > 1 else ""), "十", *(_HAN[ones - 1] if ones else ""))

"""Figures in what is said: which of them weigh enough that a customer must not make them up."""

import re

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONEY = (
    r"(?:€|\$|£|¥|euros?\b|dollars?\b|pounds?\b|usd\b|eur\b|rmb\b|yuan\b|k\b|grand\b|元|块(?!地|儿)|美元|欧元|万|千)"
)
_SHARE = r"(?:%|per ?cent\b|percent\b|成(?!了|绩|本|为|年|功|长|交))"
_TIME = re.compile(
    r"\s?(?:(?:-|–|to|or) ?\d+ ?)?(?:am\b|pm\b|o'clock|minutes?\b|mins?\b|hours?\b|seconds?\b|days?\b|weeks?\b|点|分钟?|分半|号|月|日|秒|小时|天|楼|床|岁|年级)|:\d|/\d"
)
_AFTER = re.compile(rf"\s?(?:{_MONEY}|{_SHARE})")
_BEFORE = re.compile(r"(?:[€$£¥]|百分之)\s?$")
_IDIOMS = {"100", "365", "911", "120", "110"}  # a hundred per cent, every day of the year, calling an ambulance
_HAN = "零〇一二两三四五六七八九十百千万亿"
_HAN_SHARE = re.compile(rf"百分之([{_HAN}点]+)")
_HAN_MONEY = re.compile(rf"([{_HAN}]*[{_HAN}]千?[{_HAN}]*)(?:多|来)?(?:块钱?|元|美元|欧元|美金)")
_UNITS = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], range(1, 20), strict=True))  # fmt: skip
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = "|".join([*_UNITS, *_TENS, *_SCALES])
_WORDS = re.compile(rf"\b(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*\b")
_WORDS_WEIGH = re.compile(r" ?(?:euros?|dollars?|pounds?|grand|per ?cent|percent|%)")
_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}


def figures(text: str) -> frozenset[str]:
    """Returns every number in a plain text, in digits or in words, as digits without commas."""
    digits = {_even(found[0]) for found in DIGITS.finditer(text)}
    words = {str(_english(found[0])) for found in _WORDS.finditer(text)}
    han = {str(_chinese(found[0])) for found in re.finditer(f"[{_HAN}]+", text)}
    return frozenset(digits | words | han)


def weighty(text: str) -> list[str]:
    """Returns the numbers of a plain text that state an amount: 48,000, 17 per cent, 3.5, 四万八千块. Not times, ages or
    idioms.

    Amounts below ten in digits, and round words without a unit, are how people talk.
    """
    found = [_even(number[0]) for number in DIGITS.finditer(text) if _weighs(text, number)]
    found += [str(_english(n[0])) for n in _WORDS.finditer(text) if _WORDS_WEIGH.match(text, n.end())]
    found += [str(_chinese(n[1])) for n in [*_HAN_SHARE.finditer(text), *_HAN_MONEY.finditer(text)] if len(n[1]) > 1]
    return [number for number in found if number not in _IDIOMS]


def _weighs(text: str, number: re.Match[str]) -> bool:
    even = _even(number[0])
    before = text[max(0, number.start() - 4) : number.start()]
    if _AFTER.match(text, number.end()) or _BEFORE.search(before):
        return True
    if _TIME.match(text, number.end()) or before[-1:] in (":", "/") or re.fullmatch(r"(?:19|20)\d\d", even):
        return False
    return "." in even or len(even) > 1


def _even(number: str) -> str:
    number = number.replace(",", "").lstrip("0") or "0"
    return number.rstrip("0").rstrip(".") if "." in number else number


def _english(words: str) -> int:
    total = part = 0
    for word in re.findall(r"[a-z]+", words):
        if word in _SCALES:
            part = max(1, part) * _SCALES[word]
            if _SCALES[word] > 100:
                total, part = total + part, 0
        else:
            part += _UNITS.get(word) or _TENS.get(word) or 0
    return total + part


def _chinese(words: str) -> int:
    total = part = digit = 0
    for character in words:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _HAN_SCALES:
            part, digit = part + max(1, digit) * _HAN_SCALES[character], 0
        elif character == "万":
            total, part, digit = (total + part + digit) * 10_000, 0, 0
    return total + part + digit

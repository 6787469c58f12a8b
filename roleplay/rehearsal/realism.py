"""How much a customer's turns look like a person's: figures over words alone, the same for bots and for real talks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median, pstdev

from roleplay.content.base import primary
from roleplay.listening.echo import content_words
from roleplay.listening.lexicon import languages, load_lexicon

ONE_LINER = {"zh": 8}  # a turn of fewer characters
ONE_LINER_SPACED = 6  # a turn of fewer words
YES_NO = {
    "en": frozenset(["yes", "no", "yeah", "yep", "yup", "nope", "nah", "sure", "okay", "ok", "right", "true", "correct", "maybe", "exactly", "absolutely"])
    | {"of course", "not really", "i do", "i don't", "it is", "it does", "that's right", "not yet", "yes and no"},
    "zh": frozenset(("是", "是的", "是啊", "对", "对的", "对啊", "嗯", "不", "不是", "没有", "没", "有", "可以", "行", "好", "好的",
                     "不行", "不会", "会", "也许", "算是", "差不多", "那倒是", "倒没有", "不一定", "没错")),
}  # fmt: skip
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class CustomerLine:
    """One customer's turn and what the seller said before it."""

    text: str
    before: str = ""


def length(text: str, language: str) -> int:
    """Words; in Chinese characters, a word of Latin letters or a number counting as one."""
    if primary(language) == "zh":
        return len(_HAN.findall(text)) + len(re.findall(r"[A-Za-z0-9]+", text))
    return len(text.split())


def is_one_liner(text: str, language: str) -> bool:
    return length(text, language) < ONE_LINER.get(primary(language), ONE_LINER_SPACED)


def is_yes_no(text: str, language: str) -> bool:
    """Nothing but a yes or a no."""
    parts = [part.strip(" '’“”\"") for part in re.split(r"[.,!?;:…—。，！？、；：]+", text.lower())]
    said = [part for part in parts if part]
    return bool(said) and all(part in YES_NO.get(primary(language), YES_NO["en"]) for part in said)


def echo_counts(said: CustomerLine, language: str) -> tuple[int, int]:
    """How many of the customer's content words the seller had just used, and how many there are."""
    name = primary(language)
    common = load_lexicon(name if name in languages() else "en").common
    words, before = content_words(said.text.lower(), common), content_words(said.before.lower(), common)
    return len(words & before), len(words)


def long_lines(text: str, language: str) -> list[str]:
    """The sentences that are no one-liners."""
    cut = re.findall(r"[^。！？]+[。！？]?" if primary(language) == "zh" else r".+?(?:[.!?]+(?=\s|$)|$)", text)
    return [line.strip() for line in cut if line.strip() and not is_one_liner(line, language)]


def recurrence(attempts: Sequence[Sequence[str]]) -> float:
    """Of an attempt's long lines, the share that occur in another one too: the mean over all pairs."""
    kinds = [set(lines) for lines in attempts]
    counts = Counter(line for lines in kinds for line in lines)
    total = sum(counts.values()) * (len(kinds) - 1)
    return sum(times * (times - 1) for times in counts.values()) / total if total else 0.0


def said_twice(lines: Sequence[str]) -> int:
    """Long lines that come a second time in one attempt."""
    return sum(times - 1 for times in Counter(lines).values())


def realism(attempts: Sequence[Sequence[CustomerLine]], language: str) -> dict[str, float]:
    """The figures over attempts of one customer."""
    turns = [said for attempt in attempts for said in attempt]
    if not turns:
        return {}
    lengths = [length(said.text, language) for said in turns]
    echoed = [echo_counts(said, language) for said in turns]
    lines = [[line for said in attempt for line in long_lines(said.text, language)] for attempt in attempts]
    words = sum(of for _n, of in echoed)
    return {
        "one_liners": _share(is_one_liner(said.text, language) for said in turns),
        "yes_no": _share(is_yes_no(said.text, language) for said in turns),
        "variation": round(pstdev(lengths) / mean(lengths), 3) if mean(lengths) else 0.0,
        "echo": round(sum(n for n, _of in echoed) / words, 3) if words else 0.0,
        "median_length": median(lengths),
        "recurrence": round(recurrence(lines), 3),
        "twice": sum(said_twice(one) for one in lines),
    }


def _share(found: Iterable[bool]) -> float:
    marks = list(found)
    return round(sum(marks) / len(marks), 3)

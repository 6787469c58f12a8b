"""Tells speech from what an actor does: `*sighs*` and （看了看表） are gestures, (about 40 %) is said."""

import re
from functools import cache

from roleplay.customer import wording

_CJK = re.compile(r"[㐀-鿿]")


def is_cjk(character: str) -> bool:
    return "㐀" <= character <= "鿿" or character in "，。！？；：、“”‘’（）…—《》"


def is_spoken(aside: str) -> bool:
    """Tells whether words in round brackets belong to the speech: a figure does, a gesture, a note or an address does
    not."""
    if "://" in aside or "www." in aside.lower() or not any(character.isdigit() for character in aside):
        return False
    return not (any(gesture in aside for gesture in wording.lines("zh", "gestures")) or _english_action(aside))


def is_action(words: str) -> bool:
    """Tells whether words between asterisks are a gesture. Nobody writes Chinese emphasis with asterisks."""
    return bool(_CJK.search(words)) or _english_action(words)


def _english_action(words: str) -> bool:
    first = re.findall(r"[a-z']+", words.lower())[:4]
    return any(word in _acted() for word in first) or (len(first) == 1 and first[0] in wording.lines("en", "gestures"))


def acted(language: str) -> tuple[str, ...]:
    """Returns what actors do, as a narrator writes it: sighs, leaned; 叹了口气."""
    if language == "zh":
        return wording.lines("zh", "gestures")
    past = {verb + ("d" if verb.endswith("e") else "ed") for verb in wording.lines("en", "gestures")}
    return tuple(sorted(form for form in _acted() | past if not form.endswith("ing")))


@cache
def _acted() -> frozenset[str]:
    """The forms in which gestures are written: sighs, pushes, sighing, leaning, gazing, nodding."""
    forms: set[str] = set()
    for verb in wording.lines("en", "gestures"):
        stem = verb.removesuffix("e")
        forms |= {verb + "s", verb + "es", stem + "ing", verb + verb[-1] + "ing"}
    return frozenset(forms)

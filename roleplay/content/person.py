"""A topic as an author writes it of the customer, in somebody's mouth: “why he pays” -> “why I pay”, “why you pay”."""

import re
from typing import Literal

Person = Literal["I", "you"]
_WORDS: dict[Person, dict[str, str]] = {
    "I": {
        "he": "I", "she": "I", "him": "me", "his": "my", "her": "my", "hers": "mine", "himself": "myself",
        "herself": "myself", "he's": "I'm", "she's": "I'm", "he'd": "I'd", "she'd": "I'd",
    },
    "you": {
        "he": "you", "she": "you", "him": "you", "his": "your", "her": "your", "hers": "yours", "himself": "yourself",
        "herself": "yourself", "he's": "you're", "she's": "you're", "he'd": "you'd", "she'd": "you'd",
    },
}  # fmt: skip
_VERBS: dict[Person, dict[str, str]] = {
    "I": {"has": "have", "is": "am", "does": "do", "goes": "go", "was": "was"},
    "you": {"has": "have", "is": "are", "does": "do", "goes": "go", "was": "were"},
}
_HAN: dict[Person, str] = {"I": "我", "you": "您"}
_NO_VERBS = {"always", "perhaps", "sometimes", "usually", "this", "us"}
_THIRD = re.compile(r"\b(himself|herself|hers|him|his|her|s?he'[sd]|s?he)\b(?: (\w+))?", re.IGNORECASE)
_THIRD_HAN = re.compile("[他她](?![们人])")


def in_person(topic: str, language: str, person: Person) -> str:
    """The topic as the customer (`I`) or the seller (`you`) says it. What names no he or she stays as it is."""
    if language == "zh":
        return _THIRD_HAN.sub(_HAN[person], topic)
    return _THIRD.sub(lambda found: _turned(found, person), topic)


def _turned(found: re.Match[str], person: Person) -> str:
    word, follows = _WORDS[person][found[1].lower()], found[2]
    if follows is None:
        return word
    return f"{word} {_verb(follows, person) if found[1].lower() in ('he', 'she') else follows}"


def _verb(word: str, person: Person) -> str:
    if word in _VERBS[person]:
        return _VERBS[person][word]
    if word in _NO_VERBS or word.endswith("ss") or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]

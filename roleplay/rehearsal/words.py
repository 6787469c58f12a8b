"""The customer's words in a seller's mouth: shortened, and turned from I to you."""

import re
from collections.abc import Mapping

SHORTEST = {"en": 3, "zh": 5}  # a nod is not worth giving back
LONGEST = {"en": 14, "zh": 26}  # words, or characters: a reflection is shorter than what it reflects
_TURN_EN = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd",
    "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "am": "are", "you": "we", "your": "our",
    "you're": "we're", "you've": "we've", "you'd": "we'd", "you'll": "we'll",
}  # fmt: skip
_TURN_ZH = {
    "我们": "您", "咱们": "您", "我": "您", "自己": "自己", "你们": "我们", "您们": "我们", "你": "我", "您": "我",
}  # fmt: skip
_EN = re.compile(r"\b[a-z]+(?:['’][a-z]+)?\b", re.IGNORECASE)
_ZH = re.compile("|".join(sorted(_TURN_ZH, key=len, reverse=True)))


def said_back(text: str, language: str) -> str:
    """What a listener gives back of a turn: its weightiest sentence, cut short, about you. Empty for a mere nod."""
    kept = _cut(_weightiest(text, language), language)
    return _turned(kept, language) if _size(kept, language) >= SHORTEST.get(language, 3) else ""


def _weightiest(text: str, language: str) -> str:
    sentences = [
        one
        for one in re.findall(r"[^。！？!?]+" if language == "zh" else r"(?:[^.!?]|[.](?=\d))+", text)
        if one.strip()
    ]
    stated = [one for one in sentences if not _is_question(text, one)]
    return max(stated or [""], key=lambda one: min(_size(one, language), LONGEST.get(language, 14))).strip()


def _is_question(text: str, sentence: str) -> bool:
    end = text.index(sentence) + len(sentence)
    return text[end : end + 1] in ("?", "？")


def _size(text: str, language: str) -> int:
    return sum(char.isalnum() for char in text) if language == "zh" else len(text.split())


def _cut(sentence: str, language: str) -> str:
    """Whole clauses as long as they fit."""
    most = LONGEST.get(language, 14)
    clauses = re.split(r"(?<=[，,；;：:])", sentence)
    kept = clauses[0]
    for clause in clauses[1:]:
        if _size(kept + clause, language) > most:
            break
        kept += clause
    if _size(kept, language) > 2 * most:
        kept = kept[: 2 * most] if language == "zh" else " ".join(kept.split()[:most])
    return kept.strip("，,；;：: ")


def _turned(text: str, language: str) -> str:
    if language == "zh":
        return _ZH.sub(lambda found: _TURN_ZH[found[0]], text)
    turned = _EN.sub(lambda found: _other(found[0], _TURN_EN), text)
    turned = re.sub(r"\byou was\b", "you were", turned)
    first = turned.split(" ", 1)[0]
    return turned[:1].lower() + turned[1:] if (first == "A" or first[1:].islower()) and not _is_name(text) else turned


def _other(word: str, table: Mapping[str, str]) -> str:
    return table.get(word.lower().replace("’", "'"), word)


def _is_name(text: str) -> bool:
    """A sentence that begins with a name keeps its capital: Marion plans."""
    return bool(re.match(r"[A-Z][a-z]+ [a-z]+s\b", text)) and not re.match(
        r"(It|That|This|He|She|There|Who|What)\b", text
    )

"""Which language a turn is in: by its script, and for Latin letters by its commonest words."""

import re

from roleplay.listening.lexicon import Lexicon, load_lexicon

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f]+(?:'[a-z]+)*")
_ELSEWHERE = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af]")  # Greek to Thai, kana, Hangul
NAMES_ONLY = 2  # so few Latin words may be terms or names in any talk


def language_of(text: str, own: Lexicon) -> str:
    """The primary subtag of an even text heard in a talk of `own`; `other`, or `none` where there are no words."""
    han, elsewhere = len(_HAN.findall(text)), len(_ELSEWHERE.findall(text))
    latin = _LATIN.findall(text)
    if elsewhere > 2 and elsewhere * 4 > han + len(latin):
        return "other"
    if han and (own.language == "zh" or han > len(latin)) and han * 3 > len(latin):
        return "zh"
    if len(latin) <= NAMES_ONLY:
        spoken = bool(latin or han) or any(map(str.isdigit, text))
        return own.language if spoken else "other" if elsewhere else "none"
    return _by_common_words(latin)


def _by_common_words(words: list[str]) -> str:
    english = load_lexicon("en")
    here = sum(word in english.common for word in words)
    elsewhere = sum(word in english.elsewhere for word in words)
    return "other" if elsewhere > here and elsewhere >= 2 else "en"

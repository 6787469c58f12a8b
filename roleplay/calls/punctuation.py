"""Puts the ends of sentences back into speech that a recorder wrote without any: the ears hear by sentences.

Rules, not a model: a sentence begins where a question word stands before a verb, a verb before its subject, or one of the openings of
everyday speech; what began as a question ends with a question mark.
"""

import re
from collections.abc import Sequence

MARKS = re.compile(r"[.!?。！？]")
LETTERS = re.compile(r"\w")
LONG_TEXT = 200  # letters: shorter texts may well be one sentence. Judgement
LETTERS_A_MARK = 250  # so many letters without the end of a sentence are speech without punctuation. Judgement: people write 60 to 120

_WH = r"(?:how|what|when|where|who|whom|why|which)"
_VERB = r"(?:do|does|did|is|are|was|were|would|will|can|could|should|has|have|had|happens|happened|kind|sort|else|about|makes|made|matters|worries|[a-z]+ing)"
_INVERTED = r"(?:could|can|would|will|shall|do|does|did|is|are|have|has|may|should|was|were|don't|isn't|wouldn't)"
_SUBJECT = r"(?:you|we|i|it|that|they|there|he|she|this|your|anybody|anyone|someone|somebody)"
_ASKS = rf"(?:{_WH}(?:'s|'d| many| much| often| long| far)? {_VERB}|{_WH} (?:many|much|often|long|far|soon|day|one|ones|of)|{_INVERTED} {_SUBJECT})"
_SAYS = (
    r"(?:hello|hi|good (?:morning|afternoon|evening)|thanks|thank you|okay|all right|that makes|that's|it sounds|sounds like|you said|you mentioned"
    r"|so you|so it|so that|so we|so could|so shall|so what|so how|then|let me|i'd|i'll|we'd|we'll|i can|we can|i understand|in other words|because of that)"
)
_NOT_BEFORE = r"(?<!\bwhat)(?<!\bhow)(?<!\bwhen)(?<!\bwhere)(?<!\bwho)(?<!\bwhy)(?<!\bwhich)(?<!\band)(?<!\bor)(?<!\bthat)(?<!\bthan)(?<!\bif)(?<!\bas)(?<!\bbut)(?<!\bso)(?<!\bthen)(?<!\bsay)(?<!\babout)(?<!\bwith)(?<!\bto)(?<!\bof)(?<!\bwe)(?<!\byou)(?<!\bi)(?<!\bit)(?<!\bthey)(?<!\blet's)(?<!\bmany)(?<!\bmuch)(?<!\boften)(?<!\blong)"
_BREAK = re.compile(rf"{_NOT_BEFORE} (?=(?:and |so |then |but )?{_ASKS}\b|{_SAYS}\b)", re.IGNORECASE)
_BEGINS_ASKING = re.compile(rf"^(?:and |so |then |but |okay |well )*{_ASKS}\b", re.IGNORECASE)

_ZH_ASKED = re.compile(r"(?<=[吗呢])(?=[^？?。！，,\s])|(?<=吧)(?=[我您你那所这])")
_ZH_BREAK = re.compile(
    r"(?<=[^，。！？\s])(?=(?:那您|那我|那咱|所以|另外|其实|谢谢|您看|好的|这样吧|不过|然后我)(?!说))"
)
_ZH_QUESTION = re.compile(
    r"[吗呢]$|什么|怎么|哪|几[个位天点号]|多少|为什么|是不是|有没有|能不能|可不可以|行不行|好不好|谁"
)


def lacks_punctuation(texts: Sequence[str]) -> bool:
    """Tells whether these turns were written down without the ends of sentences."""
    letters = sum(len(LETTERS.findall(text)) for text in texts)
    marks = sum(len(MARKS.findall(text)) for text in texts)
    return letters > LONG_TEXT and letters > LETTERS_A_MARK * marks


def punctuated(text: str, language: str) -> str:
    """Returns the text with sentence ends; one that has some already stays as it is."""
    if not text or MARKS.search(text):
        return text
    return _chinese(text) if language.split("-")[0] == "zh" else _english(text)


def _english(text: str) -> str:
    parts = [part.strip() for part in _BREAK.split(text) if part.strip()]
    return " ".join(f"{part}{'?' if _BEGINS_ASKING.match(part) else '.'}" for part in parts)


def _chinese(text: str) -> str:
    spaced = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "\n", text)
    parts = [
        part
        for piece in spaced.split("\n")
        for cut in _ZH_ASKED.split(piece)
        for part in _ZH_BREAK.split(cut)
        if part.strip()
    ]
    return "".join(f"{part.strip()}{'？' if _ZH_QUESTION.search(part) else '。'}" for part in parts)

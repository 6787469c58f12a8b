"""Whether words are claimed: an assertive clause of the speaker's own, no negation, question or quotation."""

import re

from roleplay.listening.cues import Sign
from roleplay.listening.sentences import Sentence

_QUOTED = re.compile(r'"[^"\n]{1,400}"|「[^」\n]{1,400}」|『[^』\n]{1,400}』|(?<!\w)\'[^\'\n]{1,200}\'(?!\w)')
BY_THEMSELVES = ("not_negation", "contrast", "denies", "unsays", "inverts")  # these are looked at elsewhere
POSITIVE = ("not_negation", "wonders")  # no doubt, 能不能: the "not" in them denies nothing
BESIDE = 12  # characters between a negation and what it denies: a word at most
Place = tuple[int, int]


def quotations(text: str) -> list[Place]:
    """The places between quotation marks."""
    return [match.span() for match in _QUOTED.finditer(text)]


def is_laid_aside(place: Place, scopes: list[Sign]) -> bool:
    """“I'm not here to talk about price”: the topic is named, and not touched."""
    return any(sign.name == "refuses" and sign.start < place[0] for sign in scopes)


def is_wanted(start: int, sentence: Sentence, asks: list[Sign]) -> bool:
    """Words inside an open question, or a question about the other one's own affairs, offer nothing."""
    clause = next((clause for clause in sentence.clauses if clause.start <= start < clause.end), sentence.clauses[-1])
    inside = [sign for sign in asks if clause.start <= sign.start < clause.end]
    return sentence.asked and any(sign.name != "tag" for sign in inside)


def is_negated(place: Place, sentence: Sentence, scopes: list[Sign]) -> bool:
    """“You don't have to decide today” presses nobody."""
    negations = [sign for sign in scopes if sign.name in ("negation", "not_negation", "contrast")]
    start = _clause_start(place[0], sentence)
    return any(_takes_back(sign, (place,), start, place[0], negations) for sign in negations)


def is_claimed(
    pieces: tuple[Place, ...],
    sentence: Sentence,
    asks: list[Sign],
    scopes: list[Sign],
    quoted: list[Place],
    *,
    questions: bool = False,
) -> bool:
    """True for what stands in an assertive clause of the speaker's own; with `questions`, in a question of theirs too.
    `pieces` are the words that make the topic."""
    start, end = min(s for s, _ in pieces), max(e for _, e in pieces)
    if any(q_start <= start and end <= q_end for q_start, q_end in quoted):
        return False
    clause_start = _clause_start(start, sentence)
    inverted = any(sign.name == "inverts" and clause_start <= sign.start <= start for sign in scopes)
    if not questions and ((sentence.asked and inverted) or _is_asked(start, end, sentence, asks)):
        return False
    if any(sign.name == "unsays" and not _is_within(sign, pieces) for sign in scopes):
        return False
    if any(sign.name == "denies" and sign.start > start and not _is_within(sign, pieces) for sign in scopes):
        return False
    counting = [sign for sign in scopes if not (questions and sign.name == "wonders")]
    return not any(_takes_back(sign, pieces, clause_start, start, scopes) for sign in counting)


def _clause_start(at: int, sentence: Sentence) -> int:
    return max((clause.start for clause in sentence.clauses if clause.start <= at), default=sentence.start)


def _is_asked(start: int, end: int, sentence: Sentence, asks: list[Sign]) -> bool:
    """The clause itself asks; a tag at the end (`right?`, `对吧？`) leaves what came before a claim."""
    for clause in sentence.clauses:
        if clause.start <= start < clause.end:
            inside = [sign for sign in asks if clause.start <= sign.start < clause.end and sign.name != "tag"]
            return bool(inside) or (sentence.asked and clause == sentence.clauses[-1])
    return sentence.asked


def _is_within(sign: Sign, pieces: tuple[Place, ...]) -> bool:
    """A negation that belongs to the phrase takes nothing back; alone in its part it must stand right before another."""
    for start, end in pieces:
        if start <= sign.start and sign.end <= end:
            alone = (start, end) == (sign.start, sign.end)
            return not alone or any(0 <= other - end <= BESIDE for other, _ in pieces)
    return False


def _takes_back(sign: Sign, pieces: tuple[Place, ...], clause_start: int, start: int, scopes: list[Sign]) -> bool:
    if sign.name in BY_THEMSELVES or _is_within(sign, pieces):
        return False
    turned = any(other.name == "contrast" and sign.end <= other.start < start for other in scopes)
    if sign.name == "negation":
        excepted = any(o.name in POSITIVE and o.start <= sign.start and sign.end <= o.end for o in scopes)
        last = max(piece[0] for piece in pieces)  # “gifts we do not give”: it may stand between the parts
        return clause_start <= sign.start < last and not excepted and not turned
    return sign.start < start and not turned

"""Whether words are claimed: an assertive clause of the speaker's own, no negation, question or quotation."""

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter

from roleplay.listening.cues import Sign
from roleplay.listening.moves import NO_QUESTION
from roleplay.listening.sentences import Clause, Sentence

_QUOTED = re.compile(r'"[^"\n]{1,400}"|「[^」\n]{1,400}」|『[^』\n]{1,400}』|(?<!\w)\'[^\'\n]{1,200}\'(?!\w)')
# words given back say whose they are; what the speaker vouches for is their own, whoever is named beside it
_THEIRS = re.compile(
    r"\b(?:as|like) you (?:say|said|told|put it|mentioned|explained)|\byou(?:'ve| have|'d)? (?:just )?(?:told|mentioned)"
    r"|\byou (?:just )?said\b|\bif i (?:heard|understood|understand|got) you\b|\b(?:have|did) i (?:get|got|hear|understand)"
    r"|(?:您|你)(?:刚才|刚刚|前面)?(?:说(?![了呢])|讲的|提到)|听(?:您|你)(?:刚才)?说|(?:如果|要是)?我没听错|我理解得对"
)
_OWN = re.compile(
    r"\b(?:we|i)(?:'ll| will| can)? (?:guarantee|promise|assure)|\bguarantee|\bwith (?:us|our)\b|\bwe'll\b|\bi'll\b"
    r"|我们?(?:保证|承诺|担保)|我敢说|包您|包你|肯定能|一定能"
)
GIVEN_BACK = (
    0.3  # of the content words must be the other one's, judgement: 「您说」 alone puts no claim into their mouth
)
_NOTHING_IN_IT = re.compile(r"[\s-]*(?:template|blank|specimen|form letter)s?\b|(?:的)?(?:模板|模版|样本|范本|空白)")
BY_THEMSELVES = (
    "not_negation",
    "contrast",
    "denies",
    "unsays",
    "inverts",
    "then",
    "adds",
    "moves_on",
)  # looked at elsewhere
POSITIVE = ("not_negation", "wonders")  # no doubt, 能不能: the "not" in them denies nothing
BESIDE = 12  # characters between a negation and what it denies: a word at most
Place = tuple[int, int]


def quotations(text: str) -> list[Place]:
    """Returns the places between quotation marks."""
    return [match.span() for match in _QUOTED.finditer(text)]


def is_laid_aside(place: Place, sentence: Sentence, scopes: list[Sign]) -> bool:
    """Tells whether the topic is named only to leave it: “I'm not here to talk about price”. The next clause is about
    something else."""
    at = place[0]
    for sign in scopes:
        if sign.name == "refuses" and _reaches(sign, at, sentence, scopes, ("contrast", "moves_on")):
            return True
        if sign.name == "sets_aside" and place[1] < sign.end and _clause_start(sign.start, sentence) <= at:
            return True  # a phrase that holds the sign itself is about just that
    return False


def is_wanted(start: int, sentence: Sentence, asks: list[Sign]) -> bool:
    """Tells whether the words stand in an open question, or in one about the other speaker's affairs: they offer
    nothing."""
    clause = next((clause for clause in sentence.clauses if clause.start <= start < clause.end), sentence.clauses[-1])
    inside = [sign for sign in asks if clause.start <= sign.start < clause.end]
    return sentence.asked and any(sign.name not in NO_QUESTION for sign in inside)


def is_negated(place: Place, sentence: Sentence, scopes: list[Sign]) -> bool:
    """Tells whether a negation covers the words: “You don't have to decide today” presses nobody."""
    negations = [sign for sign in scopes if sign.name in ("negation", "not_negation", "contrast")]
    start = _clause_start(place[0], sentence)
    return any(_takes_back(sign, (place,), start, place[0], negations, sentence) for sign in negations)


def is_given_back(text: str, sentence: Sentence, echoed: float) -> bool:
    """Tells whether the words repeat what the other speaker said of themselves: “eleven thousand, as you told me” is no
    claim. `echoed` is the share of the sentence's content words that the other one has just used."""
    said = text[sentence.start : sentence.end].lower()
    return echoed >= GIVEN_BACK and bool(_THEIRS.search(said)) and not _OWN.search(said)


def is_empty_form(text: str, end: int) -> bool:
    """Tells whether a document is named only as a form: “The customer's contract template” is nobody's contract."""
    return _NOTHING_IN_IT.match(text.lower(), end) is not None


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
    if any(sign.name == "denies" and sign.start > start and _denies(sign, pieces, scopes) for sign in scopes):
        return False
    counting = [sign for sign in scopes if not (questions and sign.name == "wonders")]
    return not any(_takes_back(sign, pieces, clause_start, start, scopes, sentence) for sign in counting)


def _clause_start(at: int, sentence: Sentence) -> int:
    number = bisect_right(sentence.clauses, at, key=attrgetter("start"))
    return sentence.clauses[number - 1].start if number else sentence.start


def _is_asked(start: int, end: int, sentence: Sentence, asks: list[Sign]) -> bool:
    """The clause itself asks; a tag at the end (`right?`, `isn't it?`, `对吧？`) leaves what came before a claim."""
    for clause in sentence.clauses:
        if clause.start <= start < clause.end:
            inside = [sign for sign in asks if clause.start <= sign.start < clause.end]
            if any(sign.name == "suggests" for sign in inside):
                return False
            tagged = any(sign.name == "tag_back" and start < sign.start for sign in inside)
            asking = any(sign.name not in NO_QUESTION for sign in inside)
            return asking or (sentence.asked and clause == sentence.clauses[-1] and not tagged)
    return sentence.asked


def _denies(sign: Sign, pieces: tuple[Place, ...], scopes: list[Sign]) -> bool:
    """Not where its “not” is the phrase's own (别家的药就是不行), nor where it is none (错不了)."""
    inside = [other for other in scopes if sign.start <= other.start and other.end <= sign.end]
    own = any(other.name == "negation" and _is_within(other, pieces) for other in inside)
    none = any(other.name == "not_negation" and other.end == sign.end for other in inside)
    return not own and not none and not _is_within(sign, pieces)


def _is_within(sign: Sign, pieces: tuple[Place, ...]) -> bool:
    """A negation that belongs to the phrase takes nothing back; alone in its part it must stand right before another."""
    for start, end in pieces:
        if start <= sign.start and sign.end <= end:
            alone = (start, end) == (sign.start, sign.end)
            return not alone or any(0 <= other - end <= BESIDE for other, _ in pieces)
    return False


def _reaches(sign: Sign, at: int, sentence: Sentence, scopes: list[Sign], ends: tuple[str, ...] = ()) -> bool:
    """A sign holds to the end of its clause and of the list that follows, or to one of `ends` before that. What says
    nothing more in its own clause (「我不敢说，它能根治」) is about the next."""
    if not sign.start < at < _reach(sign, at, sentence, scopes):
        return False
    return not any(other.name in ends and sign.end <= other.start <= at for other in scopes)


def _reach(sign: Sign, at: int, sentence: Sentence, scopes: list[Sign]) -> int:
    number = bisect_left(sentence.clauses, sign.end, key=attrgetter("end"))
    if number == len(sentence.clauses):
        return sentence.end
    reach = sentence.clauses[number].end
    bare = reach - sign.end <= 1
    for clause in sentence.clauses[number + 1 :]:
        if reach > at or not (bare or clause.listed or _adds(clause, scopes)):
            break
        reach, bare = clause.end, False
    return reach


def _adds(clause: Clause, scopes: list[Sign]) -> bool:
    first = bisect_left(scopes, clause.start, key=attrgetter("start"))
    last = bisect_left(scopes, clause.end, key=attrgetter("start"))
    return any(sign.name == "adds" for sign in scopes[first:last])


def _takes_back(
    sign: Sign, pieces: tuple[Place, ...], clause_start: int, start: int, scopes: list[Sign], sentence: Sentence
) -> bool:
    if sign.name in BY_THEMSELVES or _is_within(sign, pieces):
        return False
    if sign.name == "supposes":
        return _reaches(sign, start, sentence, scopes, ("then",)) and not _is_excepted(sign, scopes)
    if sign.name == "disclaims" and not _reaches(sign, start, sentence, scopes):
        return False
    turned = any(other.name == "contrast" and sign.end <= other.start < start for other in scopes)
    if sign.name == "negation":
        last = max(piece[0] for piece in pieces)  # “gifts we do not give”: it may stand between the parts
        return clause_start <= sign.start < last and not turned and not _is_excepted(sign, scopes)
    return sign.start < start and not turned


def _is_excepted(sign: Sign, scopes: list[Sign]) -> bool:
    """主要是 supposes nothing, and 能不能 denies nothing."""
    return any(o.name in POSITIVE and o.start <= sign.start and sign.end <= o.end for o in scopes)

"""From the signs in a turn to its moves: rules over sentences, the same for every language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from roleplay.heard import SEVERE, Span
from roleplay.listening.cues import Sign
from roleplay.listening.sentences import Sentence
from roleplay.transcript import MOVES, Speaker

SOCIAL = ("greeting", "introduction", "thanks", "farewell", "acknowledgement", "agreement")
PLAIN = (*SOCIAL, "agenda", "evidence", "price", "next_step", "pressure", "objection")
REPLIES = {"yes": "agreement", "no": "objection"}
PROPOSING = ("next_step", "agenda")
ASKING = ("asks_open", "tells_open", "asks_closed")
NO_QUESTION = ("tag", "tag_back", "suggests")  # “isn't it?”, “why not start with one?”


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence with the signs found in it. `words` counts words, or characters where they stand without gaps."""

    sentence: Sentence
    signs: tuple[Sign, ...]
    words: int
    echo: float  # share of its content words that the other one has just used
    answers: bool = False  # the other one's last turn had something to give back
    heads: frozenset[int] | None = None  # where clauses begin; None where questions need no first place
    times: tuple[tuple[int, int], ...] = ()  # places of days and hours yet to come
    beside: int = 0  # words beside these times
    offers: bool = False  # what the seller has to say about the product: words given back are the other one's

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset([sign.name for sign in self.signs])

    def has(self, *names: str) -> bool:
        return not self.names.isdisjoint(names)

    def first(self, *names: str) -> Sign | None:
        return next((sign for sign in self.signs if sign.name in names), None)

    def last(self, *names: str) -> Sign | None:
        return next((sign for sign in reversed(self.signs) if sign.name in names), None)


def hear_moves(
    parts: list[MarkedSentence], speaker: Speaker, limits: dict[str, int], proposed: Callable[[], bool]
) -> list[Span]:
    """Every move heard in the parts of one turn, with the words that show it. `proposed`: the other one asked for a yes."""
    spans: list[Span] = []
    for part in parts:
        spans += _asked(part)
        if part.times and part.beside <= limits["beside_time"]:
            spans.append(_whole("next_step", part))  # "Thursday at ten, then?" says nothing else
        spans += [span for span in _plain(part) if speaker == "customer" or span.what != "objection"]
        if speaker == "seller":
            spans += [
                Span(what, s.start, s.end, sure=True)
                for s in part.signs
                if s.name == SEVERE
                for what in ("rude", SEVERE)
            ]
        if speaker == "seller" and _reflects(part):
            spans.append(_whole("reflection", part))
        elif _tells(part, limits):
            spans.append(_whole("telling", part))
    if sum(part.words for part in parts) <= limits["assent"]:
        spans += [Span("agreement", s.start, s.end) for part in parts for s in part.signs if s.name == "assent"]
    return spans + _reply(parts, proposed)


def _reply(parts: list[MarkedSentence], proposed: Callable[[], bool]) -> list[Span]:
    """A yes or no is a move only in reply to a proposal."""
    for part in parts[:2]:
        sign = part.first("no", "yes")
        if sign and not _asked(part):
            return [Span(REPLIES[sign.name], sign.start, sign.end)] if proposed() else []
    return []


def in_order(spans: list[Span]) -> tuple[str, ...]:
    """The moves among spans, each once, in the order in which moves are listed."""
    heard = {span.what for span in spans}
    return tuple(move for move in MOVES if move in heard)


def _asked(part: MarkedSentence) -> list[Span]:
    if part.has("suggests"):
        return []
    if _checks(part):
        return [_whole("closed_question", part)]
    if part.has("tells_open"):
        return [_whole("open_question", part)]
    if part.sentence.asked:
        return _marked(part)
    if _leads(part, "asks_open"):
        return [_whole("open_question", part)]
    asked = (_leads(part, "asks_closed") or part.has("asks_tag")) and not part.has("not_asking_closed")
    return [_whole("closed_question", part)] if asked else []


def _marked(part: MarkedSentence) -> list[Span]:
    """A question mark makes a question, whatever its form; a bare `okay?` asks nothing."""
    if part.has("tag") and part.words <= 2:
        return []
    if not part.has("asks_open", "asks_word") and _gives_back(part):
        return []
    open_ = part.has("asks_open") or (part.has("asks_word") and not part.has("not_asking"))
    return [_whole("open_question" if open_ else "closed_question", part)]


def _leads(part: MarkedSentence, name: str) -> bool:
    """Without a question mark, the sign must stand where questions begin, and no statement may hold it."""
    return any(
        sign.name == name and (part.heads is None or sign.start in part.heads) and not _is_taken_back(sign, part)
        for sign in part.signs
    )


def asking_signs(part: MarkedSentence) -> list[Sign]:
    """The signs of a question, and of what is none; 谁用谁有效 asks nothing, unless a question mark says that it does."""
    found = [sign for sign in part.signs if sign.name in (*ASKING, *NO_QUESTION)]
    none = [] if part.sentence.asked else [sign for sign in part.signs if sign.name == "not_asking"]
    return [sign for sign in found if not any(o.start < sign.end and sign.start < o.end for o in none)]


def _checks(part: MarkedSentence) -> bool:
    """“So what you're saying is …, have I got that right?”: words given back, and only the giving back is asked about."""
    return part.has("checks_back") and part.has("reflects")


def _is_taken_back(sign: Sign, part: MarkedSentence) -> bool:
    """“What I'm hearing” asks nothing; at the end of 他还在睡呢 only the 呢 asks nothing."""
    led = part.heads is not None  # where questions have a first place, a sentence is one or none
    return any(
        (other.name == "not_asking" and (led or (other.start < sign.end and sign.start < other.end)))
        or (other.name == "not_asking_end" and other.end == sign.end)
        for other in part.signs
    )


def _plain(part: MarkedSentence) -> list[Span]:
    return [Span(sign.name, sign.start, sign.end) for sign in part.signs if sign.name in PLAIN]


def _reflects(part: MarkedSentence) -> bool:
    """Words given back: said to be so, about the other one, or largely the other one's own."""
    if _checks(part):
        return True
    if _asked(part):
        return False
    if part.has("reflects"):
        return True
    if part.has("advice", "next_step", "agenda", "pressure", "price", "evidence"):
        return False
    if part.has("about_you") and not part.has("not_about_you"):
        return True
    return (
        not part.has("own")
        and not part.offers
        and 3 <= part.words <= 16
        and part.answers
        and (part.echo >= 0.2 or part.has("joins_on"))
    )


def _tells(part: MarkedSentence, limits: dict[str, int]) -> bool:
    """A statement of some length; courtesies and proposals tell nothing."""
    if part.has("informs"):
        return True
    if _asked(part) or part.has("thanks", "farewell", "greeting", "next_step", "agenda"):
        return False
    courteous = part.has("acknowledgement") and part.words < 2 * limits["telling"] and not part.has("evidence", "price")
    return part.words >= limits["telling"] and not courteous


def _whole(move: str, part: MarkedSentence) -> Span:
    return Span(move, part.sentence.start, part.sentence.end)


def _gives_back(part: MarkedSentence) -> bool:
    """“So you do it all by hand?” says back more than it asks; `isn't it?` at the end likewise."""
    if part.has("tag_back"):
        return True
    if part.words <= 4 or part.has("tag", "tag_or", "asks_liking") or _leads(part, "asks_closed"):
        return False
    joins = part.has("joins_on") and (part.heads is not None or part.echo > 0)
    return joins or part.has("reflects", "about_you")

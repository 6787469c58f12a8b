"""What was heard offline and by a model, made one: the model decides, but withdraws nothing that is sure."""

from collections.abc import Iterable
from dataclasses import replace

from roleplay.heard import BAD_MOVES, Ear, Heard, Span
from roleplay.listening.listener import topics_in
from roleplay.listening.model.answer import CheckedAnswer
from roleplay.listening.moves import in_order

EARS: tuple[Ear, ...] = ("words", "meaning", "model")


def merged(offline: Heard, said: CheckedAnswer) -> Heard:
    """One hearing of two. Each span of the model's names every ear that heard the same; what only words or meaning heard is
    dropped, unless it is sure; of bad moves and forbidden claims it goes to `doubted`.

    A line in a language without a lexicon stays what it was: the customer says that they did not follow.
    """
    if offline.language == "other":
        return offline
    spans = [replace(span, by=_ears_of(span, offline.spans)) for span in said.spans]
    heard = {span.what for span in spans if span.claim or not _is_forbidden(span)}
    left = [span for span in offline.spans if span.what not in heard]
    spans += [span for span in left if span.sure]
    doubted = [span for span in left if not span.sure and _is_bad(span)]
    return Heard(
        moves=in_order(spans),
        topics=topics_in(spans),
        spans=tuple(sorted(spans, key=lambda span: (span.start, span.end, span.what))),
        language=offline.language,
        time=said.time or offline.time,
        ears=_sorted((*offline.ears, "model")),
        doubted=tuple(doubted),
        near=offline.near,
        background=offline.background,
    )


def _ears_of(span: Span, others: Iterable[Span]) -> tuple[Ear, ...]:
    """All that heard this in the turn, wherever in it."""
    return _sorted((*span.by, *(ear for other in others if other.what == span.what for ear in other.by)))


def _sorted(ears: Iterable[Ear]) -> tuple[Ear, ...]:
    found = set(ears)
    return tuple(ear for ear in EARS if ear in found)


def _is_bad(span: Span) -> bool:
    return span.what in BAD_MOVES or (_is_forbidden(span) and span.claim)


def _is_forbidden(span: Span) -> bool:
    return span.what.startswith("must_not_say:")

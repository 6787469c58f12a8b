"""What of the bad moves an ear heard may be held against the seller: what was asserted, and what there was occasion for."""

from dataclasses import replace

from roleplay.heard import Ear, Heard, Span

ASSERTED = ("disparages", "over_claim", "dismissal")  # who asks runs nobody down and promises nothing
BY_MEANING: tuple[Ear, ...] = ("meaning",)
QUESTIONS = ("open_question", "closed_question")


def fairly(heard: Heard, worried: bool) -> Heard:
    """The hearing without what meaning alone took for a bad move though it stands in a question or in an order to a
    program, or for a worry brushed off before the customer was `worried` at all. What words show or a model heard is left as it is."""
    dropped = [move for move in ASSERTED if move in heard.moves and not _counts(move, heard, worried)]
    return _without(heard, dropped) if dropped else heard


def _counts(move: str, heard: Heard, worried: bool) -> bool:
    places = [span for span in heard.spans if span.what == move]
    if not places or any(place.by != BY_MEANING for place in places):
        return True
    if "machine_talk" in heard.moves or all(_is_a_duty(place, heard) for place in places):
        return False
    return (worried or move != "dismissal") and not all(_is_asked(place, heard) for place in places)


def _is_a_duty(place: Span, heard: Heard) -> bool:
    """Whether the words do what the scenario asks the seller to do, by its own phrases."""
    done = [span for span in heard.spans if span.what.startswith("must_do:") and span.by != BY_MEANING]
    return any(place.start <= span.start and span.end <= place.end for span in done)


def _is_asked(place: Span, heard: Heard) -> bool:
    """Whether the words stand inside a question."""
    questions = [span for span in heard.spans if span.what in QUESTIONS]
    return not place.claim or any(span.start <= place.start and place.end <= span.end for span in questions)


def _without(heard: Heard, moves: list[str]) -> Heard:
    kept = tuple(one for one in heard.moves if one not in moves)
    return replace(heard, moves=kept, spans=tuple(span for span in heard.spans if span.what not in moves))

"""What the model ear answered, read strictly: known names with words that stand in the line, and no more than a few."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from roleplay.catalogue import Catalogue, Topic
from roleplay.heard import How, Span
from roleplay.listening.model.request import known_moves
from roleplay.listening.quoted import place_of

MOST_ITEMS = 8  # topics and moves of one line together
MARKS_EVERYTHING = 2 * MOST_ITEMS  # who lists more was not listening (judgement): the answer is no answer
MOST_FACTS = 2  # asked about in one turn
FORM = ("topics", "moves", "time")
HOWS: tuple[How, ...] = get_args(How)


@dataclass(frozen=True)
class CheckedAnswer:
    """What was kept of an answer: spans of topics and moves in the order given, and the words of a time in the line."""

    spans: tuple[Span, ...]
    time: str | None


def read_answer(said: Mapping[str, Any] | None, text: str, catalogue: Catalogue) -> CheckedAnswer | None:
    """The part of an answer that can be trusted, about the line `text`; None where there is none.

    Dropped: an unknown topic or move, a quote that does not stand in the line, what comes after MOST_ITEMS, facts asked
    about after MOST_FACTS. None: no object, lists that mark everything, nothing kept of what was listed, and an empty
    answer that is not the whole form, since a model that fails looks like one that heard nothing.
    """
    if said is None:
        return None
    listed = list(_items(said))
    if len(listed) > MARKS_EVERYTHING or (not listed and not _is_whole(said)):
        return None
    kept = [span for what, item in listed[:MOST_ITEMS] if (span := _span(what, item, text, catalogue)) is not None]
    if listed and not kept:
        return None
    return CheckedAnswer(tuple(_few_facts(kept)), _time(said.get("time"), text))


def _items(said: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Topics and moves in turn, so that a long list of the one leaves room for the other."""
    lists = [(key, said.get(name)) for name, key in (("moves", "move"), ("topics", "id"))]
    queues = [
        (key, [one for one in found if isinstance(one, Mapping)]) for key, found in lists if isinstance(found, list)
    ]
    for at in range(max((len(found) for _, found in queues), default=0)):
        yield from ((key, found[at]) for key, found in queues if at < len(found))


def _is_whole(said: Mapping[str, Any]) -> bool:
    return all(name in said for name in FORM) and all(isinstance(said[name], list) for name in ("topics", "moves"))


def _span(key: str, item: Mapping[str, Any], text: str, catalogue: Catalogue) -> Span | None:
    what, quote = item.get(key), item.get("quote")
    if not isinstance(what, str) or not isinstance(quote, str) or (place := _place(quote, text)) is None:
        return None
    what = what.strip()
    if key == "move":
        move = what.lower().replace(" ", "_").replace("-", "_")
        return Span(move, *place, by=("model",)) if move in known_moves() else None
    topic = catalogue.by_id.get(what)
    how = item.get("how")
    if topic is None or how not in HOWS:
        return None
    return Span(what, *place, claim=_is_claimed(topic, how), by=("model",), how=cast(How, how))


def _is_claimed(topic: Topic, how: str) -> bool:
    """Of what must not be said only an assertion counts, or where asking is the offence a question."""
    if how == "asked":
        return topic.asked
    return how == "claimed" if topic.kind == "must_not_say" else how != "said_back"


def _place(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands; marks alone show nothing."""
    return place_of(quote, text) if any(map(str.isalnum, quote)) else None


def _few_facts(spans: list[Span]) -> Iterator[Span]:
    asked: list[str] = []
    for span in spans:
        if span.what.startswith("fact:") and span.how == "asked" and span.what not in asked:
            if len(asked) == MOST_FACTS:
                continue
            asked.append(span.what)
        yield span


def _time(said: Any, text: str) -> str | None:
    if not isinstance(said, str) or (place := _place(said, text)) is None:
        return None
    return text[place[0] : place[1]]

"""What a seller's turn is about: what words and meaning heard of each topic, weighed against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roleplay.catalogue import Catalogue
from roleplay.heard import Ear, Heard, How, Span
from roleplay.listening.background import ordinary_questions
from roleplay.listening.listener import Listener, topics_in
from roleplay.listening.meaning.comparison import Bars
from roleplay.listening.meaning.coupling import GRAVE
from roleplay.listening.meaning.topics import Likeness, TopicEar, topic_ear
from roleplay.listening.moves import in_order
from roleplay.listening.questions import last_question

HOWS: dict[str, How] = {
    "fact": "asked", "objection": "took_up", "key_message": "told", "evidence": "told",
    "must_not_say": "claimed", "must_do": "done",
}  # fmt: skip
QUESTIONS = ("open_question", "closed_question", "follow_up", "check_back")
SHORT = {True: 6, False: 10}  # words, characters: so short a question leans on what was just said (judgement)
LEANS = 0.5  # of the bar for meaning alone: what a topic spoken of just before still needs (judgement)
SEEN = 0.15  # a chance from which meaning may say that a question is about something else than its words (judgement)
FAR = 1 / 5  # of the likeliest topic's chance: what is below it was struck by a word (judgement)
# by meaning alone, whatever the learned bar: a forbidden claim costs a seller much, and a worry taken in that was none moves
# the talk (judgement, after false alarms on lines of other authors)
LEAST = {"must_not_say": 0.7, "objection": 0.45}
MUCH_TAUGHT = 0.85  # a forbidden claim, where many lines teach a topic and chances are higher (judgement)
ASKED, SAID = 0.7, 1.5  # of a fact's bar: in a turn that asks, and in one that does not (judgement)
NEAR = 0.06  # a chance from which a question may be about a topic, though nobody would swear to it (judgement)
DENIED = 0.5  # of the way from the bar to certainty: what a forbidden claim with a denial before it needs (judgement)


def with_topics(
    heard: Heard, text: str, before: Sequence[tuple[str, str]], words: Listener, catalogue: Catalogue
) -> Heard:
    """What words heard, with the topics that meaning hears or will not have. `before` is (speaker, text), oldest first."""
    ear = topic_ear(catalogue)
    if ear is None or heard.moves == ("unclear",) or not words.knows(heard.language):
        return heard
    last = before[-1][1] if before and before[-1][0] == "customer" else ""
    alike = ear.hear(text, last)
    by_words = [
        span
        for span in heard.spans
        if ":" in span.what and not _only_asks(span.what, span.start, span.end, heard, catalogue)
    ]
    spans = [kept for span in by_words if (kept := _weighed(span, alike, ear.bars))]
    known = {span.what for span in by_words}
    asks = bool(set(heard.moves) & set(QUESTIONS))
    more = [
        one
        for one in alike.values()
        if one.topic not in known
        and _counts(one, text, words, catalogue, ear.bars, asks)
        and not _only_asks(one.topic, one.start, one.end, heard, catalogue)
    ]
    if not spans and not more and _is_short_question(heard, text):
        own = [said for speaker, said in before if speaker == "seller" and said.strip()][-1:]
        more = _spoken_of(alike, ear.hear(own[0]), ear.bars) if own else []
    spans += [Span(one.topic, one.start, one.end, by=("meaning",)) for one in more]
    if asks:
        spans = _focused(spans, alike)
    spans = [replace(span, how=how_of(span, heard.moves)) for span in spans]
    moves = [span for span in heard.spans if ":" not in span.what and not _only_seems_grave(span, spans)]
    ordered = sorted((*moves, *spans), key=lambda span: (span.start, span.end, span.what))
    ears: tuple[Ear, ...] = tuple(dict.fromkeys((*heard.ears, "meaning")))
    topics = topics_in(ordered)
    near = tuple(topic for topic in _near(text, last, alike, ear) if topic not in topics)
    asked = ordinary_questions(text, last, catalogue) if asks or last_question(text) else ()
    return replace(
        heard, moves=in_order(ordered), spans=tuple(ordered), topics=topics, ears=ears, near=near, background=asked
    )


def _near(text: str, last: str, alike: Mapping[str, Likeness], ear: TopicEar) -> list[str]:
    """Facts and worries that the line's last question may be about, the likeliest first; none where it ends with no question."""
    asked = last_question(text)
    if not asked:
        return []
    question = alike if asked == text.strip() else ear.hear(asked, last)
    chances = {topic: max(one.chance, question[topic].chance) for topic, one in alike.items() if _is_asked_about(topic)}
    return sorted((topic for topic, chance in chances.items() if chance >= NEAR), key=lambda topic: -chances[topic])


def how_of(span: Span, moves: Sequence[str]) -> How:
    """In what way a topic was touched: a fact is given back where nothing in the turn asks."""
    kind = span.what.split(":", 1)[0]
    gives_back = kind == "fact" and "reflection" in moves and not set(QUESTIONS) & set(moves)
    return "said_back" if gives_back else HOWS[kind]


def _weighed(span: Span, alike: Mapping[str, Likeness], bars: Bars) -> Span | None:
    """What words heard, by both ears where meaning hears it too; None where meaning speaks strongly against it."""
    kind = span.what.split(":", 1)[0]
    one = alike.get(span.what)
    if one is None or one.chance >= bars.meaning[kind]:
        return replace(span, by=("words", "meaning")) if one else span
    return span if one.chance >= bars.words[kind] else None


def _counts(one: Likeness, text: str, words: Listener, catalogue: Catalogue, bars: Bars, asks: bool) -> bool:
    """Whether meaning alone is enough: for what must not be said only in a claim of the seller's own."""
    kind = one.topic.split(":", 1)[0]
    least = MUCH_TAUGHT if kind == "must_not_say" and catalogue.is_much_taught else LEAST.get(kind, 0.0)
    bar = max(bars.meaning[kind], least)
    if kind == "fact":  # facts are asked about, or given back
        bar *= ASKED if asks else SAID
    if one.chance < bar:
        return False
    if kind != "must_not_say":
        return True
    own = words.claims(text, one.start, one.end, questions=one.topic in catalogue.asked)
    return own == "claimed" or (own == "denied" and one.chance >= bar + (1 - bar) * DENIED)


def _only_seems_grave(span: Span, topics: Sequence[Span]) -> bool:
    """“Eleven of twelve sites still use it” is evidence, however much it may sound like an insult to meaning alone."""
    product = (one for one in topics if one.what.startswith(("key_message:", "evidence:")))
    return span.what in GRAVE and span.by == ("meaning",) and any(span.overlaps(one) for one in product)


def _only_asks(topic: str, start: int, end: int, heard: Heard, catalogue: Catalogue) -> bool:
    """“Which patients did you see?” promises nothing, whatever else the line is like."""
    if not topic.startswith("must_not_say:") or topic in catalogue.asked:
        return False
    asked = [span for span in heard.spans if span.what in ("open_question", "follow_up")]
    return any(span.start <= start and end <= span.end for span in asked)


def _focused(spans: list[Span], alike: Mapping[str, Likeness]) -> list[Span]:
    """What a question is about, where words struck a topic beside it: “how do the *slots* get planned?” asks how they plan.

    Only what words alone heard gives way, to a fact or worry that meaning finds far likelier; and where nothing else of
    these is left, that one is heard instead.
    """
    likeliest = max(
        (one for one in alike.values() if _is_asked_about(one.topic)), key=lambda one: one.chance, default=None
    )
    if (
        likeliest is None
        or likeliest.chance < SEEN
        or any(span.what.startswith(("key_message:", "evidence:")) for span in spans)
    ):
        return spans
    weak = [
        span for span in spans
        if span.by == ("words",) and _is_asked_about(span.what) and span.what in alike
        and alike[span.what].chance < likeliest.chance * FAR
    ]  # fmt: skip
    kept = [span for span in spans if span not in weak]
    if weak and not any(_is_asked_about(span.what) for span in kept):
        kept.append(Span(likeliest.topic, likeliest.start, likeliest.end, by=("meaning",)))
    return kept


def _is_asked_about(topic: str) -> bool:
    return topic.startswith(("fact:", "objection:"))


def _is_short_question(heard: Heard, text: str) -> bool:
    spaced = heard.language != "zh"
    size = len(text.split()) if spaced else len(text.strip())
    return size <= SHORT[spaced] and (heard.has(*QUESTIONS) or "?" in text or "？" in text)


def _spoken_of(alike: Mapping[str, Likeness], earlier: Mapping[str, Likeness], bars: Bars) -> list[Likeness]:
    """“Which ones?”: of the facts and worries that the seller's line before was about the likeliest, if it still may be."""
    both = [
        one
        for topic, one in alike.items()
        if (kind := topic.split(":", 1)[0]) in ("fact", "objection")
        and earlier[topic].chance >= bars.meaning[kind]
        and one.chance >= bars.meaning[kind] * LEANS
    ]
    return [max(both, key=lambda one: (one.chance, one.topic))] if both else []

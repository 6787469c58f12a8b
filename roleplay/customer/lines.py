"""What the offline customer says: the direction's acts in the lines of scenario and persona, no long line twice."""

from collections.abc import Sequence

from roleplay.content.base import primary
from roleplay.customer import idiom
from roleplay.customer.cue import Cue
from roleplay.customer.dice import own, turned
from roleplay.customer.joining import join, length
from roleplay.customer.manner import additions, fitting_length
from roleplay.transcript import Act

SHORT = {"zh": 7, "en": 5}  # up to so many characters or words a line may be said again: everybody says "Mm." twice


def speak_offline(cue: Cue) -> str:
    """The customer's words for this turn: the same for the same seed, turn and talk so far."""
    language = primary(cue.scenario.language)
    said = [turn.text for turn in cue.turns if turn.speaker == "customer"]
    spoken: list[str] = []
    for place, act in enumerate(cue.direction.acts):
        if act.kind == "raise" and place and cue.direction.acts[place - 1].kind == "tell":
            starts = turned(idiom.before("raise", cue.persona), cue.seed, own(cue.persona.id, "but"))
            spoken += _fresh(starts, said)[:1]  # from one thing to the other: “Hang on, though.”
        spoken.append(_line(act, cue, [*said, *spoken], language))
    return join(_with_small_words(_without_twins(spoken), cue, said), language)


def _line(act: Act, cue: Cue, said: Sequence[str], language: str) -> str:
    lines = idiom.wordings(act, cue.scenario, cue.persona)
    # a time-less acceptance takes no line with a gap for the time, and the reverse
    fitting = [line for line in lines if ("{time}" in line) <= (cue.direction.time is not None)] or lines
    filled = [line.replace("{time}", cue.direction.time or "").strip() for line in fitting]
    order = turned(filled, cue.seed, own(cue.persona.id, f"{act.kind}|{act.topic}"))
    liked = order if act.topic and act.kind != "hint" else fitting_length(order, cue)
    fresh = _fresh(liked, said) or _fresh(order, said) or _short(order, said, language)
    nods = turned(
        cue.persona.speech.acknowledge, cue.seed, own(cue.persona.id, "nod")
    )  # what is left when every line of a kind was said
    return (fresh or _fresh(nods, said) or _short(nods, said, language) or order)[0]


def _fresh(wordings: Sequence[str], said: Sequence[str]) -> list[str]:
    """Lines not said yet."""
    return [line for line in wordings if not any(line in earlier for earlier in said)]


def _short(wordings: Sequence[str], said: Sequence[str], language: str) -> list[str]:
    """Short lines of earlier turns may come again, the one said longest ago first; not the one just said."""
    heard = " ".join(said)
    again = [line for line in wordings if length(line, language) <= SHORT.get(language, 5)]
    return sorted((line for line in again if not said or line not in said[-1]), key=heard.rfind)


def _with_small_words(spoken: list[str], cue: Cue, said: Sequence[str]) -> list[str]:
    """The way this style begins and ends an answer, now and then and never twice in a talk."""
    first, last = additions(cue)
    start, end = _fresh(first, said)[:1], _fresh(last, said)[:1]
    return [*start, *spoken, *end]


def _without_twins(spoken: list[str]) -> list[str]:
    """Two acts may have drawn the same nod: it is said once."""
    return list(dict.fromkeys(spoken))

"""What the offline customer says: the direction's acts in the lines of scenario and persona, no long line twice."""

from collections.abc import Sequence

from roleplay.content.base import primary
from roleplay.customer import idiom
from roleplay.customer.cue import Cue
from roleplay.customer.dice import own, turned
from roleplay.customer.joining import goes_on, join, length
from roleplay.customer.manner import LIGHT, additions, fitting_length, shortest
from roleplay.transcript import Act, ActKind

AGREES: tuple[ActKind, ...] = ("tell", "reflected", "yes")  # after these a worry needs a word that turns to it
SHORT = {"zh": 7, "en": 5}  # up to so many characters or words a line may be said again: everybody says "Mm." twice


def speak_offline(cue: Cue) -> str:
    """The customer's words for this turn: the same for the same seed, turn and talk so far."""
    language = primary(cue.scenario.language)
    said = [turn.text for turn in cue.turns if turn.speaker == "customer"]
    spoken: list[str] = []
    acts = cue.direction.acts
    for act, before, after in zip(acts, (None, *acts), (*acts[1:], None), strict=False):
        nods = after is not None and after.kind != "raise" and act.kind in LIGHT
        line = _line(act, cue, [*said, *spoken], language, nods=nods)
        if before and (turn := _turns_to(act, before)):
            spoken += openers(
                turned(idiom.before(turn, cue.persona), cue.seed, own(cue.persona.id, "but")), line, said, language
            )[:1]
        spoken.append(line)
    return join(_with_small_words(_without_twins(spoken), cue, said), language)


def _turns_to(act: Act, before: Act) -> idiom.Turn | ActKind | None:
    """What leads from one thing to the other: “One thing, though.” before a worry, “Mind you,” before a hint."""
    if act.kind == "raise" and before.kind in AGREES:
        return "though"
    if act.kind == "raise" and before.kind == "told":
        return "raise"  # as they cut in anywhere
    return "aside" if act.kind == "hint" else None


def _line(act: Act, cue: Cue, said: Sequence[str], language: str, *, nods: bool) -> str:
    """A line for this act. Whoever `nods` before they answer does so in few words: no story before the story."""
    # a nod before an answer stays a nod, whatever was asked
    unsure = () if nods else idiom.instead(act.kind, cue.persona, cue.asked)
    lines = unsure or idiom.wordings(act, cue.scenario, cue.persona)
    # a time-less acceptance takes no line with a gap for the time, and the reverse
    fitting = [line for line in lines if ("{time}" in line) <= (cue.direction.time is not None)] or lines
    filled = [_filled(line, cue.direction.time or "") for line in fitting]
    order = turned(filled, cue.seed, own(cue.persona.id, f"{act.kind}|{act.topic}"))
    liked = order if act.topic and act.kind != "hint" else fitting_length(order, cue)
    liked = shortest(order, language) if nods else liked
    fresh = _fresh(liked, said) or _fresh(order, said) or _short(order, said, language)
    # what is left when every line of a kind was said
    left = turned(cue.persona.speech.acknowledge, cue.seed, own(cue.persona.id, "nod"))
    return (fresh or _fresh(left, said) or _short(left, said, language) or order)[0]


def _filled(line: str, time: str) -> str:
    """The line with the time in its gap; “today” begins a sentence as “Today”."""
    return line.replace("{time}", time[:1].upper() + time[1:] if line.startswith("{time}") else time).strip()


def _fresh(wordings: Sequence[str], said: Sequence[str]) -> list[str]:
    """Lines not said yet, behind a comma or not."""
    heard = [earlier.lower() for earlier in said]
    return [line for line in wordings if not any(line.rstrip(",，").lower() in earlier for earlier in heard)]


def _short(wordings: Sequence[str], said: Sequence[str], language: str) -> list[str]:
    """Short lines of earlier turns may come again, the one said longest ago first; not the one just said."""
    heard = " ".join(said)
    again = [line for line in wordings if length(line, language) <= SHORT.get(language, 5)]
    return sorted((line for line in again if not said or line not in said[-1]), key=heard.rfind)


def _with_small_words(spoken: list[str], cue: Cue, said: Sequence[str]) -> list[str]:
    """The way this style begins and ends an answer, now and then and never twice in a talk."""
    first, last = additions(cue)
    start = openers(first, spoken[0], said, primary(cue.scenario.language))[:1]
    end = (
        [] if spoken[-1].endswith(idiom.ASKS) else _fresh(last, said)[:1]
    )  # a question is not closed with “That's it.”
    return [*start, *spoken, *end]


def openers(wordings: Sequence[str], line: str, said: Sequence[str], language: str) -> list[str]:
    """The ways to begin this line; none where it begins with small words of its own."""
    if line.lower().startswith(idiom.own_openers(language)):
        return []
    return [start for start in _fresh(wordings, said) if goes_on(start, line, idiom.goes_on(language))]


def _without_twins(spoken: list[str]) -> list[str]:
    """Two acts may have drawn the same nod: it is said once."""
    return list(dict.fromkeys(spoken))

"""What the offline customer says: the direction's acts in the lines of scenario and persona, no long line twice."""

from collections.abc import Sequence

from roleplay.content.base import primary
from roleplay.customer import idiom, policy
from roleplay.customer.dice import own, turned
from roleplay.customer.joining import goes_on, join, length
from roleplay.customer.manner import LIGHT, additions, fitting_length, shortest
from roleplay.customer.turn_request import TurnRequest
from roleplay.transcript import Act, ActKind

AGREES: tuple[ActKind, ...] = ("tell", "reflected", "yes")  # after these a worry needs a word that turns to it


def speak_offline(request: TurnRequest) -> str:
    """Returns the customer's words for this turn: the same for the same seed, turn and talk so far."""
    language = primary(request.scenario.language)
    said = [turn.text for turn in request.turns if turn.speaker == "customer"]
    spoken: list[str] = []
    acts = request.direction.acts
    for act, before, after in zip(acts, (None, *acts), (*acts[1:], None), strict=False):
        nods = after is not None and after.kind != "raise" and act.kind in LIGHT
        line = _line(act, request, [*said, *spoken], language, nods=nods)
        if before and (turn := _turns_to(act, before)):
            spoken += openers(
                turned(idiom.before(turn, request.persona), request.seed, own(request.persona.id, "but")),
                line,
                said,
                language,
            )[:1]
        spoken.append(line)
    return join(_with_small_words(_without_twins(spoken), request, said), language)


def _turns_to(act: Act, before: Act) -> idiom.Turn | ActKind | None:
    """What leads from one thing to the other: “One thing, though.” before a worry, “Mind you,” before a hint."""
    if act.kind == "raise" and before.kind in AGREES:
        return "though"
    if act.kind == "raise" and before.kind == "told":
        return "raise"  # as they cut in anywhere
    # after “go ahead” a hint is the answer, no second thought
    return "aside" if act.kind == "hint" and before.kind not in ("greeting", "permission") else None


def _line(act: Act, request: TurnRequest, said: Sequence[str], language: str, *, nods: bool) -> str:
    """A line for this act. Whoever `nods` before they answer does so in few words: no story before the story."""
    # a nod before an answer stays a nod, whatever was asked
    unsure = () if nods else idiom.instead(act.kind, request.persona, request.asked)
    lines = unsure or idiom.wordings(act, request.scenario, request.persona)
    # a time-less acceptance takes no line with a gap for the time, and the reverse
    fitting = [line for line in lines if ("{time}" in line) <= (request.direction.time is not None)] or lines
    filled = [_filled(line, request.direction.time or "") for line in fitting]
    order = turned(filled, request.seed, own(request.persona.id, f"{act.kind}|{act.topic}"))
    liked = order if act.topic and act.kind != "hint" else fitting_length(order, request)
    liked = shortest(order, language) if nods or act.kind == "answer" else liked  # an ordinary question, a short answer
    fresh = _fresh(liked, said) or _fresh(order, said) or _short(order, said, language)
    # what is left when every line of a kind was said
    left = turned(request.persona.speech.acknowledge, request.seed, own(request.persona.id, "nod"))
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
    short = policy.SAID_AGAIN.get(language, policy.SAID_AGAIN["en"])
    again = [line for line in wordings if length(line, language) <= short]
    return sorted((line for line in again if not said or line not in said[-1]), key=heard.rfind)


def _with_small_words(spoken: list[str], request: TurnRequest, said: Sequence[str]) -> list[str]:
    """The way this style begins and ends an answer, now and then and never twice in a talk."""
    first, last = additions(request)
    start = openers(first, spoken[0], said, primary(request.scenario.language))[:1]
    end = (
        [] if spoken[-1].endswith(idiom.ASKS) else _fresh(last, said)[:1]
    )  # a question is not closed with “That's it.”
    return [*start, *spoken, *end]


def openers(wordings: Sequence[str], line: str, said: Sequence[str], language: str) -> list[str]:
    """Returns the ways to begin this line; none where it begins with small words of its own."""
    if line.lower().startswith(idiom.own_openers(language)):
        return []
    return [start for start in _fresh(wordings, said) if goes_on(start, line, idiom.goes_on(language))]


def _without_twins(spoken: list[str]) -> list[str]:
    """Two acts may have drawn the same nod: it is said once."""
    return list(dict.fromkeys(spoken))

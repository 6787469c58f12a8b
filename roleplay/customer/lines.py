"""What the offline customer says: the direction's acts in the lines of scenario and persona, no long line twice."""

from collections.abc import Sequence

from roleplay.content.base import primary
from roleplay.content.persona import Persona, Style
from roleplay.content.scenario import Scenario
from roleplay.customer.cue import Cue
from roleplay.customer.dice import draw, pick
from roleplay.customer.joining import join, length
from roleplay.customer.manner import is_brief
from roleplay.transcript import Act

SHORT = {"zh": 7, "en": 5}  # up to so many characters or words a line may be said again: everybody says "Mm." twice
TEMPER: dict[Style, float] = {"dominant": -0.5, "analytical": 0.0, "amiable": 0.0, "expressive": 0.1}


def speak_offline(cue: Cue) -> str:
    """The customer's words for this turn: the same for the same seed, turn and talk so far."""
    language = primary(cue.scenario.language)
    said = [turn.text for turn in cue.turns if turn.speaker == "customer"]
    spoken: list[str] = []
    for place, act in enumerate(cue.direction.acts):
        wordings = [_filled(line, cue.direction.time) for line in _wordings(act, cue)]
        fresh = _fresh(wordings, [*said, *spoken], language) or _fresh(
            _small_words(cue.persona), [*said, *spoken], language
        )
        spoken.append(_choose(fresh or wordings, cue, place))
    return join(_without_twins(spoken), language)


def _wordings(act: Act, cue: Cue) -> Sequence[str]:
    """The lines that do this act. A time-less acceptance takes no line with a gap for the time, and the reverse."""
    lines = _of_scenario(act, cue.scenario) if act.topic else _of_persona(act, cue.persona)
    fitting = [line for line in lines if ("{time}" in line) <= (cue.direction.time is not None)]
    return fitting or lines


def _of_scenario(act: Act, scenario: Scenario) -> Sequence[str]:
    kind, _, id = (act.topic or "").partition(":")
    if kind == "fact":
        fact = scenario.fact(id)
        return fact.says if act.kind == "tell" else fact.hint
    objection = scenario.objection(id)
    return {
        "raise": objection.says,
        "insist": objection.if_ignored,
        "resolve": objection.if_resolved,
        "hear_out": objection.if_heard,
    }[act.kind]


def _of_persona(act: Act, persona: Persona) -> Sequence[str]:
    lines: Sequence[str] = getattr(persona.speech, act.kind)
    return lines


def _small_words(persona: Persona) -> Sequence[str]:
    """What is left to say when every line of a kind was said: a nod."""
    return persona.speech.acknowledge


def _filled(line: str, time: str | None) -> str:
    return line.replace("{time}", time or "").strip()


def _fresh(wordings: Sequence[str], said: Sequence[str], language: str) -> list[str]:
    """Lines not said yet; when none is left, short ones of earlier turns."""
    unsaid = [line for line in wordings if not any(line in earlier for earlier in said)]
    last = said[-1] if said else ""
    return unsaid or [
        line for line in wordings if length(line, language) <= SHORT.get(language, 5) and line not in last
    ]


def _choose(wordings: Sequence[str], cue: Cue, place: int) -> str:
    """By chance, with a leaning: few words from the dominant and the terse, many from the expressive and talkative."""
    language = primary(cue.scenario.language)
    if is_brief(cue.persona, cue.seed, cue.n):
        few = sorted(wordings, key=lambda line: (length(line, language), line))[: max(1, len(wordings) // 3)]
        return pick(few, cue.seed, cue.n, f"brief|{place}")
    leaning = TEMPER[cue.persona.style] + 0.1 * (cue.persona.temperament.talkativeness - 2)
    longest = max(length(line, language) for line in wordings) or 1

    def liking(line: str) -> float:
        chance = draw(cue.seed, cue.n, f"wording|{place}|{line}")
        return chance + leaning * 0.5 * length(line, language) / longest

    return max(wordings, key=lambda line: (liking(line), line))


def _without_twins(spoken: list[str]) -> list[str]:
    """Two acts may have drawn the same nod: it is said once."""
    return list(dict.fromkeys(spoken))

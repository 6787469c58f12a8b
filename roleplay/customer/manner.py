"""The four styles and how talkative somebody is, as what they add to an answer or leave out."""

from collections.abc import Sequence
from dataclasses import replace

from roleplay.content.base import primary
from roleplay.content.persona import Persona, Style
from roleplay.customer import idiom
from roleplay.customer.cue import Cue
from roleplay.customer.dice import chance, draw, own, turned
from roleplay.customer.disclosure import due_facts, hint
from roleplay.customer.joining import length
from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import ActKind

LIGHT: tuple[ActKind, ...] = ("acknowledge", "vague", "reflected", "yes", "told", "greeting")
LEAD_IN: dict[Style, float] = {"dominant": 0.1, "analytical": 0.2, "expressive": 0.3, "amiable": 0.4}
CONTENT: tuple[ActKind, ...] = ("tell", "hint", "raise")
BRIEF: dict[Style, float] = {"dominant": 0.06, "analytical": 0.0, "amiable": 0.02, "expressive": 0.04}
LED_TO = 0.2  # how often a worry that comes out of nowhere is led to: “Hold on.”
SMALL_WORDS: dict[Style, int] = {
    "dominant": 6,
    "analytical": 6,
    "amiable": 4,
    "expressive": 4,
}  # in one answer of so many


def is_brief(persona: Persona, seed: int, n: int) -> bool:
    """Some turns are a few words only: half of them with the taciturn, fewer with the talkative."""
    share = 0.6 + BRIEF[persona.style] - 0.03 * persona.temperament.talkativeness
    return chance(share, seed, n, own(persona.id, "brief"))


def fitting_length(lines: Sequence[str], cue: Cue) -> Sequence[str]:
    """Few words from whoever is brief just now; else the middle from the terse, and not the shortest from the chatty."""
    language = primary(cue.scenario.language)
    by_length = sorted(lines, key=lambda line: (length(line, language), line))
    third = len(lines) // 3
    if is_brief(cue.persona, cue.seed, cue.n):
        kept = by_length[: max(1, 2 * len(lines) // 5)]
    elif cue.persona.temperament.talkativeness <= 1:
        kept = by_length[len(lines) // 2 :]
    else:
        kept = by_length[third:]
    return [line for line in lines if line in kept]


def shortest(lines: Sequence[str], language: str) -> Sequence[str]:
    """The shorter half, in the order given."""
    kept = sorted(lines, key=lambda line: (length(line, language), line))[: (len(lines) + 1) // 2]
    return [line for line in lines if line in kept]


def additions(cue: Cue) -> tuple[Sequence[str], Sequence[str]]:
    """Small words before and after this answer, if any: which answers have them turns with the seed too."""
    first, last = cue.direction.acts[0], cue.direction.acts[-1]
    persona, seed = cue.persona, cue.seed
    starts, ends = idiom.before(first.kind, persona), idiom.after(last.kind, persona)
    if first.kind == "raise" and idiom.question_kind(cue.asked, persona):
        return (), ()  # asked what worries them they say it; “yes, but” would answer something else
    pardon = persona.style == "amiable" and first.kind in ("raise", "insist")  # the amiable ask pardon each time
    if starts and (pardon or (first.kind == "raise" and chance(LED_TO, seed, cue.n, own(persona.id, "led-to")))):
        return turned(starts, seed, own(persona.id, f"before|{first.topic}")), ()
    if cue.direction.ending or not (starts or ends):
        return (), ()
    place = int(1000 * draw(0, 0, own(persona.id, f"small|{first.kind}|{first.topic}")))
    turn = (place + seed) % (2 * SMALL_WORDS[persona.style])
    if turn == 0 or (turn == SMALL_WORDS[persona.style] and not ends):
        return turned(starts, seed, own(persona.id, f"before|{first.topic}")), ()
    return (
        ((), turned(ends, seed, own(persona.id, f"after|{last.topic}")))
        if turn == SMALL_WORDS[persona.style]
        else ((), ())
    )


def colour(moment: Moment, answer: Answer) -> Answer:
    """The same answer as this person gives it. What the seller must get to hear always stays."""
    if answer.ending or not moment.earns:
        return answer
    if len(answer.acts) > 1:
        # the yes they were asked for is no mere nod, nor is the word on a question that a worry follows
        brief = not (moment.heard.has("check_back") or (moment.wants_answer and answer.acts[-1].kind == "raise"))
        return _terse(answer) if brief and is_brief(moment.persona, moment.state.seed, moment.n) else answer
    if is_brief(moment.persona, moment.state.seed, moment.n):
        return answer
    if answer.acts[0].kind == "tell" and moment.persona.style == "expressive":
        answer = _wander(moment, answer)
    return _lead_in(moment, answer)


def _terse(answer: Answer) -> Answer:
    """Whoever is brief leaves out the nod before the answer."""
    weighty = tuple(act for act in answer.acts if act.kind not in LIGHT)
    return Answer(weighty, answer.state) if weighty else answer


def _wander(moment: Moment, answer: Answer) -> Answer:
    """One thing reminds them of what hangs on it, which a listener may pick up."""
    told, topic = replace(moment, state=answer.state), (answer.acts[0].topic or "").partition(":")[2]
    other = next((fact for fact in due_facts(told) if topic in fact.reveal_when.after), None)
    return hint(told, other, *answer.acts) if other and moment.chance(0.35, "wander") else answer


def _lead_in(moment: Moment, answer: Answer) -> Answer:
    """The talkative and the amiable show first that they have heard; the dominant seldom do."""
    kind = answer.acts[0].kind
    share = LEAD_IN[moment.persona.style] + 0.1 * moment.persona.temperament.talkativeness
    if kind not in CONTENT or not moment.chance(share, "lead-in"):
        return answer
    if moment.says_back and not (moment.closed_only or moment.wants_answer):
        return answer.before("reflected")
    return answer.before("told") if kind == "raise" and moment.only_tells else answer

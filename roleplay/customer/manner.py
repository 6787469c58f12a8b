"""The four styles and how talkative somebody is, as what they add to an answer or leave out."""

from collections.abc import Sequence
from dataclasses import replace

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.customer import idiom, policy
from roleplay.customer.dice import chance, draw, own, turned
from roleplay.customer.disclosure import due_facts, hint
from roleplay.customer.joining import length
from roleplay.customer.moment import Moment, Reaction
from roleplay.customer.turn_request import TurnRequest
from roleplay.transcript import ActKind

LIGHT: tuple[ActKind, ...] = ("acknowledge", "vague", "reflected", "yes", "told", "greeting")
CONTENT: tuple[ActKind, ...] = ("tell", "hint", "raise")


def is_brief(persona: Persona, seed: int, n: int) -> bool:
    """Tells whether a turn is a few words only: more than half of them with the taciturn, fewer with the talkative."""
    share = policy.BRIEF[persona.style] - policy.BRIEF_LESS * persona.temperament.talkativeness
    return chance(share, seed, n, own(persona.id, "brief"))


def fitting_length(lines: Sequence[str], request: TurnRequest) -> Sequence[str]:
    """Returns the short lines for a brief turn, else the lines without the shortest: the terse leave out more of these."""
    language = primary(request.scenario.language)
    by_length = sorted(lines, key=lambda line: (length(line, language), line))
    if is_brief(request.persona, request.seed, request.n):
        kept = by_length[: max(1, int(policy.BRIEF_SHARE * len(lines)))]
    elif request.persona.temperament.talkativeness <= policy.TERSE:
        kept = by_length[len(lines) // policy.TERSE_SKIPS :]
    else:
        kept = by_length[len(lines) // policy.OTHERS_SKIP :]
    return [line for line in lines if line in kept]


def shortest(lines: Sequence[str], language: str) -> Sequence[str]:
    """Returns the shorter half, in the order given."""
    kept = sorted(lines, key=lambda line: (length(line, language), line))[: (len(lines) + 1) // 2]
    return [line for line in lines if line in kept]


def additions(request: TurnRequest) -> tuple[Sequence[str], Sequence[str]]:
    """Returns the small words before and after this answer, if any: which answers have them changes with the seed too."""
    first, last = request.direction.acts[0], request.direction.acts[-1]
    persona, seed = request.persona, request.seed
    starts, ends = idiom.before(first.kind, persona), idiom.after(last.kind, persona)
    if first.kind == "raise" and idiom.question_kind(request.asked, persona):
        return (), ()  # asked what worries them they say it; “yes, but” would answer something else
    pardon = persona.style == "amiable" and first.kind in ("raise", "insist")  # the amiable ask pardon each time
    if starts and (
        pardon or (first.kind == "raise" and chance(policy.LED_TO, seed, request.n, own(persona.id, "led-to")))
    ):
        return turned(starts, seed, own(persona.id, f"before|{first.topic}")), ()
    if request.direction.ending or not (starts or ends):
        return (), ()
    place = int(1000 * draw(0, 0, own(persona.id, f"small|{first.kind}|{first.topic}")))
    turn = (place + seed) % (2 * policy.SMALL_WORDS[persona.style])
    if turn == 0 or (turn == policy.SMALL_WORDS[persona.style] and not ends):
        return turned(starts, seed, own(persona.id, f"before|{first.topic}")), ()
    return (
        ((), turned(ends, seed, own(persona.id, f"after|{last.topic}")))
        if turn == policy.SMALL_WORDS[persona.style]
        else ((), ())
    )


def colour(moment: Moment, answer: Reaction) -> Reaction:
    """Returns the same answer as this person gives it. What the seller must get to hear always stays."""
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


def _terse(answer: Reaction) -> Reaction:
    """Whoever is brief leaves out the nod before the answer."""
    weighty = tuple(act for act in answer.acts if act.kind not in LIGHT)
    return Reaction(weighty, answer.state) if weighty else answer


def _wander(moment: Moment, answer: Reaction) -> Reaction:
    """One thing reminds them of what hangs on it, which a listener may pick up."""
    told, topic = replace(moment, state=answer.state), (answer.acts[0].topic or "").partition(":")[2]
    other = next((fact for fact in due_facts(told) if topic in fact.reveal_when.after), None)
    return hint(told, other, *answer.acts) if other and moment.chance(policy.WANDERS, "wander") else answer


def _lead_in(moment: Moment, answer: Reaction) -> Reaction:
    """The talkative and the amiable show first that they have heard; the dominant seldom do."""
    kind = answer.acts[0].kind
    share = policy.LEAD_IN[moment.persona.style] + policy.LEAD_IN_MORE * moment.persona.temperament.talkativeness
    if kind not in CONTENT or not moment.chance(share, "lead-in"):
        return answer
    if moment.says_back and not (moment.closed_only or moment.wants_answer):
        return answer.before("reflected")
    return answer.before("told") if kind == "raise" and moment.only_tells else answer

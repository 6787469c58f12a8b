"""What a model is told for one turn: a system message that never changes, the talk so far, and this turn's direction.

Facts, objections and everything else the scenario keeps back come in through the direction alone, when it has them said;
the rubric, the score and the gold lines come in nowhere.
"""

from collections.abc import Sequence
from hashlib import sha256
from string import Template
from typing import Literal

from roleplay.content.base import primary
from roleplay.customer import idiom, policy, wording
from roleplay.customer.dice import draw, own
from roleplay.customer.recital import units
from roleplay.customer.turn_request import TurnRequest
from roleplay.transcript import Act

Role = Literal["user", "assistant"]
Said = tuple[Role, str]

SILENCE = "…"  # the seller's turn held nothing but blanks
LIGHT = {"greeting", "acknowledge", "yes", "no", "reflected", "farewell", "small_talk", "vague", "apology_taken", "taken_back", "promise_taken"}  # fmt: skip


def system_message(request: TurnRequest) -> str:
    """Says who the customer is and how they talk. The same bytes in every turn of an attempt, so that endpoints cache
    them."""
    persona = request.persona
    return Template(wording.text(_language(request), "system")).substitute(
        name=persona.name,
        role=persona.role,
        about=persona.about,
        manner=persona.manner,
        style=wording.table(_language(request), "styles")[persona.style],
        scene=_scene(request),
        public=_public(request),
    )


def _scene(request: TurnRequest) -> str:
    """The scene as the customer sees it; where content has none, the seller's, and whose it is."""
    own: str | None = getattr(request.scenario, "customer_scene", None)
    return own or f"{request.scenario.scene}\n{wording.table(_language(request), 'around')['seller_scene']}"


def _public(request: TurnRequest) -> str:
    """What anybody may know of what is sold."""
    words, product = wording.table(_language(request), "around"), request.scenario.product
    told = [words["product"], *([words["price"]] if product.price else [])]
    return "\n".join(Template(line).substitute(product=product.name, price=product.price) for line in told)


def history(request: TurnRequest) -> list[Said]:
    """Returns the talk up to the seller's last words, user and assistant strictly in turn: some endpoints insist on it.

    A turn of which there are no words is left out, and the turns around it become one message. The last is the
    seller's.
    """
    said: list[Said] = []
    for turn in request.turns:
        role: Role = "user" if turn.speaker == "seller" else "assistant"
        if not turn.text.strip():
            continue
        if said and said[-1][0] == role:
            said[-1] = (role, f"{said[-1][1]}\n{turn.text}")
        else:
            said.append((role, turn.text))
    if not said or said[-1][0] != "user":
        said.append(("user", SILENCE))
    return said


def nonce(request: TurnRequest) -> str:
    """Returns the code of this turn's direction: the same whenever the turn is replayed, and nothing a learner could
    guess."""
    return sha256(f"{request.attempt}|{request.seed}|{request.n}".encode()).hexdigest()[:12]


def with_direction(request: TurnRequest, words: str, again: bool = False) -> str:
    """Returns the final user message: the seller's words, then the direction, which no later request repeats."""
    code = nonce(request)
    return f"{words}\n\n<direction-{code}>\n{direction(request, again)}\n</direction-{code}>"


def direction(request: TurnRequest, again: bool = False) -> str:
    """Says in words what the customer does in this turn. `again`: the first try left the role."""
    language, name = _language(request), request.persona.name
    acts = [_act(request, act) for act in request.direction.acts]
    if len(acts) > 1:
        acts = [f"{number}. {act}" for number, act in enumerate(acts, start=1)]
    phrases = wording.table(language, "acts")
    extra = [phrases["last"]] if request.direction.ending else []
    extra += [phrases["again"]] if again else []
    text = Template(wording.text(language, "direction")).substitute(
        name=name,
        acts="\n".join(acts),
        mood=_mood(request),
        length=wording.table(language, "lengths")[str(_length(request))],
    )
    return "\n".join([text, *(Template(line).substitute(name=name) for line in extra)])


def spoken(request: TurnRequest) -> str:
    """Returns the wordings in this turn's direction: they may be said."""
    return "\n".join(line for act in request.direction.acts if (line := _wording(request, act)))


def frame(request: TurnRequest) -> str:
    """Returns what a model is told about how to speak, without the wordings and without who the customer is: no part of
    it is speech."""
    language = _language(request)
    rules = Template(wording.text(language, "system")).safe_substitute(
        name=request.persona.name, role="", about="", manner="", style="", scene="", public=""
    )
    told = direction(request)
    for line in sorted(spoken(request).split("\n"), key=len, reverse=True):
        told = told.replace(line, "\n") if line else told
    return f"{rules}\n{told}"


def limit(request: TurnRequest) -> int:
    """Returns after how many characters a reply ends with its sentence; never before what it had to say could be said."""
    lengths = policy.REPLY_LIMITS.get(_language(request), policy.REPLY_LIMITS["en"])
    needed = sum(len(_wording(request, act)) for act in request.direction.acts)
    return max(lengths[request.persona.temperament.talkativeness], round(needed * policy.LIMIT_MARGIN))


def names(request: TurnRequest) -> tuple[str, ...]:
    """Returns the names by which a model may head the customer's lines."""
    whole = request.persona.name
    parts = (part for part in whole.split() if len(part) > 2 and not part.endswith("."))  # not “Dr.”
    return (whole, *parts, request.persona.role)


def _language(request: TurnRequest) -> str:
    return primary(request.scenario.language)


def _act(request: TurnRequest, act: Act) -> str:
    phrases = wording.table(_language(request), "acts")
    words = _wording(request, act)
    lead = phrases["sense" if act.topic else "like"]
    gap = "" if _language(request) == "zh" else " "
    return gap.join([phrases[_meant(request, act)], *([lead, words] if words else [])])


def _meant(request: TurnRequest, act: Act) -> str:
    """What the act comes to after these words of the seller's: a nod is no answer to a question, nor a yes to a choice."""
    if act.kind in ("yes", "no") and idiom.question_kind(request.asked, request.persona) == "choice":
        return "either_or"
    if idiom.instead(act.kind, request.persona, request.asked):
        return "unsure"
    concern = request.state.objections.get((act.topic or "").partition(":")[2])
    untrue = act.kind == "hear_out" and concern is not None and "acknowledged" not in concern.answers
    return "hear_out_open" if untrue else act.kind


def _wording(request: TurnRequest, act: Act) -> str:
    """One of the wordings that content has for this act, the same in a replay; empty where it has none.

    Two would not tell the same, and a small model recites the “or” between them.
    """
    found = _lines(request, act)
    fitting = [line for line in found if ("{time}" in line) <= (request.direction.time is not None)] or found
    if not fitting:
        return ""
    place = int(draw(request.seed, request.n, own(request.persona.id, f"prompt|{act.kind}|{act.topic}")) * len(fitting))
    return fitting[place].replace("{time}", request.direction.time or "")


def _lines(request: TurnRequest, act: Act) -> Sequence[str]:
    meant = _meant(request, act)
    if meant == "unsure":
        return idiom.instead(act.kind, request.persona, request.asked)
    if meant == "hear_out_open":
        act = Act(kind="raise", topic=act.topic)
    return idiom.wordings(Act(kind="either_or") if meant == "either_or" else act, request.scenario, request.persona)


def _mood(request: TurnRequest) -> str:
    moods = wording.table(_language(request), "moods")
    found = [moods[f"trust-{_band(request.state.trust)}"], moods[f"patience-{_band(request.state.patience)}"]]
    return ("，" if _language(request) == "zh" else ", ").join(words for words in found if words)


def _band(level: int) -> str:
    return "low" if level <= policy.MOOD_LOW else "high" if level >= policy.MOOD_HIGH else "middle"


def _length(request: TurnRequest) -> int:
    """1 to 5: around the persona's talkativeness, uneven from turn to turn, and enough for what must be said."""
    wanted = request.persona.temperament.talkativeness + int(
        draw(request.seed, request.n, own(request.persona.id, "length")) * policy.LENGTH_SPREAD
    )
    acts = request.direction.acts
    if all(act.kind in LIGHT for act in acts):
        return min(policy.MOST_FOR_LIGHT, max(1, wanted))
    sizes = [_size(request, act) for act in acts]
    least = min(policy.LONGEST_LENGTH, max(sizes) + len(sizes) - 1)
    return max(least, min(policy.LONGEST_LENGTH, max(1, wanted)))


def _size(request: TurnRequest, act: Act) -> int:
    """The length that the wording of an act needs: three for one sentence, five for several."""
    words = len(units(_wording(request, act).lower()))
    sentence, more = policy.SENTENCE_SIZES.get(_language(request), policy.SENTENCE_SIZES["en"])
    if words > more:
        return policy.LONGEST_LENGTH
    return policy.ONE_SENTENCE if words <= sentence else policy.ONE_SENTENCE + 1

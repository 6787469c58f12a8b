"""What a model is told for one turn: a system message that never changes, the talk so far, and this turn's direction.

Facts, objections and everything else the scenario keeps back come in through the direction alone, when it has them said;
the rubric, the score and the gold lines come in nowhere.
"""

from collections.abc import Sequence
from hashlib import sha256
from string import Template
from typing import Literal

from roleplay.content.base import primary
from roleplay.customer import idiom, wording
from roleplay.customer.cue import Cue
from roleplay.customer.dice import draw, own
from roleplay.customer.recital import units
from roleplay.transcript import Act

Role = Literal["user", "assistant"]
Said = tuple[Role, str]

LIMITS = {"en": (110, 150, 200, 260, 330), "zh": (36, 50, 68, 90, 115)}  # characters, by talkativeness
SILENCE = "…"  # the seller's turn held nothing but blanks
LIGHT = {"greeting", "acknowledge", "yes", "no", "reflected", "farewell", "small_talk", "vague", "apology_taken", "taken_back", "promise_taken"}  # fmt: skip
MOST_FOR_LIGHT = 3  # nobody nods in two sentences
SIZES = {
    "en": (18, 30),
    "zh": (24, 42),
}  # words or characters of one sentence, and of one and a short second (judgement)
MARGIN = 1.3  # own words may be longer than the wording that was given


def system_message(cue: Cue) -> str:
    """Who the customer is and how they talk. The same bytes in every turn of an attempt, so that endpoints cache them."""
    persona = cue.persona
    return Template(wording.text(_language(cue), "system")).substitute(
        name=persona.name,
        role=persona.role,
        about=persona.about,
        manner=persona.manner,
        style=wording.table(_language(cue), "styles")[persona.style],
        scene=_scene(cue),
        public=_public(cue),
    )


def _scene(cue: Cue) -> str:
    """The scene as the customer sees it; where content has none, the seller's, and whose it is."""
    own: str | None = getattr(cue.scenario, "customer_scene", None)
    return own or f"{cue.scenario.scene}\n{wording.table(_language(cue), 'around')['seller_scene']}"


def _public(cue: Cue) -> str:
    """What anybody may know of what is sold."""
    words, product = wording.table(_language(cue), "around"), cue.scenario.product
    told = [words["product"], *([words["price"]] if product.price else [])]
    return "\n".join(Template(line).substitute(product=product.name, price=product.price) for line in told)


def history(cue: Cue) -> list[Said]:
    """The talk up to the seller's last words, user and assistant strictly in turn: some endpoints insist on it.

    A turn of which there are no words is left out, and the turns around it become one message. The last is the seller's.
    """
    said: list[Said] = []
    for turn in cue.turns:
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


def nonce(cue: Cue) -> str:
    """The code of this turn's direction: the same whenever the turn is replayed, and nothing a learner could guess."""
    return sha256(f"{cue.attempt}|{cue.seed}|{cue.n}".encode()).hexdigest()[:12]


def with_direction(cue: Cue, words: str, again: bool = False) -> str:
    """The final user message: the seller's words, then the direction, which no later request repeats."""
    code = nonce(cue)
    return f"{words}\n\n<direction-{code}>\n{direction(cue, again)}\n</direction-{code}>"


def direction(cue: Cue, again: bool = False) -> str:
    """What the customer does in this turn, in words. `again`: the first try left the role."""
    language, name = _language(cue), cue.persona.name
    acts = [_act(cue, act) for act in cue.direction.acts]
    if len(acts) > 1:
        acts = [f"{number}. {act}" for number, act in enumerate(acts, start=1)]
    phrases = wording.table(language, "acts")
    extra = [phrases["last"]] if cue.direction.ending else []
    extra += [phrases["again"]] if again else []
    text = Template(wording.text(language, "direction")).substitute(
        name=name, acts="\n".join(acts), mood=_mood(cue), length=wording.table(language, "lengths")[str(_length(cue))]
    )
    return "\n".join([text, *(Template(line).substitute(name=name) for line in extra)])


def spoken(cue: Cue) -> str:
    """The wordings in this turn's direction: they may be said."""
    return "\n".join(line for act in cue.direction.acts if (line := _wording(cue, act)))


def frame(cue: Cue) -> str:
    """What a model is told about how to speak, without the wordings and without who the customer is: nothing of it is speech."""
    language = _language(cue)
    rules = Template(wording.text(language, "system")).safe_substitute(
        name=cue.persona.name, role="", about="", manner="", style="", scene="", public=""
    )
    told = direction(cue)
    for line in sorted(spoken(cue).split("\n"), key=len, reverse=True):
        told = told.replace(line, "\n") if line else told
    return f"{rules}\n{told}"


def limit(cue: Cue) -> int:
    """After how many characters a reply ends with its sentence; never before what it had to say could be said."""
    lengths = LIMITS.get(_language(cue), LIMITS["en"])
    needed = sum(len(_wording(cue, act)) for act in cue.direction.acts)
    return max(lengths[cue.persona.temperament.talkativeness], round(needed * MARGIN))


def names(cue: Cue) -> tuple[str, ...]:
    """How a model may head the customer's lines."""
    whole = cue.persona.name
    parts = (part for part in whole.split() if len(part) > 2 and not part.endswith("."))  # not “Dr.”
    return (whole, *parts, cue.persona.role)


def _language(cue: Cue) -> str:
    return primary(cue.scenario.language)


def _act(cue: Cue, act: Act) -> str:
    phrases = wording.table(_language(cue), "acts")
    words = _wording(cue, act)
    lead = phrases["sense" if act.topic else "like"]
    gap = "" if _language(cue) == "zh" else " "
    return gap.join([phrases[_meant(cue, act)], *([lead, words] if words else [])])


def _meant(cue: Cue, act: Act) -> str:
    """What the act comes to after these words of the seller's: a nod is no answer to a question, nor a yes to a choice."""
    if act.kind in ("yes", "no") and idiom.question_kind(cue.asked, cue.persona) == "choice":
        return "either_or"
    if idiom.instead(act.kind, cue.persona, cue.asked):
        return "unsure"
    concern = cue.state.objections.get((act.topic or "").partition(":")[2])
    untrue = act.kind == "hear_out" and concern is not None and "acknowledged" not in concern.answers
    return "hear_out_open" if untrue else act.kind


def _wording(cue: Cue, act: Act) -> str:
    """One of the wordings that content has for this act, the same in a replay; empty where it has none.

    Two would not tell the same, and a small model recites the “or” between them.
    """
    found = _lines(cue, act)
    fitting = [line for line in found if ("{time}" in line) <= (cue.direction.time is not None)] or found
    if not fitting:
        return ""
    place = int(draw(cue.seed, cue.n, own(cue.persona.id, f"prompt|{act.kind}|{act.topic}")) * len(fitting))
    return fitting[place].replace("{time}", cue.direction.time or "")


def _lines(cue: Cue, act: Act) -> Sequence[str]:
    meant = _meant(cue, act)
    if meant == "unsure":
        return idiom.instead(act.kind, cue.persona, cue.asked)
    if meant == "hear_out_open":
        act = Act(kind="raise", topic=act.topic)
    return idiom.wordings(Act(kind="either_or") if meant == "either_or" else act, cue.scenario, cue.persona)


def _mood(cue: Cue) -> str:
    moods = wording.table(_language(cue), "moods")
    found = [moods[f"trust-{_band(cue.state.trust)}"], moods[f"patience-{_band(cue.state.patience)}"]]
    return ("，" if _language(cue) == "zh" else ", ").join(words for words in found if words)


def _band(level: int) -> str:
    return "low" if level <= 1 else "high" if level >= 4 else "middle"


def _length(cue: Cue) -> int:
    """1 to 5: around the persona's talkativeness, uneven from turn to turn, and enough for what must be said."""
    wanted = cue.persona.temperament.talkativeness + int(draw(cue.seed, cue.n, own(cue.persona.id, "length")) * 3)
    acts = cue.direction.acts
    if all(act.kind in LIGHT for act in acts):
        return min(MOST_FOR_LIGHT, max(1, wanted))
    sizes = [_size(cue, act) for act in acts]
    least = min(5, max(sizes) + len(sizes) - 1)
    return max(least, min(5, max(1, wanted)))


def _size(cue: Cue, act: Act) -> int:
    """The length that the wording of an act needs: three for one sentence, five for several."""
    words = len(units(_wording(cue, act).lower()))
    sentence, more = SIZES.get(_language(cue), SIZES["en"])
    return 3 if words <= sentence else 4 if words <= more else 5

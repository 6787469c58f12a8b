"""What a model is told for one turn: a system message that never changes, the talk so far, and this turn's direction.

Facts, objections and everything else the scenario keeps back come in through the direction alone, when it has them said;
the rubric, the score and the gold lines come in nowhere.
"""

from hashlib import sha256
from string import Template
from typing import Literal

from roleplay.content.base import primary
from roleplay.customer import wording
from roleplay.customer.cue import Cue
from roleplay.customer.dice import draw, own
from roleplay.customer.idiom import own_words
from roleplay.transcript import Act

Role = Literal["user", "assistant"]
Said = tuple[Role, str]

SAYS = {"tell": "says", "hint": "hint", "raise": "says", "insist": "if_ignored", "resolve": "if_resolved", "hear_out": "if_heard"}  # fmt: skip
SUBSTANCE = {"tell", "hint", "raise", "insist", "resolve", "not_followed"}  # acts that take a sentence to perform
LIMITS = {"en": (110, 150, 200, 260, 330), "zh": (36, 50, 68, 90, 115)}  # characters, by talkativeness
SILENCE = "…"  # the seller's turn held nothing but blanks
MARGIN = 1.3  # own words may be longer than the wording that was given


def system_message(cue: Cue) -> str:
    """Who the customer is and how they talk. The same bytes in every turn of an attempt, so that endpoints cache them."""
    persona, scene = cue.persona, cue.scenario.scene
    return Template(wording.text(_language(cue), "system")).substitute(
        name=persona.name,
        role=persona.role,
        about=persona.about,
        manner=persona.manner,
        style=wording.table(_language(cue), "styles")[persona.style],
        scene=scene,
    )


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
    acts = [f"{number}. {_act(cue, act)}" for number, act in enumerate(cue.direction.acts, start=1)]
    phrases = wording.table(language, "acts")
    extra = [phrases["last"]] if cue.direction.ending else []
    extra += [phrases["again"]] if again else []
    text = Template(wording.text(language, "direction")).substitute(
        name=name, acts="\n".join(acts), mood=_mood(cue), length=wording.table(language, "lengths")[str(_length(cue))]
    )
    return "\n".join([text, *(Template(line).substitute(name=name) for line in extra)])


def spoken(cue: Cue) -> str:
    """The wordings in this turn's direction: they may be said."""
    return "\n".join(line for act in cue.direction.acts for line in _wordings(cue, act))


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
    needed = sum(max((len(words) for words in _wordings(cue, act)), default=0) for act in cue.direction.acts)
    return max(lengths[cue.persona.temperament.talkativeness], round(needed * MARGIN))


def names(cue: Cue) -> tuple[str, ...]:
    """How a model may head the customer's lines."""
    whole = cue.persona.name
    return (whole, *(part for part in whole.split() if len(part) > 2), cue.persona.role)


def _language(cue: Cue) -> str:
    return primary(cue.scenario.language)


def _act(cue: Cue, act: Act) -> str:
    phrases = wording.table(_language(cue), "acts")
    wordings = _wordings(cue, act)
    return " ".join([phrases[act.kind], phrases["with"], f" {phrases['or']} ".join(wordings)])


def _wordings(cue: Cue, act: Act) -> list[str]:
    """Two of the wordings that content has for this act: enough to see the meaning, too few to recite."""
    if act.topic and act.kind in SAYS:
        kind, _, id = act.topic.partition(":")
        item = cue.scenario.fact(id) if kind == "fact" else cue.scenario.objection(id)
        found = getattr(item, SAYS[act.kind])
    else:
        found = own_words(act.kind, cue.persona)
    found = [line for line in found if ("{time}" in line) <= (cue.direction.time is not None)] or found
    first = int(draw(cue.seed, cue.n, own(cue.persona.id, f"prompt|{act.kind}|{act.topic}")) * len(found))
    chosen = dict.fromkeys((found[first], found[(first + 1) % len(found)]))
    return [line.replace("{time}", cue.direction.time or "") for line in chosen]


def _mood(cue: Cue) -> str:
    moods = wording.table(_language(cue), "moods")
    found = [moods[f"trust-{_band(cue.state.trust)}"], moods[f"patience-{_band(cue.state.patience)}"]]
    return ("，" if _language(cue) == "zh" else ", ").join(words for words in found if words)


def _band(level: int) -> str:
    return "low" if level <= 1 else "high" if level >= 4 else "middle"


def _length(cue: Cue) -> int:
    """1 to 5: around the persona's talkativeness, uneven from turn to turn, and enough for what must be said."""
    wanted = cue.persona.temperament.talkativeness + int(draw(cue.seed, cue.n, own(cue.persona.id, "length")) * 3)
    substance = sum(act.kind in SUBSTANCE for act in cue.direction.acts)
    least = min(5, 2 + substance) if substance else 1
    return max(least, min(5, max(1, wanted)))

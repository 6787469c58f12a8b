"""Talks written by hand, one line a turn, and signals written as in YAML."""

from pathlib import Path

import yaml

from roleplay.content.library import Library, load_library
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.content.signal import Signal
from roleplay.listening.listener import listener_for
from roleplay.scoring.finding import Finding
from roleplay.scoring.hearing import listen_to
from roleplay.scoring.signals import find
from roleplay.transcript import Act, Phase, Transcript, Turn

CAST: Library = load_library(Path(__file__).parent.parent / "cast")
OVEN: Scenario = CAST.scenarios["oven-call"]


def seller(text: str, phase: Phase = "probing") -> Turn:
    return Turn(n=1, speaker="seller", text=text, phase=phase)


def customer(text: str, *acts: str, phase: Phase = "probing") -> Turn:
    """Acts as `hint fact:gas`, `raise objection:price`, `acknowledge`."""
    parts = [act.partition(" ") for act in acts or ("acknowledge",)]
    made = tuple(Act(kind=kind, topic=topic or None) for kind, _, topic in parts)  # type: ignore[arg-type]
    return Turn(n=1, speaker="customer", text=text, phase=phase, acts=made)


def talk(*turns: Turn, staged: bool = True, scenario: Scenario = OVEN, **more: object) -> Transcript:
    """Numbers the turns, and hears by the rules what the seller says where a turn brings no hearing of its own."""
    numbered = tuple(turn.model_copy(update={"n": n}) for n, turn in enumerate(turns, 1))
    heard = by_rules(numbered, scenario)
    return Transcript(language="en", turns=heard, staged=staged, **more)  # type: ignore[arg-type]


def by_rules(turns: tuple[Turn, ...], scenario: Scenario) -> tuple[Turn, ...]:
    """The turns with the seller's heard by words alone. What is tested on these talks is what the scorer makes of a
    hearing: how well an ear hears, and that it hears better one day, must not decide these tests."""
    known = scenario.full_catalogue
    words = listener_for(known.language, known.phrases, known.asked)
    said: list[Turn] = []
    for turn in turns:
        if turn.speaker == "seller" and turn.heard is None:
            before = said[-1].text if said and said[-1].speaker == "customer" else ""
            turn = turn.model_copy(update={"heard": words.hear(turn.text, before=before)})
        said.append(turn)
    return tuple(said)


def bare(transcript: Transcript) -> Transcript:
    """The same words from anywhere: no phases, no acts. What was heard in the seller's stays, see `by_rules`."""
    turns = tuple(Turn(n=turn.n, speaker=turn.speaker, text=turn.text, heard=turn.heard) for turn in transcript.turns)
    return Transcript(language=transcript.language, turns=turns, staged=False)


def unheard(transcript: Transcript) -> Transcript:
    """The same talk without any hearing kept: for tests of how the scorer listens, with today's ear."""
    return transcript.model_copy(
        update={"turns": tuple(turn.model_copy(update={"heard": None}) for turn in transcript.turns)}
    )


def found(signal: str, transcript: Transcript, scenario: Scenario | None = OVEN) -> Finding:
    return find(Signal.model_validate(yaml.safe_load(signal)), listen_to(transcript, scenario))


ADVICE = {"title": "Do it.", "why": "It matters.", "better": "Like so.", "praise": "Well done."}


def rubric(criteria: str, pass_mark: int = 70) -> Rubric:
    """Criteria in short YAML: names, levels and advice are filled in where they are left out."""
    filled = [
        {
            "name": each["id"], "levels": {0: "No.", 5: "Yes."}, **each,
            "checks": [{"asks": "?", "advice": {**ADVICE, "title": check["id"]}, **check} for check in each["checks"]],
        }
        for each in yaml.safe_load(criteria)
    ]  # fmt: skip
    return Rubric.model_validate(
        {
            "format": 1,
            "id": "short",
            "language": "en",
            "title": "Short",
            "version": 1,
            "pass_mark": pass_mark,
            "criteria": filled,
        }
    )

"""What the customer did in a practised talk, read back from the state its turns carry and from the scenario's wordings."""

from collections.abc import Iterator, Sequence

from roleplay.content.scenario import Scenario
from roleplay.transcript import Act, ObjectionState, Turn

PLAIN = (Act(kind="acknowledge"),)


def with_acts(turns: tuple[Turn, ...], scenario: Scenario) -> tuple[Turn, ...]:
    """The turns, those of the customer with their acts where the file did not bring them.

    Facts told and objections raised follow from the state. Hints, and worries brought up again, leave no trace in it: they
    are known by their words, so a hint that a model put in words of its own stays unknown.
    """
    if any(turn.acts for turn in turns) or not any(turn.objections or turn.revealed for turn in turns):
        return turns
    done: list[Turn] = []
    before: dict[str, ObjectionState] = {}
    for turn in turns:
        if turn.speaker == "customer":
            acts = dict.fromkeys([*_told(turn), *_moved(turn, before), *_worded(turn, scenario)])
            turn = turn.model_copy(update={"acts": tuple(acts) or PLAIN})
        before = turn.objections
        done.append(turn)
    return tuple(done)


def _told(turn: Turn) -> Iterator[Act]:
    return (Act(kind="tell", topic=f"fact:{fact}") for fact in turn.revealed)


def _moved(turn: Turn, before: dict[str, ObjectionState]) -> Iterator[Act]:
    """Objections whose state changed with this turn."""
    for id, state in turn.objections.items():
        if state == "open" and before.get(id, "waiting") == "waiting":
            yield Act(kind="raise", topic=f"objection:{id}")
        elif state == "resolved" and before.get(id) != "resolved":
            yield Act(kind="resolve", topic=f"objection:{id}")


def _worded(turn: Turn, scenario: Scenario) -> Iterator[Act]:
    for fact in scenario.facts:
        if _says(turn, fact.hint):
            yield Act(kind="hint", topic=f"fact:{fact.id}")
    for objection in scenario.objections:
        if _says(turn, objection.says):
            yield Act(kind="raise", topic=f"objection:{objection.id}")
        elif _is_open(turn, objection.id) and _says(turn, objection.if_ignored):
            yield Act(kind="insist", topic=f"objection:{objection.id}")


def _is_open(turn: Turn, id: str) -> bool:
    """Worries in the short form share their words for this."""
    return turn.objections.get(id) in ("open", "ignored")


def _says(turn: Turn, lines: Sequence[str]) -> bool:
    return any(line in turn.text for line in lines)

"""Compares what was said to each objection in talks that resolved it and in talks that did not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from roleplay.content.scenario import Objection, Scenario
from roleplay.person import Person
from roleplay.playbook import SaidMoment
from roleplay.store.database import Database
from roleplay.store.objections import ObjectionTurn, count_objections, latest_with, read_objection_turns

TALKS = 5  # of each kind and objection: what a coach reads in one go, however many there are
LONGEST = 400  # characters shown of one turn
UNANSWERED = ("open", "ignored")


@dataclass(frozen=True)
class Answers:
    """`states` counts the talks by how they ended for it; the moments are of the latest ones."""

    objection: Objection
    states: Counter[str]
    resolved: tuple[SaidMoment, ...]
    unanswered: tuple[SaidMoment, ...]

    @property
    def came(self) -> int:
        """In how many talks it came up."""
        return self.states["resolved"] + self.states["open"] + self.states["ignored"]

    @property
    def left(self) -> int:
        return self.states["open"] + self.states["ignored"]


def answers_of(database: Database, person: Person, scenario: Scenario) -> list[Answers]:
    """Of the talks within this person's reach; the objection most often left unanswered first."""
    refs = {f"objection:{each.id}": each for each in scenario.objections}
    counts = count_objections(database, person, scenario.id, refs)
    good = {ref: latest_with(database, person, scenario.id, ref, ("resolved",), TALKS) for ref in refs}
    bad = {ref: latest_with(database, person, scenario.id, ref, UNANSWERED, TALKS) for ref in refs}
    said = read_objection_turns(database, {id for found in (*good.values(), *bad.values()) for id in found})
    made = [
        Answers(
            objection, counts.get(ref, Counter()),
            tuple(_moment(id, turn, at) for id, at in good[ref].items() for turn in answer_to(said.get(id, ()), ref)),
            tuple(_moment(id, turn, at) for id, at in bad[ref].items() for turn in misses_of(said.get(id, ()), ref)),
        )
        for ref, objection in refs.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: -one.left)


def answer_to(turns: Sequence[ObjectionTurn], topic: str) -> list[ObjectionTurn]:
    """The seller's turn that the customer took for an answer."""
    return [before for before, turn in pairwise(turns) if before.speaker == "seller" and turn.does(topic, "resolve")][
        :1
    ]


def misses_of(turns: Sequence[ObjectionTurn], topic: str) -> list[ObjectionTurn]:
    """What the seller said right after the customer raised it, and after they brought it back."""
    return [
        after for turn, after in pairwise(turns) if turn.does(topic, "raise", "insist") and after.speaker == "seller"
    ][:2]


def _moment(attempt: str, turn: ObjectionTurn, finished_at: object) -> SaidMoment:
    text = turn.text if len(turn.text) <= LONGEST else turn.text[: LONGEST - 1] + "…"
    return SaidMoment.model_validate({"attempt": attempt, "turn": turn.n, "text": text, "finished_at": finished_at})

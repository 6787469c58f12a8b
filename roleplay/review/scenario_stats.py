"""Sums up a scenario over many talks: objections never resolved, facts never found, where talks end."""

from dataclasses import dataclass

from roleplay.store.coach_stats import PersonaStats, Scope, count_endings, count_outcomes, count_personas
from roleplay.store.database import Database


@dataclass(frozen=True)
class ObjectionStats:
    """How often it was resolved, left open or brushed aside; in the other talks it never came up."""

    id: str
    resolved: int
    open: int
    ignored: int

    @property
    def raised(self) -> int:
        return self.resolved + self.open + self.ignored

    @property
    def never(self) -> int:
        return self.open + self.ignored


@dataclass(frozen=True)
class FactStats:
    id: str
    told: int
    untold: int


@dataclass(frozen=True)
class ScenarioStats:
    """What became of a scenario's talks: the objection least often resolved and the fact least often found come first."""

    talks: int
    objections: tuple[ObjectionStats, ...]
    facts: tuple[FactStats, ...]
    endings: dict[str, int]
    phases: dict[str, int]
    personas: tuple[PersonaStats, ...]


def read_scenario_stats(database: Database, scope: Scope) -> ScenarioStats:
    counted = count_endings(database, scope)
    endings, phases = dict[str, int](), dict[str, int]()
    for (end, phase), n in counted.items():
        endings[end] = endings.get(end, 0) + n
        phases[phase] = phases.get(phase, 0) + n
    outcomes = count_outcomes(database, scope)
    return ScenarioStats(
        talks=sum(counted.values()), objections=_objections(outcomes), facts=_facts(outcomes),
        endings=dict(sorted(endings.items(), key=lambda each: -each[1])), phases=phases,
        personas=tuple(count_personas(database, scope)),
    )  # fmt: skip


def _objections(outcomes: dict[str, dict[str, int]]) -> tuple[ObjectionStats, ...]:
    found = [
        ObjectionStats(topic.removeprefix("objection:"), *(states.get(each, 0) for each in ("resolved", "open", "ignored")))
        for topic, states in outcomes.items() if topic.startswith("objection:")
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.never / max(1, each.raised), each.id)))


def _facts(outcomes: dict[str, dict[str, int]]) -> tuple[FactStats, ...]:
    found = [
        FactStats(topic.removeprefix("fact:"), states.get("told", 0), states.get("untold", 0))
        for topic, states in outcomes.items() if topic.startswith("fact:")
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.untold / max(1, each.told + each.untold), each.id)))

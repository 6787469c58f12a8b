"""What must hold for the stages of a programme: each can be practised, and none is due before the one that opens it."""

from collections.abc import Iterator, Mapping

from roleplay.content.base import primary
from roleplay.content.content_file import File
from roleplay.content.problem import Problem
from roleplay.content.programme import Programme, Stage
from roleplay.content.scenario import Scenario
from roleplay.content.yaml_reader import Path

Found = tuple[Path, str, dict[str, object]]


def stages_can_be_practised(file: File, files: list[File]) -> Iterator[Problem]:
    scenarios = {other.id: other.model for other in files if other.kind == "scenario"}
    for where, code, params in problems_of_stages(file.model, scenarios):
        yield file.problem(where, code, **params)


def problems_of_stages(programme: Programme, scenarios: Mapping[str, Scenario]) -> Iterator[Found]:
    """Where, code and parameters of each problem."""
    before = 0
    for index, stage in enumerate(programme.stages):
        path: Path = ("stages", index)
        yield from _problems_of_scenario(stage, programme.language, scenarios, path)
        if stage.days is not None:
            if stage.days < before:
                yield (*path, "days"), "stage-days", {"days": stage.days, "before": before}
            before = max(before, stage.days)


def _problems_of_scenario(stage: Stage, ours: str, scenarios: Mapping[str, Scenario], path: Path) -> Iterator[Found]:
    scenario = scenarios.get(stage.scenario)
    if scenario is None:
        known = ", ".join(sorted(scenarios)) or "-"
        yield (*path, "scenario"), "stage-no-scenario", {"id": stage.scenario, "known": known}
        return
    if stage.persona is not None and stage.persona not in scenario.personas:
        known = ", ".join(scenario.personas)
        yield (*path, "persona"), "stage-no-persona", {"id": stage.persona, "scenario": scenario.id, "known": known}
    if primary(scenario.language) != primary(ours):
        theirs = scenario.language
        yield (*path, "scenario"), "stage-language", {"id": scenario.id, "theirs": theirs, "ours": ours}

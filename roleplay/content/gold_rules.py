"""Gold lines fit what they are for, and nothing that wants one goes without."""

from collections.abc import Iterator

from roleplay.content.content_file import File, file_of
from roleplay.content.problem import Problem
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.content.signal import is_conduct
from roleplay.content.yaml_reader import Path


def gold_lines_fit(file: File, files: list[File]) -> Iterator[Problem]:
    scenario: Scenario = file.model
    rubric = file_of(files, "rubric", scenario.rubric)
    if rubric is None:
        return
    wanted = _gold_wanted(scenario, rubric.model)
    red_lines = {f"must_not_say:{item.id}" for item in scenario.product.must_not_say}
    given = set()
    for index, gold in enumerate(scenario.gold):
        for at, target in enumerate(gold.for_):
            given.add(target)
            if target not in wanted and target not in red_lines:
                yield file.problem(("gold", index, "for", at), "gold-for-nothing", id=target, known=", ".join(wanted))
    unneeded = {f"check:{id}" for id, check in rubric.model.checks().items() if is_conduct(check.signal)}
    if scenario.is_short and not scenario.gold:
        return  # the short form does without
    for target, path in wanted.items():
        if target not in given and target not in unneeded:
            yield file.warning(path, "no-gold", id=target)


def _gold_wanted(scenario: Scenario, rubric: Rubric) -> dict[str, Path]:
    wanted: dict[str, Path] = {f"check:{id}": ("rubric",) for id in rubric.checks()}
    wanted |= {f"fact:{fact.id}": ("facts", index) for index, fact in enumerate(scenario.facts)}
    return wanted | {f"objection:{item.id}": ("objections", index) for index, item in enumerate(scenario.objections)}

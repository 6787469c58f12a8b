"""What sellers say in a rehearsal file is about its scenario, and shows something about the listening."""

from collections.abc import Iterator

from roleplay.content.content_file import File, scenario_beside
from roleplay.content.problem import Problem
from roleplay.content.rehearsal import FEW, Rehearsal, holds_whole
from roleplay.content.yaml_reader import Path


def lines_touch_their_topics(file: File, files: list[File]) -> Iterator[Problem]:
    rehearsal: Rehearsal = file.model
    scenario = scenario_beside(file, files)
    topics = scenario.model.topics() if scenario else {}
    for topic, ways in rehearsal.topics.items() if scenario else ():
        path: Path = ("topics", topic)
        if topic not in topics:
            yield file.problem(path, "no-topic", id=topic, known=", ".join(topics))
            continue
        if len(ways.touches) < FEW:
            yield file.warning((*path, "touches"), "few-lines", id=topic, n=len(ways.touches), wanted=FEW)
        for index, line in enumerate(ways.touches):
            if phrase := holds_whole(line, topics[topic], rehearsal.language):
                yield file.warning((*path, "touches", index), "phrase-in-line", phrase=phrase)

"""The transcript beside the scorecard: each turn with its marks, what it told and which concern it raised."""

from dataclasses import dataclass

from roleplay.content.scenario import Scenario
from roleplay.scorecard import Scorecard
from roleplay.transcript import Transcript, Turn
from roleplay.web.pages.scorecard.highlight import Segment, highlight, quotes_of


@dataclass(frozen=True)
class TranscriptLine:
    """A turn in the transcript: its words with the marks, what it told, which concern it raised."""

    turn: Turn
    segments: list[Segment]
    told: list[str]
    raised: list[str]


def transcript_line(turn: Turn, segments: list[Segment], scenario: Scenario) -> TranscriptLine:
    topics = {fact.id: fact.topic for fact in scenario.facts}
    concerns = {f"objection:{objection.id}": objection.concern for objection in scenario.objections}
    raised = [concerns[act.topic] for act in turn.acts if act.kind in ("raise", "insist") and act.topic in concerns]
    return TranscriptLine(turn, segments, [topics[id] for id in turn.revealed if id in topics], raised)


def transcript_lines(transcript: Transcript, card: Scorecard, scenario: Scenario) -> list[TranscriptLine]:
    quotes = quotes_of(card)
    return [transcript_line(turn, highlight(turn, quotes), scenario) for turn in transcript.turns]

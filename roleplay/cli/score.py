"""`roleplay score`: a transcript from anywhere, a real call too, and its scorecard. Nothing is stored."""

from typing import Annotated

import typer

from roleplay.cli.as_json import scorecard_json
from roleplay.cli.lines import read_text
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.render import render_scorecard
from roleplay.cli.screen import out, print_json, say
from roleplay.scorecard import Scorer

RubricOption = Annotated[str | None, typer.Option("--rubric", metavar="ID|FILE", help=say("help.rubric"))]
ScenarioOption = Annotated[str | None, typer.Option("--scenario", metavar="ID", help=say("help.score-scenario"))]
ScorerOption = Annotated[Scorer, typer.Option("--scorer", help=say("help.scorer"))]


def score(
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT.json|-", help=say("help.transcript"))],
    rubric: RubricOption = None,
    scenario: ScenarioOption = None,
    scorer: ScorerOption = "signals",
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.scoring_jobs.run_scorer import score_by
    from roleplay.scoring_jobs.scoring_target import choose_target
    from roleplay.scoring_jobs.transcript_file import read_transcript

    settings = settings_for(content)
    said = read_transcript(read_text(transcript, "transcript-unreadable"), transcript)
    standard = choose_target(settings.content, rubric, scenario)
    standard.check_language(said.language, transcript)
    card = score_by(scorer, said, standard.rubric, standard.scenario, settings)
    if as_json:
        print_json(scorecard_json(card))
    else:
        out.print(render_scorecard(card, standard.rubric))

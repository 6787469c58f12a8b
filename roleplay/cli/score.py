"""`roleplay score`: a transcript from anywhere, a real call too, and its scorecard. Nothing is stored."""

from typing import Annotated

import typer

from roleplay.as_json import scorecard_json
from roleplay.cli.call_json import call_json, notice_text
from roleplay.cli.console import err, out, print_json, reader_language, say
from roleplay.cli.lines import read_bytes
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.render import render_scorecard
from roleplay.scorecard import Scorer

RubricOption = Annotated[str | None, typer.Option("--rubric", metavar="ID|FILE", help=say("help.rubric"))]
ScenarioOption = Annotated[str | None, typer.Option("--scenario", metavar="ID", help=say("help.score-scenario"))]
SellerOption = Annotated[str | None, typer.Option("--seller", metavar="NAME", help=say("help.seller"))]
LanguageOption = Annotated[str | None, typer.Option("--language", metavar="TAG", help=say("help.call-language"))]
ScorerOption = Annotated[Scorer, typer.Option("--scorer", help=say("help.scorer"))]


def score(
    transcript: Annotated[str, typer.Argument(metavar="FILE|-", help=say("help.transcript"))],
    rubric: RubricOption = None,
    scenario: ScenarioOption = None,
    seller: SellerOption = None,
    language: LanguageOption = None,
    scorer: ScorerOption = "signals",
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.calls.read_call import read_call
    from roleplay.scoring_jobs.run_scorer import score_by
    from roleplay.scoring_jobs.scoring_target import choose_target

    settings = settings_for(content)
    call = read_call(read_bytes(transcript, "transcript-unreadable"), transcript, seller, language)
    standard = choose_target(settings.content, rubric, scenario)
    standard.check_language(call.transcript.language, transcript)
    card = score_by(scorer, call.transcript, standard.rubric, standard.scenario, settings)
    if as_json:
        print_json({**scorecard_json(card, reader_language()), **call_json(call)})
    else:
        for notice in call.notices:
            err.print(notice_text(call, notice))
        out.print(render_scorecard(card, standard.rubric))

"""A talk and its scorecard in the terminal. What people wrote is shown as text, never read as markup."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from roleplay.as_json import why_of
from roleplay.attempt import Attempt
from roleplay.cli.console import joined, reader_language, say
from roleplay.content.rubric import Rubric
from roleplay.scorecard import CheckResult, CriterionScore, FirstThing, Result, Scorecard, Unanswered, WentWell
from roleplay.transcript import Speaker, Transcript, Turn

MARKS: dict[Result, tuple[str, str]] = {
    "met": ("●", "green"), "partly": ("◐", "yellow"), "missed": ("○", "red"), "not_scored": ("·", "dim"),
}  # fmt: skip
BEST = 5


def render_turns(transcript: Transcript, names: dict[Speaker, str]) -> RenderableType:
    """The talk, a speaker's name before each turn and a line where the phase changes."""
    rows: list[RenderableType] = []
    phase = None
    for turn in transcript.turns:
        if turn.phase != phase:
            phase = turn.phase
            rows.append(Rule(say(f"phase.{phase}"), style="dim", align="left"))
        rows.append(render_turn(turn, names[turn.speaker]))
    return Group(*rows)


def render_turn(turn: Turn, name: str) -> RenderableType:
    text = Text(turn.text)
    if turn.status == "cut":
        text.append(f" {say('cut')}", style="dim")
    row = _grid()
    row.add_row(speaker_line(turn.n, name, turn.speaker), text)
    return row


def speaker_line(n: int, name: str, speaker: Speaker) -> Text:
    """What stands before a turn's words."""
    return Text.assemble((f"{n:>3}  ", "dim"), (name, "bold cyan" if speaker == "seller" else "bold magenta"))


def render_scorecard(card: Scorecard, rubric: Rubric, attempt: Attempt | None = None) -> RenderableType:
    """Result, one to three things to change, what went well, what was never answered, then every criterion."""
    parts: list[RenderableType] = [_result(card, rubric, attempt)]
    for title, things in (
        ("first", [_first(n, thing, rubric) for n, thing in enumerate(card.first, 1)]),
        ("well", [_well(thing) for thing in card.well]),
        ("unanswered", [_unanswered(concern) for concern in card.unanswered]),
        ("criteria", [_criterion(criterion, rubric) for criterion in card.criteria]),
    ):
        if things:
            parts += [_heading(title), *(Padding(thing, (0, 0, 0, 2)) for thing in things)]
    return Group(Text(), *parts)


def _heading(title: str) -> Text:
    return Text(f"\n{say(f'card.{title}')}", style="bold")


def _result(card: Scorecard, rubric: Rubric, attempt: Attempt | None) -> Panel:
    colour = "green" if card.passed else "dim" if card.passed is None else "red"
    said = Text()
    if card.total is not None:
        said.append(f"{card.total}", style=f"bold {colour}").append(
            f" / 100   {say('card.pass', mark=rubric.pass_mark)}\n"
        )
    said.append(say(f"card.result.{_verdict(card, rubric)}", n=abs(rubric.pass_mark - (card.total or 0))), style=colour)
    if attempt and attempt.ending:
        said.append(f"\n{say('card.outcome', ending=say(f'ending.{attempt.ending}'))}", style="dim")
    title = Text(rubric.title)
    if attempt and attempt.kind != "imported":
        title.append(f" · {say(f'difficulty.{attempt.difficulty}')}")
    if attempt and attempt.is_branch:
        title.append(f" · {say('retry.from', n=attempt.branch_turn)}")
    return Panel(said, title=title, title_align="left", border_style=colour, expand=False, padding=(1, 3))


def _verdict(card: Scorecard, rubric: Rubric) -> str:
    if card.passed is None or card.total is None:
        return "none"
    if card.passed:
        return "passed"
    if any(check.critical and check.result == "missed" for criterion in card.criteria for check in criterion.checks):
        return "critical"
    return "short" if card.total < rubric.pass_mark else "little"


def _first(n: int, thing: FirstThing, rubric: Rubric) -> RenderableType:
    title = Text.assemble((f"{n}  ", "dim"), (rubric.checks()[thing.check].advice.title, "bold"))
    rows = _grid()
    if thing.said:
        rows.add_row(Text(say("card.said"), style="dim"), _with_turn(Text(f"“{thing.said}”"), thing.turn))
    rows.add_row(Text(say("card.why"), style="dim"), Text(thing.why))
    if thing.better:
        rows.add_row(Text(say("card.better"), style="dim"), Text(thing.better, style="green"))
    return Group(title, Padding(rows, (0, 0, 1, 3)))


def _well(thing: WentWell) -> RenderableType:
    line = Text("● ", style="green").append(f"“{thing.said}”", style="default")
    return _with_turn(line, thing.turn).append(f"\n  {thing.why}", style="dim")


def _unanswered(concern: Unanswered) -> RenderableType:
    turns = joined(str(turn) for turn in concern.turns)
    return Text.assemble(("○ ", "red"), concern.concern, (f"  {say('card.raised', turns=turns)}", "dim"))


def _criterion(criterion: CriterionScore, rubric: Rubric) -> RenderableType:
    name = next(each.name for each in rubric.criteria if each.id == criterion.id)
    level = criterion.level
    bar = "–" if level is None else "■" * level + "□" * (BEST - level)
    head = Text.assemble((name, "bold"), f"  {bar}  ", (say("card.weight", weight=criterion.weight), "dim"))
    table = _grid()
    for check in criterion.checks:
        mark, colour = MARKS[check.result]
        table.add_row(Text(mark, style=colour), _check(check, rubric))
    return Group(head, Padding(table, (0, 0, 1, 0)))


def _check(check: CheckResult, rubric: Rubric) -> Text:
    asks = rubric.checks()[check.id].asks
    said = Text(f"{asks}  ").append(say(f"card.{check.result}"), style=MARKS[check.result][1])
    said.append(f"\n{why_of(check.why, reader_language())}", style="dim")
    for evidence in check.evidence:
        said = _with_turn(said.append(f"\n“{evidence.quote}”"), evidence.turn)
    return said


def _with_turn(text: Text, turn: int | None) -> Text:
    return text if turn is None else text.append(f"  {say('card.turn', n=turn)}", style="dim")


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table

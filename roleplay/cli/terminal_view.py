"""Shows a talk while it goes on: in a terminal, or not at all when a program reads the result."""

from typing import TYPE_CHECKING, Protocol

from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from roleplay.attempt import Attempt
from roleplay.cli.console import err, out, reader_language, say
from roleplay.cli.render import render_turn, speaker_line
from roleplay.content.persona import Persona
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.customer.turn_request import Fallback, ReplyChunk
from roleplay.i18n import language_of, word
from roleplay.transcript import Phase, Transcript, Turn

if TYPE_CHECKING:
    from roleplay.practice import Event


class TalkView(Protocol):
    """Where a command shows a talk and asks for the seller's words."""

    def open(self, attempt: Attempt, material: tuple[Scenario, Persona, Rubric]) -> None: ...

    def recall(self, shared: Transcript, last_time: Turn) -> None:
        """Of a branch: where the talk stands, and what the seller said there the last time."""

    def show(self, event: "Event") -> None: ...

    def ask(self) -> str | None:
        """What the seller says next; None when they have had enough."""


class HiddenView:
    """Shows nothing."""

    def open(self, attempt: Attempt, material: tuple[Scenario, Persona, Rubric]) -> None:
        err.print(say("practice.seed", seed=attempt.seed))

    def recall(self, shared: Transcript, last_time: Turn) -> None:
        return None

    def show(self, event: "Event") -> None:
        return None

    def ask(self) -> str | None:
        return None


class TerminalView:
    """Streams the talk. What was `typed` already stands on the screen."""

    def __init__(self, typed: bool) -> None:
        self.typed = typed
        self.phase: Phase | None = None

    def open(self, attempt: Attempt, material: tuple[Scenario, Persona, Rubric]) -> None:
        scenario, self.persona, _rubric = material
        brief = (
            Text(f"{scenario.brief}\n\n")
            .append(scenario.goal, style="bold")
            .append(f"\n\n{scenario.scene}", style="italic")
        )
        comma = word(
            language_of(self.persona.language), "cli.comma"
        )  # the name and role are in the customer's language
        who = f"{self.persona.name}{comma}{self.persona.role}"
        title = f"{scenario.title} · {who} · {say(f'difficulty.{attempt.difficulty}')}"
        out.print(Panel(brief, title=Text(title), title_align="left", border_style="cyan", padding=(1, 2)))
        out.print(Text(say("practice.seed", seed=attempt.seed), style="dim"))
        if self.typed:
            out.print(Text(say("practice.how"), style="dim"))
        self._enter(attempt.phase)

    def recall(self, shared: Transcript, last_time: Turn) -> None:
        out.print(Text(say("retry.from", n=last_time.n), style="bold"))
        if shared.turns:
            before = shared.turns[-1]
            out.print(
                speaker_line(before.n, self.persona.name, before.speaker).append(f"  {before.text}", style="default")
            )
        out.print(Text(say("retry.last-time", said=last_time.text), style="dim"))

    def ask(self) -> str | None:
        try:
            return out.input(Text(f"     {say('you')}  ", style="bold cyan"))
        except EOFError:
            out.print()
            return None

    def show(self, event: "Event") -> None:
        from roleplay.practice import CustomerSaid, SellerSaid, Speaking

        if isinstance(event, SellerSaid) and not self.typed:
            out.print(render_turn(event.turn, say("you")))
        elif isinstance(event, Speaking):
            out.print(speaker_line(event.n, self.persona.name, "customer"), end="  ")
        elif isinstance(event, ReplyChunk):
            out.print(Text(event.text), end="", soft_wrap=True)
        elif isinstance(event, Fallback):
            cause = word(reader_language(), f"fallback.{event.why}")
            out.print(Text(say("practice.fallback", cause=cause), style="yellow"), end=" ")
        elif isinstance(event, CustomerSaid):
            self._said(event.turn)

    def _said(self, turn: Turn) -> None:
        out.print(Text(f" {say('cut')}", style="dim") if turn.status == "cut" else "")
        self._enter(turn.phase)

    def _enter(self, phase: Phase) -> None:
        if phase != self.phase:
            self.phase = phase
            out.print(Rule(say(f"phase.{phase}"), style="dim", align="left"))
